"""Sentences about rows that are differences from something: a group, the rest, a threshold."""

from __future__ import annotations

from berakhlak_stats.present import formats
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.differences import count_heading, verbs_of
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.verbs import FLOOR, PASSED, TESTED, difference_verb

MOST = 6
"""Sentences about single differences; the rest stands in the table."""


def compared_heading(writer: Writer) -> Sentence:
    """How many differences passed."""
    passed, family, _ = _counts(writer)
    if not family:
        return writer.plain("heading.compared_untested", verb="not_tested")
    if not passed:
        return writer.plain("heading.compared_none", verb="cannot_tell", family=family)
    return count_heading(writer, passed, family)


def compared_sentences(writer: Writer) -> list[Sentence]:
    """The count, every difference that passed, and who was not tested."""
    passed, family, unknown = _counts(writer)
    said = []
    if family > 1:
        values = {"passed": passed, "tests": family, "unknown": unknown}
        said.append(writer.plain("claim.gap_summary", values, verb="count", family=family))
    verbs = verbs_of(writer.rows)
    rows = [row for name in PASSED for row in verbs.get(name, [])]
    if family == 1:
        rows = [row for name in TESTED for row in verbs.get(name, [])]
    elif len(writer.rows) == 1:
        rows = [row for row in writer.rows if row.shown]
    said += [compared_sentence(writer, row, family) for row in rows[:MOST]]
    untested = [row for row in writer.rows if row.state == "not_tested"]
    if untested:
        values = {"count": len(untested)}
        said.append(writer.plain("claim.compared_untested", values, verb="not_tested"))
    return said


def compared_sentence(writer: Writer, row: Row, family: int) -> Sentence:
    """One difference with the verb its test allows."""
    found = difference_verb(row)
    words = {
        "subject": subject(writer, row),
        "other": against_words(writer, row),
        "diff": row.estimate,
        "floor": FLOOR,
    }
    return writer.about(f"claim.compared_{found}", row, words, verb=found, family=family)


def subject(writer: Writer, row: Row) -> str:
    """The group and, where there are several, the item."""
    item = writer.labels.short(row.item)
    if not row.group:
        return item
    several = len({each.item for each in writer.rows}) > 1
    return f"{item}, {row.group}" if several else row.group


def against_words(writer: Writer, row: Row) -> str:
    """What was subtracted, in running prose."""
    key = f"whole.{row.against}"
    if has_phrase(key, writer.lang):
        return phrase(key, writer.lang)
    try:
        return formats.index(float(row.against), writer.lang)
    except ValueError:
        return row.against


def _counts(writer: Writer) -> tuple[int, int, int]:
    """Differences that passed, that were tested, and that stay open."""
    verbs = verbs_of(writer.rows)
    passed = sum(len(verbs.get(name, [])) for name in PASSED)
    unknown = len(verbs.get("cannot_tell", []))
    return passed, sum(len(verbs.get(name, [])) for name in TESTED), unknown
