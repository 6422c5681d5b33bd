from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.agreement import rwg
from berakhlak_stats.errors import DesignError, OptionError, StatisticError
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_by_hand() -> None:
    """Variance of 4, 4, 5, 3, 4 is 2/4; 1 - 0.5 / 2 = 0.75."""
    survey = rating_units([[4], [4], [5], [3], [4]], ["a"] * 5)
    assert rwg(survey, items=["t1"]).to_frame()["estimate"][0] == pytest.approx(0.75)
    skewed = rwg(survey, items=["t1"], null="slight_skew").to_frame()["estimate"][0]
    assert skewed == pytest.approx(1 - 0.5 / 1.34)


def test_more_spread_than_the_null_is_zero_and_says_so() -> None:
    survey = rating_units([[1], [5]] * 5 + [[2]], ["a"] * 11)
    row = rwg(survey, items=["t1"]).to_frame().iloc[0]
    assert (row["estimate"], row["conf_low"]) == (0, 0)
    assert row["note"] == "below zero, set to zero"
    assert row["std_error"] >= 0


def test_weights_count_and_their_scale_does_not() -> None:
    """Persons weigh 1, 1, 2: effective n = 16 / 6, variance about the weighted mean."""
    answers, weights = [[2], [4], [5], [3], [4]], np.array([1.0, 1.0, 2.0, 1.0, 3.0])
    x = np.array(answers, float)[:, 0]
    size = weights.sum() ** 2 / (weights**2).sum()
    mean = weights @ x / weights.sum()
    variance = weights @ (x - mean) ** 2 / weights.sum() * size / (size - 1)
    for scale in (1.0, 7.0):
        survey = rating_units(answers, ["a"] * 5, weights=(scale * weights).tolist())
        found = rwg(survey, items=["t1"]).to_frame()["estimate"][0]
        assert found == pytest.approx(1 - variance / 2)
    even = rating_units(answers, ["a"] * 5, weights=[3.0] * 5)
    plain = rating_units(answers, ["a"] * 5)
    assert rwg(even, items=["t1"]).to_frame()["estimate"][0] == pytest.approx(
        rwg(plain, items=["t1"]).to_frame()["estimate"][0]
    )


def test_each_item_has_its_own_people() -> None:
    survey = rating_units([[1, -1], [2, 3], [3, 3], [4, 4], [5, 5], [3, 4]], ["a"] * 6)
    frame = rwg(survey, items="scale").to_frame()
    assert frame["item"].tolist() == ["t1", "t2"]
    assert frame["n"].tolist() == [6, 5]


def test_turning_an_item_round_changes_nothing() -> None:
    answers = pd.DataFrame({"t1": [1, 2, 4, 5, 5, 3], "t2": [1, 2, 4, 5, 5, 3]})
    asked = bs.make_instrument(ratings=["t1", "t2"], reversed=["t2"])
    survey = bs.read_survey(answers, instrument=asked).with_smallest_group(5)
    found = rwg(survey, items=["t1", "t2"]).to_frame()["estimate"]
    assert found[0] == pytest.approx(found[1])


def test_one_person_in_a_unit_has_no_agreement() -> None:
    with pytest.raises(DesignError) as caught:
        rwg(rating_units([[4]], ["a"]), items=["t1"])
    assert caught.value.code == "E601"
    survey = rating_units([[4]] + [[-1]] * 5 + [[3], [4]] * 5, ["a"] * 6 + ["b"] * 10)
    frame = rwg(survey, items=["t1"], by="unit").to_frame().set_index("group")
    assert frame.loc["a", "suppressed"] and np.isnan(frame.loc["a", "estimate"])


def test_what_is_refused() -> None:
    survey = number_survey({"x": [1.0, 2.0, 3.0, 4.0, 5.0]})
    with pytest.raises(StatisticError) as caught:
        rwg(survey, items=["x"])
    assert caught.value.code == "E831"
    assert rwg(survey, items=["x"], null=2.0).to_frame()["estimate"].notna().all()
    with pytest.raises(OptionError):
        rwg(survey, items=[])


def test_a_stream_gives_the_same(tmp_path: object) -> None:
    rated = bs.simulate.simulate("rating-2022", seed=4)
    path = f"{tmp_path}/answers.parquet"
    bs.write_survey(rated, path)
    stream = bs.stream_survey(path, instrument="berakhlak-rating", batch_rows=100)
    streamed = bs.agreement.rwg_j(stream, items="AK", by="unit").to_frame()
    assert streamed["estimate"].to_numpy(float) == pytest.approx(
        bs.agreement.rwg_j(rated, items="AK", by="unit").to_frame()["estimate"].to_numpy(float),
        nan_ok=True,
    )
    share = [
        bs.agreement.icc1(source, item="AK", by="unit").to_frame()["estimate"][0]
        for source in (stream, rated)
    ]
    assert share[0] == pytest.approx(share[1])


@pytest.mark.slow
def test_intervals_hold_the_truth() -> None:
    """Units of 10, 30 and 100 persons; three correlated items. See the notes of rwg."""
    from scipy.special import ndtr

    rng = np.random.default_rng(11)
    shares, answers = np.array([0.05, 0.1, 0.25, 0.4, 0.2]), np.arange(1, 6)
    variance = shares @ answers**2 - (shares @ answers) ** 2
    truth = 1 - variance / 2
    for n, units, least in ((10, 4000, 0.90), (30, 4000, 0.92), (100, 2000, 0.935)):
        score = rng.normal(size=(n * units, 1)) * np.sqrt(0.4)
        score = score + rng.normal(size=(n * units, 3)) * np.sqrt(0.6)
        rated = np.searchsorted(np.cumsum(shares)[:-1], ndtr(score)) + 1
        survey = rating_units(rated.tolist(), [f"u{i // n:05d}" for i in range(n * units)])
        frame = bs.agreement.r_star_wg_j(survey, items="scale", by="unit").to_frame()[1:]
        held = (frame["conf_low"] <= truth) & (truth <= frame["conf_high"])
        assert least <= held.mean() <= 0.965, n
