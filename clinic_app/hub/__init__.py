"""The county hub: orders changes and passes them on."""
