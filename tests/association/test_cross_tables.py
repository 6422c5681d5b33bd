"""Cross-tables of all pairs in one pass: counts, weights, groups, missing answers."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from berakhlak_stats.association.cross_tables import cross_tables, item_codes
from berakhlak_stats.errors import OptionError, StatisticError
from tests.association.polychoric_surveys import rated
from tests.surveys import number_survey

ANSWERS = np.array([[1, 2, 3], [1, 2, -1], [3, 1, 3], [2, -1, 1], [1, 3, 3], [1, 2, 3]])
WEIGHTS = np.array([1.0, 2.0, 0.5, 1.0, 1.5, 3.0])
UNITS = np.array([0, 0, 1, 1, 1, 0])


def test_pairwise_tables_hold_everybody_who_answered_both() -> None:
    survey = rated(ANSWERS, scale=(1, 3), weights=WEIGHTS)
    found = cross_tables(survey, items=["i1", "i2", "i3"], missing="pairwise")
    # By hand: (1, 2) was answered by rows 0, 1 and 5, with weights 1, 2 and 3.
    assert found.tables[0, 0, 1].tolist() == [[0, 6, 1.5], [0, 0, 0], [0.5, 0, 0]]
    assert found.tables[0, 1, 0].tolist() == found.tables[0, 0, 1].T.tolist()
    assert found.n[0].tolist() == [[6, 5, 5], [5, 5, 4], [5, 4, 5]]
    assert found.margins[0].tolist() == [[7.5, 1, 0.5], [0.5, 6, 1.5], [1, 0, 6]]


def test_listwise_tables_leave_out_whoever_left_a_gap() -> None:
    survey = rated(ANSWERS, scale=(1, 3))
    found = cross_tables(survey, items=["i1", "i2", "i3"], missing="listwise")
    assert found.tables[0, 0, 1].tolist() == [[0, 2, 1], [0, 0, 0], [1, 0, 0]]
    assert (found.n == 4).all()
    assert found.margins[0, 2].tolist() == [0, 0, 4]


def test_groups_and_reversed_items() -> None:
    survey = rated(ANSWERS, scale=(1, 3), unit=UNITS, reversed_items=["i1"])
    found = cross_tables(survey, items=["i1", "i2"], by="unit", missing="pairwise")
    assert found.groups == ("u0", "u1")
    assert found.tables[0, 0, 1].tolist() == [[0, 0, 0], [0, 0, 0], [0, 3, 0]]
    assert found.tables[1, 0, 1].tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 1]]
    assert item_codes(survey, ["i1"], missing="pairwise").ravel().tolist() == [2, 2, 0, 1, 2, 2]
    assert found.base.compute(survey).ravel().tolist() == [1, 1, 1, 0, 1, 1]


def test_sums_do_not_depend_on_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    survey = rated(rng.integers(1, 6, (500, 3)), weights=rng.uniform(0.5, 2, 500))
    whole = cross_tables(survey, items=["i1", "i2", "i3"])
    monkeypatch.setattr(import_module("berakhlak_stats.totals.collect"), "BATCH_ROWS", 64)
    parts = cross_tables(survey, items=["i1", "i2", "i3"])
    assert parts.tables == pytest.approx(whole.tables)
    assert (parts.n == whole.n).all()


def test_numbers_have_no_categories_and_rules_are_named() -> None:
    with pytest.raises(StatisticError, match="E822"):
        cross_tables(number_survey({"a": [1.0, 2.0], "b": [2.0, 1.0]}), items=["a", "b"])
    with pytest.raises(OptionError, match="E701"):
        cross_tables(rated(ANSWERS, scale=(1, 3)), items=["i1", "i2"], missing="casewise")
