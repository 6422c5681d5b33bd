from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.quality import unused_picks
from tests.surveys import ALL_WORDS, pick_survey


def test_lists_left_unanswered_are_not_short() -> None:
    # Four picks are allowed on each list.
    def first(*counts: int) -> np.ndarray:  # type: ignore[type-arg]
        return np.array([np.arange(len(ALL_WORDS)) < count for count in counts])

    survey = pick_survey(
        {"personal": first(4, 1, 0, 0), "current": first(4, 1, 2, 0), "desired": first(3, 4, 0, 0)}
    )
    found = unused_picks(survey)
    assert found.values == pytest.approx([1 / 12, 6 / 12, 2 / 4, np.nan], nan_ok=True)
    assert found.flagged.tolist() == [False, True, True, False]
    assert unused_picks(survey, rule="any").flagged.tolist() == [True, True, True, False]
