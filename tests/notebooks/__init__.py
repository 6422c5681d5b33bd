"""Tests of the notebooks, and the one command that runs them all again."""
