"""Benchmarks, each beside its baseline: `python -m bench [part of a name]`."""
