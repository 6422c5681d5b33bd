"""Relative weights of the cars, properties, and intervals."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import relative_weights
from berakhlak_stats.gaps.relative_weights import johnson
from tests.gaps.cars import PREDICTORS, cars
from tests.surveys import number_survey


def test_cars() -> None:
    """mpg on cyl, disp, hp, gear: recomputed after Johnson (2000); R's rwa prints the percents."""
    frame = relative_weights(cars(2), items=PREDICTORS, outcome="mpg").frame
    raw = frame[frame["level"] == "driver"].set_index("item")["estimate"]
    assert raw["r_squared"] == pytest.approx(0.7791896, abs=5e-8)
    expected = [0.2284797, 0.2221469, 0.2321744, 0.0963886]
    assert raw[PREDICTORS].tolist() == pytest.approx(expected, abs=6e-8)
    shares = frame[frame["level"] == "driver_share"]["estimate"]
    assert (100 * shares).tolist() == pytest.approx(
        [29.32274, 28.50999, 29.79691, 12.37037], abs=6e-6
    )
    assert shares.sum() == pytest.approx(1)


def test_uncorrelated_predictors_have_their_squared_correlations() -> None:
    r = np.array([[1.0, 0.0, 0.3], [0.0, 1.0, 0.5], [0.3, 0.5, 1.0]])
    assert johnson(r) == pytest.approx([0.09, 0.25])


def predictors(seed: int, n: int = 200) -> dict[str, list[float]]:
    rng = np.random.default_rng(seed)
    shared = rng.normal(size=n)
    x = {name: (shared + rng.normal(size=n)).tolist() for name in ("a", "b", "c")}
    outcome = np.array(x["a"]) + 0.5 * np.array(x["b"]) + 2 * rng.normal(size=n)
    return x | {"y": outcome.tolist()}


def test_intervals_agree_with_the_bootstrap_and_the_jackknife() -> None:
    survey = number_survey(predictors(1))
    errors = {
        method: relative_weights(
            survey, items=["a", "b", "c"], outcome="y", method=method, replicates=800
        ).frame["std_error"]
        for method in ("taylor", "bootstrap", "jackknife")
    }
    assert errors["taylor"].to_numpy() == pytest.approx(errors["jackknife"].to_numpy(), rel=0.1)
    assert errors["taylor"].to_numpy() == pytest.approx(errors["bootstrap"].to_numpy(), rel=0.2)


def test_bootstrap_intervals_are_percentiles() -> None:
    survey = number_survey(predictors(2))
    frame = relative_weights(
        survey, items=["a", "b", "c"], outcome="y", method="bootstrap", replicates=300
    ).frame
    assert (frame["conf_low"] >= 0).all()
    assert (frame["conf_low"] <= frame["estimate"]).all()
    assert (frame["estimate"] <= frame["conf_high"]).all()


def test_weights_stand_for_respondents() -> None:
    data = predictors(3, 60)
    counts = np.random.default_rng(3).integers(1, 4, 60)
    heavy = number_survey(data, weights=counts.astype(float).tolist())
    long = number_survey({name: np.repeat(x, counts).tolist() for name, x in data.items()})
    found = [
        relative_weights(each, items=["a", "b", "c"], outcome="y").frame["estimate"].to_numpy()
        for each in (heavy, long)
    ]
    assert found[0] == pytest.approx(found[1])


def test_units_do_not_matter_and_missing_rows_leave() -> None:
    data = predictors(4)
    scaled = {name: (1000 + 7 * np.array(x)).tolist() for name, x in data.items()}
    gaps = {name: [np.nan, *x] for name, x in scaled.items()}
    found = [
        relative_weights(number_survey(each), items=["a", "b", "c"], outcome="y").frame
        for each in (data, scaled, gaps)
    ]
    for other in found[1:]:
        assert other["estimate"].to_numpy() == pytest.approx(found[0]["estimate"].to_numpy())
    assert found[2]["n"].iloc[0] == 200


def test_predictors_that_repeat_each_other_are_named() -> None:
    data = predictors(5)
    noise = np.random.default_rng(5).normal(size=200)
    data["b"] = (np.array(data["a"]) + 0.1 * noise).tolist()
    made = relative_weights(number_survey(data), items=["a", "b", "c"], outcome="y").provenance
    assert "VIF" in made.warnings[0][0] and "VIF" in made.warnings[0][1]


def test_refusals() -> None:
    few = number_survey(predictors(6, 25))
    with pytest.raises(BerakhlakError, match="E871"):
        relative_weights(few, items=["a", "b", "c"], outcome="y")
    data = predictors(7)
    with pytest.raises(BerakhlakError, match="E703"):
        relative_weights(number_survey(data), items=["a", "y"], outcome="y")
    data["c"] = [1.0] * 200
    with pytest.raises(BerakhlakError, match="E871"):
        relative_weights(number_survey(data), items=["a", "c"], outcome="y")
    data["c"] = data["a"]
    with pytest.raises(BerakhlakError, match="E871"):
        relative_weights(number_survey(data), items=["a", "c"], outcome="y")
