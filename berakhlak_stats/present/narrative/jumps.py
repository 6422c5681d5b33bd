"""Sentences about jumps: which word rises most from one list to the next, if that can be told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from berakhlak_stats.present.narrative.claim import Narrative
from berakhlak_stats.present.narrative.comparison import extreme
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import Row, overall
from berakhlak_stats.present.verbs import difference_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_FAMILY = 30
"""A first place is tested against so many of the nearest followers: the rest lie lower still."""


def jumps_of(rows: Iterable[Row]) -> list[Row]:
    """Increases that passed their test, the largest first."""
    found = [row for row in overall(rows) if row.difference and difference_verb(row) == "higher"]
    return sorted(found, key=lambda row: (-row.estimate, row.item))


def narrate_jumps(result: Estimates, lang: str) -> Narrative | None:
    """Which word has the largest increase, or that one cannot tell; None without an increase.

    Parameters
    ----------
    result : Estimates
        Paired differences between two lists, with ``p_adjusted`` and their covariance.
    lang : str
        "id" or "en".

    Returns
    -------
    Narrative or None
        The first place is a question of its own: its test is another family than the gaps'.
    """
    writer = Writer(result, lang)
    jumps = jumps_of(writer.rows)
    if not jumps:
        return None
    rising = [row for row in overall(writer.rows) if row.difference and row.shown]
    rising.sort(key=lambda row: (-row.estimate, row.item))
    found = extreme(result, rising[: _FAMILY + 1])
    if found is None:
        return Narrative(lang, writer.plain("heading.jumps"), ())
    nearest, key = found.nearest, "first" if found.passed else "unknown"
    said = writer.versus(f"claim.jump_{key}", nearest, found.family)
    if found.passed:
        heading = writer.versus("heading.jump_first", nearest, found.family)
    else:
        heading = writer.plain("heading.jump_unknown", verb="cannot_tell", family=found.family)
    return Narrative(lang, heading, (said,))
