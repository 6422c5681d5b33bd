"""Gaps and shares of two lists against the picks themselves."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.gaps.paired_marks import paired_marks
from tests.surveys import ALL_WORDS, AREAS, VALUES, pick_survey, random_picks

LISTS = ("current", "desired")


def both_answered() -> tuple[dict[str, np.ndarray], np.ndarray]:
    picks = random_picks(np.random.default_rng(1), 90)
    known = np.logical_and(*(picks[name].any(axis=1) for name in LISTS))
    return picks, known


def estimates(level: str) -> tuple[tuple[str, ...], np.ndarray]:
    survey = pick_survey(both_answered()[0])
    made = paired_marks(survey.instrument, LISTS, level)
    found = analyse(survey, [made.statistic], Options()).results[0].estimate[0]
    return made.items, found.reshape(3, len(made.items))


def test_words() -> None:
    picks, known = both_answered()
    items, (gap, first, second) = estimates("word")
    assert items == ALL_WORDS
    assert first == pytest.approx(picks["current"][known].mean(axis=0))
    assert second == pytest.approx(picks["desired"][known].mean(axis=0))
    assert gap == pytest.approx(second - first)


def test_values_are_reached_by_one_of_their_words() -> None:
    picks, known = both_answered()
    items, (_, first, _) = estimates("value")
    for item, value in zip(items, first, strict=True):
        columns = [ALL_WORDS.index(word) for word in VALUES[item]]
        assert value == pytest.approx(100 * picks["current"][known][:, columns].any(axis=1).mean())


def test_areas_share_the_votes_on_their_words() -> None:
    picks, known = both_answered()
    items, (gap, first, second) = estimates("area")
    votes = [
        picks["current"][known][:, [ALL_WORDS.index(word) for word in AREAS[item]]].sum()
        for item in items
    ]
    assert first == pytest.approx(np.array(votes) / sum(votes))
    assert second.sum() == pytest.approx(1) and gap.sum() == pytest.approx(0, abs=1e-12)
    assert paired_marks(pick_survey(picks).instrument, LISTS, "area").joint is None


def test_joint_marks_are_picks_on_both_lists() -> None:
    picks, known = both_answered()
    survey = pick_survey(picks)
    joint = paired_marks(survey.instrument, LISTS, "word").joint
    assert joint is not None
    both = picks["current"] & picks["desired"]
    assert np.array_equal(np.asarray(joint.compute(survey), bool)[known], both[known])
