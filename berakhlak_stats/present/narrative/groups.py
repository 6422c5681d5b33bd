"""Sentences about groups: each against the whole, never ranked among themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import Comparison, compare
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.rows import Row, grouped, overall, pick
from berakhlak_stats.present.verbs import LEAST_TESTED

PASSED = ("higher", "lower", "small", "unsure")


@dataclass(frozen=True)
class GroupTests:
    """All shown groups of one item against the whole; ``found`` is empty where untested."""

    whole: Row | None
    shown: tuple[Row, ...]
    found: tuple[Comparison, ...]

    @property
    def passed(self) -> list[Comparison]:
        """Comparisons that passed, the largest first."""
        kept = [each for each in self.found if each.verb in PASSED]
        return sorted(kept, key=lambda each: -abs(each.diff))

    @property
    def unknown(self) -> int:
        """How many comparisons leave it open."""
        return sum(each.verb == "cannot_tell" for each in self.found)


def group_tests(writer: Writer, item: str) -> GroupTests:
    """The tests of one item; groups with too few persons are left out of the family."""
    rows = pick(writer.rows, item=item)
    whole = next((row for row in overall(rows) if row.shown), None)
    shown = tuple(row for row in grouped(rows) if row.shown)
    large = [row for row in shown if math.isnan(row.n) or row.n >= LEAST_TESTED]
    pairs = [(row, whole) for row in large] if whole is not None else []
    found = tuple(each for each in compare(writer.result, pairs) if each.verb != "not_tested")
    return GroupTests(whole, shown, found)


def group_items(writer: Writer) -> list[str]:
    """The items worth a sentence: indices where there are any, else all."""
    rows = grouped(writer.rows)
    indices = [row.item for row in rows if row.level == "index"]
    return list(dict.fromkeys(indices or [row.item for row in rows]))


def group_sentences(writer: Writer) -> list[Sentence]:
    """Per item: how many groups differ, and which."""
    sentences: list[Sentence] = []
    items = group_items(writer)
    for item in items:
        tests = group_tests(writer, item)
        if tests.shown:
            sentences += _item_sentences(writer, tests)
    return sentences


def _item_sentences(writer: Writer, tests: GroupTests) -> list[Sentence]:
    if not tests.found or tests.whole is None:
        count = len(tests.shown)
        return [writer.plain("claim.groups_untested", {"shown": count}, verb="not_tested")]
    family = len(tests.found)
    values = {
        "passed": len(tests.passed),
        "tests": family,
        "unknown": tests.unknown,
        "overall": tests.whole.estimate,
        "subject": writer.labels.short(tests.whole.item),
    }
    summary = writer.about("claim.groups_summary", tests.whole, values, verb="count", family=family)
    return [
        summary,
        *(writer.versus(f"claim.group_{each.verb}", each, family) for each in tests.passed),
    ]


def group_heading(writer: Writer) -> Sentence:
    """How many groups differ from the whole on the first item."""
    items = group_items(writer)
    tests = group_tests(writer, items[0])
    if not tests.found:
        return writer.plain("heading.groups_untested", verb="not_tested")
    family = len(tests.found)
    if not tests.passed:
        return writer.plain("heading.groups_none", verb="cannot_tell", family=family)
    values = {"passed": len(tests.passed), "tests": family}
    return writer.plain("heading.groups_some", values, verb="count", family=family)
