from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.weighting import calibrate_weights, weight_diagnostics
from berakhlak_stats.weighting.diagnostics import asmd
from tests.surveys import number_survey


def test_by_hand() -> None:
    found = weight_diagnostics([1, 1, 1, 3])
    assert found.ratio == 3
    # Kish: 1 + cv^2 with cv^2 = (12/4) / (6/4)^2 - 1 = 1/3.
    assert found.design_effect == pytest.approx(4 / 3)
    assert found.n_eff == pytest.approx(3)
    assert (found.smallest, found.median, found.largest, found.total) == (1, 1, 3, 6)
    assert found.warnings == ()


def test_equal_weights_cost_nothing() -> None:
    found = weight_diagnostics(np.full(50, 7.3))
    assert found.design_effect == pytest.approx(1)
    assert found.n_eff == pytest.approx(50)


def test_the_scale_does_not_matter() -> None:
    w = np.random.default_rng(1).lognormal(size=80)
    one, two = weight_diagnostics(w), weight_diagnostics(13 * w)
    assert one.n_eff == pytest.approx(two.n_eff)
    assert one.ratio == pytest.approx(two.ratio)


def test_warnings_at_their_limits() -> None:
    heavy = weight_diagnostics([1] * 10 + [30], trimmed=0.06)
    assert [problem.code for problem in heavy.warnings] == ["E630", "E631", "E632"]
    text = heavy.warnings[0].message
    assert "30,0 kali" in text.text("id")
    assert "30.0 times" in text.text("en")
    assert weight_diagnostics([1] * 10 + [5], trimmed=0.05).warnings == ()


def test_standardised_difference_of_austin() -> None:
    # |.6 - .5| / sqrt((.6 x .4 + .5 x .5) / 2)
    assert asmd(0.6, 0.5) == pytest.approx(0.1 / np.sqrt(0.245))
    assert asmd(0.0, 0.0) == 0
    assert asmd(1.0, 0.0) == float("inf")


def test_balance_before_and_after() -> None:
    survey = number_survey({"x": [1.0] * 10}, columns={"sex": ["f"] * 7 + ["m"] * 3})
    margins = {"sex": {"f": 50, "m": 50}}
    weights = calibrate_weights(survey, margins)
    table = weight_diagnostics(weights, survey=survey, margins=margins).balance_frame()
    row = table.set_index("category").loc["f"]
    assert (row["population"], row["before"]) == (0.5, 0.7)
    assert row["after"] == pytest.approx(0.5)
    assert row["asmd_before"] == pytest.approx(0.2 / np.sqrt((0.21 + 0.25) / 2))
    assert row["asmd_after"] == pytest.approx(0, abs=1e-9)


def test_a_sum_unlike_the_frame_is_an_error() -> None:
    survey = number_survey({"x": [1.0] * 10}, columns={"sex": ["f"] * 7 + ["m"] * 3})
    margins = {"sex": {"f": 50, "m": 50}}
    found = weight_diagnostics(np.ones(10), survey=survey, margins=margins)
    assert [(p.code, p.severity) for p in found.warnings] == [("E227", "error")]
    nearly = weight_diagnostics(np.full(10, 10.005), survey=survey, margins=margins)
    assert nearly.warnings == ()


def test_nonsense_is_refused() -> None:
    with pytest.raises(DesignError):
        weight_diagnostics([1, -1])
    with pytest.raises(OptionError):
        weight_diagnostics([])
    with pytest.raises(OptionError):
        weight_diagnostics([1, 1], margins={"sex": {"f": 1}})
