"""Settings shared by all tests."""

from __future__ import annotations

from hypothesis import settings

# How long one example takes depends on what else the machine does; which examples are tried
# should not depend on chance, so that a red test stays red.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")
