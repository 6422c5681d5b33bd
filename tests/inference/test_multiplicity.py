"""Adjusted p values by hand; R's own numbers stand in tests/oracles."""

from __future__ import annotations

import math

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.inference.multiplicity import adjust_p_values


def test_holm_by_hand() -> None:
    # 0.01*4, 0.02*3, 0.03*2, 0.04*1, made monotone: Holm (1979).
    assert adjust_p_values([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert adjust_p_values([0.9, 0.8]).tolist() == [1.0, 1.0]


def test_benjamini_hochberg_by_hand() -> None:
    # Sorted .01 .02 .04: times 3/1, 3/2, 3/3, never rising from the end.
    assert adjust_p_values([0.04, 0.01, 0.02], "BH") == pytest.approx([0.04, 0.03, 0.03])


def test_what_was_not_tested_does_not_count() -> None:
    found = adjust_p_values([math.nan, 0.01, 0.04], "bonferroni")
    assert math.isnan(found[0]) and found[1:] == pytest.approx([0.02, 0.08])
    assert np.isnan(adjust_p_values([math.nan])).all()


@pytest.mark.parametrize(("method", "theirs"), [("holm", "holm"), ("BH", "fdr_bh")])
def test_every_row_is_a_family_of_its_own(method: str, theirs: str) -> None:
    from statsmodels.stats.multitest import multipletests

    p = np.random.default_rng(1).random((6, 25)) ** 3
    p[2, 4:9] = np.nan
    found = adjust_p_values(p, method)
    for row, expected in zip(found, p, strict=True):
        known = ~np.isnan(expected)
        assert row[known] == pytest.approx(multipletests(expected[known], method=theirs)[1])
        assert np.isnan(row[~known]).all()


def test_none_is_none() -> None:
    p = np.array([0.2, np.nan])
    assert np.array_equal(adjust_p_values(p, "none"), p, equal_nan=True)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(OptionError, match="E701"):
        adjust_p_values([0.01], "sidak")
