"""Sums of products per cell, exact for small whole numbers and mergeable."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.totals import Products, collect
from berakhlak_stats.totals.products import product_sums
from tests.surveys import number_survey


def test_products_of_each_run_are_added_up() -> None:
    rng = np.random.default_rng(3)
    left, right, w = rng.normal(size=(20, 2)), rng.normal(size=(20, 3)), rng.uniform(1, 2, 20)
    keys = np.sort(rng.integers(0, 3, 20))[:, None].astype(np.int64)
    order = rng.permutation(20)
    found = product_sums((left, right), order, keys, w)
    for i, key in enumerate(np.unique(keys)):
        here = keys[:, 0] == key
        expected = (left[order][here] * w[here, None]).T @ right[order][here]
        assert np.allclose(found[i], expected, atol=1e-12)


@pytest.mark.parametrize("kind", [np.int8, np.uint8, bool])
def test_whole_numbers_are_added_exactly(kind: type) -> None:
    block = np.random.default_rng(4).integers(0, 2, (70_000, 2)).astype(kind)
    found = product_sums((block, block), np.arange(70_000), np.zeros((70_000, 1), np.int64), None)
    whole = block.astype(np.int64)
    assert np.array_equal(found[0], whole.T @ whole)


def test_large_whole_numbers_are_not_rounded() -> None:
    block = np.full((60_000, 1), 127, np.int8)
    found = product_sums((block, block), np.arange(60_000), np.zeros((60_000, 1), np.int64), None)
    assert found[0, 0, 0] == 127**2 * 60_000


def test_products_merge_by_addition() -> None:
    rng = np.random.default_rng(6)
    units = rng.choice(["u", "v"], 60).tolist()
    columns = {"x": rng.normal(size=60).tolist(), "y": rng.normal(size=60).tolist()}
    survey = number_survey(columns, columns={"unit": units}, weights=rng.uniform(1, 2, 60).tolist())
    kept = [
        Products("xy", lambda s: (s.numbers, s.numbers)),
        Products("n", lambda s: (s.numbers > 0, s.numbers > 0), weighted=False),
    ]
    whole = collect(survey, [], by="unit", products=kept)
    parts = [survey.take(slice(0, 25)), survey.take(slice(25, 60))]
    split = [collect(part, [], by="unit", products=kept) for part in parts]
    merged = split[0] + split[1]
    for name in ("xy", "n"):
        a, b = (t.by_group(t.cells.products[name]) for t in (whole, merged))
        assert np.allclose(a, b, atol=1e-12)
    assert whole.cells.products["n"].dtype == float
    assert (whole.by_group(whole.cells.products["n"]) % 1 == 0).all()
