"""Seven tiles and their mean: one score, interval, small scale and band letter each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.present import palette
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text, sample_words
from berakhlak_stats.present.formats import probability
from berakhlak_stats.present.reading import likeliest
from berakhlak_stats.present.rows import Row, overall, pick, rows_of
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import text_width, wrap
from berakhlak_stats.present.svg.scale import Scale

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_GAP = 21.0
_NAME = 14.0
_SCORE = 36.0


def tiles(
    result: Estimates,
    lang: str,
    *,
    mean: str = "implementation",
    width: float = WIDE,
    title: str = "",
) -> Figure:
    """One tile per value, in the fixed official order, and their mean in the last cell.

    Parameters
    ----------
    result : Estimates
        Rows of level "value" on 0-100; the row of ``mean`` (level "index") closes the grid.
    lang : str
        "id" or "en".
    mean : str
        Item of the closing tile; left out where the result does not hold it.
    width : float
        4 columns from 560 pixels, else 2.
    title : str
        The message.

    Returns
    -------
    Figure
    """
    rows = overall(rows_of(result))
    values = pick(rows, level="value")
    closing = pick(rows, item=mean)[:1]
    pen = Pen.of(result, lang, width)
    columns = 4 if pen.wide else 2
    room = (width - _GAP * (columns - 1)) / columns
    y = 0.0
    cells = [*values, *closing]
    for start in range(0, len(cells), columns):
        line = cells[start : start + columns]
        names = [wrap(_name(pen, row), room, _NAME, True) for row in line]
        deep = max(map(len, names))
        for i, row in enumerate(line):
            _tile(pen, row, names[i], (i * (room + _GAP), y, room), deep, row in closing)
        y += 142 + 17 * deep
    pen.canvas.height = y - 22
    return Figure(
        "tiles",
        lang,
        title or pen.word("title.tiles"),
        _sub(pen, result, closing),
        pen.say("caption.band_scale"),
        _alt(pen, values),
        pen.canvas,
    )


def _name(pen: Pen, row: Row) -> str:
    return pen.word("title.tile_mean") if row.level == "index" else pen.labels.short(row.item)


def _sub(pen: Pen, result: Estimates, closing: list[Row]) -> str:
    sub = pen.say("sub.tiles")
    return f"{sub} {pen.say('sub.tiles_mean') if closing else ''} {sample_words(result, pen.lang)}"


def _alt(pen: Pen, values: list[Row]) -> str:
    shown = sorted((row for row in values if row.shown), key=lambda row: row.estimate)
    chosen = [shown[0], shown[-1]] if len(shown) > 1 else shown
    pairs = [(pen.labels.short(row.item), pen.index(row.estimate)) for row in chosen]
    what = ", ".join(pen.labels.short(row.item) for row in values)
    return alt_text(pen, "tiles", what, pairs, sum(row.hidden for row in values))


def _tile(
    pen: Pen, row: Row, name: list[str], box: tuple[float, float, float], deep: int, closing: bool
) -> None:
    """One tile in the box x, y, width; the mean carries the heavier rule."""
    x, y, room = box
    canvas = pen.canvas
    canvas.line(
        (x, y + 1),
        (x + room, y + 1),
        palette.INK if closing else palette.RULE,
        width=2 if closing else 1,
    )
    for i, part in enumerate(name):
        canvas.text(x, y + 22 + 17 * i, part, size=_NAME, bold=True)
    base = y + 5 + 17 * deep
    scale = Scale(0, 100, x, x + room)
    if not row.shown:
        canvas.text(x, base + 38, pen.hidden_words(row), size=13, colour=palette.SECOND)
        canvas.hatch(x + 0.5, base + 74, room - 1, 15)
        return
    canvas.text(x, base + 37, pen.index(row.estimate), size=_SCORE, bold=True, colour=palette.SCORE)
    words = f"{pen.conf}: {pen.span_of(row)}"
    canvas.text(x, base + 60, words, size=13, colour=palette.SECOND)
    marks.band_ground(canvas, scale, base + 74, 15, pen.spans)
    marks.interval_mark(
        canvas, scale, base + 81.5, (row.low, row.estimate, row.high), bar=7, line=15
    )
    _band_line(pen, row, x, base + 97, room)


def _band_line(pen: Pen, row: Row, x: float, y: float, room: float) -> None:
    """Letter and name of the band; of two bands the likelier one with its probability."""
    if not row.letters:
        return
    end = marks.badges(pen.canvas, x, y, row.letters) + 5
    space = room - (end - x)
    fits = [words for words in _band_words(pen, row) if text_width(words, 13) <= space]
    if fits:
        pen.canvas.text(end, y + 13, fits[0], size=13)


def _band_words(pen: Pen, row: Row) -> list[str]:
    """What may stand beside the letters, the fullest first."""
    if len(row.letters) == 1:
        return [pen.labels.band(row.letters[0])]
    code = likeliest(row)
    if not code:
        return []
    chance = f"{code} {probability(row.probs[code], pen.lang)}"
    lead = (pen.word("word.probability"), pen.word("word.probability_short"))
    return [*(f"{words} {chance}" for words in lead), chance]
