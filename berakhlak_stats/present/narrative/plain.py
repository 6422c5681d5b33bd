"""Sentences about results without words of their own: each number with what it is about."""

from __future__ import annotations

import math
from typing import Any

from berakhlak_stats.present.labels import row_name
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.differences import gap_sentence, gap_summary, verbs_of
from berakhlak_stats.present.narrative.ruled import ruled_sentences
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.reading import verb_reading
from berakhlak_stats.present.rows import Row, overall
from berakhlak_stats.present.verbs import PASSED, TESTED, difference_verb

MOST = 8
"""Sentences about single rows; the rest stands in the table."""


def named_heading(writer: Writer) -> Sentence:
    """What the statistic is called, where the language has words for it."""
    key = f"statistic.{writer.result.provenance.statistic}"
    if not has_phrase(key, writer.lang):
        return writer.plain("heading.plain")
    words = phrase(key, writer.lang)
    return writer.plain("heading.named", {"statistic": words[:1].upper() + words[1:]})


def plain_sentences(writer: Writer) -> list[Sentence]:
    """Every shown row, as many as a reader can use; of differences those that passed."""
    shown = [row for row in writer.rows if row.shown]
    differences = [row for row in shown if row.difference]
    if differences:
        return _differences(writer, differences)
    return _told(writer, shown)


def _differences(writer: Writer, rows: list[Row]) -> list[Sentence]:
    verbs = verbs_of(rows)
    passed = sorted(
        (row for name in PASSED for row in verbs.get(name, [])),
        key=lambda row: (-abs(row.estimate), row.item, row.group),
    )
    family = sum(len(verbs.get(name, [])) for name in TESTED)
    unknown, level = (len(verbs.get(name, [])) for name in ("cannot_tell", "equivalent"))
    made = []
    if family > 1 and writer.result.provenance.statistic != "jumps":
        made.append(gap_summary(writer, len(passed), family, unknown, level))
    elif family:
        passed = [row for name in TESTED for row in verbs.get(name, [])]
    return made + [_difference(writer, row, rows, family) for row in passed[:MOST]]


def _difference(writer: Writer, row: Row, rows: list[Row], family: int) -> Sentence:
    name = writer.full_name(row, rows)
    if row.group and name != row.group:
        name = f"{row_name(writer.labels, row)} ({row.group})"
    if ">" in row.list:
        return gap_sentence(writer, row, name)
    words = {"subject": name, "reading": verb_reading(row, writer.lang), "diff": row.estimate}
    verb = difference_verb(row)
    return writer.about("claim.plain_difference", row, words, verb=verb, family=family)


def measure_sentences(writer: Writer) -> list[Sentence]:
    """Rows about everybody that have an interval."""
    return _told(
        writer, [row for row in overall(writer.rows) if row.shown and math.isfinite(row.low)]
    )


def _told(writer: Writer, rows: list[Row]) -> list[Sentence]:
    made = [_sentence(writer, row) for row in rows[:MOST]]
    if len(rows) > MOST:
        made.append(writer.plain("claim.more_rows", {"count": len(rows), "shown": MOST}))
    return made + ruled_sentences(writer, rows[:MOST])


def _sentence(writer: Writer, row: Row) -> Sentence:
    """Estimate and interval, with what chance would give where that is known."""
    words: dict[str, Any] = {"subject": writer.full_name(row)}
    chance = _reference(writer, row)
    if math.isfinite(chance):
        words["chance"] = row.scale.factor * chance
        return writer.about("claim.beside_chance", row, words)
    return writer.about("claim.plain", row, words)


def _reference(writer: Writer, row: Row) -> float:
    if "reference" not in writer.result.frame:
        return math.nan
    value = writer.result.frame["reference"].iloc[row.index]
    return math.nan if value is None else float(value)
