from __future__ import annotations

import numpy as np

from berakhlak_stats.weighting.cells import distinct_cells


def test_cells_and_slots_give_back_the_rows() -> None:
    rng = np.random.default_rng(1)
    codes = [rng.integers(0, size, 500) for size in (3, 2, 7)]
    cells, slot = distinct_cells(codes)
    assert np.array_equal(cells[slot], np.stack(codes, axis=1))
    assert len(np.unique(cells, axis=0)) == len(cells)


def test_many_wide_margins_do_not_overflow() -> None:
    rng = np.random.default_rng(2)
    codes = [rng.integers(0, 2**20, 50) for _ in range(6)]
    for column in codes:
        column[0] = 2**20 - 1
    cells, slot = distinct_cells(codes)
    assert np.array_equal(cells[slot], np.stack(codes, axis=1))


def test_no_rows_are_no_cells() -> None:
    cells, slot = distinct_cells([np.empty(0, np.int64), np.empty(0, np.int64)])
    assert cells.shape == (0, 2)
    assert len(slot) == 0
