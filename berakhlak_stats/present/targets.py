"""Target, realised value and achievement as a table of a performance report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels, row_name
from berakhlak_stats.present.phrases import phrase, say
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.tables import Cell, Table
from berakhlak_stats.present.verbs import Reached, target_verb

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


@dataclass(frozen=True)
class Aim:
    """A realised value with its target; achievement in percent, with its interval."""

    row: Row
    target: float
    achieved: float
    span: tuple[float, float]
    chance: float

    @property
    def verb(self) -> Reached:
        """What the test allows."""
        return target_verb(self.row, self.target)


def aims_of(result: Estimates) -> list[Aim]:
    """All rows of a result with their targets; what is hidden has no numbers."""
    made = []
    for row, record in zip(rows_of(result), result.frame.to_dict(orient="records"), strict=True):
        gone = float("nan")
        numbers = [
            gone if row.hidden else float(record[name])
            for name in ("achievement", "achievement_low", "achievement_high", "target_probability")
        ]
        span = (numbers[1], numbers[2])
        made.append(Aim(row, float(record["target"]), numbers[0], span, numbers[3]))
    return made


def aim_name(aim: Aim, labels: Labels, *, items: bool) -> str:
    """The group, else the item; both where several items were aimed at."""
    item = row_name(labels, aim.row)
    if not aim.row.group:
        return item
    return f"{item}, {aim.row.group}" if items else aim.row.group


def target_table(result: Estimates, lang: str, caption: str = "", most: int | None = None) -> Table:
    """A line per indicator: target, realised value and interval, achievement, and the reading.

    Parameters
    ----------
    result : Estimates
        From ``target_achievement``.
    lang : str
        "id" or "en".
    caption : str
        The message; by default what the test allows.
    most : int or None
        Lines to show; None shows all.

    Returns
    -------
    Table
    """
    from berakhlak_stats.present.narrative.narrate import heading

    every, labels = aims_of(result), Labels.of(result.provenance, lang)
    shown = every[:most]
    items = len({aim.row.item for aim in every}) > 1
    conf = formats.percent(result.provenance.conf_level, lang, decimals=0)
    names = ("target", "realised")
    head = [Cell(phrase("column.label", lang)), Cell("n", "num")]
    head += [Cell(phrase(f"target.column.{name}", lang), "num") for name in names]
    head.append(Cell(say("column.interval", lang, conf=conf), "num"))
    last = ("achievement", "achievement_interval", "probability")
    head += [Cell(phrase(f"target.column.{name}", lang), "num") for name in last]
    head.append(Cell(phrase("column.reading", lang)))
    lines = tuple(_line(aim, labels, items=items) for aim in shown)
    notes = [phrase("target.note.how", lang)]
    if len(shown) < len(every):
        counts = [formats.integer(len(part), lang) for part in (shown, every)]
        notes.insert(0, say("table.shown_of", lang, shown=counts[0], total=counts[1]))
    return Table(lang, caption or str(heading(result, lang)), tuple(head), lines, " ".join(notes))


def _line(aim: Aim, labels: Labels, *, items: bool) -> tuple[Cell, ...]:
    row, lang = aim.row, labels.lang
    cells = [Cell(aim_name(aim, labels, items=items))]
    cells.append(Cell(formats.integer(row.n, lang) if row.n == row.n else formats.EN_DASH, "num"))
    cells.append(Cell(formats.number(aim.target, lang, decimals=row.decimals), "num"))
    if row.estimate != row.estimate:
        return (*cells, Cell(state_words(row, labels), "text", span=6))
    cells.append(Cell(formats.number(row.estimate, lang, decimals=row.decimals), "num", True))
    cells.append(Cell(formats.interval(row.low, row.high, lang, decimals=row.decimals), "num"))
    cells.append(Cell(f"{formats.index(aim.achieved, lang)}%", "num"))
    cells.append(Cell(formats.interval(*aim.span, lang), "num"))
    known = aim.chance == aim.chance
    chance = formats.probability(aim.chance, lang) if known else formats.EN_DASH
    return (*cells, Cell(chance, "num"), Cell(target_reading(aim, labels)))


def target_reading(aim: Aim, labels: Labels) -> str:
    """What may be said, in words."""
    if aim.verb in ("hidden", "not_tested"):
        return state_words(aim.row, labels)
    return phrase(f"target.reading.{aim.verb}", labels.lang)
