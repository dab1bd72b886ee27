"""Benchmarks: ``python -m tests.bench start|search|save|print|sync [--records N] [--json]``."""
