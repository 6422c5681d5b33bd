"""Entropy: the complement of positive energy, by hand, and its coverage."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import cultural_entropy, positive_limiting_ratio
from berakhlak_stats.indices import positive_energy, vote_share
from tests.gaps.pick_lists import lists_of
from tests.surveys import ALL_WORDS, LISTS, pick_survey, random_survey


def test_complement_of_energy() -> None:
    survey = random_survey(1, 150, weighted=True, unit=3)
    mine = cultural_entropy(survey, by="unit").frame
    energy = positive_energy(survey, by="unit").frame
    assert mine["estimate"].to_numpy() == pytest.approx(100 - energy["estimate"].to_numpy())
    assert mine["conf_low"].to_numpy() == pytest.approx(100 - energy["conf_high"].to_numpy())
    assert mine["std_error"].to_numpy() == pytest.approx(energy["std_error"].to_numpy())


def test_by_hand() -> None:
    """Twenty persons, six of whom pick one limiting word beside a positive one: 3 of 13 votes."""
    picks = np.zeros((20, len(ALL_WORDS)), bool)
    picks[:, 0] = True
    picks[:6, -1] = True
    survey = pick_survey({name: picks for name in LISTS}).with_smallest_group(5)
    row = cultural_entropy(survey).frame.iloc[0]
    assert row["estimate"] == pytest.approx(300 / 13)
    limiting, votes = picks[:, -1].astype(float), picks.sum(axis=1)
    ratio = limiting.mean() / votes.mean()
    se = (limiting - ratio * votes).std(ddof=1) / votes.mean() / np.sqrt(20)
    assert row["std_error"] == pytest.approx(100 * se)


def test_entropy_follows_who_answered_as_its_complement_does() -> None:
    """Six of twenty chose a limiting word: shown where twenty may be, whoever chose it."""
    picks = np.zeros((20, len(ALL_WORDS)), bool)
    picks[:, 0] = True
    picks[:6, -1] = True
    survey = pick_survey({name: picks for name in LISTS})
    for least, hidden in ((20, False), (21, True)):
        shown = survey.with_smallest_group(least)
        for statistic in (cultural_entropy, positive_limiting_ratio, positive_energy):
            row = statistic(shown).frame.iloc[0]
            assert row["suppressed"] == hidden and np.isnan(row["estimate"]) == hidden


def test_entropy_does_not_tell_what_words_hide() -> None:
    """All limiting votes are a known total: another limiting word shields a rare one."""
    picks = np.zeros((60, len(ALL_WORDS)), bool)
    picks[:, 0] = True
    for word, count in (("x1", 4), ("x2", 20), ("x3", 40)):
        picks[:count, ALL_WORDS.index(word)] = True
    survey = pick_survey({name: picks for name in LISTS}).with_smallest_group(10)
    assert not cultural_entropy(survey).frame["suppressed"].any()
    words = vote_share(survey, lists=("current",)).frame.set_index("item")["note"]
    assert words[["x1", "x2", "x3"]].tolist() == ["few picks", "protected", ""]


def test_all_lists_at_once() -> None:
    frame = cultural_entropy(random_survey(2, 90), lists=None).frame
    assert frame["list"].tolist() == list(LISTS)


def test_instruments_without_limiting_words_are_refused() -> None:
    with pytest.raises(BerakhlakError, match="E702"):
        cultural_entropy(lists_of("farmer1", {"current": ["Y1", "Y2"]}))


@pytest.mark.slow
def test_intervals_cover() -> None:
    from tests.simulation.gap_coverage import entropy_study

    found = entropy_study(rounds=200)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert 0.94 - slack <= found["coverage"].mean() <= 0.965 + slack
