"""Replicate factors by the rules of their kind, small enough to read."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.survey.replicate_weights import (
    balanced_factors,
    jackknife_factors,
    supplied,
    with_rank,
)

STRATA = np.array([0, 0, 0, 1, 1], np.int32)
UNITS = np.array([0, 1, 1, 2, 3], np.int32)


def test_the_jackknife_drops_each_unit_and_weights_its_stratum_up() -> None:
    made = jackknife_factors(STRATA, UNITS)
    assert made.factors.T.tolist() == [
        [0, 2, 2, 1, 1], [2, 0, 0, 1, 1], [1, 1, 1, 0, 2], [1, 1, 1, 2, 0]
    ]  # fmt: skip
    assert made.rscales.tolist() == [0.5] * 4 and made.scale == 1
    counted = jackknife_factors(STRATA, UNITS, np.array([0.5, 0.2]))
    assert counted.rscales.tolist() == [0.25, 0.25, 0.4, 0.4]


def test_half_samples_are_balanced_over_strata() -> None:
    made = balanced_factors(STRATA, UNITS)
    first, third = made.factors[0], made.factors[3]
    assert set(made.factors.ravel()) == {0.0, 2.0}
    assert (made.factors[1] == 2 - first).all() and (first - 1) @ (third - 1) == 0
    fay = balanced_factors(STRATA, UNITS, rho=0.3)
    assert np.allclose(np.unique(fay.factors), [0.3, 1.7])
    assert fay.scale == pytest.approx(1 / (len(first) * 0.49))


def test_lonely_strata_are_all_named_and_half_samples_need_pairs() -> None:
    alone = np.arange(3, dtype=np.int32)
    with pytest.raises(DesignError, match="E601") as caught:
        jackknife_factors(alone, alone)
    assert "number 1, 2 and 3" in caught.value.text("en")
    assert "ke-1, 2 dan 3" in caught.value.text("id")
    with pytest.raises(DesignError, match="E650") as caught:
        balanced_factors(np.zeros(3, np.int32), alone)
    assert "Stratum 1 holds 3 PSUs" in caught.value.text("en")


@pytest.mark.parametrize(
    ("kind", "scale"), [("BRR", 1 / 4), ("JK1", 3 / 4), ("bootstrap", 1 / 3), ("JKn", 1.0)]
)
def test_usual_scales(kind: str, scale: float) -> None:
    rscales = np.ones(4) if kind == "JKn" else None
    assert supplied(np.ones((2, 4)), kind, rscales=rscales).scale == pytest.approx(scale)


def test_kinds_are_named_and_jkn_needs_its_scales() -> None:
    with pytest.raises(OptionError, match="E701"):
        supplied(np.ones((2, 4)), "BRR2")
    with pytest.raises(OptionError, match="E703"):
        supplied(np.ones((2, 4)), "JKn")


def test_degrees_of_freedom_are_the_rank_less_one() -> None:
    made = with_rank(jackknife_factors(STRATA, UNITS), np.ones(5))
    assert made.df == 2
    assert made.take(np.array([0, 2])).factors.shape == (2, 4)
