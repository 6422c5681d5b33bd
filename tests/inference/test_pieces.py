"""Covariances on their way to a result."""

from __future__ import annotations

import numpy as np

from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT, Pieces, is_small


def test_stages_add_up_and_each_covariance_is_kept_where_both_keep_it() -> None:
    a = Pieces.of(np.ones((2, 1, 1)), np.eye(2))
    b = Pieces.of(np.full((2, 1, 1), 3.0), 2 * np.eye(2))
    both = a + b
    assert (both.variance == 4).all() and both.within is not None and (both.within == 4).all()
    assert both.full is not None and np.array_equal(both.full, 3 * np.eye(2))
    assert (a + Pieces.of(np.ones((2, 1, 1)), None)).full is None
    alone = a + Pieces(np.full((2, 1), 3.0))
    assert (alone.variance == 4).all() and alone.within is None and alone.full is None


def test_the_limit_counts_groups_times_outputs() -> None:
    assert is_small(COVARIANCE_LIMIT // 4, 4)
    assert not is_small(COVARIANCE_LIMIT // 4 + 1, 4)
