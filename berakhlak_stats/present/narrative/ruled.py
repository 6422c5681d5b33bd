"""Sentences about what a cited rule calls the rows of a result."""

from __future__ import annotations

from collections.abc import Iterable

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.rulings import rulings


def ruled_sentences(writer: Writer, rows: Iterable[Row]) -> list[Sentence]:
    """One sentence per verdict of the rule about these rows; none where no rule speaks."""
    found = rulings(writer.result)
    names: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        if row.index in found:
            key = (found[row.index].verdict(writer.lang), found[row.index].certain)
            names.setdefault(key, []).append(writer.name(row))
    rule = next((each.source(writer.lang) for each in found.values()), "")
    said = []
    for (verdict, certain), members in names.items():
        words = {"names": enumerate_words(members, writer.lang), "rule": rule}
        words["verdict"] = verdict[:1].upper() + verdict[1:]
        verb = "one_band" if certain else "between_bands"
        said.append(writer.plain("claim.ruled", words, verb=verb))
    return said
