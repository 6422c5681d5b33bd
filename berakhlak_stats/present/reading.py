"""What a row says in a few words: its band, its verb, or why it has no number."""

from __future__ import annotations

import math

from berakhlak_stats.inference.multiplicity import LEAST_EXPECTED, LEAST_RANKED, LEAST_TESTED
from berakhlak_stats.present import formats
from berakhlak_stats.present.formats import integer, probability
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.levels import COEFFICIENT
from berakhlak_stats.present.phrases import enumerate_words, has_phrase, phrase, say
from berakhlak_stats.present.rows import UNTESTED, Row
from berakhlak_stats.present.verbs import FLOOR, difference_verb


def likeliest(row: Row) -> str:
    """The band with the highest probability; empty where probabilities are unknown."""
    return max(row.probs, key=lambda code: row.probs[code]) if row.probs else ""


def band_reading(row: Row, labels: Labels) -> str:
    """``Cukup Sehat (B)``, or between which bands the row lies; empty without bands."""
    if not row.letters:
        return ""
    low, high = labels.band(row.letters[0]), labels.band(row.letters[-1])
    if len(row.letters) == 1:
        return say("reading.inside", labels.lang, band=low, letter=row.letters[0])
    code = likeliest(row)
    if not code:
        return say("reading.between_plain", labels.lang, lower=low, upper=high)
    chance = probability(row.probs[code], labels.lang)
    words = {"lower": low, "upper": high, "band": labels.band(code), "letter": code, "prob": chance}
    return say("reading.between", labels.lang, **words)


def verb_reading(row: Row, lang: str) -> str:
    """What the test of a difference allows, in words."""
    found = difference_verb(row)
    if found == "broken":
        return phrase("state.broken_series", lang)
    if found in ("cannot_tell", "not_tested"):
        return phrase(f"state.{found}", lang)
    return say(f"reading.{found}", lang, floor=integer(FLOOR, lang))


def reason_words(row: Row, lang: str) -> str:
    """Words for "not tested", with the reason where it is one that the locale can say."""
    key = row.note.removeprefix(UNTESTED).strip(" :").replace(" ", "_")
    if not key or not has_phrase(f"reason.{key}", lang):
        return phrase("state.not_tested", lang)
    reason = say(f"reason.{key}", lang, least=LEAST_TESTED, expected=f"{LEAST_EXPECTED:g}")
    return say("state.not_tested_reason", lang, reason=reason)


def unranked_words(row: Row, lang: str) -> str:
    """Why a group that is shown has no place."""
    key = "not_ranked_effective" if row.note.endswith("effective") else "not_ranked"
    return say(f"state.{key}", lang, least=LEAST_RANKED)


def state_words(row: Row, labels: Labels) -> str:
    """Words in the place of the numbers of a row that has none."""
    if row.state == "not_tested":
        return reason_words(row, labels.lang)
    if row.state == "not_ranked":
        return unranked_words(row, labels.lang)
    if row.missing:
        names = [
            f"\N{LEFT SINGLE QUOTATION MARK}{labels.list(name)}\N{RIGHT SINGLE QUOTATION MARK}"
            for name in row.missing
        ]
        lists = enumerate_words(names, labels.lang)
        return say("state.not_computed_list", labels.lang, lists=lists)
    own = f"state.{row.state}_{row.level}"
    key = own if has_phrase(own, labels.lang) else f"state.{row.state}"
    return say(key, labels.lang, least=row.least)


def note_words(row: Row, lang: str) -> str:
    """Words for the note of a coefficient: why it has no interval, or what was done to it."""
    key = f"note.{row.note.replace(',', '').replace(' ', '_')}"
    known = row.level == COEFFICIENT and not row.hidden and has_phrase(key, lang)
    return phrase(key, lang) if known else ""


def reading(row: Row, labels: Labels) -> str:
    """The reading of any row; empty where there is nothing to say beyond the numbers."""
    if not row.shown:
        return note_words(row, labels.lang) or state_words(row, labels)
    if row.level == COEFFICIENT:
        return note_words(row, labels.lang)
    if row.difference:
        return verb_reading(row, labels.lang)
    return band_reading(row, labels)


def everybody_words(row: Row, lang: str) -> str:
    """What stands for a group in a row about all: everybody, or the mean of the units."""
    return phrase("word.everybody_mean" if row.level == COEFFICIENT else "word.everybody", lang)


def p_words(row: Row, lang: str) -> str:
    """The adjusted p; what was to be tested and was not says so, other rows say nothing."""
    if not math.isnan(row.p_adjusted):
        return formats.p_value(row.p_adjusted, lang)
    return phrase("state.not_tested", lang) if row.difference else ""
