from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.indices import rating_score
from berakhlak_stats.quality import effect_of_missing_rule
from tests.quality.samples import rated


def test_listwise_are_the_scores_of_complete_respondents() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, (200, 4))
    # The dissatisfied leave the last item out more often: the rules must differ.
    x[(rng.random(200) < 0.5) & (x[:, 0] < 3), 3] = -1
    survey = rated(x)
    frame = effect_of_missing_rule(survey).to_frame()
    complete = survey.take((x >= 0).all(axis=1))
    for level, part in (("available", survey), ("listwise", complete)):
        wanted = rating_score(part).to_frame().set_index("item")["estimate"]
        mine = frame[frame["level"] == level].set_index("item")["estimate"]
        # Of q4 nobody is left out who answered it; three others are left to compare.
        for item in ("q1", "q2", "q3"):
            assert mine[item] == pytest.approx(wanted[item])
    change = frame[(frame["level"] == "change") & (frame["item"] == "q1")].iloc[0]
    assert change["conf_low"] > 0


def test_without_gaps_there_is_nothing_to_compare() -> None:
    x = np.random.default_rng(2).integers(1, 6, (60, 2))
    frame = effect_of_missing_rule(rated(x)).to_frame()
    assert frame["suppressed"].tolist() == (frame["level"] != "available").tolist()
