from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import arrival_trend
from tests.surveys import number_survey

mean = bs.indices.number_mean


def survey(values: np.ndarray, **columns: list[str | None]) -> Survey:  # type: ignore[type-arg]
    return number_survey({"x": values.tolist()}, columns=columns)


def test_last_minus_first_by_hand() -> None:
    values = np.array([1.0, 2, 3] * 5 + [0.0] * 15 + [4.0, 6, 8] * 5)
    found = arrival_trend(survey(values), order="rows", statistic=mean)
    row = found.trend.iloc[0]
    assert (row["first"], row["last"], row["difference"]) == (2, 6, 4)
    # Thirds are domains of one sample of 45: each adds sum (y - mean)^2 / 15^2, times 45/44.
    se = np.sqrt(45 / 44 * (np.var(values[:15]) + np.var(values[30:])) / 15)
    assert row["std_error"] == pytest.approx(se, rel=1e-6)
    assert row["p_value"] < 0.001


def test_dates_and_numbers_and_rows_agree() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(size=60)
    dates = [f"2022-08-{1 + i // 3:02d}T0{i % 3}:00:00" for i in range(60)]
    data = survey(values, at=dates)
    shuffled = rng.permutation(60)
    moved = data.take(shuffled)
    clock = replace(moved, raw_numbers={"clock": shuffled.astype(float)})
    rows = arrival_trend(data, order="rows", statistic=mean).trend
    for found in (
        arrival_trend(moved, order="at", statistic=mean).trend,
        arrival_trend(clock, order="clock", statistic=mean).trend,
    ):
        assert found["difference"][0] == pytest.approx(rows["difference"][0])
        assert found["p_value"][0] == pytest.approx(rows["p_value"][0])


def test_answers_of_one_day_stay_together() -> None:
    days = [f"2022-08-{day:02d}" for day in (1, 2, 3) for _ in range(10)]
    found = arrival_trend(survey(np.arange(30.0), day=days), order="day", statistic=mean)
    assert found.estimates.to_frame()["n"].tolist() == [10, 10, 10]


def test_no_trend_is_rejected_at_the_rate_of_alpha() -> None:
    rng = np.random.default_rng(5)
    # 130 unrelated questions of one survey are 130 trials.
    data = number_survey({f"x{i}": rng.normal(size=90).tolist() for i in range(130)})
    trend = arrival_trend(data, order="rows", statistic=mean).trend
    # Binomial(130, .05): none, or more than 14, has probability .004.
    assert 1 <= (trend["p_value"] < 0.05).sum() <= 14


def test_all_indices_by_default() -> None:
    data = bs.simulate.simulate(seed=3)
    found = arrival_trend(data, order="rows", replicates=100)
    trend = found.trend
    assert len(trend) == 13
    assert (trend["p_adjusted"] >= trend["p_value"]).all()
    assert set(found.estimates.to_frame()["group"]) == {"1/3", "2/3", "3/3"}


def test_rows_without_a_moment_are_left_out() -> None:
    days: list[str | None] = [f"2022-08-{1 + i:02d}" for i in range(24)] + [None] * 6
    found = arrival_trend(survey(np.arange(30.0), day=days), order="day", statistic=mean)
    assert found.estimates.to_frame()["n"].sum() == 24


def test_what_cannot_be_ordered_is_refused() -> None:
    data = survey(np.arange(30.0), day=["03/04/2024"] * 30, one=["2022-08-01"] * 30)
    with pytest.raises(OptionError) as caught:
        arrival_trend(data, order="day", statistic=mean)
    assert caught.value.code == "E720"
    with pytest.raises(OptionError):
        arrival_trend(data, order="one", statistic=mean)
