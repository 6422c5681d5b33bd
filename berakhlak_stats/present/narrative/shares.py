"""Sentences about vote shares: what comes first on each list, and where a top ten ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.levels import SHARE_LEVELS
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import compare, extreme
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import Row, overall

_FAMILY = 30
"""A first place is tested against so many of the nearest followers: the rest lie lower still."""
_TIED = 1e-9
"""Shares of equal votes differ by rounding at most."""


def _by_list(writer: Writer) -> dict[str, list[Row]]:
    rows = [row for row in overall(writer.rows) if row.shown and row.level in SHARE_LEVELS]
    lists = in_order(row.list for row in rows)
    made = {name: [row for row in rows if row.list == name] for name in lists}
    for members in made.values():
        members.sort(key=lambda row: (-row.estimate, row.item))
    return made


def share_sentences(writer: Writer) -> list[Sentence]:
    """Per list: the first with its lead, or the first two without an order; an open last place."""
    made = []
    for name, rows in _by_list(writer).items():
        if rows:
            made += [_first(writer, name, rows[: _FAMILY + 1]), *_last_place(writer, name, rows)]
    rest = [row for row in overall(writer.rows) if row.shown and row.level not in SHARE_LEVELS]
    for row in rest:
        list_words = {"list": writer.list_words(row.list)}
        made.append(writer.about("claim.mean_picks", row, list_words))
    return made


def _first(writer: Writer, name: str, rows: Sequence[Row]) -> Sentence:
    stem = _stem(writer, rows[0])
    words: dict[str, Any] = {"list": writer.list_words(name)}
    if len(rows) < 2:
        return writer.about(_ALONE[stem], rows[0], words)
    found = extreme(writer.result, rows)
    if found is None:
        other: dict[str, Any] = {
            "other": writer.name(rows[1]),
            "other_value": rows[1].estimate,
            "other_span": (rows[1].low, rows[1].high),
        }
        return writer.about(f"claim.{stem}_untested", rows[0], words | other, verb="not_tested")
    key = "first" if found.passed else "unknown"
    return writer.versus(f"claim.{stem}_{key}", found.nearest, found.family, words)


_ALONE = {"area": "claim.area_share", "votes": "claim.votes", "share": "claim.share"}


def _stem(writer: Writer, row: Row) -> str:
    """Whether shares are of positive votes, of all votes, or of people."""
    if row.level == "area":
        return "area"
    return "votes" if writer.result.provenance.variant == "responses" else "share"


def _last_place(writer: Writer, name: str, rows: Sequence[Row]) -> list[Sentence]:
    """That the last word of a top is tied with the next or cannot be told from it, if so.

    Only results that ask for a top (``top_words``) have one, and only lists that are whole:
    every resample fills its places, so the shares of resamples add up to at least their number.
    """
    size = int(writer.result.provenance.parameters.get("top", 0))
    whole = sum(row.top_share for row in rows) > size - 0.5
    if not whole or not 0 < size < len(rows):
        return []
    last, after = rows[size - 1], rows[size]
    words = {"list": writer.list_words(name), "size": size}
    tied = [row for row in rows if abs(row.estimate - last.estimate) <= _TIED * last.estimate]
    if after in tied:
        names = enumerate_words([writer.name(row) for row in tied], writer.lang)
        return [writer.about("claim.last_place_tied", last, words | {"names": names})]
    found = compare(writer.result, [(last, after)])
    if not found or not found[0].low <= 0:
        return []
    return [writer.versus("claim.last_place_unknown", found[0], 1, words)]


def share_heading(writer: Writer) -> Sentence:
    """The first place where there is one list and the test passed; else a neutral message."""
    lists = _by_list(writer)
    rows = next(iter(lists.values()), [])
    if len(lists) == 1 and len(rows) > 1:
        limiting = all(writer.labels.limiting(row.item) for row in rows)
        stem = "limiting" if limiting else "share"
        found = extreme(writer.result, rows[: _FAMILY + 1])
        if found is not None and found.passed:
            return writer.versus(f"heading.{stem}_first", found.nearest, found.family)
        if found is not None:
            return writer.plain(f"heading.{stem}_unknown", verb="cannot_tell")
    level = rows[0].level if rows else ""
    known = {"area": "heading.area", "behaviour": "heading.behaviours", "word": "heading.top_ten"}
    return writer.plain(known.get(level, "heading.plain"))
