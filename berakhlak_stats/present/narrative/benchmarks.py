"""Sentences about ranks and benchmarks of groups: what chance explains comes first."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from berakhlak_stats.inference.multiplicity import LEAST_RANKED
from berakhlak_stats.present.benchmarks import (
    INNER,
    MAIN,
    OUTER,
    Standing,
    groups_of,
    standings_of,
    whole_of,
)
from berakhlak_stats.present.narrative.claim import Narrative, Sentence
from berakhlak_stats.present.narrative.stability import target, target_of
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words, has_phrase
from berakhlak_stats.present.rows import UNRANKED
from berakhlak_stats.present.verbs import ALPHA, FLOOR, shares_alpha, verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_MOST = 6
"""Sentences about single groups of an item; the rest stands in the table."""
_LEVELS = {"inner": INNER, "outer": OUTER}


def benchmark_narrative(result: Estimates, lang: str, *, start: int = 1) -> Narrative:
    """The sentences that ranks and benchmarks allow, and their message."""
    writer = Writer(result, lang, start)
    every = standings_of(result)
    hidden = sum(each.row.hidden for each in every)
    items = [item for item in _items(writer) if _visible(every, item)]
    if not items:
        top = writer.plain("heading.hidden")
        return Narrative(lang, top, (writer.plain("claim.nothing"),), hidden)
    heading, sentences = _KINDS[result.provenance.statistic]
    top = heading(writer, every, items[0])
    said = [sentence for item in items for sentence in sentences(writer, every, item)]
    if result.provenance.statistic == "funnel" and not shares_alpha(result):
        said.append(writer.plain("claim.own_level", {"level": 100 * ALPHA}))
    if hidden:
        key = "claim.hidden_one" if hidden == 1 else "claim.hidden"
        said.append(writer.plain(key, {"hidden": hidden}))
    return Narrative(lang, top, tuple(said), hidden)


def _items(writer: Writer) -> list[str]:
    """The indices where there are any, else all items; implementation first."""
    items = list(dict.fromkeys(row.item for row in writer.rows))
    indices = [item for item in items if has_phrase(f"index_short.{item}", writer.lang)]
    return sorted(indices or items, key=lambda item: item != MAIN)


def _shown(every: list[Standing], item: str) -> list[Standing]:
    return [each for each in groups_of(every, item) if each.row.shown]


def _visible(every: list[Standing], item: str) -> list[Standing]:
    """Groups with anything to say: numbers, or that they are too few for a place."""
    return [each for each in groups_of(every, item) if each.row.shown or _is_unranked(each)]


def _funnel_counts(every: list[Standing], item: str) -> dict[str, Any]:
    shown = _shown(every, item)
    places = [each.position for each in shown]
    return {
        "count": len(shown),
        "outside": len(shown) - places.count("inside"),
        "far": places.count("far"),
        "expected": len(shown) * (1 - INNER / 100),
        "expected_far": len(shown) * (1 - OUTER / 100),
        "passed": sum(each.row.p_adjusted < ALPHA for each in shown),
        **_LEVELS,
    }


def _funnel_heading(writer: Writer, every: list[Standing], item: str) -> Sentence:
    counts = _funnel_counts(every, item)
    family = counts["count"]
    if counts["passed"]:
        return writer.plain("benchmark.heading.funnel_passed", counts, verb="count", family=family)
    kind = "some" if counts["outside"] else "none"
    return writer.plain(f"benchmark.heading.funnel_{kind}", counts, verb="count", family=family)


def _funnel(writer: Writer, every: list[Standing], item: str) -> list[Sentence]:
    centre, shown = whole_of(every, item), _shown(every, item)
    if centre is None:
        return []
    counts = _funnel_counts(every, item) | {"subject": writer.labels.short(item)}
    family = len(shown)
    said = [writer.about("benchmark.claim.funnel", centre.row, counts, verb="count", family=family)]
    variant = writer.result.provenance.variant
    if variant != "none":
        spread = {"dispersion": centre.dispersion, "between": centre.between_variance}
        said.append(writer.plain(f"benchmark.claim.funnel_{variant}", spread))
    passed = [each for each in shown if each.row.p_adjusted < ALPHA]
    passed.sort(key=lambda each: -abs(each.statistic))
    said += [_distance(writer, each, centre, family) for each in passed[:_MOST]]
    rest = [each.row.group for each in shown if each.position != "inside" and each not in passed]
    if rest:
        names = {"names": enumerate_words(rest, writer.lang), **_LEVELS}
        key = "benchmark.claim.funnel_open"
        said.append(writer.plain(key, names, verb="cannot_tell", family=family))
    return said


def _distance(writer: Writer, each: Standing, centre: Standing, family: int) -> Sentence:
    """One group's distance from the centre with the verb its test allows."""
    from scipy.special import stdtrit

    row, diff = each.row, each.row.estimate - centre.row.estimate
    level = writer.result.provenance.conf_level
    reach = float(stdtrit(each.df, 0.5 + level / 2)) * abs(diff / each.statistic)
    found = verb(diff, diff - reach, diff + reach, row.p_adjusted)
    values = {
        "centre": centre.row.estimate,
        "diff": diff,
        "diff_span": (diff - reach, diff + reach),
        "p": row.p_adjusted,
        "floor": FLOOR,
    }
    return writer.about(f"benchmark.claim.funnel_{found}", row, values, verb=found, family=family)


def _ranked(every: list[Standing], item: str) -> list[Standing]:
    return [each for each in groups_of(every, item) if each.ranked]


def _open(shown: list[Standing]) -> list[Standing]:
    """Groups that may have any place."""
    return [each for each in shown if (each.place_low, each.place_high) == (1, len(shown))]


def _rank_heading(writer: Writer, every: list[Standing], item: str) -> Sentence:
    shown = _ranked(every, item)
    if not shown:
        return writer.plain("benchmark.heading.ranks_untested", verb="not_tested")
    left = len(_open(shown))
    kind = "none" if left == len(shown) else "some" if left else "all"
    values = {"open": left, "count": len(shown)}
    key = f"benchmark.heading.ranks_{kind}"
    return writer.plain(key, values, verb="count", family=_pairs(shown))


def _pairs(shown: list[Standing]) -> int:
    return math.comb(len(shown), 2)


def _ranks(writer: Writer, every: list[Standing], item: str) -> list[Sentence]:
    shown = _ranked(every, item)
    if not shown:
        return _unranked(writer, every, item)
    values = {
        "subject": writer.labels.short(item),
        "open": len(_open(shown)),
        "count": len(shown),
        "level": 100 * writer.result.provenance.conf_level,
    }
    pairs = _pairs(shown)
    said = [writer.plain("benchmark.claim.ranks", values, verb="count", family=pairs)]
    told = sorted((each for each in shown if each not in _open(shown)), key=lambda each: each.place)
    for each in told[:_MOST]:
        place = {
            "subject": each.row.group,
            "value": each.place,
            "low": each.place_low,
            "high": each.place_high,
            "count": len(shown),
        }
        key = "benchmark.claim.place"
        said.append(writer.about(key, each.row, place, verb="count", family=pairs))
    return [*said, *_unranked(writer, every, item)]


def _unranked(writer: Writer, every: list[Standing], item: str) -> list[Sentence]:
    """Which groups are shown but have too few persons for a place."""
    few = [each.row.group for each in groups_of(every, item) if _is_unranked(each)]
    if not few:
        return []
    names = enumerate_words(few, writer.lang)
    values = {"count": len(few), "least": LEAST_RANKED, "names": names}
    return [writer.plain("benchmark.claim.unranked", values, verb="not_tested")]


def _is_unranked(each: Standing) -> bool:
    return not each.ranked and each.row.note.startswith(UNRANKED)


def _shrunken_heading(writer: Writer, every: list[Standing], item: str) -> Sentence:
    return writer.plain("benchmark.heading.shrunken")


def _shrunken(writer: Writer, every: list[Standing], item: str) -> list[Sentence]:
    centre, shown = whole_of(every, item), _shown(every, item)
    if centre is None:
        return []
    subject = {"subject": writer.labels.short(item)}
    if centre.between_variance == 0:
        spread = {"between": 0.0, "high": centre.between_high, **subject}
        return [writer.about("benchmark.claim.alike", centre.row, spread)]
    values = {
        "low": min(each.reliability for each in shown),
        "high": max(each.reliability for each in shown),
        "passed": sum(each.reliability >= target() for each in shown),
        "tests": len(shown),
        **target_of(writer),
        **subject,
    }
    return [writer.plain("benchmark.claim.shrunken", values)]


def _standings(writer: Writer, every: list[Standing], item: str) -> list[Sentence]:
    return [*_ranks(writer, every, item), *_shrunken(writer, every, item)]


_Heading = Callable[[Writer, list[Standing], str], Sentence]
_Sentences = Callable[[Writer, list[Standing], str], list[Sentence]]
_KINDS: dict[str, tuple[_Heading, _Sentences]] = {
    "funnel": (_funnel_heading, _funnel),
    "rank_sets": (_rank_heading, _ranks),
    "shrunken_scores": (_shrunken_heading, _shrunken),
    "standings": (_rank_heading, _standings),
}
