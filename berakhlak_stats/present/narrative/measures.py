"""Sentences about levels that have words of their own: tests, matches, votes, drivers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from berakhlak_stats.present.labels import in_order, model_name
from berakhlak_stats.present.narrative.between_lists import (
    change_heading,
    change_sentences,
    changes,
)
from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import extreme
from berakhlak_stats.present.narrative.plain import named_heading
from berakhlak_stats.present.narrative.ruled import ruled_sentences
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words
from berakhlak_stats.present.rows import Row, overall
from berakhlak_stats.present.verbs import ALPHA, LEAST_EFFECT

_MOST = 3
_SURE = 80.0
"""Percent of resamples in which a word matches surely."""
_SLOPES = ("a1", "a2", "a3", "a4", "a5")
_MOST_PLAIN = 8


def _column(writer: Writer, row: Row, name: str) -> float:
    value = writer.result.frame[name].iloc[row.index]
    return math.nan if value is None else float(value)


def _shown(writer: Writer, *levels: str) -> list[Row]:
    return [row for row in writer.rows if row.shown and row.level in levels]


def _association(writer: Writer) -> tuple[Row, str]:
    """The test of the whole, and the verb it allows."""
    row = next(row for row in _shown(writer, "test") if row.item == "rao_scott")
    return row, "associated" if row.p_value < ALPHA else "cannot_tell"


def association_heading(writer: Writer) -> Sentence:
    """Associated, or that one cannot tell."""
    row, verb = _association(writer)
    return writer.about(f"heading.association_{verb}", row, _sides(writer, row), verb=verb)


def _sides(writer: Writer, row: Row) -> dict[str, Any]:
    first, _, second = row.list.partition("+")
    if second:
        return {"first": writer.list_words(first), "second": writer.list_words(second)}
    column = str(writer.result.provenance.parameters.get("column", ""))
    return {"first": writer.list_words(first), "second": writer.labels.short(column)}


def association_sentences(writer: Writer) -> list[Sentence]:
    """The test of the whole, then the strongest pairs that passed after adjustment."""
    row, verb = _association(writer)
    values = {
        "statistic": _column(writer, row, "statistic"),
        "df": _column(writer, row, "df"),
        "p": row.p_value,
        **_sides(writer, row),
    }
    made = [writer.about(f"claim.association_{verb}", row, values, verb=verb)]
    pairs = _shown(writer, "cell")
    passed = [row for row in pairs if row.p_adjusted < ALPHA and abs(row.estimate) >= LEAST_EFFECT]
    passed.sort(key=lambda row: (-abs(row.estimate), row.item, row.item_2))
    for row in passed[:_MOST]:
        signed = math.isfinite(row.low)
        key = "cell_word" if not signed else "cell_more" if row.estimate > 0 else "cell_less"
        values = {
            "subject": writer.labels.short(row.item),
            "other": writer.labels.short(row.item_2),
            "phi": row.estimate,
            "p": row.p_adjusted,
            **_sides(writer, row),
        }
        made.append(writer.about(f"claim.{key}", row, values, verb="associated", family=len(pairs)))
    return made


def match_heading(writer: Writer) -> Sentence:
    """How many words two tops share."""
    rows = _shown(writer, "matches")
    return match_sentence(writer, rows[0], "heading.match_count") if rows else named_heading(writer)


def match_sentence(writer: Writer, row: Row, key: str = "claim.match_count") -> Sentence:
    """The count in the sample and what the population may have."""
    first, _, second = row.list.partition(">")
    short = key.startswith("heading.")
    size = int(writer.result.provenance.parameters.get("size", 10))
    if row.estimate > size and not short:
        key = "claim.match_tied"
    values = {
        "low": row.low,
        "high": row.high,
        "size": size,
        "first": writer.list_words(first, short=short),
        "second": writer.list_words(second, short=short),
    }
    return writer.about(key, row, values)


def match_sentences(writer: Writer) -> list[Sentence]:
    """The count, then words that are matches in nearly all resamples, and doubtful ones."""
    counts = _shown(writer, "matches")
    made = [match_sentence(writer, row) for row in counts] + ruled_sentences(writer, counts)
    words = _shown(writer, "word")
    sure = [row for row in words if row.estimate >= _SURE]
    doubtful = [row for row in words if 100 - _SURE <= row.estimate < _SURE]
    for key, rows in (("match_sure", sure), ("match_doubtful", doubtful)):
        if rows:
            names = enumerate_words([writer.name(row) for row in rows], writer.lang)
            values = {"names": names, "share": _SURE}
            made.append(writer.plain(f"claim.{key}", values))
    return made


def vote_heading(writer: Writer) -> Sentence:
    """Where hope differs from today, as far as a test tells; else what is shown."""
    kind = {"kind": writer.kind(writer.rows[0])}
    return change_heading(writer, changes(writer)) or writer.plain("heading.votes", kind)


def vote_sentences(writer: Writer) -> list[Sentence]:
    """Tested differences between lists; then per list the part with most votes, if it is told."""
    rows = [row for row in overall(writer.rows) if row.shown]
    made = change_sentences(writer, changes(writer))
    for name in in_order(row.list for row in rows):
        own = sorted(
            (row for row in rows if row.list == name), key=lambda row: (-row.estimate, row.item)
        )
        made.append(_most_votes(writer, name, own))
    return made


def _most_votes(writer: Writer, name: str, rows: Sequence[Row]) -> Sentence:
    words: dict[str, Any] = {"list": writer.list_words(name)}
    found = extreme(writer.result, rows) if len(rows) > 1 else None
    if found is None:
        return writer.about("claim.votes", rows[0], words)
    key = "votes_first" if found.passed else "votes_unknown"
    return writer.versus(f"claim.{key}", found.nearest, found.family, words)


def driver_heading(writer: Writer) -> Sentence:
    """What the shares are about."""
    return writer.plain("heading.drivers", {"outcome": _outcome(writer)})


def _outcome(writer: Writer) -> str:
    return writer.labels.short(str(writer.result.provenance.parameters.get("outcome", "")))


def driver_sentences(writer: Writer) -> list[Sentence]:
    """Shares of what goes with the outcome; never what brings it about."""
    outcome = {"outcome": _outcome(writer)}
    whole = [row for row in _shown(writer, "driver") if row.item == "r_squared"]
    made = [writer.about("claim.driver_whole", row, outcome) for row in whole]
    shares = sorted(_shown(writer, "driver_share"), key=lambda row: (-row.estimate, row.item))
    made += [
        writer.about("claim.driver_share", row, outcome | _alone(writer, row))
        for row in shares[:_MOST_PLAIN]
    ]
    rated = _shown(writer, "performance")[:_MOST_PLAIN]
    return made + [writer.about("claim.performance", row, _alone(writer, row)) for row in rated]


def _alone(writer: Writer, row: Row) -> dict[str, Any]:
    """The item without what its level says of it, which the sentence says itself."""
    return {"subject": writer.labels.short(row.item)}


def surface_heading(writer: Writer) -> Sentence:
    """Whether agreement as such goes with the outcome, as far as all conditions tell."""
    row = _agreement(writer)
    if row is None:
        return writer.plain("heading.surfaces", {"outcome": _outcome(writer)})
    verb = "agreement" if row.p_value < ALPHA else "cannot_tell"
    return writer.about(f"heading.surface_{verb}", row, {"outcome": _outcome(writer)}, verb=verb)


def _agreement(writer: Writer) -> Row | None:
    rows = [row for row in _shown(writer, "test") if row.item == "congruence_effect"]
    return rows[0] if rows else None


def surface_sentences(writer: Writer) -> list[Sentence]:
    """The test of agreement, then the slopes and curvatures it rests on."""
    row, made = _agreement(writer), []
    if row is not None:
        verb = "agreement" if row.p_value < ALPHA else "cannot_tell"
        values = {"outcome": _outcome(writer), "p": row.p_value}
        made.append(writer.about(f"claim.surface_{verb}", row, values, verb=verb))
    else:
        best = [row for row in _shown(writer, "model") if row.item == "aicc_weight"]
        best.sort(key=lambda row: -row.estimate)
        made += [
            writer.about(
                "claim.model_weight",
                row,
                {"subject": model_name(row.item_2, writer.lang), "weight": row.estimate},
            )
            for row in best[:1]
        ]
        return made
    slopes = [row for row in _shown(writer, "surface") if row.item in _SLOPES]
    return made + [writer.about("claim.plain", row) for row in slopes]
