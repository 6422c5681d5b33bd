"""Benchmarks: run by hand, never timed in a test. See ``python -m tests.benchmarks.indices``."""
