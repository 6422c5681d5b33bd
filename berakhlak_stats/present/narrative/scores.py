"""Sentences about scores on the band scale: their bands, and which is highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.comparison import Extreme, extreme
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.reading import likeliest, state_words
from berakhlak_stats.present.rows import Row, overall, pick


def band_sentence(writer: Writer, row: Row, stem: str = "claim.band") -> Sentence:
    """One band only where the whole interval lies in it; else between which bands."""
    labels = writer.labels
    if not row.shown:
        state = state_words(row, labels)
        words = state[:1].upper() + state[1:]
        return writer.about("claim.headline_hidden", row, {"state": words})
    if not row.letters:
        return writer.about("claim.plain", row)
    lower, upper = labels.band(row.letters[0]), labels.band(row.letters[-1])
    if len(row.letters) == 1:
        values = {"band": lower, "letter": row.letters[0]}
        return writer.about(f"{stem}_inside", row, values, verb="one_band")
    code, ends = likeliest(row), {"lower": lower, "upper": upper}
    if not code:
        return writer.about(f"{stem}_between_plain", row, ends, verb="between_bands")
    likely = {"likely": labels.band(code), "letter": code, "prob": row.probs[code]}
    return writer.about(f"{stem}_between", row, ends | likely, verb="between_bands")


def score_sentences(writer: Writer) -> list[Sentence]:
    """Bands of every index, then the extremes and the bands of the values."""
    rows = overall(writer.rows)
    sentences: list[Sentence] = []
    for level in ("index", "total", "value", "item", "scale"):
        every = pick(rows, level=level)
        members = [row for row in every if row.shown]
        # With a sibling hidden, "highest" would say something about the hidden one.
        whole = len(members) == len(every)
        if level in ("value", "item") and len(members) > 2 and whole:
            sentences += extreme_sentences(writer, members)
        if level != "item":
            sentences += [band_sentence(writer, row) for row in members]
    return sentences


def extreme_sentences(writer: Writer, rows: Sequence[Row]) -> list[Sentence]:
    """Highest and lowest, each only with a test against every other row."""
    kind = writer.kind(rows[0])
    words = {"kind": kind, "kind_cap": kind[:1].upper() + kind[1:]}
    sentences = []
    for key, highest in (("highest", True), ("lowest", False)):
        found = extreme(writer.result, rows, highest=highest)
        if found is None:
            reason = phrase("reason.no_covariance", writer.lang)
            values = {"reason": reason, **words}
            return [writer.plain("claim.extremes_untested", values, verb="not_tested")]
        sentences.append(_extreme(writer, key, found, words))
    return sentences


def _extreme(writer: Writer, key: str, found: Extreme, words: dict[str, str]) -> Sentence:
    near = found.nearest
    if not found.passed:
        return writer.versus(f"claim.{key}_unknown", near, found.family, words)
    # The template says "above" or "below", so the sizes stand without a sign.
    ends = sorted((abs(near.low), abs(near.high)))
    sizes = {"diff": abs(near.diff), "diff_span": (ends[0], ends[1])}
    return writer.versus(f"claim.{key}", near, found.family, words | sizes)


def score_heading(writer: Writer) -> Sentence:
    """The strongest message about values, else about indices."""
    rows = overall(writer.rows)
    values = [row for row in rows if row.level in ("value", "item")]
    indices = [row for row in rows if row.level == "index" and row.shown]
    if indices and not values:
        return _index_heading(writer, indices)
    if len(values) > 2 and all(row.shown for row in values):
        return _value_heading(writer, values)
    return writer.plain("heading.plain")


def _index_heading(writer: Writer, rows: Sequence[Row]) -> Sentence:
    row = rows[0]
    if len(rows) > 1 or not row.letters:
        return writer.plain("heading.six" if len(rows) == 6 else "heading.plain")
    labels = writer.labels
    lower, upper = labels.band(row.letters[0]), labels.band(row.letters[-1])
    if len(row.letters) == 1:
        return writer.about("heading.index_inside", row, {"band": lower, "letter": row.letters[0]})
    return writer.about("heading.index_between", row, {"lower": lower, "upper": upper})


def _value_heading(writer: Writer, rows: Sequence[Row]) -> Sentence:
    top = extreme(writer.result, rows, highest=True)
    low = extreme(writer.result, rows, highest=False)
    kind = {"kind": writer.kind(rows[0])}
    if top is not None and low is not None:
        if top.passed and low.passed:
            other = {"other": writer.name(low.nearest.row)}
            return writer.versus("heading.both_extremes", top.nearest, top.family, other)
        if top.passed:
            return writer.versus("heading.one_highest", top.nearest, top.family, kind)
        if low.passed:
            return writer.versus("heading.one_lowest", low.nearest, low.family, kind)
    letters = {row.letters for row in rows}
    if len(letters) == 1 and len(rows[0].letters) == 1:
        code = rows[0].letters[0]
        band = writer.labels.band(code)
        return writer.plain("heading.values_inside", kind | {"letter": code, "band": band})
    if top is None:
        return writer.plain("heading.plain")
    return writer.plain("heading.order_unknown", kind, verb="cannot_tell")
