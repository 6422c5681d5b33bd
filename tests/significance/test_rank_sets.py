"""Rank sets: a case by hand, coverage with known truth, and what is hidden."""

from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.significance import rank_sets
from berakhlak_stats.significance.rank_sets import separated
from tests.surveys import number_survey


def scores(shift: dict[str, float], n: int = 40, seed: int = 3) -> Estimates:
    rng = np.random.default_rng(seed)
    units = [unit for unit in shift for _ in range(n)]
    hours = [shift[unit] + rng.normal() for unit in units]
    survey = number_survey({"hours": hours}, columns={"unit": units})
    return bs.indices.number_mean(survey, by="unit")


def test_clear_groups_have_one_place_and_tied_ones_share_theirs() -> None:
    found = rank_sets(scores({"a": 0.0, "b": 10.0, "c": 10.1, "d": -9.0})).to_frame()
    assert found["group"].tolist() == ["a", "b", "c", "d"]
    assert found["conf_low"].tolist() == [3, 1, 1, 4]
    assert found["conf_high"].tolist() == [3, 2, 2, 4]
    assert (found["level"] == "rank").all()


def test_counted_from_the_other_end() -> None:
    result = scores({"a": 0.0, "b": 10.0, "c": 10.1, "d": -9.0})
    found = rank_sets(result, highest_first=False).to_frame()
    assert found["conf_low"].tolist() == [2, 3, 3, 1]
    assert found["estimate"].tolist()[3] == 1


@pytest.mark.parametrize(("t", "expected"), [(1.95, False), (2.15, True)])
def test_two_groups_are_a_t_test(t: float, expected: bool) -> None:
    """With one pair the largest difference is that pair's t: 2.042 on 30 df (tables of t)."""
    rng = np.random.default_rng(1)
    estimate = np.array([0.0, t * np.sqrt(2)])
    better, _ = separated(estimate, np.diag([1.0, 1.0]), 30, 0.95, 40_000, rng)
    assert bool(better[0, 1]) is expected


def test_sets_hold_all_true_places() -> None:
    """400 samples of six groups, two of them equal; a miss anywhere counts."""
    true = np.array([0.0, 0.3, 0.3, 0.6, 1.0, 1.0])
    best = np.array([1 + (true > x).sum() for x in true])
    worst = np.array([(true >= x).sum() for x in true])
    rng = np.random.default_rng(7)
    covariance = np.diag(np.full(6, 0.03))
    held = 0
    for _ in range(400):
        estimate = true + rng.normal(0, np.sqrt(0.03), 6)
        better, worse = separated(estimate, covariance, np.inf, 0.95, 1_000, rng)
        low, high = 1 + better.sum(axis=1), 6 - worse.sum(axis=1)
        held += bool(((low <= best) & (high >= worst)).all())
    # Nominal at least .95; three Monte-Carlo standard errors are .033.
    assert held / 400 > 0.95 - 0.033


def test_hidden_groups_have_no_place_and_do_not_count() -> None:
    result = scores({"a": 0.0, "b": 10.0, "c": 20.0})
    frame = result.frame.copy()
    frame.loc[frame["group"] == "b", "suppressed"] = True
    found = rank_sets(Estimates(frame, result.provenance, result.covariance)).to_frame()
    assert found["estimate"].tolist()[0] == 2 and np.isnan(found["estimate"].tolist()[1])
    assert found["conf_high"].max() == 2


def test_small_groups_have_no_place_and_do_not_count() -> None:
    found = rank_sets(scores({"a": 0.0, "b": 10.0, "c": 20.0}, n=29)).to_frame()
    assert found["estimate"].isna().all() and set(found["note"]) == {"not ranked: small"}
    heading = {
        "id": "Belum ada kelompok dengan cukup responden",
        "en": "No group has enough respondents",
    }
    for lang, words in heading.items():
        result = rank_sets(scores({"a": 0.0, "b": 10.0, "c": 20.0}, n=29))
        assert "n < 30" in str(result.table(lang)) and words in str(result.plot(lang))
    assert rank_sets(scores({"a": 0.0, "b": 10.0}, n=30)).to_frame()["estimate"].notna().all()


def test_unequal_weights_leave_too_few_for_a_place() -> None:
    heavy = [30.0] + [1.0] * 39
    survey = number_survey(
        {"x": [float(i % 7) for i in range(120)]},
        columns={"unit": ["a"] * 40 + ["b"] * 40 + ["c"] * 40},
        weights=heavy + [1.0] * 80,
    )
    found = rank_sets(bs.indices.number_mean(survey, by="unit")).to_frame()
    assert found["note"].tolist() == ["not ranked: small effective", "", ""]


def test_refusals() -> None:
    result = scores({"a": 0.0, "b": 1.0})
    with pytest.raises(DesignError, match="E609"):
        rank_sets(Estimates(result.frame, result.provenance))
    with pytest.raises(OptionError, match="E703"):
        rank_sets(result, replicates=10)
    overall = bs.indices.number_mean(number_survey({"x": [1.0, 2.0] * 20}))
    with pytest.raises(OptionError, match="E706"):
        rank_sets(overall)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_places_are_whole_numbers_on_paper(lang: str) -> None:
    table = rank_sets(scores({"a": 0.0, "b": 10.0, "c": 20.0})).table(lang)
    assert "3,0" not in str(table) and "3.0" not in str(table)
