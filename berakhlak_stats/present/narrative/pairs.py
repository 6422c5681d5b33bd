"""Sentences about correlations of pairs of items."""

from __future__ import annotations

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import Row

MOST = 8
_NOTES = {"perfect association": "claim.pair_perfect"}


def statistic_words(writer: Writer) -> str:
    """What the kind of correlation is called, starting a sentence."""
    key = f"statistic.{writer.result.provenance.statistic}"
    words = phrase(key if has_phrase(key, writer.lang) else "statistic.correlation", writer.lang)
    return words[:1].upper() + words[1:]


def pair_heading(writer: Writer) -> Sentence:
    """What was correlated; no pair is called the strongest, since none was tested so."""
    return writer.plain("heading.pair", {"statistic": statistic_words(writer)})


def pair_sentences(writer: Writer) -> list[Sentence]:
    """Each correlation with its interval, as many as a reader can use."""
    shown = [row for row in writer.rows if row.shown]
    made = [_sentence(writer, row) for row in shown[:MOST]]
    if len(shown) > MOST:
        made.append(writer.plain("claim.pair_more", {"count": len(shown), "shown": MOST}))
    return made


def _sentence(writer: Writer, row: Row) -> Sentence:
    short = writer.labels.short
    words = {
        "what": statistic_words(writer),
        "subject": short(row.item),
        "other": short(row.item_2),
    }
    key = _NOTES.get(row.note, "claim.pair")
    if row.group:
        words["names"] = row.group
        key += "_group"
    return writer.about(key, row, words)
