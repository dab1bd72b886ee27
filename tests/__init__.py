"""Tests, mirroring the code they prove."""
