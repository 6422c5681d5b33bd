from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import identical_lists
from tests.surveys import ALL_WORDS, pick_survey


def votes(*rows: tuple[str, ...]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([[word in row for word in ALL_WORDS] for row in rows])


def test_the_least_overlap_counts() -> None:
    ab, abc, xy = ("a1", "a2", "d1"), ("a1", "a2", "d1", "b1"), ("x1", "x2", "x3")
    few = ("a1", "a2")
    survey = pick_survey(
        {
            "personal": votes(ab, ab, ab, ab),
            "current": votes(ab, ab, xy, ab),
            "desired": votes(ab, abc, ab, few),
        }
    )
    found = identical_lists(survey)
    # ab is whole on abc, but three of four words of abc are on ab; two picks are too few.
    assert found.values == pytest.approx([1, 3 / 4, 0, np.nan], nan_ok=True)
    assert found.flagged.tolist() == [True, False, False, False]
    two = identical_lists(survey, lists=["personal", "current"])
    assert two.flagged.tolist() == [True, True, False, True]


def test_one_list_cannot_be_compared() -> None:
    survey = pick_survey({"current": votes(("a1",)), "personal": votes(("a1",)),
                          "desired": votes(("a1",))})  # fmt: skip
    with pytest.raises(BerakhlakError) as caught:
        identical_lists(survey, lists=["current"])
    assert caught.value.code == "E840"
    with pytest.raises(BerakhlakError, match="E701"):
        identical_lists(survey, lists=["current", "past"])
