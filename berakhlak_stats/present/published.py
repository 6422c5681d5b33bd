"""A published change under assumed designs, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present import formats
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.tables import Cell, Table
from berakhlak_stats.present.verbs import ALPHA

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


@dataclass(frozen=True)
class Scenario:
    """One assumed correlation within clusters and what follows from it."""

    row: Row
    icc: float
    std_error: float
    z: float
    deff: float

    @property
    def significant(self) -> bool:
        """Whether the change exceeds what sampling alone does."""
        return self.row.p_value < ALPHA

    def icc_words(self, lang: str) -> str:
        """The correlation as the language writes it."""
        return formats.number(self.icc, lang, decimals=2 if self.icc * 100 % 1 < 1e-9 else 3)


def scenarios_of(result: Estimates) -> list[Scenario]:
    """All rows of a result."""
    records = result.frame.to_dict(orient="records")
    return [
        Scenario(
            row,
            float(record["item_2"]),
            *(float(record[name]) for name in ("std_error", "statistic", "deff")),
        )
        for row, record in zip(rows_of(result), records, strict=True)
    ]


def published_table(
    result: Estimates, lang: str, caption: str = "", most: int | None = None
) -> Table:
    """A line per correlation: design effect, standard error, z, p, interval, and the reading.

    Parameters
    ----------
    result : Estimates
        From ``published_change``.
    lang : str
        "id" or "en".
    caption : str
        The message; by default up to which correlation the change exceeds sampling error.
    most : int or None
        Lines to show; None shows all.

    Returns
    -------
    Table
    """
    from berakhlak_stats.present.narrative.narrate import heading

    conf = formats.percent(result.provenance.conf_level, lang, decimals=0)
    names = ("icc", "deff", "std_error", "z", "p")
    head = [Cell(phrase(f"published.{name}", lang), "num") for name in names]
    head.insert(3, Cell(phrase("column.difference", lang), "num"))
    head.append(Cell(say("column.interval", lang, conf=conf), "num"))
    head.append(Cell(phrase("column.reading", lang)))
    lines = tuple(_line(each, lang) for each in scenarios_of(result)[:most])
    title = caption or str(heading(result, lang))
    return Table(lang, title, tuple(head), lines, phrase("published.note", lang))


def _line(each: Scenario, lang: str) -> tuple[Cell, ...]:
    row = each.row
    return (
        Cell(each.icc_words(lang), "num"),
        Cell(formats.number(each.deff, lang, decimals=1), "num"),
        Cell(formats.number(each.std_error, lang, decimals=3), "num"),
        Cell(formats.signed(row.estimate, lang), "num", each.significant),
        Cell(formats.number(each.z, lang, decimals=2), "num"),
        Cell(formats.p_value(row.p_value, lang), "num"),
        Cell(formats.signed_interval(row.low, row.high, lang, decimals=2), "num"),
        Cell(scenario_words(each, lang)),
    )


def scenario_words(each: Scenario, lang: str) -> str:
    """Whether the change exceeds sampling error, in words."""
    return phrase("published.significant" if each.significant else "published.insignificant", lang)


def figures_of(result: Estimates) -> dict[str, Any]:
    """The figures that the result is about, by name."""
    return dict(result.provenance.parameters)
