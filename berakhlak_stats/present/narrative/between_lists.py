"""Sentences about the same measure on two lists of the same people, each with its test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import Comparison, compare
from berakhlak_stats.present.narrative.differences import gap_summary
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import Row, overall
from berakhlak_stats.present.verbs import FLOOR, PASSED, TESTED

HOPE = ("current", "desired")
MOST = 2
"""Sentences per direction; the rest stands in the table."""


def changes(writer: Writer) -> list[Comparison]:
    """Every item on the second list less the first, largest first; one family, after Holm.

    From the current to the desired list where both are there; none where they are not.
    """
    rows = [row for row in overall(writer.rows) if row.shown]
    found = {(row.list, row.item): row for row in rows}
    items = dict.fromkeys(row.item for row in rows)
    pairs = [
        (found[HOPE[1], item], found[HOPE[0], item])
        for item in items
        if all((name, item) in found for name in HOPE)
    ]
    return _ordered(compare(writer.result, pairs))


def against_others(writer: Writer, name: str = "current") -> list[Comparison]:
    """One item of a list less the same item of every other list; one family, after Holm."""
    rows = [row for row in overall(writer.rows) if row.shown]
    own = [row for row in rows if row.list == name]
    pairs = [(row, other) for row in own for other in rows if _same_measure(row, other)]
    return _ordered(compare(writer.result, pairs))


def _same_measure(row: Row, other: Row) -> bool:
    return other.item == row.item and other.list != row.list


def _ordered(found: Iterable[Comparison]) -> list[Comparison]:
    return sorted(found, key=lambda each: (-abs(each.diff), each.row.item, each.other.list))


def tested(found: Sequence[Comparison]) -> int:
    """How many of the comparisons were tested."""
    return sum(each.verb != "not_tested" for each in found)


def change_sentences(writer: Writer, found: Sequence[Comparison]) -> list[Sentence]:
    """How many differences passed, then the largest in both directions."""
    family = tested(found)
    if not family:
        return []
    passed = sum(each.verb in PASSED for each in found)
    unknown, level = (
        sum(each.verb == verb for each in found) for verb in ("cannot_tell", "equivalent")
    )
    if family == 1:
        return [change_sentence(writer, each, family) for each in found if each.verb in TESTED]
    said = [gap_summary(writer, passed, family, unknown, level)]
    for verb in ("higher", "lower"):
        chosen = [each for each in found if each.verb == verb][:MOST]
        said += [change_sentence(writer, each, family) for each in chosen]
    return said


def change_sentence(
    writer: Writer, found: Comparison, family: int, *, subject: str = ""
) -> Sentence:
    """One difference between two lists with the verb its test allows."""
    values = _lists(writer, found) | {"floor": FLOOR}
    named = {"subject": subject} if subject else {}
    return writer.versus(f"claim.lists_{found.verb}", found, family, values | named)


def change_heading(writer: Writer, found: Sequence[Comparison]) -> Sentence | None:
    """The largest increases that passed, else decreases, else that one cannot tell."""
    family = tested(found)
    if not family:
        return None
    for verb, key in (("higher", "lists_up"), ("lower", "lists_down")):
        chosen = [each for each in found if each.verb == verb]
        if chosen:
            two = {"other": writer.name(chosen[1].row)} if len(chosen) > 1 else {}
            key = f"{key}_two" if two else key
            return change_heading_of(writer, key, chosen[0], family, two)
    lists = _lists(writer, found[0])
    return writer.plain("heading.lists_none", lists, verb="cannot_tell", family=family)


def change_heading_of(
    writer: Writer, key: str, found: Comparison, family: int, values: Mapping[str, object]
) -> Sentence:
    """The message of one difference between two lists."""
    return writer.versus(f"heading.{key}", found, family, _lists(writer, found) | dict(values))


def _lists(writer: Writer, found: Comparison) -> dict[str, object]:
    return {
        "list": writer.list_words(found.row.list),
        "other_list": writer.list_words(found.other.list),
    }
