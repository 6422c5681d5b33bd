from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import random_group_resampling
from tests.surveys import number_survey


def data(between: float, seed: int = 5) -> object:
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(12), 10)
    x = between * rng.normal(size=12)[unit] + rng.normal(size=120)
    return number_survey({"x": x.tolist()}, columns={"unit": [f"u{i:02d}" for i in unit]})


def test_units_that_differ_vary_less_within() -> None:
    survey = data(1.0)
    frame = random_group_resampling(survey, by="unit", item="x", replicates=500).to_frame()
    x = survey.number("x").reshape(12, 10)
    assert frame["estimate"][0] == pytest.approx(x.var(axis=1, ddof=1).mean())
    # Dealt at random, the mean variance of groups is that of all, up to the simulation.
    error = frame["std_error"][1] / np.sqrt(500)
    assert frame["estimate"][1] == pytest.approx(x.var(ddof=1), abs=4 * error)
    assert frame["estimate"][2] < 1 and frame["p_value"][2] == pytest.approx(1 / 501)


def test_p_values_are_level_where_nothing_differs() -> None:
    p = [
        random_group_resampling(
            data(0.0, seed), by="unit", item="x", replicates=99, rng=seed
        ).to_frame()["p_value"][2]
        for seed in range(120)
    ]
    assert np.mean(p) == pytest.approx(0.5, abs=3 * np.sqrt(1 / 12 / 120))


def test_the_same_seed_gives_the_same() -> None:
    ask = {"by": "unit", "item": "x", "replicates": 60}
    first, again = (random_group_resampling(data(0.5), **ask, rng=3) for _ in range(2))
    assert first.frame.equals(again.frame)
    assert first.provenance.seed == 3


def test_without_variance() -> None:
    survey = number_survey({"x": [2.0] * 12}, columns={"unit": ["a"] * 6 + ["b"] * 6})
    frame = random_group_resampling(survey, by="unit", item="x", replicates=60).to_frame()
    assert (frame["note"] != "").any()
    assert np.isnan(frame["p_value"][2])
