"""Units on the band scale, with the line of the whole; hidden units keep their row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present.figures.band_rows import BandRow, Layout, draw
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text
from berakhlak_stats.present.figures.indices import STEPPED
from berakhlak_stats.present.formats import integer
from berakhlak_stats.present.rows import Row, grouped, overall, pick, reach, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_MOST = 60


def forest(
    result: Estimates,
    lang: str,
    *,
    item: str,
    width: float = WIDE,
    title: str = "",
    most: int = _MOST,
) -> Figure:
    """A forest plot of one score by group, ordered by score, hidden groups last.

    Parameters
    ----------
    result : Estimates
        Grouped rows of ``item`` on 0-100; the ungrouped row, where held, gives the dashed line.
    lang : str
        "id" or "en".
    item : str
        Which score.
    width : float
        Side by side from 560 pixels, else stacked.
    title : str
        The message. The order of rows is no ranking.
    most : int
        At most so many groups are drawn: the largest ones.

    Returns
    -------
    Figure
    """
    pen = Pen.of(result, lang, width)
    every = pick(rows_of(result), item=item)
    whole = next((row for row in overall(every) if row.shown), None)
    groups = _order(grouped(every), most)
    floor = min(reach(groups), default=25.0)
    words = pen.say("figure.whole", value=pen.index(whole.estimate)) if whole else ""
    layout = Layout(
        0.0 if floor < 25 else 25.0, whole.estimate if whole else None, words, with_n=True
    )
    draw(pen, [BandRow(row, row.group) for row in groups], layout)
    left_out = len(grouped(every)) - len(groups)
    caption = pen.say("caption.forest")
    if item in STEPPED:
        caption += " " + pen.word("caption.stepped")
    if left_out:
        caption += " " + pen.say("caption.left_out", count=integer(left_out, lang))
    return Figure(
        "forest",
        lang,
        title or pen.word("heading.groups_untested"),
        pen.say("sub.forest", what=pen.labels.item(item)),
        caption,
        _alt(pen, item, groups),
        pen.canvas,
    )


def _order(rows: list[Row], most: int) -> list[Row]:
    shown = sorted((row for row in rows if row.shown), key=lambda row: -row.n)[:most]
    shown.sort(key=lambda row: (-row.estimate, row.group))
    hidden = sorted((row for row in rows if not row.shown), key=lambda row: (row.state, row.group))
    return [*shown, *hidden[: max(0, most - len(shown))]]


def _alt(pen: Pen, item: str, groups: list[Row]) -> str:
    shown = [row for row in groups if row.shown]
    chosen = [shown[0], shown[-1]] if len(shown) > 1 else shown
    pairs = [(row.group, f"{pen.index(row.estimate)} ({pen.span_of(row)})") for row in chosen]
    return alt_text(pen, "forest", pen.labels.item(item), pairs, sum(row.hidden for row in groups))
