"""Covariances on their way to a result."""

from __future__ import annotations

import numpy as np

from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT, Pieces, is_small


def test_stages_add_up_and_the_whole_is_kept_where_both_keep_it() -> None:
    a = Pieces(np.ones((2, 1, 1)), np.eye(2))
    b = Pieces(np.full((2, 1, 1), 3.0), 2 * np.eye(2))
    both = a + b
    assert (both.within == 4).all()
    assert both.full is not None and np.array_equal(both.full, 3 * np.eye(2))
    assert (a + Pieces(b.within, None)).full is None


def test_the_limit_counts_groups_times_outputs() -> None:
    assert is_small(COVARIANCE_LIMIT // 4, 4)
    assert not is_small(COVARIANCE_LIMIT // 4 + 1, 4)
