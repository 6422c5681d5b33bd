"""Sentences about the reliability of results."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from berakhlak_stats.interpret.reading import source_words
from berakhlak_stats.interpret.rules import available_rules
from berakhlak_stats.present.measures import Measure, measures
from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words, phrase

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

RULE = "nunnally-1978"
"""The rule whose cut the reliabilities of groups are counted against."""
UNSURE = (0.20, 0.80)
MOST = 8


def stability_narrative(result: Estimates, lang: str, *, start: int = 1) -> Narrative:
    """The sentences that a reliability result allows, about everybody before units."""
    writer = Writer(result, lang, start)
    every = measures(result, lang)
    hidden = sum(each.row.hidden for each in every)
    top = writer.plain(f"stability.heading.{result.provenance.statistic}")
    said = _SENTENCES[result.provenance.statistic](writer, every)
    if not any(each.row.shown for each in every):
        top, said = writer.plain("heading.hidden"), [writer.plain("claim.nothing")]
    if hidden and any(each.row.shown for each in every):
        key = "claim.hidden_one" if hidden == 1 else "claim.hidden"
        said.append(writer.plain(key, {"hidden": hidden}))
    return Narrative(lang, top, tuple(said), hidden)


def target() -> float:
    """The cut of the rule."""
    return available_rules()[RULE].bands[-1].low


def target_of(writer: Writer) -> dict[str, object]:
    """The cut and whose it is, for a sentence that counts how many reach it."""
    return {"target": target(), "rule": source_words(available_rules()[RULE], writer.lang)}


def _whole(every: list[Measure]) -> list[Measure]:
    """Rows about everybody."""
    return [each for each in every if not each.row.group]


def _spanned(each: Measure) -> bool:
    return each.row.shown and not math.isnan(each.row.low + each.row.high)


def _about(writer: Writer, key: str, each: Measure, **values: object) -> Sentence:
    value, low, high = each.ends
    base = {"subject": each.item, "value": value, "span": (low, high)}
    return writer.about(f"stability.claim.{key}", each.row, {**base, **values})


def _units(writer: Writer, every: list[Measure]) -> list[Sentence]:
    said = []
    for each in filter(_spanned, _whole(every)):
        same = [
            other.row
            for other in every
            if other.row.group and other.row.item == each.row.item and other.row.shown
        ]
        if each.row.high == 0:
            said.append(writer.plain("stability.claim.unit_alike", {"subject": each.item}))
        elif each.row.estimate == 0:
            said.append(_about(writer, "unit_zero", each, high=each.row.high))
        elif same:
            passed = sum(row.estimate >= target() for row in same)
            counts = {"passed": passed, "tests": len(same), **target_of(writer)}
            said.append(_about(writer, "unit_count", each, **counts))
        else:
            said.append(_about(writer, "unit", each))
    return said


def _needed(writer: Writer, every: list[Measure]) -> list[Sentence]:
    said, empty = [], set()
    for each in every:
        target = {"target": float(each.other)}
        if _spanned(each):
            said.append(_about(writer, "needed", each, **target))
        elif each.row.shown:
            said.append(_about(writer, "needed_open", each, **target))
        elif each.row.state == "not_computed" and each.row.item not in empty:
            empty.add(each.row.item)
            values = {"subject": each.item}
            said.append(writer.plain("stability.claim.needed_none", values))
    return said


def _profiles(writer: Writer, every: list[Measure]) -> list[Sentence]:
    kind = phrase(f"kind.{writer.result.provenance.variant}", writer.lang)
    wanted = [each for each in _whole(every) if each.row.item == "spearman_brown"]
    said = [
        _about(writer, "profile", each, kind=kind, list=writer.list_words(each.row.list))
        for each in filter(_spanned, wanted)
    ]
    for name, found in _by_list(every, "spearman_brown").items():
        passed = sum(value >= target() for value in found)
        counts = {"passed": passed, "kind": kind, **target_of(writer)}
        said.append(_over_groups(writer, "profile_units", name, found, **counts))
    return said


def _by_list(every: list[Measure], item: str) -> dict[str, list[float]]:
    """Estimates of the groups shown, by list."""
    found: dict[str, list[float]] = {}
    for each in every:
        if each.row.group and each.row.item == item and each.row.shown:
            found.setdefault(each.row.list, []).append(each.row.estimate)
    return found


def _over_groups(
    writer: Writer, key: str, name: str, found: list[float], **values: object
) -> Sentence:
    ends = {"low": min(found), "high": max(found), "tests": len(found)}
    words = {"list": writer.list_words(name)}
    return writer.plain(f"stability.claim.{key}", {**ends, **words, **values})


def _top(writer: Writer, every: list[Measure]) -> list[Sentence]:
    size = {"size": writer.result.provenance.parameters["top"]}
    said = [
        _over_groups(writer, "staying_units", name, found, **size)
        for name, found in _by_list(every, "words_staying").items()
    ]
    whole = _whole(every)
    for name in dict.fromkeys(each.row.list for each in whole):
        words = {"list": writer.list_words(name)}
        here = [each for each in whole if each.row.list == name and each.row.shown]
        for each in here:
            if each.row.level == "words":
                span = {"low": each.row.low, "high": each.row.high}
                said.append(_about(writer, "staying", each, **words, **span, **size))
            elif each.row.level == "place" and _spanned(each):
                said.append(_about(writer, "edge", each, other=each.second, **words))
        names = [
            each.item
            for each in here
            if each.row.level == "resample_share"
            and 100 * UNSURE[0] <= each.row.estimate <= 100 * UNSURE[1]
        ]
        if names:
            ends = {"low": 100 * UNSURE[0], "high": 100 * UNSURE[1]}
            listed = {"names": enumerate_words(names, writer.lang)}
            said.append(writer.plain("stability.claim.unsure", words | ends | listed))
    return said


def _study(writer: Writer, every: list[Measure]) -> list[Sentence]:
    wanted = [
        each
        for each in every
        if each.row.level == "coefficient" and each.row.item != "phi_coefficient"
    ]
    said = [
        _about(
            writer,
            f"{each.measured}_measured",
            each,
            number=int(each.other),
            list=writer.list_words(each.row.list),
        )
        for each in list(filter(_spanned, wanted))[:MOST]
    ]
    if any(each.row.note.startswith("set by the number of picks") for each in every):
        said.append(writer.plain("stability.claim.picks"))
    return said


_SENTENCES: dict[str, Callable[[Writer, list[Measure]], list[Sentence]]] = {
    "unit_reliability": _units,
    "respondents_needed": _needed,
    "split_half_respondents": _profiles,
    "top_stability": _top,
    "generalizability_study": _study,
}
