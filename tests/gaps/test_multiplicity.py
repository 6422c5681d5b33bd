"""Adjusted p values against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps.multiplicity import adjusted


@pytest.mark.parametrize(("method", "theirs"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_statsmodels(method: str, theirs: str) -> None:
    from statsmodels.stats.multitest import multipletests

    p = np.random.default_rng(1).random((6, 25)) ** 3
    p[2, 4:9] = np.nan
    found = adjusted(p, method)
    for row, expected in zip(found, p, strict=True):
        known = ~np.isnan(expected)
        assert row[known] == pytest.approx(multipletests(expected[known], method=theirs)[1])
        assert np.isnan(row[~known]).all()


def test_none_is_none() -> None:
    p = np.array([0.2, np.nan])
    assert np.array_equal(adjusted(p, "none"), p, equal_nan=True)
    with pytest.raises(BerakhlakError, match="E701"):
        adjusted(p, "sidak")
