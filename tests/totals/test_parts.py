"""Sums per unit merge by addition, whatever the stages."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import DesignError
from berakhlak_stats.totals.parts import (
    Parts,
    Within,
    merge_parts,
    merge_within,
    nothing_within,
    run_starts,
)


def keys(*pairs: tuple[int, int]) -> np.ndarray:
    return np.array(pairs, np.int64).reshape(-1, 2)


def units(*chains: tuple[int, ...]) -> np.ndarray:
    return np.array(chains, np.uint64)


def within(chain: np.ndarray, total: list[float], size: float) -> Within:
    n = len(chain)
    second = {"s": np.ones((n, 1, 1))}
    return Within(
        keys(*[(0, 0)] * n), chain, np.full((n, 1), size), np.ones(n, np.int64),
        np.array(total)[:, None], second,
    )  # fmt: skip


def test_runs_begin_where_a_key_or_any_stage_changes() -> None:
    where = keys((0, 0), (0, 0), (0, 0), (1, 0))
    assert run_starts(where).tolist() == [0, 3]
    assert run_starts(where, np.array([1, 1, 2, 2], np.uint64)).tolist() == [0, 2, 3]
    chain = units((1, 1), (1, 2), (1, 2), (1, 2))
    assert run_starts(where, chain).tolist() == [0, 1, 3]
    assert run_starts(keys()).tolist() == []


def test_equal_units_add_up_and_others_stand_side_by_side() -> None:
    a = Parts(
        keys((-1, 0), (0, 0)),
        np.array([5, 5], np.uint64),
        np.array([1, 2]),
        np.array([[1.0], [2.0]]),
    )
    b = Parts(
        keys((0, 0), (0, 0)),
        np.array([3, 5], np.uint64),
        np.array([4, 8]),
        np.array([[4.0], [8.0]]),
    )
    made = merge_parts(a, b)
    assert made.keys.tolist() == [[-1, 0], [0, 0], [0, 0]]
    assert made.units.tolist() == [5, 3, 5]
    assert made.total.ravel().tolist() == [1, 4, 10] and made.n.tolist() == [1, 4, 10]


def test_chains_of_units_merge_whole() -> None:
    a = within(units((1, 1), (1, 2)), [1.0, 2.0], 6)
    b = within(units((1, 2), (2, 1)), [10.0, 20.0], 6)
    made = merge_within(a, b)
    assert made.units.tolist() == [[1, 1], [1, 2], [2, 1]]
    assert made.total.ravel().tolist() == [1, 12, 20]
    assert made.n.tolist() == [1, 2, 1] and made.second["s"].ravel().tolist() == [1, 2, 1]
    assert (made.sizes == 6).all() and len(made) == 3


def test_one_unit_has_one_population() -> None:
    a, b = within(units((1, 1)), [1.0], 6), within(units((1, 1)), [1.0], 7)
    with pytest.raises(DesignError, match="E608"):
        merge_within(a, b)


def test_nothing_and_nothing_is_nothing() -> None:
    assert len(merge_within(nothing_within(2), nothing_within(2))) == 0
