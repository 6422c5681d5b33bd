from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.quality import pick_run
from tests.surveys import ALL_WORDS, pick_survey


def test_runs_by_hand() -> None:
    places = [(0, 1, 2, 3), (5, 6, 9), (0, 1), (), (4, 5, 6)]
    votes = np.array([np.isin(np.arange(len(ALL_WORDS)), each) for each in places])
    nobody = np.zeros_like(votes)
    survey = pick_survey({"personal": nobody, "current": votes, "desired": nobody})
    found = pick_run(survey)
    assert found.values == pytest.approx([1, 2 / 3, np.nan, np.nan, 1], nan_ok=True)
    assert found.flagged.tolist() == [True, False, False, False, True]
    backwards = {"current": [*ALL_WORDS[::-1]]}
    assert pick_run(survey, order=backwards).values == pytest.approx(found.values, nan_ok=True)


def test_the_largest_list_counts() -> None:
    some = np.array([np.isin(np.arange(len(ALL_WORDS)), (0, 5, 10))])
    block = np.array([np.isin(np.arange(len(ALL_WORDS)), (0, 1, 2))])
    survey = pick_survey({"personal": some, "current": some, "desired": block})
    assert pick_run(survey).values.tolist() == [1.0]
