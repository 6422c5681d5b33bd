"""One row against others: differences with intervals, Holm-adjusted over the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.inference.degrees import contrast_df, contrast_variance
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.verbs import Verb, alpha_share, verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_NO_SPREAD = 1e-9
"""A standard error below this (in points) is rounding: such a difference is not tested."""


@dataclass(frozen=True)
class Comparison:
    """``row`` minus ``other`` on the printed scale, and the verb the family's test allows."""

    row: Row
    other: Row
    diff: float
    low: float
    high: float
    p_adjusted: float
    verb: Verb


def compare(result: Estimates, pairs: Sequence[tuple[Row, Row]]) -> list[Comparison]:
    """Every pair (a, b) as a minus b, tested with the covariance between them.

    Parameters
    ----------
    result : Estimates
        Must carry a covariance.
    pairs : sequence of (Row, Row)
        Shown rows of one level; the family of the adjustment.

    Returns
    -------
    list of Comparison
        Same order. Intervals are single ones at the level of the result; p values are
        adjusted by Holm over all pairs.
    """
    if result.covariance is None or not pairs:
        return []
    ends = np.array([[a.index, b.index] for a, b in pairs])
    places = np.unique(ends)
    weights = np.zeros((len(pairs), len(places)))
    for side, sign in enumerate((1.0, -1.0)):
        weights[np.arange(len(pairs)), np.searchsorted(places, ends[:, side])] += sign
    return _tested(result, result.covariance, pairs, weights, places)


def _tested(
    result: Estimates,
    covariance: NDArray[np.float64],
    pairs: Sequence[tuple[Row, Row]],
    weights: NDArray[np.float64],
    places: NDArray[np.intp],
) -> list[Comparison]:
    """Intervals, adjusted p values and verbs of ``weights`` times the rows at ``places``.

    Where several families share one alpha, the provenance of a result says which share is its
    own, and p values are divided by it (weighted Bonferroni over families).
    """
    from scipy.special import stdtr, stdtrit

    share = alpha_share(result)
    covariance = covariance[np.ix_(places, places)]
    variance = np.maximum(contrast_variance(weights, covariance), 0.0)
    se = pairs[0][0].scale.factor * np.sqrt(variance)
    df = result.frame["df"].to_numpy(float)[places]
    df = np.fmax(contrast_df(weights, covariance, df), 1.0)
    diff = np.array([a.estimate - b.estimate for a, b in pairs])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(se > _NO_SPREAD, diff / se, np.nan)
    within = adjust_p_values(2 * stdtr(df, -np.abs(t)), "holm").tolist()
    adjusted = [p if p != p else min(1.0, p / share) for p in within]
    reach = stdtrit(df, 0.5 + result.provenance.conf_level / 2) * se
    return [
        Comparison(a, b, d, d - r, d + r, p, verb(d, d - r, d + r, p))
        for (a, b), d, r, p in zip(pairs, diff.tolist(), reach.tolist(), adjusted, strict=True)
    ]


@dataclass(frozen=True)
class Extreme:
    """The outermost row against its nearest neighbour, and whether every comparison passed.

    Where not, ``nearest`` is the nearest one that did not.
    """

    nearest: Comparison
    passed: bool
    family: int


def extreme(result: Estimates, rows: Sequence[Row], *, highest: bool = True) -> Extreme | None:
    """Whether the row with the highest (lowest) estimate is so beyond doubt; None if untested."""
    shown = sorted(
        (row for row in rows if row.shown), key=lambda row: row.estimate, reverse=highest
    )
    pairs = [(shown[0], other) for other in shown[1:]] if len(shown) > 1 else []
    found = compare(result, pairs)
    if not found or any(each.verb == "not_tested" for each in found):
        return None
    wanted = "higher" if highest else "lower"
    short = [each for each in found if each.verb != wanted]
    return Extreme((short or found)[0], not short, len(found))
