"""Between what people hold, see and hope for: the results behind those parts of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.rows import Row, overall, rows_of
from berakhlak_stats.present.select import select
from berakhlak_stats.report.evidence import unless_refused

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey

PAIRS = {"personal": ("personal", "current"), "desired": ("current", "desired")}
REPLICATES = 500
"""Sets of ranks change little beyond it; the indices keep the number that was asked for."""
PROFILES = {"levels": ("level", "level_"), "types": ("type", ""), "needs": ("need", "need_")}
"""Profiles of votes: the property of words, and how ids of its parts begin."""
Compute = Callable[[], "Estimates"]


def gap_plan(
    survey: Survey, lists: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Callable[[], Estimates | None]]:
    """Gaps, matches, jumps, entropy and profiles, by name; None where they do not exist.

    ``lists`` are the pick lists that anybody answered.
    """
    plan: dict[str, Compute] = {}
    if {"current", "desired"} <= set(lists):
        plan |= _hopes(survey, options)
    if {"personal", "current"} <= set(lists):
        plan["gap_personal"] = lambda: _gap(survey, PAIRS["personal"], "word", options)
    plan |= _matched(survey, lists, options)
    if "current" in lists:
        plan |= _polarity(survey, lists, options)
    plan |= _profiles(survey, lists, options)
    return {name: unless_refused(compute) for name, compute in plan.items()}


def _hopes(survey: Survey, options: Mapping[str, Any]) -> dict[str, Compute]:
    from berakhlak_stats import gaps, indices

    few = {**options, "replicates": min(options["replicates"], REPLICATES)}
    plan: dict[str, Compute] = {}
    if survey.instrument.values:
        plan["gap_values"] = lambda: gaps.value_gap(survey, level="value", **options)
    plan["gap_words"] = lambda: _gap(survey, PAIRS["desired"], "word", options)
    if survey.instrument.areas:
        plan["gap_areas"] = lambda: indices.gap(survey, level="area", **options)
    plan["jump_ranks"] = lambda: gaps.change_ranks(survey, lists=PAIRS["desired"], **few)
    return plan


def _gap(
    survey: Survey, pair: tuple[str, str], level: str, options: Mapping[str, Any]
) -> Estimates:
    """The gaps alone: the shares they are made of stand with the top words already."""
    from berakhlak_stats import gaps

    every = gaps.value_gap(survey, lists=pair, level=level, **options)
    return select(every, lambda row: row.difference)


def _matched(
    survey: Survey, lists: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Compute]:
    from berakhlak_stats import gaps

    few = {**options, "replicates": min(options["replicates"], REPLICATES)}
    return {
        f"matches_{name}": lambda pair=pair: gaps.matches(survey, lists=pair, **few)  # type: ignore[misc]
        for name, pair in PAIRS.items()
        if set(pair) <= set(lists)
    }


def _polarity(
    survey: Survey, lists: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Compute]:
    from berakhlak_stats import gaps

    return {
        "entropy": lambda: gaps.cultural_entropy(survey, lists=tuple(lists), **options),
        "ratio": lambda: gaps.positive_limiting_ratio(survey, **options),
    }


def _profiles(
    survey: Survey, lists: Sequence[str], options: Mapping[str, Any]
) -> dict[str, Compute]:
    from berakhlak_stats import gaps, indices

    made: dict[str, Compute] = {}
    if not lists:
        return made
    compute = {
        "levels": gaps.levels_profile, "types": gaps.iros_profile, "needs": gaps.business_needs,
    }  # fmt: skip

    @cache
    def words() -> Estimates:
        return indices.vote_share(survey, lists=tuple(lists))

    for name, statistic in compute.items():
        made[name] = lambda name=name, statistic=statistic: shielded(  # type: ignore[misc]
            statistic(survey, lists=tuple(lists), **options),
            words(),
            parts_of(survey.instrument, name),
        )
    return made


def parts_of(instrument: Instrument, profile: str) -> dict[str, str]:
    """The part of a profile to which each word belongs."""
    attribute, stem = PROFILES[profile]
    found = {}
    for word in instrument.words:
        value = getattr(word, attribute)
        if value is not None and value != "":
            ending = "_limiting" if word.polarity == "limiting" else ""
            found[word.id] = f"{_TYPES.get(str(value), f'{stem}{value}')}{ending}"
    return found


_TYPES = {"I": "individual", "R": "relationship", "O": "organisational", "S": "societal"}


def shielded(profile: Estimates, words: Estimates, parts: Mapping[str, str]) -> Estimates:
    """Hide each part of which one word alone is hidden: the words shown would reveal it.

    The parts of a list add up to all its votes, so that a single hidden part is no secret
    either: the smallest of the others goes with it.
    """
    from berakhlak_stats.estimates.suppression import hide

    secret: dict[tuple[str, str], int] = {}
    for row in overall(rows_of(words)):
        if row.hidden and row.item in parts:
            place = (row.list, parts[row.item])
            secret[place] = secret.get(place, 0) + 1
    rows = rows_of(profile)
    gone = {row.index for row in rows if row.shown and secret.get((row.list, row.item)) == 1}
    for name in dict.fromkeys(row.list for row in rows):
        gone |= _second(rows, name, gone)
    if not gone:
        return profile
    why = profile.frame["note"].where(profile.frame["suppressed"], "").to_numpy(object).copy()
    why[list(gone)] = "protected"
    frame = profile.frame.copy()
    frame["n"] = frame["n"].astype(float)
    return replace(profile, **hide(frame, profile.covariance, why))


def _second(rows: Sequence[Row], name: str, gone: set[int]) -> set[int]:
    """The part that hides with the only hidden one of a list; nothing where it is not alone."""
    own = [row for row in rows if row.list == name]
    hidden = [row for row in own if row.hidden or row.index in gone]
    shown = [row for row in own if row.shown and row.index not in gone]
    if len(hidden) != 1 or not shown:
        return set()
    return {min(shown, key=lambda row: (row.estimate, row.item)).index}
