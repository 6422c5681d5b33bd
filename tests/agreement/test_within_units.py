from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import r_star_wg_j, rwg
from berakhlak_stats.agreement.within_units import small_sample
from berakhlak_stats.estimates import contrast
from tests.agreement.helpers import rating_units


def test_linearised_errors_fall_short_of_the_jackknife_by_a_known_factor() -> None:
    """Delete-one variances of one item by hand, against both ways of the house."""
    x = np.array([1, 2, 2, 4, 5, 3, 3, 2])
    n = len(x)
    deleted = np.array([np.delete(x, i).var(ddof=1) for i in range(n)]) / 2.0
    by_hand = np.sqrt((n - 1) / n * ((deleted - deleted.mean()) ** 2).sum())
    centred = np.sqrt((n - 1) / n * ((deleted - x.var(ddof=1) / 2) ** 2).sum())
    survey = rating_units([[v] for v in x], ["a"] * n)
    taylor = r_star_wg_j(survey, items=["t1"], method="taylor").to_frame().iloc[0]
    jackknife = r_star_wg_j(survey, items=["t1"], method="jackknife").to_frame().iloc[0]
    assert taylor["std_error"] == pytest.approx(by_hand, rel=1e-6)
    # The house centres its replicates at the full estimate.
    assert jackknife["std_error"] == pytest.approx(centred, rel=0.02)
    assert small_sample(np.array([8.0, 2.0]), True) == pytest.approx([7 / 6, np.nan], nan_ok=True)
    assert small_sample(np.array([8.0]), False) == [1.0]


def test_the_mean_is_over_units_and_has_their_joint_error() -> None:
    rng = np.random.default_rng(3)
    survey = rating_units(rng.integers(1, 6, (60, 2)).tolist(), [f"u{i % 3}" for i in range(60)])
    result = r_star_wg_j(survey, items="scale", by="unit")
    frame = result.to_frame()
    units = frame[frame["group"] != ""]
    top = frame.iloc[0]
    assert top["estimate"] == pytest.approx(units["estimate"].mean())
    assert top["n"] == 60
    # All share one stratum of simple random persons, so that units covary very little.
    apart = np.sqrt((units["std_error"] ** 2).sum()) / 3
    assert top["std_error"] == pytest.approx(apart, rel=0.05)
    difference = contrast(result, {"group": "u0"}, {"group": ""})
    assert difference.estimate == pytest.approx(units["estimate"].iloc[0] - top["estimate"])


def test_hidden_units_are_not_in_the_mean() -> None:
    """Else the mean and the units shown would give the hidden one away."""
    answers = [[1], [5]] * 4 + [[3], [4]] * 12
    units = ["few"] * 8 + ["a"] * 12 + ["b"] * 12
    survey = rating_units(answers, units, smallest_group=10)
    frame = rwg(survey, items=["t1"], by="unit").to_frame()
    shown = frame[(frame["group"] != "") & ~frame["suppressed"]]
    assert len(shown) == 1  # the smallest sibling shields the one that is too small
    assert frame["estimate"][0] == shown["estimate"].iloc[0]
    assert frame["n"][0] == 12


def test_a_unit_without_variance_agrees_and_has_no_interval() -> None:
    survey = rating_units([[4]] * 6 + [[3], [4]] * 3, ["same"] * 6 + ["split"] * 6)
    frame = rwg(survey, items=["t1"], by="unit").to_frame().set_index("group")
    assert frame.loc["same", "estimate"] == 1
    assert np.isnan(frame.loc["same", ["std_error", "conf_low", "conf_high"]].astype(float)).all()
    assert frame.loc["same", "note"] == "no variance"
    assert frame.loc["", "estimate"] == pytest.approx((1 + frame.loc["split", "estimate"]) / 2)


def test_nothing_to_average() -> None:
    survey = rating_units([[-1]] * 12, ["a"] * 6 + ["b"] * 6)
    frame = rwg(survey, items=["t1"], by="unit").to_frame()
    assert frame["estimate"].isna().all()
    assert (frame["note"] != "").all()
    assert not frame["suppressed"].any()
