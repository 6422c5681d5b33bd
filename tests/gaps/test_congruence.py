"""Congruence of persons: means, corrections, and standard errors against leaving one out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import congruence
from berakhlak_stats.indices import alignment
from berakhlak_stats.survey.survey import Survey
from tests.surveys import pick_survey, random_picks, random_survey


def by_item(survey: Survey, **options: Any) -> Any:
    return congruence(survey, **options).frame.set_index("item")


def even_survey(seed: int, n: int = 60, **options: Any) -> Survey:
    """Lists of four words for everybody, the second near the first."""
    rng = np.random.default_rng(seed)
    taste, person = rng.normal(size=15), rng.normal(size=(n, 15))
    picks = {}
    for name in ("personal", "current", "desired"):
        score = taste + person + rng.gumbel(size=(n, 15))
        picks[name] = np.argsort(np.argsort(-score, axis=1), axis=1) < 4
    return pick_survey(picks, **options)


def test_overlap_is_the_index_of_alignment() -> None:
    survey = random_survey(1, 150, weighted=True, unit=3)
    mine = congruence(survey, by="unit").frame
    mine = mine[mine["item"] == "overlap"]
    theirs = alignment(survey, by="unit").frame
    for column, scale in (("estimate", 100), ("std_error", 100), ("conf_low", 100)):
        assert scale * mine[column].to_numpy() == pytest.approx(theirs[column].to_numpy())


def test_identical_lists_are_one_and_chance_is_zero() -> None:
    picks = random_picks(np.random.default_rng(2), 80, blank=0.0)
    same = by_item(pick_survey(picks | {"current": picks["personal"]}))
    for item in ("overlap", "kappa", "phi"):
        assert same.loc[item, "estimate"] == pytest.approx(1)
        assert same.loc[f"{item}_corrected", "estimate"] == pytest.approx(1)
    assert same.loc["d2", "estimate"] == 0 and same.loc["d2_corrected", "estimate"] == 1


def test_dealt_lists_are_near_chance() -> None:
    picks = random_picks(np.random.default_rng(3), 3000, blank=0.0)
    dealt = picks["personal"][np.random.default_rng(4).permutation(3000)]
    found = by_item(pick_survey(picks | {"current": dealt}))
    for item in ("overlap", "kappa", "phi", "d2"):
        row = found.loc[f"{item}_corrected"]
        assert abs(row["estimate"]) < 4 * row["std_error"]
        assert found.loc[item, "reference"] == pytest.approx(found.loc[item, "estimate"], rel=0.05)


def test_lists_of_one_length_have_one_corrected_value() -> None:
    found = by_item(even_survey(5))
    corrected = found.loc[[f"{item}_corrected" for item in ("overlap", "kappa", "phi", "d2")]]
    for column in ("estimate", "std_error"):
        assert np.ptp(corrected[column].to_numpy()) < 1e-9


@pytest.mark.parametrize("weighted", [False, True])
def test_standard_errors_against_leaving_one_out(weighted: bool) -> None:
    n = 60
    weights = np.random.default_rng(6).uniform(0.5, 2, n).tolist() if weighted else None
    survey = even_survey(6, n, weights=weights)
    whole = by_item(survey)
    left = [by_item(survey.take(np.arange(n) != i))["estimate"] for i in range(n)]
    moved = np.array([each.to_numpy() for each in left])
    jackknife = np.sqrt((n - 1) / n * ((moved - moved.mean(axis=0)) ** 2).sum(axis=0))
    assert whole["std_error"].to_numpy() == pytest.approx(jackknife, rel=0.04)


def test_clusters_and_groups() -> None:
    survey = random_survey(7, 200, unit=20, region=2)
    plain, nested = by_item(survey), by_item(survey.with_design(psu="unit"))
    assert plain["estimate"].to_numpy() == pytest.approx(nested["estimate"].to_numpy())
    assert not np.allclose(plain["std_error"], nested["std_error"])
    frame = congruence(survey, by="region").frame
    part = by_item(survey.take(survey.columns["region"].codes == 0))
    first = frame[frame["group"] == "region0"].set_index("item")
    assert first.loc["overlap_corrected", "estimate"] == pytest.approx(
        part.loc["overlap_corrected", "estimate"]
    )
    assert first.loc["d2_corrected", "std_error"] == pytest.approx(
        part.loc["d2_corrected", "std_error"], rel=0.02
    )


def test_small_groups_are_hidden_with_their_chance() -> None:
    survey = random_survey(8, 60, unit=4).with_smallest_group(20)
    frame = congruence(survey, by="unit").frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden)
    assert hidden[["estimate", "std_error", "reference"]].isna().all(axis=None)


def test_refusals() -> None:
    with pytest.raises(BerakhlakError, match="E702"):
        congruence(random_survey(9, 30), lists=("personal", "ideal"))
    with pytest.raises(BerakhlakError, match="E102"):
        congruence(random_survey(9, 30).take(np.array([], int)))


@pytest.mark.slow
def test_intervals_cover() -> None:
    from tests.simulation.gap_coverage import congruence_study

    found = congruence_study(rounds=60)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert 0.94 - slack <= found["coverage"].mean() <= 0.97 + slack
