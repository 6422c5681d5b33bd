from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.agreement import icc1
from berakhlak_stats.errors import OptionError
from tests.surveys import number_survey

X = [9.0, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7]


def balanced() -> bs.Survey:
    """Shrout & Fleiss (1979): six targets, four judges, read as persons in units."""
    return number_survey({"x": X}, columns={"unit": [f"u{i // 4}" for i in range(24)]})


@pytest.mark.parametrize("variant", ["mean_size", "n0", "reml"])
def test_shrout_and_fleiss(variant: str) -> None:
    """Their ICC(1,1) is .17 with the 95% interval from -.13 to .72, F = 1.79."""
    row = icc1(balanced(), by="unit", item="x", variant=variant).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(0.1657418, abs=1e-6)
    assert row["statistic"] == pytest.approx(1.794678, abs=1e-6)
    if variant != "reml":
        assert (row["conf_low"], row["conf_high"]) == pytest.approx((-0.1329323, 0.7225601))


def test_standard_error_of_equal_units() -> None:
    """Fisher's: 2 (1 - r)^2 (1 + (n - 1) r)^2 / (n (n - 1) k), with k - 1 for k here."""
    row = icc1(balanced(), by="unit", item="x").to_frame().iloc[0]
    r, n, k = row["estimate"], 4, 6
    fisher = np.sqrt(2 * (1 - r) ** 2 * (1 + (n - 1) * r) ** 2 / (n * (n - 1) * (k - 1)))
    # The form for unequal sizes has (N - 1) / (N - k) for n / (n - 1): 23/18 for 4/3.
    assert row["std_error"] == pytest.approx(fisher * np.sqrt((23 / 18) / (4 / 3)))


@pytest.mark.slow
def test_intervals_hold_the_truth_in_equal_units() -> None:
    rng = np.random.default_rng(8)
    held = []
    for _ in range(1500):
        x = (0.5 * rng.normal(size=(20, 1)) + rng.normal(size=(20, 10))).ravel()
        survey = number_survey(
            {"x": x.tolist()}, columns={"unit": [f"u{i // 10}" for i in range(200)]}
        )
        row = icc1(survey, by="unit", item="x").to_frame().iloc[0]
        held.append(row["conf_low"] <= 0.2 <= row["conf_high"])
    assert np.mean(held) == pytest.approx(0.95, abs=0.017)  # three Monte Carlo errors


def test_without_variance() -> None:
    apart = number_survey({"x": [1.0] * 5 + [2.0] * 5}, columns={"unit": ["a"] * 5 + ["b"] * 5})
    row = icc1(apart, by="unit", item="x").to_frame().iloc[0]
    assert (row["estimate"], row["note"]) == (1, "no variance")
    none = number_survey({"x": [1.0] * 10}, columns={"unit": ["a"] * 5 + ["b"] * 5})
    row = icc1(none, by="unit", item="x").to_frame().iloc[0]
    assert np.isnan(row["estimate"]) and row["note"] == "no variance"
    assert icc1(none, by="unit", item="x", variant="reml").narrate("id")


def test_scores_of_pick_lists() -> None:
    survey = bs.simulate.simulate(seed=1)
    limiting = icc1(survey, by="unit", item="positive_energy").to_frame()["estimate"][0]
    assert -0.1 < limiting < 0.2
    frame = icc1(survey, by="unit", item="current:bertanggung_jawab").to_frame()
    assert frame["n"][0] <= survey.n


def test_what_is_refused() -> None:
    with pytest.raises(OptionError):
        icc1(balanced(), by="unit", item="x", variant="best")
    with pytest.raises(OptionError):
        icc1(balanced(), by="unit", item="x", conf_level=2.0)
