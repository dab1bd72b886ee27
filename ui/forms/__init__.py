"""The forms people type into."""
