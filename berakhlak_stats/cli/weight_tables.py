"""What weights do and cost, as tables in which small categories are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.cli.console import text
from berakhlak_stats.cli.tables import show_table

if TYPE_CHECKING:
    from berakhlak_stats.present.tables import Cell, Table
    from berakhlak_stats.weighting import ResponseRates, WeightDiagnostics


def show_spread(before: WeightDiagnostics, after: WeightDiagnostics, label: str, lang: str) -> None:
    """Sum, largest over median, design effect and effective n."""
    from berakhlak_stats.present.formats import integer, number

    rows = [
        _row(
            text(f"weights_{name}", lang),
            *(number(getattr(each, field), lang, decimals=decimals) for each in (before, after)),
        )
        for name, field, decimals in (
            ("total", "total", 0),
            ("ratio", "ratio", 2),
            ("effect", "design_effect", 2),
            ("n_eff", "n_eff", 1),
        )
    ]
    remark = text("weights_n", lang, n=integer(after.n, lang))
    method, _, columns = label.partition(": ")
    told = ", ".join(_names(each, lang) for each in columns.split(", ")) if columns else ""
    caption = text("weights_caption", lang, label=f"{method}: {told}" if told else method)
    show_table(_table(caption, "weights", rows, lang, remark))


def show_balance(
    found: WeightDiagnostics, rates: Sequence[ResponseRates], least: int, lang: str
) -> None:
    """Shares of categories in population and sample; a share would tell a hidden count."""
    from berakhlak_stats.present.formats import number, percent

    secret = {(each.by, unit.group) for each in rates for unit in each.units if unit.note}
    rows = []
    for margin, category, *shares, asmd_before, asmd_after in found.balance:
        cells = [
            *(percent(share, lang) for share in shares),
            *(number(each, lang, decimals=2) for each in (asmd_before, asmd_after)),
        ]
        if (margin, category) in secret:
            cells[1:] = [text("hidden", lang)] * 4
        rows.append(_row(_names(margin, lang), category, *cells, words=2))
    remark = text("balance_note", lang, least=least)
    show_table(_table(text("balance_caption", lang), "balance", rows, lang, remark))


def show_rates(rates: ResponseRates, lang: str) -> None:
    """Who answered, category by category."""
    from berakhlak_stats.present.formats import integer, percent

    rows = []
    for unit in rates.units:
        shown = [text("hidden", lang)] * 2
        if unit.n is not None:
            share = "–" if unit.rate is None else percent(unit.rate, lang)
            shown = [integer(unit.n, lang), share]
        rows.append(_row(unit.group, integer(unit.population, lang), *shown))
    whole = (integer(rates.population, lang), integer(rates.n, lang), percent(rates.rate, lang))
    rows.append(_row(text("everybody", lang), *whole, bold=True))
    caption = text("rates_caption", lang, column=_names(rates.by, lang))
    show_table(_table(caption, "rates", rows, lang))


def _names(margin: str, lang: str) -> str:
    """What the column of a margin, or its crossed columns, are called in prose."""
    from berakhlak_stats.report.book import column_name
    from berakhlak_stats.weighting.margins import CROSS

    return CROSS.join(column_name(name, lang) for name in margin.split(CROSS))


def _table(
    caption: str, head: str, rows: Sequence[tuple[Cell, ...]], lang: str, remark: str = ""
) -> Table:
    from berakhlak_stats.present.tables import Table

    titles = text(f"{head}_head", lang).split("|")
    words = sum(cell.kind == "text" for cell in rows[0])
    return Table(lang, caption, _row(*titles, words=words), tuple(rows), remark)


def _row(*cells: str, words: int = 1, bold: bool = False) -> tuple[Cell, ...]:
    from berakhlak_stats.present.tables import Cell

    return tuple(
        Cell(each, "text" if place < words else "num", bold) for place, each in enumerate(cells)
    )
