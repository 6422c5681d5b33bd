"""The verb gate: what the evidence for a difference allows to be said. One rule, no wording."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from berakhlak_stats.estimates.glossary import BROKEN

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.present.rows import Row

Verb = Literal[
    "higher", "lower", "small", "unsure", "equivalent", "cannot_tell", "not_tested", "hidden",
    "broken",
]  # fmt: skip
Reached = Literal["reached", "missed", "cannot_tell", "not_tested", "hidden"]
PASSED: tuple[Verb, ...] = ("higher", "lower", "small", "unsure")
"""Verbs of a difference whose test passed, be it small or of uncertain size."""
TESTED: tuple[Verb, ...] = (*PASSED, "equivalent", "cannot_tell")
"""Verbs of a difference that was tested."""
ALPHA = 0.05
FLOOR = 1.0
"""Smallest difference, in points, that earns a verb of direction."""
LEAST_EFFECT = 0.10
"""Smallest standardised difference, where one is known."""

_SHARE = "alpha_share"


def alpha_share(result: Estimates) -> float:
    """The share of :data:`ALPHA` that tests of a result may spend, where several share it."""
    made = result.provenance.parameters
    # Results saved before shares could differ say only how many families there were.
    return float(made.get(_SHARE, 1 / float(made.get("families", 1))))


def shares_alpha(result: Estimates) -> bool:
    """Whether a result shares its level with others, as in a report."""
    return not {_SHARE, "families"}.isdisjoint(result.provenance.parameters)


FORBIDDEN = {
    "id": (
        "membuktikan",
        "terbukti",
        "drastis",
        "karena",
        "menyebabkan",
        "disebabkan",
        "akibat",
        "berdampak",
        "mengakibatkan",
        "stabil",
        "tidak berubah",
        "meningkat tajam",
    ),
    "en": (
        "proves",
        "prove",
        "proven",
        "drastic",
        "drastically",
        "because",
        "causes",
        "caused",
        "due to",
        "leads to",
        "led to",
        "impact",
        "stable",
        "unchanged",
    ),
}
"""Words that no evidence from a survey like this allows."""


def verb(
    estimate: float, low: float, high: float, p_adjusted: float, *, effect: float = math.nan
) -> Verb:
    """What may be said of a difference in points.

    Parameters
    ----------
    estimate, low, high : float
        Difference and its interval, in points.
    p_adjusted : float
        Adjusted for its family; NaN means that no test was made.
    effect : float
        Standardised difference, where known.

    Returns
    -------
    str
        "higher" or "lower" only for a passed test of at least one point (and d of .10).

    Notes
    -----
    Equivalence asks that the whole interval lies inside the floor, which is stricter than two
    one-sided tests at the same level.
    """
    if math.isnan(estimate + low + high + p_adjusted):
        return "not_tested"
    inside = low >= -FLOOR and high <= FLOOR
    if p_adjusted >= ALPHA:
        return "equivalent" if inside else "cannot_tell"
    if inside:
        return "small"
    large = abs(estimate) >= FLOOR and not abs(effect) < LEAST_EFFECT
    if not large:
        return "unsure"
    return "higher" if estimate > 0 else "lower"


def difference_verb(row: Row) -> Verb:
    """The verb of a row that is itself a tested difference."""
    if not row.shown:
        return "hidden" if row.hidden else "not_tested"
    if row.note == BROKEN:
        return "broken"
    return verb(row.estimate, row.low, row.high, row.p_adjusted, effect=row.effect)


def target_verb(row: Row, target: float) -> Reached:
    """What may be said of an estimate and its target: a value above it is not yet "reached".

    The target must lie outside the interval too: intervals of indices that move in steps are
    wider on one side than their test is.
    """
    if not row.shown:
        return "hidden" if row.hidden else "not_tested"
    if math.isnan(row.p_adjusted):
        return "not_tested"
    if row.p_adjusted >= ALPHA or row.low <= target <= row.high:
        return "cannot_tell"
    return "reached" if row.estimate >= target else "missed"
