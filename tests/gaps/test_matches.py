"""Matches of two tops: by hand, ties, symmetry, and coverage."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import matches
from berakhlak_stats.indices import alignment
from tests.surveys import pick_survey, random_picks, random_survey

QUICK = {"replicates": 200}


def test_identical_lists_match_fully() -> None:
    picks = random_picks(np.random.default_rng(1), 400, blank=0.0)
    survey = pick_survey(picks | {"current": picks["personal"]})
    row = matches(survey, size=3, **QUICK).frame.iloc[0]
    assert row["estimate"] == row["conf_high"] == 3


def test_lists_without_a_common_favourite() -> None:
    personal, current = np.zeros((2, 60, 15), bool)
    personal[:, :4] = current[:, 4:8] = True
    survey = pick_survey({"personal": personal, "current": current, "desired": current})
    row = matches(survey, size=4, **QUICK).frame.iloc[0]
    assert (row["estimate"], row["conf_low"], row["conf_high"]) == (0, 0, 0)


def test_counts_are_those_of_the_index_form() -> None:
    """The plain form behind ``alignment(variant="top10_matches")`` counts tenths."""
    survey = random_survey(3, 300)
    from berakhlak_stats.indices.group_alignment import profile_form

    form = profile_form(survey.instrument, ("personal", "current"), "top10_matches")
    row = matches(survey, **QUICK).frame.iloc[0]
    from berakhlak_stats.totals import collect

    totals = collect(survey, [form.statistic])
    base = totals.by_group(totals.cells.total)[0]
    plain = form.of(base[form.first], base[form.second])
    assert min(row["estimate"], 10) == pytest.approx(plain / 10, abs=1)
    assert alignment(survey, variant="top10_matches", replicates=60).frame["estimate"].notna().all()


def test_words_carry_their_share_of_resamples() -> None:
    frame = matches(random_survey(4, 200), size=4, **QUICK).frame
    words = frame[frame["level"] == "word"]
    assert words["estimate"].between(0.05, 1).all()
    assert (words["note"] == "share of resamples").all()
    assert words["conf_low"].isna().all()


def test_groups_weights_and_order_of_lists() -> None:
    survey = random_survey(5, 300, weighted=True, unit=3)
    frame = matches(survey, by="unit", **QUICK).frame
    assert len(frame) == 3 and (frame["conf_low"] <= frame["estimate"]).all()
    assert (frame["estimate"] <= frame["conf_high"]).all()
    turned = matches(survey, lists=("current", "personal"), by="unit", **QUICK).frame
    assert turned["estimate"].tolist() == frame["estimate"].tolist()


def test_same_seed_same_interval() -> None:
    survey = random_survey(6, 120)
    first, second = (matches(survey, rng=3, **QUICK) for _ in range(2))
    assert first.frame.equals(second.frame)
    assert (first.provenance.seed, first.provenance.replicates) == (3, 200)


def test_small_groups_are_hidden() -> None:
    survey = random_survey(7, 60, unit=4).with_smallest_group(20)
    frame = matches(survey, by="unit", **QUICK).frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden)
    assert hidden[["estimate", "conf_low", "conf_high"]].isna().all(axis=None)


def test_refusals() -> None:
    with pytest.raises(BerakhlakError, match="E703"):
        matches(random_survey(8, 40), size=0)
    with pytest.raises(BerakhlakError, match="E702"):
        matches(random_survey(8, 40), lists=("personal", "ideal"))


@pytest.mark.slow
@pytest.mark.parametrize("lists", [("personal", "current"), ("current", "desired")])
def test_intervals_cover(lists: tuple[str, str]) -> None:
    from tests.simulation.gap_coverage import match_study

    found = match_study(rounds=60, lists=lists)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert found["coverage"].mean() >= 0.94 - slack
