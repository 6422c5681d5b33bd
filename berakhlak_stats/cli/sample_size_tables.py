"""Sample sizes as tables, CSV and JSON, with what they assume."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from berakhlak_stats.cli.console import text
from berakhlak_stats.cli.options import ReportFormat
from berakhlak_stats.cli.tables import show_table

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.present.tables import Cell
    from berakhlak_stats.weighting import Allocation, SampleSize


@dataclass(frozen=True)
class Plan:
    """A size for the whole, what each unit needs, and perhaps an allocation."""

    size: SampleSize
    units: Mapping[str, int]
    needed: Mapping[str, int]
    allocation: Allocation | None
    per_unit: bool


def show_plan(plan: Plan, form: str, lang: str, out: Callable[..., None]) -> None:
    """Print a plan in the form asked for."""
    if form == ReportFormat.json:
        out(json.dumps(_content(plan, lang), ensure_ascii=False, indent=2))
    elif form == ReportFormat.csv:
        out(_csv(plan), end="")
    else:
        _print_size(plan, lang, out)
        if plan.per_unit:
            _print_needed(plan, lang)
        if plan.allocation is not None:
            _print_allocation(plan.allocation, lang)


def trap(plan: Plan, lang: str) -> str:
    """Why a size for the whole says nothing about units."""
    from berakhlak_stats.present.formats import integer, percent

    margin = percent(plan.size.margin, lang)
    n = integer(plan.size.n, lang)
    people = [count for count in plan.units.values() if count]
    if len(people) < 2:
        return text("trap", lang, n=n, margin=margin)
    return text(
        "trap_units",
        lang,
        n=n,
        margin=margin,
        units=integer(len(people), lang),
        mean=integer(plan.size.n / len(people), lang),
        needed=integer(sum(plan.needed.values()), lang),
    )


def _print_size(plan: Plan, lang: str, out: Callable[..., None]) -> None:
    from berakhlak_stats.present.formats import integer, number, percent

    size = plan.size
    at = 0 if lang == "id" else 1
    population = integer(size.population, lang)
    said = {"n": integer(size.n, lang), "population": population, "rule": text(size.rule, lang)}
    out(text("size", lang, margin=percent(size.margin, lang), **said))
    if size.design_effect != 1:
        out(text("size_effect", lang, effect=number(size.design_effect, lang, decimals=2)))
    out(text("size_assumes", lang))
    for pair in size.assumes:
        out(f"  - {pair[at]}")
    out(trap(plan, lang))


def _print_needed(plan: Plan, lang: str) -> None:
    from berakhlak_stats.present.formats import integer, percent
    from berakhlak_stats.present.tables import Table

    rows = [(u, plan.units[u], n) for u, n in plan.needed.items()]
    rows.append((text("all_units", lang), sum(plan.units.values()), sum(plan.needed.values())))
    cells = tuple(
        _row(
            unit,
            integer(people, lang),
            integer(n, lang),
            percent(n / people if people else math.nan, lang),
            bold=place == len(rows) - 1,
        )
        for place, (unit, people, n) in enumerate(rows)
    )
    caption = text("needed_caption", lang, margin=percent(plan.size.margin, lang))
    show_table(Table(lang, caption, _head(lang, "needed_head"), cells))


def _print_allocation(made: Allocation, lang: str) -> None:
    from berakhlak_stats.present.formats import integer, percent
    from berakhlak_stats.present.tables import Table

    cells = tuple(
        _row(
            unit,
            integer(made.headcounts[unit], lang),
            integer(n, lang),
            "–" if math.isnan(made.margins[unit]) else f"±{percent(made.margins[unit], lang)}",
        )
        for unit, n in made.sizes.items()
    )
    caption = text(
        "allocation_caption",
        lang,
        n=integer(made.total, lang),
        rule=text(f"rule_{made.rule}", lang),
    )
    show_table(
        Table(lang, caption, _head(lang, "allocation_head"), cells, text("allocation_note", lang))
    )


def _head(lang: str, key: str) -> tuple[Cell, ...]:
    return _row(*text(key, lang).split("|"))


def _row(first: str, *others: str, bold: bool = False) -> tuple[Cell, ...]:
    from berakhlak_stats.present.tables import Cell

    return (Cell(first, bold=bold), *(Cell(words, "num", bold) for words in others))


def _frame(plan: Plan) -> pd.DataFrame:
    """One row for the whole (empty unit), and one per unit."""
    import pandas as pd

    rows = [("", plan.size.population, plan.size.n, plan.size.margin)]
    if plan.allocation is not None:
        made = plan.allocation
        rows += [(u, made.headcounts[u], n, made.margins[u]) for u, n in made.sizes.items()]
    elif plan.per_unit:
        rows += [(u, plan.units[u], n, plan.size.margin) for u, n in plan.needed.items()]
    return pd.DataFrame(rows, columns=["unit", "headcount", "n", "margin"])


def _csv(plan: Plan) -> str:
    from berakhlak_stats.report.safe_text import csv_cell

    frame = _frame(plan)
    frame["unit"] = [csv_cell(unit) for unit in frame["unit"]]
    return str(frame.to_csv(index=False, lineterminator="\n"))


def _content(plan: Plan, lang: str) -> dict[str, Any]:
    size = plan.size
    at = 0 if lang == "id" else 1
    rows = _frame(plan).iloc[1:].to_dict("records")
    return {
        "rule": size.rule,
        "population": size.population,
        "margin": size.margin,
        "design_effect": size.design_effect,
        "exact": size.exact,
        "n": size.n,
        "assumes": [pair[at] for pair in size.assumes],
        "note": trap(plan, lang),
        "allocation": plan.allocation.rule if plan.allocation else None,
        "units": [_plain(row) for row in rows],
    }


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """JSON has no NaN."""
    missing = [name for name, cell in row.items() if isinstance(cell, float) and math.isnan(cell)]
    return {str(name): None if name in missing else cell for name, cell in row.items()}
