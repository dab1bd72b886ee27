"""A county in miniature, driven from one seed through the shipped exchange, apply, ingest and store code."""
