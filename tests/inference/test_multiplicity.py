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


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(OptionError, match="E701"):
        adjust_p_values([0.01], "sidak")
