"""Sentences about groups: each against their mean, or two against each other; never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan

from berakhlak_stats.inference.multiplicity import LEAST_TESTED
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import Comparison
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import Row, grouped, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.present.verbs import FLOOR, PASSED, alpha_share, verb

SMALL = {
    "not tested: small": "groups_small",
    "not tested: small effective": "groups_small_effective",
}
"""Notes of groups with too few persons for a test, and the sentence that says so."""
MOST = 6
"""Items that are told one by one; of more, only those where a group differs."""


@dataclass(frozen=True)
class GroupTests:
    """The shown groups of one item and their tests; ``found`` is empty where there are none.

    Each group stands against the mean of the groups shown; of two, one against the other.
    """

    shown: tuple[Row, ...]
    found: tuple[Comparison, ...]
    family: int
    """Tests of all items together, over which p values are adjusted."""
    small: tuple[tuple[str, Row], ...] = ()
    """Shown groups with too few persons for a test, each with the sentence that says so."""

    @property
    def pair(self) -> bool:
        """Whether there are two groups, told against each other."""
        return any(each.other.group for each in self.found)

    @property
    def passed(self) -> list[Comparison]:
        """Comparisons that passed, the largest first."""
        kept = [each for each in self.found if each.verb in PASSED]
        return sorted(kept, key=lambda each: -abs(each.diff))

    @property
    def unknown(self) -> int:
        """How many comparisons leave it open."""
        return sum(each.verb == "cannot_tell" for each in self.found)


def group_tests(writer: Writer) -> list[GroupTests]:
    """The tests of every item worth a sentence, by the rule of ``significance.compare``.

    All items are one family, as in a call of ``compare``.
    """
    items = group_items(writer)
    rows = [row for row in grouped(writer.rows) if row.shown and _place(row) in items]
    shown = {item: tuple(row for row in rows if _place(row) == item) for item in items}
    pairs = max(map(len, shown.values()), default=0) == 2
    differences = _differences(writer, rows, "pairs" if pairs else "mean")
    share = alpha_share(writer.result)
    found = {
        item: tuple(
            _comparison(row, differences[row.index], own if pairs else (), share)
            for row in own
            if row.index in differences and differences[row.index].shown
        )
        for item, own in shown.items()
    }
    family = sum(map(len, found.values()))
    small = {place: SMALL[row.note] for place, row in differences.items() if row.note in SMALL}
    return [
        GroupTests(
            own,
            found[item],
            family,
            tuple((small[row.index], row) for row in own if row.index in small),
        )
        for item, own in shown.items()
        if own
    ]


def _place(row: Row) -> tuple[str, str]:
    return row.list, row.item


def _differences(writer: Writer, rows: Sequence[Row], against: str) -> dict[int, Row]:
    """Rows of ``compare`` by the row of the result that they are about."""
    from berakhlak_stats.significance import compare

    places = {row.index for row in rows}
    result = select(writer.result, lambda row: row.index in places)
    if result.covariance is None or not rows:
        return {}
    made = rows_of(compare(result, against=against))
    about = {(*_place(row), row.group): row.index for row in rows}
    return {about[*_place(row), row.group]: row for row in made}


def _comparison(row: Row, difference: Row, two: Sequence[Row], share: float) -> Comparison:
    """A row of ``compare`` in the terms of sentences, at its share of the level.

    ``two`` are the groups of a pair; without them the row stands against the mean.
    """
    diff, low, high = difference.estimate, difference.low, difference.high
    mean = replace(row, group="", estimate=row.estimate - diff, low=nan, high=nan, n=nan)
    other = next((each for each in two if each is not row), mean)
    p = min(1.0, difference.p_adjusted / share)
    found = verb(diff, low, high, p, effect=difference.effect)
    return Comparison(row, other, diff, low, high, p, found)


def group_items(writer: Writer) -> list[tuple[str, str]]:
    """The lists and items worth a sentence: indices where there are any, else all."""
    rows = grouped(writer.rows)
    indices = [row for row in rows if row.level == "index"]
    return list(dict.fromkeys(_place(row) for row in indices or rows))


def group_sentences(writer: Writer) -> list[Sentence]:
    """Per item: how many groups differ, and which; of many items only those where any does."""
    every = group_tests(writer)
    untested = [tests for tests in every if not tests.found]
    tested = [tests for tests in every if tests.found]
    told = [tests for tests in tested if tests.passed] if len(tested) > MOST else tested
    sentences = [each for tests in told for each in _item_sentences(writer, tests)]
    if len(told) < len(tested):
        values = {"count": len(tested) - len(told), "whole": _whole(writer)}
        key, family = "claim.groups_open", tested[0].family
        sentences.append(writer.plain(key, values, verb="cannot_tell", family=family))
    if untested and (len(every) <= MOST or not tested):
        values = {"shown": max(len(each.shown) for each in untested), "whole": _whole(writer)}
        sentences.append(writer.plain("claim.groups_untested", values, verb="not_tested"))
    return sentences


def _whole(writer: Writer) -> str:
    return phrase("whole.mean", writer.lang)


def _item_sentences(writer: Writer, tests: GroupTests) -> list[Sentence]:
    if tests.pair:
        return [_pair_sentence(writer, tests, each) for each in tests.found]
    against = {"whole": _whole(writer)}
    mean = tests.found[0].other
    values = {
        "passed": len(tests.passed),
        "tests": len(tests.found),
        "unknown": tests.unknown,
        "overall": mean.estimate,
        "subject": _subject(writer, tests.shown[0]),
        **against,
    }
    family = tests.family
    summary = writer.about("claim.groups_summary", mean, values, verb="count", family=family)
    words = against | {"floor": FLOOR}
    passed = [writer.versus(f"claim.group_{e.verb}", e, family, words) for e in tests.passed]
    return [summary, *passed, *_small_groups(writer, tests)]


def _pair_sentence(writer: Writer, tests: GroupTests, found: Comparison) -> Sentence:
    """One of two groups against the other."""
    several = len(group_items(writer)) > 1
    name = f"{_subject(writer, found.row)}, {found.row.group}" if several else found.row.group
    values = {"subject": name, "span": (found.low, found.high), "floor": FLOOR}
    return writer.versus(f"claim.compared_{found.verb}", found, tests.family, values)


def _subject(writer: Writer, row: Row) -> str:
    """The item, with its list where there are several."""
    item, lists = writer.labels.short(row.item), {each.list for each in writer.rows}
    return f"{item}, {writer.list_words(row.list)}" if len(lists) > 1 and row.list else item


def _small_groups(writer: Writer, tests: GroupTests) -> list[Sentence]:
    """Which groups are shown but were not tested, by why."""
    said = []
    for key in dict.fromkeys(key for key, _ in tests.small):
        names = [row.group for kind, row in tests.small if kind == key]
        values = {"count": len(names), "least": LEAST_TESTED, "names": ", ".join(names)}
        said.append(writer.plain(f"claim.{key}", values, verb="not_tested"))
    return said


def group_heading(writer: Writer) -> Sentence:
    """How many groups differ on the first item, or whether the two do."""
    tests = group_tests(writer)[0]
    if not tests.found:
        return writer.plain("heading.groups_untested", verb="not_tested")
    family, passed = tests.family, tests.passed
    if tests.pair:
        if not passed:
            return writer.plain("heading.two_groups_none", verb="cannot_tell", family=family)
        return writer.versus(f"heading.two_groups_{passed[0].verb}", passed[0], family)
    against = {"whole": _whole(writer)}
    if not passed:
        return writer.plain("heading.groups_none", against, verb="cannot_tell", family=family)
    values = {"passed": len(passed), "tests": len(tests.found), **against}
    return writer.plain("heading.groups_some", values, verb="count", family=family)
