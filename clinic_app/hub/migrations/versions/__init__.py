"""The revisions of the hub's schema, oldest first."""
