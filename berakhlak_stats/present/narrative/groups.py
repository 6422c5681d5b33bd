"""Sentences about groups: each against the whole, never ranked among themselves."""

from __future__ import annotations

import math
from dataclasses import dataclass

from berakhlak_stats.inference.multiplicity import LEAST_TESTED
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import (
    Comparison,
    compare,
    compare_with_mean,
)
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import Row, grouped, overall, pick
from berakhlak_stats.present.verbs import FLOOR, PASSED

MOST = 6
"""Items that are told one by one; of more, only those where a group differs."""


@dataclass(frozen=True)
class GroupTests:
    """The shown groups of one item, tested against the whole; ``found`` is empty where untested.

    The whole is the row about everybody; where the result holds none, the mean of the groups
    shown, and ``against`` says so.
    """

    shown: tuple[Row, ...]
    found: tuple[Comparison, ...]
    against: str
    small: tuple[Row, ...] = ()
    """Shown groups with too few persons for a test."""

    @property
    def passed(self) -> list[Comparison]:
        """Comparisons that passed, the largest first."""
        kept = [each for each in self.found if each.verb in PASSED]
        return sorted(kept, key=lambda each: -abs(each.diff))

    @property
    def unknown(self) -> int:
        """How many comparisons leave it open."""
        return sum(each.verb == "cannot_tell" for each in self.found)


def group_tests(writer: Writer, name: str, item: str) -> GroupTests:
    """The tests of one item of a list; groups with too few persons are not in the family."""
    rows = pick(writer.rows, list=name, item=item)
    whole = next((row for row in overall(rows) if row.shown), None)
    shown = [row for row in grouped(rows) if row.shown]
    large = [row for row in shown if math.isnan(row.n) or row.n >= LEAST_TESTED]
    if whole is not None:
        found = compare(writer.result, [(row, whole) for row in large])
    else:
        found = compare_with_mean(writer.result, shown, large) if len(shown) > 2 else []
    kept = tuple(each for each in found if each.verb != "not_tested")
    against = phrase("whole.mean" if whole is None else "whole.all", writer.lang)
    small = tuple(row for row in shown if row not in large)
    return GroupTests(tuple(shown), kept, against, small)


def group_items(writer: Writer) -> list[tuple[str, str]]:
    """The lists and items worth a sentence: indices where there are any, else all."""
    rows = grouped(writer.rows)
    indices = [row for row in rows if row.level == "index"]
    return list(dict.fromkeys((row.list, row.item) for row in indices or rows))


def group_sentences(writer: Writer) -> list[Sentence]:
    """Per item: how many groups differ, and which; of many items only those where any does."""
    every = [group_tests(writer, *each) for each in group_items(writer)]
    every = [tests for tests in every if tests.shown]
    untested = [tests for tests in every if not tests.found]
    tested = [tests for tests in every if tests.found]
    told = [tests for tests in tested if tests.passed] if len(tested) > MOST else tested
    sentences = [each for tests in told for each in _item_sentences(writer, tests)]
    if len(told) < len(tested):
        values = {"count": len(tested) - len(told), "whole": tested[0].against}
        key, family = "claim.groups_open", sum(len(tests.found) for tests in tested)
        sentences.append(writer.plain(key, values, verb="cannot_tell", family=family))
    if untested and (len(every) <= MOST or not tested):
        values = {"shown": max(len(each.shown) for each in untested), "whole": untested[0].against}
        sentences.append(writer.plain("claim.groups_untested", values, verb="not_tested"))
    return sentences


def _item_sentences(writer: Writer, tests: GroupTests) -> list[Sentence]:
    against = {"whole": tests.against}
    family, whole = len(tests.found), tests.found[0].other
    values = {
        "passed": len(tests.passed),
        "tests": family,
        "unknown": tests.unknown,
        "overall": whole.estimate,
        "subject": _subject(writer, tests.shown[0]),
        **against,
    }
    summary = writer.about("claim.groups_summary", whole, values, verb="count", family=family)
    words = against | {"floor": FLOOR}
    passed = [writer.versus(f"claim.group_{e.verb}", e, family, words) for e in tests.passed]
    return [summary, *passed, *_small_groups(writer, tests)]


def _subject(writer: Writer, row: Row) -> str:
    """The item, with its list where there are several."""
    item, lists = writer.labels.short(row.item), {each.list for each in writer.rows}
    return f"{item}, {writer.list_words(row.list)}" if len(lists) > 1 and row.list else item


def _small_groups(writer: Writer, tests: GroupTests) -> list[Sentence]:
    """Which groups are shown but were not tested."""
    if not tests.small:
        return []
    names = ", ".join(row.group for row in tests.small)
    values = {"count": len(tests.small), "least": LEAST_TESTED, "names": names}
    return [writer.plain("claim.groups_small", values, verb="not_tested")]


def group_heading(writer: Writer) -> Sentence:
    """How many groups differ from the whole on the first item."""
    tests = group_tests(writer, *group_items(writer)[0])
    against = {"whole": tests.against}
    if not tests.found:
        return writer.plain("heading.groups_untested", verb="not_tested")
    family = len(tests.found)
    if not tests.passed:
        return writer.plain("heading.groups_none", against, verb="cannot_tell", family=family)
    values = {"passed": len(tests.passed), "tests": family, **against}
    return writer.plain("heading.groups_some", values, verb="count", family=family)
