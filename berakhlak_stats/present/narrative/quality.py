"""Sentences about how respondents answered: flags, missing answers, and what leaving out does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words, phrase, say
from berakhlak_stats.present.rows import Row, grouped, overall, pick
from berakhlak_stats.present.verbs import FLOOR
from berakhlak_stats.quality.rules import source_of

_MOST = 8
_COMPLETE = "complete"


def people_heading(writer: Writer) -> Sentence:
    """What was looked at; how much of it is for the sentences."""
    return writer.plain("heading.flags" if _about_flags(writer) else "heading.missing")


def people_sentences(writer: Writer) -> list[Sentence]:
    """Shares of everybody, what is too small to show, and what a share does not say."""
    flags = _about_flags(writer)
    stem = "flag" if flags else "missing"
    said = _shares(writer, stem)
    few = [row for row in overall(writer.rows) if row.state == "few_picks" and _named(row)]
    if few:
        names = _listed([writer.name(row) for row in few[:_MOST]], writer.lang)
        values: dict[str, Any] = {"least": few[0].least, "names": names}
        key = "some" if len(few) <= _MOST else "many"
        said.append(writer.plain(f"claim.{stem}_few_{key}", values | {"count": len(few)}))
    shown = {row.group for row in grouped(writer.rows) if row.shown}
    if shown:
        said.append(writer.plain("claim.quality_groups", {"shown": len(shown)}, verb="not_tested"))
    if flags:
        said += [*_cuts(writer), writer.plain("claim.flag_meaning")]
    return said


def _cuts(writer: Writer) -> list[Sentence]:
    """Whose cut each flag follows: nobody is called careless by a number without a source."""
    lang, sources = writer.lang, dict[str, list[str]]()
    for flag, cut in writer.result.provenance.parameters.get("flags", {}).items():
        cited = source_of(flag, cut.partition(" ")[0])
        own = "word.given_cut" if cited is None else "word.own_cut"
        sources.setdefault(cited or phrase(own, lang), []).append(writer.labels.short(flag))
    if not sources:
        return []
    parts = [
        say("word.cut_of", lang, source=source, names=_listed(names, lang))
        for source, names in sources.items()
    ]
    return [writer.plain("claim.flag_rules", {"names": "; ".join(parts)})]


def _listed(names: Sequence[str], lang: str) -> str:
    """Names in a row; each is a phrase of its own, so it stands in quotation marks."""
    return enumerate_words(
        [f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}" for name in names],
        lang,
    )


def _about_flags(writer: Writer) -> bool:
    return any(row.level == "flag" for row in writer.rows)


def _named(row: Row) -> bool:
    return row.level != "pattern"


def _shares(writer: Writer, stem: str) -> list[Sentence]:
    rows = [row for row in overall(writer.rows) if row.shown]
    if stem == "flag":
        return [writer.about("claim.flag", row) for row in rows]
    whole = pick(rows, item=_COMPLETE, level="pattern")
    said = [writer.about("claim.missing_none", row) for row in whole]
    most = sorted(pick(rows, level="missing"), key=lambda row: (-row.estimate, row.item))
    return said + [writer.about("claim.missing", row) for row in most[:_MOST]]


def effect_heading(writer: Writer) -> Sentence:
    """Whether every headline score is the same within the floor, where that can be said."""
    rows = [row for row in _changes(writer) if row.shown]
    if rows and all(_inside(row) for row in rows):
        return writer.plain("heading.effect_inside", {"floor": FLOOR}, verb="equivalent")
    return writer.plain("heading.effect")


def effect_sentences(writer: Writer) -> list[Sentence]:
    """With and without, and the paired difference, for each headline score."""
    rule = any(row.level == "listwise" for row in writer.rows)
    stem, first, second = (
        ("rule", "available", "listwise") if rule else ("exclusion", "before", "after")
    )
    said = []
    for row in _changes(writer):
        if not row.shown:
            continue
        with_all, without = (
            pick(writer.rows, level=level, item=row.item, group="")[0] for level in (first, second)
        )
        values = {
            "before": with_all.estimate,
            "after": without.estimate,
            "diff": row.estimate,
            "diff_span": (row.low, row.high),
            "floor": FLOOR,
        }
        inside = _inside(row)
        key = f"claim.{stem}_{'inside' if inside else 'change'}"
        said.append(writer.about(key, row, values, verb="equivalent" if inside else "none"))
    groups = {row.group for row in grouped(writer.rows) if row.level == "change" and row.shown}
    if groups:
        said.append(writer.plain("claim.quality_groups", {"shown": len(groups)}, verb="not_tested"))
    elif any(row.group for row in writer.rows):
        said.append(writer.plain("claim.effect_no_group"))
    elif not said:
        said.append(writer.plain(f"claim.{stem}_hidden", {"least": writer.rows[0].least}))
    return said


def _inside(row: Row) -> bool:
    return row.low >= -FLOOR and row.high <= FLOOR


def _changes(writer: Writer) -> Sequence[Row]:
    """The changes of the first scores of the result, which are its indices or its total."""
    rows = pick(overall(writer.rows), level="change")
    place = [row for row in rows if row.item in writer.result.provenance.parameters["headline"]]
    return place or rows[:_MOST]
