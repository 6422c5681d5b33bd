"""Sentences about what a cited rule calls the rows of a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words, has_phrase, phrase
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.rulings import rulings


def ruled_sentences(writer: Writer, rows: Iterable[Row]) -> list[Sentence]:
    """One sentence per verdict of the rule about these rows; none where no rule speaks."""
    found = rulings(writer.result)
    names: dict[tuple[str, bool], list[str]] = {}
    read = [row for row in rows if row.index in found]
    for row in read:
        place = (found[row.index].verdict(writer.lang), found[row.index].certain)
        names.setdefault(place, []).append(_prose(writer, row, read))
    rule = next((each.source(writer.lang) for each in found.values()), "")
    said = []
    for (verdict, certain), members in names.items():
        words = {
            "names": enumerate_words(members, writer.lang),
            "rule": rule,
            "verdict": verdict[:1].lower() + verdict[1:],
        }
        key = "claim.ruled" if certain else "claim.ruled_between"
        key = key if len(members) == 1 else f"{key}_many"
        said.append(writer.plain(key, words, verb="one_band" if certain else "between_bands"))
    return said


def _prose(writer: Writer, row: Row, read: Sequence[Row]) -> str:
    """The name of a row in running prose: our own names of measures are no proper names."""
    name, stem = writer.full_name(row, read), f"index_prose.{row.item}"
    if has_phrase(stem, writer.lang):
        return name.replace(writer.labels.short(row.item), phrase(stem, writer.lang))
    return name


RULED = ("ruled", "ruled_many", "ruled_between", "ruled_between_many")
"""Templates of what a rule calls a row."""
