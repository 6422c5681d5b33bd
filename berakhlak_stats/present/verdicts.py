"""Verdicts of a rule as a table: one line per unit, every number the verdict rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.tables import Cell, Table

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_AT_LEAST, _AT_MOST = "\N{GREATER-THAN OR EQUAL TO}", "\N{LESS-THAN OR EQUAL TO}"


def verdict_table(
    result: Estimates, lang: str, *, caption: str = "", most: int | None = None
) -> Table:
    """A line per unit: n, its coefficients, and the verdict; the criteria in the note.

    Parameters
    ----------
    result : Estimates
        Rows of units with a column ``verdict``.
    lang : str
        "id" or "en".
    caption : str
        The message; by default how many units have which verdict.
    most : int or None
        Units to show; None shows all.

    Returns
    -------
    Table
    """
    from berakhlak_stats.present.narrative.narrate import heading

    labels, rows = Labels.of(result.provenance, lang), rows_of(result)
    units: dict[str, list[Row]] = {}
    for row in rows:
        units.setdefault(row.group, []).append(row)
    columns = list(dict.fromkeys(row.item for row in rows if row.group))
    whole = units.pop("", [])
    shown = list(units.items())[:most]
    lines = [
        _line(phrase("word.everybody_mean", lang), whole, columns, labels, verdict=""),
        *(_line(group, found, columns, labels, verdict=found[0].verdict) for group, found in shown),
    ]
    head = [Cell(phrase("column.group", lang)), Cell("n", "num")]
    head += [Cell(labels.short(item), "num") for item in columns]
    head.append(Cell(phrase("column.verdict", lang)))
    notes = [_criteria(result, labels), _rest(whole, columns, labels)]
    if len(shown) < len(units):
        counts = [formats.integer(len(part), lang) for part in (shown, units)]
        notes.append(say("table.shown_of", lang, shown=counts[0], total=counts[1]))
    return Table(
        lang,
        caption or str(heading(result, lang)),
        tuple(head),
        tuple(lines),
        " ".join(filter(None, notes)),
    )


def _line(
    name: str, rows: Sequence[Row], columns: Sequence[str], labels: Labels, *, verdict: str
) -> tuple[Cell, ...]:
    lang, by_item = labels.lang, {row.item: row for row in rows}
    own = [by_item[item] for item in columns if item in by_item]
    if own and all(row.hidden for row in own):
        words = state_words(own[0], labels)
        return (Cell(name), Cell("", "num"), Cell(words, "text", span=len(columns) + 1))
    n = max((row.n for row in own if row.n == row.n), default=float("nan"))
    cells = [Cell(name), Cell(formats.integer(n, lang), "num")]
    for row in own:
        cells.append(Cell(formats.number(row.estimate, lang, decimals=row.decimals), "num"))
    return (*cells, Cell(phrase(f"verdict.{verdict}", lang) if verdict else ""))


def _rest(whole: Sequence[Row], columns: Sequence[str], labels: Labels) -> str:
    """What is about all units together: ICC(1) and ICC(2)."""
    found = [
        f"{labels.short(row.item)} "
        f"{formats.number(row.estimate, labels.lang, decimals=row.decimals)}"
        for row in whole
        if row.item not in columns and row.shown
    ]
    return f"{'; '.join(found)}." if found else ""


def _criteria(result: Estimates, labels: Labels) -> str:
    """The cuts of the rule and who drew them."""
    lang, said = labels.lang, []
    for each in result.provenance.parameters.get("criteria", ()):
        sign = _AT_LEAST if each["better"] == "high" else _AT_MOST
        cut = formats.number(each["report"], lang, decimals=2)
        said.append(f"{labels.short(each['statistic'])} {sign} {cut}, {each['source']}")
    return say("table.criteria", lang, criteria="; ".join(said)) if said else ""
