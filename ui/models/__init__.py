"""Qt item models over pages of records."""
