"""Sentences about coefficients: agreement within units, of raters, and what a rule makes of it."""

from __future__ import annotations

from berakhlak_stats.present.narrative.claim import Sentence
from berakhlak_stats.present.narrative.ruled import ruled_sentences
from berakhlak_stats.present.narrative.writer import Writer
from berakhlak_stats.present.phrases import enumerate_words, has_phrase, phrase
from berakhlak_stats.present.rows import Row, grouped, overall, pick

VERDICTS = ("report", "caution", "not")
MOST = 8


def statistic_words(writer: Writer) -> str:
    """What the statistic is called, where the language has words for it."""
    name = writer.result.provenance.statistic
    key = f"statistic.{name}"
    words = phrase(key, writer.lang) if has_phrase(key, writer.lang) else name.replace("_", " ")
    return words[:1].upper() + words[1:]


def coefficient_heading(writer: Writer) -> Sentence:
    """The statistic, and its value where there is one that speaks for all."""
    name = {"statistic": statistic_words(writer)}
    every = overall(writer.rows)
    units = [row for row in grouped(writer.rows) if row.shown]
    if len(every) == 1 and every[0].shown and units:
        return writer.about("heading.coefficient_mean", every[0], name | {"units": len(units)})
    if len(every) == 1 and every[0].shown:
        return writer.about("heading.coefficient_one", every[0], name)
    return writer.plain("heading.coefficient", name)


def coefficient_sentences(writer: Writer) -> list[Sentence]:
    """Every coefficient about everybody with its test; of units the range, without an order."""
    whole = [row for row in overall(writer.rows) if row.shown][:MOST]
    made = [coefficient_sentence(writer, row) for row in whole] + ruled_sentences(writer, whole)
    for item in list(dict.fromkeys(row.item for row in grouped(writer.rows)))[:MOST]:
        units = [row for row in pick(writer.rows, item=item) if row.group and row.shown]
        if units:
            made.append(_range(writer, units))
    return made


def coefficient_sentence(writer: Writer, row: Row) -> Sentence:
    """Value and interval; the p value where the language has words for what is tested."""
    null = f"null.{writer.result.provenance.statistic}"
    if not has_phrase(null, writer.lang):
        null = f"null.{row.item}"
    if row.p_value == row.p_value and has_phrase(null, writer.lang):
        values = {"null": phrase(null, writer.lang), "p": row.p_value}
        return writer.about("claim.coefficient_tested", row, values)
    return writer.about("claim.coefficient", row)


def _range(writer: Writer, units: list[Row]) -> Sentence:
    low, high = (pick_one(units, key=lambda row: row.estimate) for pick_one in (min, max))
    values = {
        "what": writer.labels.short(low.item),
        "units": len(units),
        "value": low.estimate,
        "other_value": high.estimate,
        "subject": low.group,
        "other": high.group,
    }
    if len(units) == 1:
        return writer.about("claim.coefficient_unit", low, values)
    if low.estimate == high.estimate:
        return writer.about("claim.coefficient_units_same", low, values)
    return writer.about("claim.coefficient_units", low, values, verb="not_tested")


def verdict_heading(writer: Writer) -> Sentence:
    """How many units may be reported."""
    found = units_by_verdict(writer.rows)
    return writer.plain("heading.verdict", {name: len(found[name]) for name in VERDICTS})


def verdict_sentences(writer: Writer) -> list[Sentence]:
    """The rule, the units by verdict, and the numbers about all units."""
    rule = {"names": ", ".join(writer.result.provenance.references)}
    made = [writer.plain("claim.verdict_rule", rule)]
    for name, units in units_by_verdict(writer.rows).items():
        if units:
            words = {"count": len(units), "names": enumerate_words(units, writer.lang)}
            made.append(writer.plain(f"claim.verdict_{name}", words))
    made += [coefficient_sentence(writer, row) for row in overall(writer.rows) if row.shown]
    return made


def units_by_verdict(rows: list[Row]) -> dict[str, list[str]]:
    """The units of each verdict, in the order of the result; hidden ones are not named."""
    found: dict[str, list[str]] = {name: [] for name in VERDICTS}
    for group, verdict in dict.fromkeys((row.group, row.verdict) for row in rows if row.group):
        if verdict in found:
            found[verdict].append(group)
    return found
