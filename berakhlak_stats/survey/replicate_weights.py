"""Replicate weights: supplied by the user, or made from strata and PSUs.

Source: Wolter (2007), Introduction to Variance Estimation, ch. 3-4; Judkins (1990), Journal of
Official Statistics 6, 223-239, for Fay's method.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, DesignError, OptionError, listed

ReplicateKind = Literal["BRR", "Fay", "JK1", "JKn", "bootstrap"]


@dataclass(frozen=True)
class ReplicateWeights:
    """Multipliers of the weight of every row, and how to combine the replicates.

    Variance is ``scale * sum(rscales * (estimate_r - centre)^2)``; ``centre`` is the mean of
    the replicates, or the full-sample estimate with ``mse``.
    """

    factors: NDArray[np.float64]
    kind: ReplicateKind
    scale: float
    rscales: NDArray[np.float64]
    mse: bool = False
    df: float = float("nan")

    def take(self, rows: NDArray[Any] | slice) -> ReplicateWeights:
        """The factors of some rows."""
        return replace(self, factors=self.factors[rows])


def with_rank(replicates: ReplicateWeights, weights: NDArray[np.float64]) -> ReplicateWeights:
    """The same with its degrees of freedom: rank of the replicated weights, minus one."""
    whole = replicates.factors * weights[:, None]
    # The Gram matrix is small and has the same rank.
    values = np.linalg.eigvalsh(whole.T @ whole)
    rank = int((values > values[-1] * 1e-10).sum())
    return replace(replicates, df=float(rank - 1))


def supplied(
    factors: NDArray[np.float64],
    kind: str,
    *,
    scale: float | None = None,
    rscales: NDArray[np.float64] | None = None,
    rho: float = 0.0,
    mse: bool = False,
) -> ReplicateWeights:
    """Replicate factors from elsewhere, with the usual scale of their kind.

    Parameters
    ----------
    factors : array (n, replicates)
        What each replicate multiplies the weight by.
    kind : {"BRR", "Fay", "JK1", "JKn", "bootstrap"}
    scale, rscales : optional
        By default 1/R (BRR), 1/(R (1 - rho)^2) (Fay), (R - 1)/R (JK1), 1 with given
        ``rscales`` (JKn), 1/(R - 1) (bootstrap).
    rho : float
        Fay's factor.
    mse : bool
        Centre at the full-sample estimate.
    """
    if kind not in get_args(ReplicateKind):
        raise OptionError(
            "E701", name="kind", given=kind, choices=", ".join(get_args(ReplicateKind))
        )
    count = factors.shape[1]
    if kind == "JKn" and rscales is None:
        raise OptionError("E703", name="rscales", expected="given for JKn", given=None)
    usual = {
        "BRR": 1 / count,
        "Fay": 1 / (count * (1 - rho) ** 2),
        "JK1": (count - 1) / count,
        "JKn": 1.0,
        "bootstrap": 1 / (count - 1),
    }
    each = np.ones(count) if rscales is None else np.asarray(rscales, float)
    return ReplicateWeights(
        np.asarray(factors, float),
        kind,  # type: ignore[arg-type]
        usual[kind] if scale is None else scale,
        each,
        mse,
    )


def jackknife_factors(
    strata: NDArray[np.int32], psus: NDArray[np.int32], rates: NDArray[np.float64] | None = None
) -> ReplicateWeights:
    """Delete-one-PSU factors of a stratified design (JKn; JK1 with a single stratum).

    Parameters
    ----------
    strata, psus : int arrays (n,)
        Codes; PSU codes are unique over strata.
    rates : array, optional
        Sampling rate per stratum; the finite population correction is 1 minus it.
    """
    known = np.unique(np.stack([strata, psus], axis=1), axis=0)
    m = np.bincount(known[:, 0])
    lonely = np.flatnonzero(m == 1)
    if len(lonely):
        numbers = listed([str(h + 1) for h in lonely])
        where = Bilingual(f"Strata ke-{numbers.id}", f"Stratum number {numbers.en}")
        raise DesignError("E601", where=where, unit="PSU")
    factors = np.ones((len(strata), len(known)))
    for r, (stratum, psu) in enumerate(known):
        inside = strata == stratum
        factors[inside, r] = m[stratum] / (m[stratum] - 1)
        factors[psus == psu, r] = 0.0
    own = m[known[:, 0]]
    keep = 1.0 if rates is None else 1 - np.asarray(rates)[known[:, 0]]
    return ReplicateWeights(factors, "JKn", 1.0, keep * (own - 1) / own, False)


def balanced_factors(
    strata: NDArray[np.int32], psus: NDArray[np.int32], *, rho: float = 0.0
) -> ReplicateWeights:
    """Balanced half-sample factors for two PSUs per stratum; Fay's with ``rho`` above zero.

    Parameters
    ----------
    strata, psus : int arrays (n,)
    rho : float
        The half that is left out keeps this share of its weight.
    """
    from scipy.linalg import hadamard

    known = np.unique(np.stack([strata, psus], axis=1), axis=0)
    m = np.bincount(known[:, 0])
    if np.any(m != 2):
        raise DesignError("E650", stratum=int(np.argmax(m != 2)) + 1, m=int(m[np.argmax(m != 2)]))
    order = 1 << int(np.ceil(np.log2(len(m) + 1)))
    signs = hadamard(order)[:, 1 : len(m) + 1]
    first = np.zeros(len(strata), bool)
    first[np.isin(psus, known[::2, 1])] = True
    turned = np.where(first[:, None], signs.T[strata], -signs.T[strata])
    factors = 1 + (1 - rho) * turned
    kind: ReplicateKind = "Fay" if rho else "BRR"
    return ReplicateWeights(factors, kind, 1 / (order * (1 - rho) ** 2), np.ones(order), False)
