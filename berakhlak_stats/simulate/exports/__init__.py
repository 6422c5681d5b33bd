"""Simulated answers in the shapes in which survey tools export theirs."""
