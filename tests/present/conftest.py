"""Fixtures: fake results, one of each kind."""

from __future__ import annotations

import pytest

from berakhlak_stats.estimates import Estimates
from tests.present import fakes


@pytest.fixture
def indices_result() -> Estimates:
    return fakes.all_indices()


@pytest.fixture
def unit_result() -> Estimates:
    return fakes.by_unit()


@pytest.fixture
def word_result() -> Estimates:
    return fakes.word_shares()


@pytest.fixture
def gap_result() -> Estimates:
    return fakes.word_gaps()
