"""Sentences about vote shares: which word, behaviour or area comes first on each list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import extreme
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import Row, overall

_FAMILY = 30
"""A first place is tested against so many of the nearest followers: the rest lie lower still."""


def _by_list(writer: Writer) -> dict[str, list[Row]]:
    rows = [row for row in overall(writer.rows) if row.shown]
    lists = in_order(row.list for row in rows)
    made = {name: [row for row in rows if row.list == name] for name in lists}
    for members in made.values():
        members.sort(key=lambda row: (-row.estimate, row.item))
    return made


def share_sentences(writer: Writer) -> list[Sentence]:
    """One sentence per list: the first with its lead, or the first two without an order."""
    return [
        _first(writer, name, rows[: _FAMILY + 1]) for name, rows in _by_list(writer).items() if rows
    ]


def _first(writer: Writer, name: str, rows: Sequence[Row]) -> Sentence:
    area = rows[0].level == "area"
    stem = "area" if area else "share"
    words: dict[str, Any] = {"list": writer.list_words(name)}
    if len(rows) < 2:
        return writer.about("claim.area_share" if area else "claim.share", rows[0], words)
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
