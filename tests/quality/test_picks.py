from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality.picks import asked_lists, in_order, picked
from tests.surveys import ALL_WORDS, random_survey, small_instrument


def test_lists_by_name() -> None:
    asked = small_instrument()
    assert [block.id for block in asked_lists(asked, None, "pick_run")] == [*asked.list_index]
    assert [block.id for block in asked_lists(asked, "current", "pick_run")] == ["current"]


def test_an_order_holds_every_word_once() -> None:
    block = small_instrument().list_index["current"]
    assert in_order(block, None).tolist() == list(range(len(ALL_WORDS)))
    assert in_order(block, ALL_WORDS[::-1]).tolist() == list(range(len(ALL_WORDS)))[::-1]
    for wrong in (ALL_WORDS[:-1], (*ALL_WORDS[:-1], "a1"), (*ALL_WORDS, "a1")):
        with pytest.raises(BerakhlakError) as caught:
            in_order(block, wrong)
        assert caught.value.code == "E846"


def test_picks_are_unpacked_in_the_order_of_the_instrument() -> None:
    survey = random_survey(1, 20)
    block = survey.instrument.list_index["current"]
    votes = picked(survey, block)
    assert votes.shape == (20, len(ALL_WORDS))
    bits = np.bitwise_count(survey.picks["current"]).sum(axis=1)
    assert np.array_equal(votes.sum(axis=1), bits)
