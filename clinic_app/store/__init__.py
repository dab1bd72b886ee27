"""The clinic's encrypted SQLite database."""
