"""Benchmarks: ratios of things measured side by side in one run. Run one with ``python -m bench.NAME``."""
