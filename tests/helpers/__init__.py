"""Servers and fixtures shared by tests."""
