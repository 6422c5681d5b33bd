"""Readings of a column are those that its cells allow."""

from __future__ import annotations

import pyarrow as pa
import pytest

from berakhlak_stats.survey.column_map.guess import Guesser
from tests.survey.helpers import full_instrument, pick_instrument

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        (["jujur|silo", "ramah|silo"], {"list"}),
        (["4", "2"], {"rating", "number"}),
        (["Setuju", "Netral"], {"rating"}),
        (["31", "45"], {"number"}),
        (["Dinas A", "Dinas B"], set()),
        (["", None], set()),
    ],
)
def test_cells_decide_what_a_column_can_be(cells: list[str | None], kinds: set[str]) -> None:
    found = Guesser(full_instrument(), NOBODY).readings("current list", pa.array(cells))
    assert {each.kind for each in found} == kinds
    assert all(0 <= each.fit <= each.sure <= 1 for each in found)


def test_questions_with_a_column_are_no_readings() -> None:
    guesser = Guesser(pick_instrument(), frozenset({"current"}))
    assert guesser.readings("Daftar current", pa.array(["jujur|silo"])) == []


def test_a_column_of_one_word_is_told_by_its_title() -> None:
    guesser = Guesser(pick_instrument(), NOBODY)
    (guess, *_) = guesser.readings("Daftarnya current: Ramah", pa.array(["1", "0"]))
    assert (guess.kind, guess.target, guess.word) == ("list", "current", "ramah")
