"""The machine: paths, settings, secrets, crypto, logging, locks."""
