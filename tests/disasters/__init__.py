"""The worst that happened to others, each as a test that must pass here."""
