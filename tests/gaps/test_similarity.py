"""Measures of two lists of one person, against scikit-free definitions and numpy."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.gaps.similarity import ListPair, measures, popcount
from tests.surveys import ALL_WORDS, random_survey, small_instrument


def test_by_hand() -> None:
    """Ten words, four on each list, three shared."""
    overlap, kappa, phi, d2 = measures(np.array(4.0), np.array(4.0), np.array(3.0), 10)
    assert overlap == 0.75
    agreement, chance = 8 / 10, (16 + 36) / 100
    assert kappa == pytest.approx((agreement - chance) / (1 - chance))
    x = np.array([1] * 4 + [0] * 6)
    y = np.array([1] * 3 + [0, 1] + [0] * 5)
    assert phi == pytest.approx(np.corrcoef(x, y)[0, 1])
    assert d2 == ((x - y) ** 2).sum()


def test_every_person_against_numpy() -> None:
    survey = random_survey(1, 40)
    lists = small_instrument().list_index
    pair = ListPair(lists["personal"], lists["current"])
    a, b = (each.astype(float) for each in pair.marks(survey))
    found, known = pair.measured(survey), pair.known(survey)
    for person in np.flatnonzero(known):
        assert found[person, 2] == pytest.approx(np.corrcoef(a[person], b[person])[0, 1])
        assert found[person, 0] == pytest.approx((a[person] * b[person]).sum() / a[person].sum())
    assert np.isnan(found[~known]).all()
    assert popcount(pair.bits(survey)[0][known]).max() <= len(ALL_WORDS)


def test_identical_and_disjoint_lists() -> None:
    same = measures(np.array(3.0), np.array(3.0), np.array(3.0), 9)
    apart = measures(np.array(3.0), np.array(3.0), np.array(0.0), 9)
    assert same.tolist() == pytest.approx([1, 1, 1, 0])
    assert apart[0] == 0 and apart[3] == 6 and apart[1] < 0
