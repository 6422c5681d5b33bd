"""Picks as 0/1 answers, and who takes part."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps.marks import marks, spread_out
from tests.surveys import LISTS, pick_survey, random_picks


def test_an_empty_list_is_missing_or_an_answer_as_asked() -> None:
    picks = random_picks(np.random.default_rng(1), 40)
    picks["current"][:3] = False
    survey = pick_survey(picks)
    missing, none = (marks(survey, "current", "t", empty) for empty in ("missing", "none"))
    assert np.array_equal(missing.picked, picks["current"])
    assert np.array_equal(missing.known, picks["current"].any(axis=1))
    assert none.known.all() and not missing.known[:3].any()
    with pytest.raises(BerakhlakError, match="E701"):
        marks(survey, "current", "t", "zero")
    with pytest.raises(BerakhlakError, match="E702"):
        marks(survey, "ideal", "t")


def test_some_words_keep_their_names() -> None:
    survey = pick_survey(random_picks(np.random.default_rng(2), 30))
    whole = marks(survey, LISTS[0], "t")
    part = whole.only(np.array([4, 1]))
    assert part.words == (whole.words[4], whole.words[1])
    assert np.array_equal(part.picked, whole.picked[:, [4, 1]])


def test_words_of_all_or_nobody_do_not_vary() -> None:
    assert spread_out(np.array([0.0, 0.2, 1.0, 0.9])).tolist() == [1, 3]
