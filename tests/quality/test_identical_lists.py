from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import identical_lists
from tests.surveys import ALL_WORDS, pick_survey


def votes(*rows: tuple[str, ...]) -> np.ndarray:  # type: ignore[type-arg]
    return np.array([[word in row for word in ALL_WORDS] for row in rows])


def test_the_least_overlap_counts() -> None:
    ab, abc, xy, none = ("a1", "a2"), ("a1", "a2", "b1"), ("x1", "x2"), ()
    survey = pick_survey(
        {
            "personal": votes(ab, ab, ab, ab),
            "current": votes(ab, ab, xy, ab),
            "desired": votes(ab, abc, ab, none),
        }
    )
    found = identical_lists(survey)
    # ab is whole on abc, but two of three words of abc are on ab.
    assert found.values == pytest.approx([1, 2 / 3, 0, np.nan], nan_ok=True)
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
