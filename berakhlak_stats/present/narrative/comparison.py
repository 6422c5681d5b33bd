"""One row against others: differences with intervals, Holm-adjusted over the family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.present.rows import Row, factor_of
from berakhlak_stats.present.verbs import Verb, holm, verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


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
    from scipy.special import stdtr, stdtrit

    if result.covariance is None or not pairs:
        return []
    i = np.array([a.index for a, _ in pairs])
    j = np.array([b.index for _, b in pairs])
    cov, factor = result.covariance, factor_of(pairs[0][0].level)
    variance = cov[i, i] + cov[j, j] - 2 * cov[i, j]
    se = factor * np.sqrt(np.maximum(variance, 0.0))
    df = result.frame["df"].to_numpy(float)
    df = np.fmax(np.fmin(df[i], df[j]), 1.0)
    diff = np.array([a.estimate - b.estimate for a, b in pairs])
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(se > 1e-9, diff / se, np.nan)
    adjusted = holm((2 * stdtr(df, -np.abs(t))).tolist())
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
