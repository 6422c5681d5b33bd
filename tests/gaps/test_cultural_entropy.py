"""Entropy: the complement of positive energy, by hand, and its coverage."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import cultural_entropy, positive_limiting_ratio
from berakhlak_stats.indices import positive_energy
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


def test_few_who_chose_a_limiting_word_are_hidden() -> None:
    """Six of twenty chose one, and a share of their votes would tell of them."""
    picks = np.zeros((20, len(ALL_WORDS)), bool)
    picks[:, 0] = True
    picks[:6, -1] = True
    survey = pick_survey({name: picks for name in LISTS})
    for least, hidden in ((6, False), (7, True)):
        for statistic in (cultural_entropy, positive_limiting_ratio):
            row = statistic(survey.with_smallest_group(least)).frame.iloc[0]
            assert row["suppressed"] == hidden and np.isnan(row["estimate"]) == hidden
            assert row["note"] == ("few picks" if hidden else "") and row["n"] == 20


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
