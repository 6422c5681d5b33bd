from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.quality import list_position
from tests.surveys import ALL_WORDS, pick_survey

WIDTH = len(ALL_WORDS)


def test_chance_by_hand() -> None:
    # Everybody's votes are spread evenly: two for each of 15 words. Two picks among the first
    # three words have 2 (3 / 15)^2; among the last two, 2 (2 / 15)^2; over the whole list, none.
    pairs = [(0, 2), (13, 14), (0, 14)]
    rest = sorted({0: 0, **{w: 2 for w in range(WIDTH)}})
    left = {w: 2 - sum(w in pair for pair in pairs) for w in rest}
    rows = [np.isin(np.arange(WIDTH), pair) for pair in pairs]
    for word, count in left.items():
        rows += [np.arange(WIDTH) == word] * count
    votes = np.array(rows)
    survey = pick_survey({name: votes for name in ("personal", "current", "desired")})
    found = list_position(survey, lists=["current"]).values
    wanted = [-np.log10(2 * (3 / 15) ** 2), -np.log10(2 * (2 / 15) ** 2), 0.0]
    assert found[:3] == pytest.approx(wanted)
    assert list_position(survey).values == pytest.approx(found)


def test_the_order_shown_decides() -> None:
    rng = np.random.default_rng(1)
    votes = np.argsort(rng.random((400, WIDTH)), axis=1) < 4
    votes[0] = np.arange(WIDTH) % 4 == 0
    order = [ALL_WORDS[j] for j in np.argsort(np.arange(WIDTH) % 4, kind="stable")]
    survey = pick_survey({name: votes for name in ("personal", "current", "desired")})
    there = list_position(survey, order={x: order for x in survey.picks}).values[0]
    assert there > list_position(survey).values[0] == 0
