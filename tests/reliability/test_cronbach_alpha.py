"""Alpha from weighted totals, against R's svycralpha and the covariance matrix."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.reliability import cronbach_alpha
from tests.reference import near, reference_case
from tests.significance.designs import clustered, plain, strat

ITEMS = ["ell", "meals", "mobility", "emer"]


def test_svycralpha() -> None:
    case = reference_case("survey_api", "strat.svycralpha")
    row = cronbach_alpha(strat(), items=ITEMS).frame.iloc[0]
    assert near(row["estimate"], case["expected"]["alpha"], case)
    # R 4.2.2, survey 4.1-1: svycralpha(~ell+meals+mobility+emer, apistrat design).
    assert row["estimate"] == pytest.approx(0.6942519555270732, rel=1e-10)


def answers(seed: int, n: int = 60) -> np.ndarray[Any, Any]:
    rng = np.random.default_rng(seed)
    return rng.normal(50, 10, (n, 1)) + rng.normal(0, 8, (n, 4))


def named(x: np.ndarray[Any, Any]) -> dict[str, list[float]]:
    return {f"i{j}": x[:, j].tolist() for j in range(x.shape[1])}


def classical(x: np.ndarray[Any, Any]) -> float:
    covariance, k = np.cov(x, rowvar=False), x.shape[1]
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def test_unweighted_alpha_is_the_classical_one() -> None:
    x = answers(1)
    row = cronbach_alpha(plain(named(x)), items=list(named(x))).frame.iloc[0]
    assert row["estimate"] == pytest.approx(classical(x))
    assert row["conf_low"] < row["estimate"] < row["conf_high"]


def test_weights_stand_for_people_and_missing_rows_leave() -> None:
    x = answers(2)
    weights = np.random.default_rng(2).integers(1, 4, 60)
    gaps = x.copy()
    gaps[5, 1] = np.nan
    survey = plain(named(gaps), weights=weights.tolist())
    row = cronbach_alpha(survey, items=list(named(x))).frame.iloc[0]
    kept = np.repeat(np.arange(60), weights)
    assert row["estimate"] == pytest.approx(classical(x[kept[kept != 5]]))
    assert row["n"] == 59


def test_standard_error_agrees_with_the_jackknife() -> None:
    x = answers(3, 120)
    survey = clustered(named(x), {}, [f"p{i // 4}" for i in range(120)])
    found = {
        method: cronbach_alpha(survey, items=list(named(x)), method=method).frame["std_error"][0]
        for method in ("taylor", "jackknife")
    }
    assert found["taylor"] == pytest.approx(found["jackknife"], rel=0.1)


def test_a_large_offset_does_not_cancel() -> None:
    x = answers(4)
    near_zero, far = (
        cronbach_alpha(plain(named(x + shift)), items=list(named(x))).frame.iloc[0]
        for shift in (0.0, 1e6)
    )
    assert far["estimate"] == pytest.approx(near_zero["estimate"], rel=1e-8)
    assert far["std_error"] == pytest.approx(near_zero["std_error"], rel=1e-6)


def test_reversed_ratings_are_turned_round() -> None:
    import pandas as pd

    import berakhlak_stats as bs

    rng = np.random.default_rng(5)
    base = rng.integers(1, 6, 50)
    other = np.clip(base + rng.integers(-1, 2, 50), 1, 5)
    scores = []
    for turned, column in ((False, other), (True, 6 - other)):
        instrument = bs.make_instrument(
            ratings=["a", "b"], scale=(1, 5), reversed=["b"] if turned else []
        )
        frame = pd.DataFrame({"a": base, "b": column})
        survey = bs.read_survey(frame, instrument=instrument)
        scores.append(cronbach_alpha(survey, items=["a", "b"]).frame["estimate"][0])
    assert scores[0] == pytest.approx(scores[1])
    assert scores[0] == pytest.approx(classical(np.column_stack([base, other]).astype(float)))


def test_refusals() -> None:
    x = answers(6)
    survey = plain(named(x))
    with pytest.raises(BerakhlakError, match="E703"):
        cronbach_alpha(survey, items=["i0", "i0"])
    with pytest.raises(BerakhlakError, match="E701"):
        cronbach_alpha(survey, items=["i0", "current:a1"])
