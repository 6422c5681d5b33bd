"""Sentences about places among words: who is first, and which others may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from berakhlak_stats.present.labels import in_order
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import Row, overall

MOST = 3
"""Words that are named; of more only the number is told."""


def rank_sentences(writer: Writer) -> list[Sentence]:
    """Per list: the first word of the sample, and who else cannot be ruled out there."""
    rows = [row for row in overall(writer.rows) if row.shown]
    said: list[Sentence] = []
    for name in in_order(row.list for row in rows):
        own = sorted((row for row in rows if row.list == name), key=lambda r: (r.estimate, r.item))
        said += _of_list(writer, name, own)
    return said


def _of_list(writer: Writer, name: str, rows: Sequence[Row]) -> list[Sentence]:
    first = rows[0]
    jump = ">" in name
    words: dict[str, Any] = {"list": writer.list_words(name)}
    ends = {"low": first.low, "high": first.high}
    said = [writer.about("claim.rank_jump" if jump else "claim.rank", first, words | ends)]
    others = [row for row in rows[1:] if row.low <= first.estimate]
    place: dict[str, Any] = {"place": first.estimate, "count": len(others), "words": len(rows)}
    if not others:
        said.append(writer.plain("claim.rank_alone", place))
    elif len(others) <= MOST:
        names = enumerate_words([writer.name(row) for row in others], writer.lang)
        said.append(writer.plain("claim.rank_open", place | {"names": names}))
    else:
        said.append(writer.plain("claim.rank_open_many", place))
    return said
