"""Columns are called by what their rows are."""

from __future__ import annotations

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.columns import item_column, value_column
from berakhlak_stats.present.rows import rows_of
from tests.present import fakes


@pytest.mark.parametrize(
    ("result", "item", "value"),
    [
        (fakes.all_indices(), "label", "score"),
        (fakes.word_shares(), "word", "percent"),
        (fakes.word_gaps(), "word", "difference"),
        (fakes.stage_shares(), "stage", "percent"),
        (fakes.entropies(), "entropy", "percent"),
        (fakes.change_ranks(), "word", "rank"),
    ],
)
def test_columns_follow_the_level(result: Estimates, item: str, value: str) -> None:
    rows = rows_of(result)
    assert item_column(rows, False) == item
    assert value_column(rows) == value


def test_ranks_within_groups_are_of_words_too() -> None:
    assert item_column(rows_of(fakes.change_ranks()), True) == "word"


def test_a_table_without_rows_has_its_columns() -> None:
    assert item_column([], False) == "label" and value_column([]) == "estimate"
