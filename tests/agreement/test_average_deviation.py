from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.agreement import average_deviation
from berakhlak_stats.errors import OptionError, StatisticError
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey

X = [1, 1, 2, 4, 5, 5, 3]


def test_by_hand() -> None:
    """Mean 3: 2 + 2 + 1 + 1 + 2 + 2 + 0 over 7; the median is 3 as well."""
    survey = rating_units([[x] for x in X], ["a"] * 7)
    for middle in ("mean", "median"):
        found = average_deviation(survey, items=["t1"], variant=middle).to_frame()
        assert found["estimate"][0] == pytest.approx(10 / 7)


@pytest.mark.parametrize("middle", ["mean", "median"])
@pytest.mark.parametrize("weights", [None, [1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 4.0] * 2])
def test_ratings_and_numbers_go_different_ways_to_the_same(
    middle: str, weights: list[float] | None
) -> None:
    """Counts of categories in one pass, or distances in a second one."""
    x, units = [*X, 2, 2, 3, 4, 4, 4, 5], ["a"] * 7 + ["b"] * 7
    rated = rating_units([[v] for v in x], units, weights=weights)
    counted = number_survey({"t1": [float(v) for v in x]}, columns={"unit": units}, weights=weights)
    first, second = (
        average_deviation(each, items=["t1"], by="unit", variant=middle).to_frame()
        for each in (rated, counted)
    )
    assert first["estimate"].to_numpy() == pytest.approx(second["estimate"].to_numpy())
    # About a mean that is itself a category the curve has a corner; errors differ a little there.
    assert second["std_error"].to_numpy() == pytest.approx(first["std_error"].to_numpy(), rel=0.2)


def test_median_is_never_further_than_mean() -> None:
    rng = np.random.default_rng(2)
    survey = rating_units(rng.integers(1, 6, (200, 3)).tolist(), [f"u{i % 9}" for i in range(200)])
    mean, median = (
        average_deviation(survey, items="scale", by="unit", variant=v).to_frame()["estimate"]
        for v in ("mean", "median")
    )
    assert (median <= mean + 1e-12).all()


def test_all_alike() -> None:
    row = average_deviation(rating_units([[3]] * 6, ["a"] * 6), items=["t1"]).to_frame().iloc[0]
    assert (row["estimate"], row["note"]) == (0, "no variance")


def test_what_is_refused(tmp_path: object) -> None:
    with pytest.raises(OptionError):
        average_deviation(rating_units([[1]], ["a"]), items=["t1"], variant="mode")
    survey = number_survey({"x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    path = f"{tmp_path}/numbers.parquet"
    bs.write_survey(survey, path)
    stream = bs.stream_survey(path, instrument=survey.instrument)
    with pytest.raises(StatisticError) as caught:
        average_deviation(stream, items=["x"])
    assert caught.value.code == "E837"
