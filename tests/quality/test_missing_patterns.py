from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import missing_patterns
from berakhlak_stats.quality.missing_patterns import missing_matrix
from tests.quality.samples import rated
from tests.surveys import random_survey

ROWS = [[1, 2, 3]] * 30 + [[-1, 2, 3]] * 10 + [[-1, -1, 3]] * 8 + [[1, 2, -1]] * 2


def test_shares_and_patterns_by_hand() -> None:
    frame = missing_patterns(rated(ROWS)).to_frame()
    missing = frame[frame["level"] == "missing"].set_index("item")
    assert missing.loc[["q1", "q2"], "estimate"].tolist() == pytest.approx([18 / 50, 8 / 50])
    assert missing.loc["q3", "suppressed"]  # two people
    shown = frame[frame["level"] == "pattern"].set_index("item")
    assert list(shown.index) == ["complete", "q1", "q1+q2", "other_patterns"]
    assert shown.loc["complete", "estimate"] == pytest.approx(0.6)
    assert shown.loc["q1", "estimate"] == pytest.approx(0.2)
    # The two others would follow from all the rest: the smallest pattern shields them.
    assert shown["suppressed"].tolist() == [False, False, True, True]


def test_few_names_put_the_rest_together() -> None:
    frame = missing_patterns(rated(ROWS), most=1).to_frame()
    shown = frame[frame["level"] == "pattern"].set_index("item")["estimate"]
    assert shown["other_patterns"] == pytest.approx(0.2)
    assert shown.sum() == pytest.approx(1)
    with pytest.raises(BerakhlakError, match="E703"):
        missing_patterns(rated(ROWS), most=-1)


def test_lists_without_a_pick_are_missing() -> None:
    survey = random_survey(2, 300, weighted=True, unit=2)
    blank = ~survey.picks["current"].any(axis=1)
    frame = missing_patterns(survey).to_frame()
    frame = frame[frame["level"] == "missing"].set_index("item")
    weights = survey.weights
    assert weights is not None
    assert frame.loc["current", "estimate"] == pytest.approx(weights[blank].sum() / weights.sum())
    assert np.array_equal(missing_matrix(survey, ["current"])[:, 0], blank)
    by = missing_patterns(survey, items=["current"], by="unit").to_frame()
    assert set(by["group"]) == {"unit0", "unit1"}


def test_items_are_checked() -> None:
    with pytest.raises(BerakhlakError, match="E701"):
        missing_patterns(rated(ROWS), items=["q9"])
    with pytest.raises(BerakhlakError, match="E840"):
        missing_patterns(rated(ROWS), items=[])
