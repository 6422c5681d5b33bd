"""Two one-sided tests by hand, and against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.weightstats import ttost_paired

from berakhlak_stats import significance as sg
from berakhlak_stats.errors import OptionError
from tests.surveys import number_survey


def test_paired_equivalence_is_statsmodels() -> None:
    rng = np.random.default_rng(8)
    a = rng.normal(size=80)
    b = a + rng.normal(0.05, 0.5, 80)
    survey = number_survey({"a": a.tolist(), "b": b.tolist()})
    test = sg.paired_test(survey, items=("a", "b"))
    found = sg.equivalence_test(test, margin=0.2)
    expected = ttost_paired(a, b, -0.2, 0.2)[0]
    assert found.p_value == pytest.approx(expected, rel=1e-9)
    inside = found.conf_low > -0.2 and found.conf_high < 0.2
    assert inside == (found.p_value < 0.05)
    assert found.conf_level == pytest.approx(0.9)


def test_a_large_difference_is_never_equivalent() -> None:
    survey = number_survey({"a": [1.0, 2, 3] * 10, "b": [3.0, 4, 5.5] * 10})
    test = sg.paired_test(survey, items=("a", "b"))
    assert sg.equivalence_test(test, margin=1.0).p_value > 0.99


@pytest.mark.parametrize("margin", [0.0, -1.0, float("nan")])
def test_a_margin_is_positive(margin: float) -> None:
    survey = number_survey({"a": [1.0, 2, 3] * 10, "b": [3.0, 4, 5.5] * 10})
    with pytest.raises(OptionError, match="E703"):
        sg.equivalence_test(sg.paired_test(survey, items=("a", "b")), margin=margin)


def test_a_test_without_an_estimate_is_refused() -> None:
    survey = number_survey({"a": [1.0, 2, 3] * 10}, columns={"unit": ["x"] * 15 + ["y"] * 15})
    with pytest.raises(OptionError, match="E703"):
        sg.equivalence_test(sg.group_test(survey, item="a", by="unit"), margin=1)
