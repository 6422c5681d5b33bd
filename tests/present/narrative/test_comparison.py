"""Comparisons agree with the contrasts of the estimates room."""

import numpy as np
import pytest

from berakhlak_stats.estimates import contrast
from berakhlak_stats.present.narrative.comparison import compare, extreme
from berakhlak_stats.present.rows import pick, rows_of
from berakhlak_stats.present.select import select_level
from tests.present import fakes


def test_one_pair_is_the_contrast() -> None:
    result = fakes.all_indices()
    rows = rows_of(result)
    a, b = pick(rows, item="AK")[0], pick(rows, item="AD")[0]
    made, expected = compare(result, [(a, b)])[0], contrast(result, {"item": "AK"}, {"item": "AD"})
    assert (made.diff, made.low, made.high) == pytest.approx(
        (expected.estimate, expected.conf_low, expected.conf_high)
    )
    assert made.p_adjusted == pytest.approx(expected.p_value)


def test_shares_are_compared_in_points() -> None:
    result = fakes.word_shares()
    rows = pick(rows_of(result), list="current")[:2]
    made = compare(result, [(rows[0], rows[1])])[0]
    assert made.diff == pytest.approx(51.8 - 45.2)


def test_extremes_need_every_comparison() -> None:
    values = select_level(fakes.all_indices(), "value")
    rows = rows_of(values)
    low = extreme(values, rows, highest=False)
    top = extreme(values, rows)
    assert low is not None and low.passed and low.nearest.row.item == "AD" and low.family == 6
    assert top is not None and not top.passed and top.nearest.other.item == "KL"


def test_without_covariance_or_company_nothing_is_tested() -> None:
    bare = fakes.all_indices(covariance=False)
    assert extreme(bare, rows_of(bare)) is None and compare(bare, []) == []
    values = fakes.all_indices()
    assert extreme(values, rows_of(values)[:1]) is None


def test_a_pair_without_spread_is_not_tested() -> None:
    table = fakes.frame(fakes.record("value", item, 50.0, 0.0) for item in ("AK", "AD"))
    result = fakes.Estimates(table, fakes.provenance("x"), np.zeros((2, 2)))
    assert compare(result, [tuple(rows_of(result))])[0].verb == "not_tested"  # type: ignore[list-item]
    assert extreme(result, rows_of(result)) is None
