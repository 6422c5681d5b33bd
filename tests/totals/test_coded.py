"""Columns by code: the same totals as the columns written out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import Feature, Products, collect
from berakhlak_stats.totals import products as module
from berakhlak_stats.totals.coded import (
    Block,
    Coded,
    Ways,
    choose,
    is_exact,
    pieces,
    side_by_side,
    take,
    written_out,
)
from berakhlak_stats.totals.products import product_sums, sums
from berakhlak_stats.totals.statistic import Output, Statistic
from tests.surveys import codes, number_survey

RNG = np.random.default_rng(3)
TABLES = RNG.normal(size=(4, 3)), RNG.integers(0, 2, (3, 2)).astype(np.int8)


def coded(n: int, table: np.ndarray[Any, Any], seed: int) -> Coded:
    drawn = np.random.default_rng(seed).integers(0, len(table), n).astype(np.uint8)
    return Coded(Ways(drawn, len(table)), table)


def blocks(n: int) -> tuple[Block, ...]:
    numbers = np.random.default_rng(9).normal(size=(n, 2))
    return coded(n, TABLES[0], 1), numbers, coded(n, TABLES[1], 2)


def test_blocks_stand_side_by_side() -> None:
    first, numbers, second = blocks(50)
    whole = side_by_side([first, numbers, second])
    expected = np.concatenate([written_out(each) for each in (first, numbers, second)], axis=1)
    assert np.array_equal(written_out(whole), expected)
    for order in ([6, 0, 4, 3, 1], [1, 1, 2], [5]):
        assert np.array_equal(written_out(choose(whole, order)), expected[:, order])
    rows = np.array([7, 3, 3])
    taken = [take(piece, rows) for piece in pieces(whole)]
    assert np.array_equal(written_out(tuple(taken)), expected[rows])
    assert [is_exact(each) for each in (first, numbers, second)] == [True, False, True]


def test_columns_of_the_same_ways_become_one_set() -> None:
    first = coded(50, TABLES[0], 1)
    again = Coded(Ways(first.ways.codes.copy(), 4), TABLES[0][:, :1])
    both = side_by_side([first, again])
    assert isinstance(both, Coded)
    assert both.values.shape == (4, 4)
    assert isinstance(side_by_side([first, coded(50, TABLES[0], 5)]), tuple)


def test_columns_that_stand_together_are_taken_in_order() -> None:
    numbers = np.asfortranarray(np.arange(12.0).reshape(4, 3))
    rows = np.array([2, 0])
    assert np.array_equal(take(numbers, rows), np.ascontiguousarray(numbers)[rows])


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize("weighted", [True, False])
def test_products_are_those_of_the_columns(
    counted: bool, weighted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_few_ways", lambda left, right: counted)
    n, block = 300, side_by_side(blocks(300))
    keys = np.sort(RNG.integers(0, 3, n))[:, None].astype(np.int64)
    order, w = RNG.permutation(n), RNG.uniform(1, 2, n)
    x = written_out(block)[order]
    found = product_sums((block, block), order, keys, w if weighted else None)
    other = product_sums((block, blocks(n)[1]), order, keys, w if weighted else None)
    for i in range(3):
        here = keys[:, 0] == i
        left = x[here] * (w[here, None] if weighted else 1.0)
        assert np.allclose(found[i], left.T @ x[here], rtol=1e-12, atol=1e-12)
        assert np.allclose(other[i], left.T @ x[here, 3:5], rtol=1e-12, atol=1e-12)
    bounds = np.append(np.flatnonzero(np.diff(keys[:, 0], prepend=-1)), n)
    parts = [take(piece, order) for piece in pieces(block)]
    added = sums(parts, bounds, w if weighted else None)
    total = np.add.reduceat(x * (w[:, None] if weighted else 1.0), bounds[:-1], axis=0)
    assert np.allclose(added, total, rtol=1e-12, atol=1e-12)


def statistic(*, plain: bool) -> Statistic:
    """A sum of columns that depend on a whole number, and of one that does not."""

    def by_code(survey: Survey) -> Block:
        found = Coded(Ways(survey.numbers[:, 0].astype(np.uint8), 4), TABLES[0])
        return written_out(found) if plain else found

    features = (
        Feature("coded", ("a", "b", "c"), by_code),
        Feature("numbers", ("x",), lambda survey: survey.numbers[:, 1:]),
    )
    output = Output("a", "mean", "coded", "mean")
    return Statistic("s", features, (output,), lambda t: t["coded"][..., :1])


def survey_of(n: int = 400, *, weighted: bool = False) -> Survey:
    rng = np.random.default_rng(4)
    columns = {"k": rng.integers(0, 4, n).astype(float).tolist(), "x": rng.normal(size=n).tolist()}
    weights = rng.uniform(0.5, 2, n).tolist() if weighted else None
    made = number_survey(columns, weights=weights)
    unit, place = (rng.integers(0, size, n) for size in (3, 20))
    return replace(
        made,
        columns={
            "h": codes([f"h{each % 2}" for each in place]),
            "psu": codes([f"p{each}" for each in place]),
            "unit": codes([f"u{each}" for each in unit]),
        },
    )


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("by", [None, "unit"])
@pytest.mark.parametrize("design", [{}, {"strata": "h"}, {"psu": "psu"}])
def test_totals_are_those_of_the_columns(
    weighted: bool, by: str | None, design: dict[str, str]
) -> None:
    survey = survey_of(weighted=weighted).with_design(**design)  # type: ignore[arg-type]
    blocks = Products("p", lambda s: (one := statistic(plain=False).features[0].compute(s), one))
    a, b = (
        collect(survey, [statistic(plain=plain)], by=by, products=[blocks])
        for plain in (False, True)
    )
    for name in ("keys", "n", "count", "total"):
        x, y = (np.asarray(getattr(each.cells, name), float) for each in (a, b))
        assert np.allclose(x, y, rtol=1e-12, atol=1e-12)
    for name in b.cells.second:
        assert np.allclose(a.cells.second[name], b.cells.second[name], rtol=1e-12, atol=1e-12)
    assert np.allclose(a.parts.total, b.parts.total, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("weighted", [True, False])
def test_neither_order_nor_splits_matter(weighted: bool) -> None:
    survey = survey_of(weighted=weighted)
    made = statistic(plain=False)
    whole = collect(survey, [made])
    turned = collect(survey.take(np.random.default_rng(1).permutation(survey.n)), [made])
    assert np.array_equal(whole.cells.total, turned.cells.total)
    assert np.array_equal(whole.cells.second["s"], turned.cells.second["s"])
    split = [collect(survey.take(part), [made]) for part in (slice(0, 150), slice(150, None))]
    joined = split[0] + split[1]
    assert np.allclose(joined.cells.second["s"], whole.cells.second["s"], rtol=1e-12)
    assert np.allclose(joined.cells.total, whole.cells.total, rtol=1e-12)
