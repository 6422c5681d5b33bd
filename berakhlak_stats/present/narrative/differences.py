"""Sentences about rows that are themselves tested differences between two lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import Row, overall
from berakhlak_stats.present.verbs import FLOOR, PASSED, TESTED, difference_verb

MOST = 3
"""Sentences per direction; the rest stands in the table."""


def verbs_of(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Shown rows by verb, the largest differences first."""
    made: dict[str, list[Row]] = {}
    shown = [row for row in rows if row.shown and row.difference]
    for row in sorted(shown, key=lambda row: (-abs(row.estimate), row.item)):
        made.setdefault(difference_verb(row), []).append(row)
    return made


def _verbs(writer: Writer) -> dict[str, list[Row]]:
    return verbs_of(overall(writer.rows))


def _family(verbs: dict[str, list[Row]]) -> int:
    return sum(len(rows) for name, rows in verbs.items() if name in TESTED)


def gap_sentences(writer: Writer) -> list[Sentence]:
    """How many passed, then the largest in both directions."""
    verbs = _verbs(writer)
    family = _family(verbs)
    if not family:
        return []
    passed = sum(len(verbs.get(name, [])) for name in PASSED)
    unknown = len(verbs.get("cannot_tell", []))
    level = len(verbs.get("equivalent", []))
    if family == 1 and writer.result.provenance.statistic != "jumps":
        return [gap_sentence(writer, row) for name in TESTED for row in verbs.get(name, [])]
    sentences = [gap_summary(writer, passed, family, unknown, level)]
    if writer.result.provenance.statistic == "jumps":
        # These rows were chosen because they passed: how many were tested is told instead.
        tests = int(writer.result.provenance.parameters["family_size"])
        values = {"passed": passed, "tests": tests}
        sentences = [writer.plain("claim.jumps_summary", values, verb="count", family=tests)]
    for name in ("higher", "lower"):
        sentences += [gap_sentence(writer, row) for row in verbs.get(name, [])[:MOST]]
    return sentences


def gap_summary(writer: Writer, passed: int, family: int, unknown: int, level: int) -> Sentence:
    """How many of a family passed, are open, and are equivalent (``level``)."""
    values: dict[str, float] = {"passed": passed, "tests": family, "unknown": unknown}
    key = "claim.gap_summary"
    if level:
        key, values = "claim.gap_summary_level", values | {"level": level, "floor": FLOOR}
    return writer.plain(key, values, verb="count", family=family)


def gap_sentence(writer: Writer, row: Row, subject: str = "") -> Sentence:
    """One difference with the verb its test allows."""
    found = difference_verb(row)
    first, _, second = row.list.partition(">")
    words = {
        "subject": subject or writer.name(row),
        "first": writer.list_words(first),
        "second": writer.list_words(second),
        "diff": row.estimate,
        "floor": FLOOR,
    }
    scored = row.level == "value" and found in ("higher", "lower")
    return writer.about(f"claim.{'score' if scored else 'gap'}_{found}", row, words, verb=found)


def gap_heading(writer: Writer) -> Sentence:
    """The largest differences that passed, in the direction that matters; else how many passed."""
    verbs = _verbs(writer)
    rows = [row for name in ("higher", "lower") for row in verbs.get(name, [])]
    for name, key in _DIRECTIONS.get(rows[0].list if rows else "", ()):
        if name in verbs:
            return _named(writer, key, verbs[name])
    family = _family(verbs)
    passed = sum(len(verbs.get(name, [])) for name in PASSED)
    if passed:
        return count_heading(writer, passed, family)
    return writer.plain("heading.gap_none", verb="cannot_tell", family=family)


def count_heading(writer: Writer, passed: int, family: int) -> Sentence:
    """How many of a family passed; of a family of one, that it did."""
    if family == 1:
        return writer.plain("heading.gap_count_one", verb="count", family=family)
    values = {"passed": passed, "tests": family}
    return writer.plain("heading.gap_count", values, verb="count", family=family)


_DIRECTIONS = {
    "current>desired": (("higher", "gap_up"), ("lower", "gap_down")),
    "personal>current": (("lower", "gap_brought"), ("higher", "gap_met")),
}
"""What a reader asks first: what is hoped for more, and what people bring but do not meet."""


def _named(writer: Writer, key: str, rows: Sequence[Row]) -> Sentence:
    verb = difference_verb(rows[0])
    if len(rows) == 1:
        return writer.about(f"heading.{key}", rows[0], verb=verb)
    return writer.about(f"heading.{key}_two", rows[0], {"other": writer.name(rows[1])}, verb=verb)
