"""A funnel: scores by number of respondents between limits that narrow; few names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.inference.funnel_limits import LEVELS, FunnelShape
from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.benchmarks import (
    Standing,
    groups_of,
    main_item,
    standings_of,
    whole_of,
)
from berakhlak_stats.present.figures.figure import WIDE, Figure, Pen, alt_text
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import shorten, text_width
from berakhlak_stats.present.svg.scale import Scale, ticks_from_zero, ticks_over

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

_HEIGHT, _TOP, _LEFT = 318.0, 10.0, 36.0
_ANCHORS = 2
"""The largest groups are named too: they show where the funnel ends."""
_STEPS = 60
Box = tuple[float, float, float, float]


@dataclass
class _Plot:
    """Both scales, the shape of the limits, and where words and dots stand already."""

    pen: Pen
    x: Scale
    y: Scale
    shape: FunnelShape
    taken: list[Box] = field(default_factory=list)

    def at(self, each: Standing) -> tuple[float, float]:
        """The pixel of a group."""
        return self.x(each.row.n), self.y(each.row.estimate)


def funnel(
    result: Estimates, lang: str, *, item: str = "", width: float = WIDE, title: str = ""
) -> Figure:
    """A funnel plot of one score.

    Parameters
    ----------
    result : Estimates
        Of ``significance.funnel``.
    lang : str
        "id" or "en".
    item : str
        Which score; implementation by default, or the first.
    width : float
        Limits are named beside the plot from 560 pixels.
    title : str
        The message.

    Returns
    -------
    Figure
        Limits begin at the smallest group that may be shown. Named are groups outside the inner
        limits and the largest ones.
    """
    pen = Pen.of(result, lang, width)
    every = standings_of(result)
    item = item or main_item(every)
    own = groups_of(every, item)
    shown, centre = [each for each in own if each.row.shown], whole_of(every, item)
    if centre is not None and shown:
        _draw(_plot(pen, shown, centre), shown)
    else:
        _empty(pen, own)
    parameters = result.provenance.parameters
    caption = pen.say(
        "benchmark.figure.caption_funnel",
        family=formats.integer(len(shown), lang),
        adjust=adjust_words(str(parameters.get("adjust", ""))),
    )
    what = pen.labels.item(item)
    outside = [each for each in shown if each.position != "inside"] or shown
    outside.sort(key=lambda each: -abs(each.statistic))
    pairs = [(each.row.group, pen.index(each.row.estimate)) for each in outside[:3]]
    return Figure(
        "funnel",
        lang,
        title or what,
        pen.say("benchmark.figure.sub_funnel", what=what),
        caption,
        alt_text(pen, "funnel", what, pairs, sum(each.row.hidden for each in own)),
        pen.canvas,
    )


def _empty(pen: Pen, own: Sequence[Standing]) -> None:
    """In the place of a funnel of which nothing may be shown."""
    pen.canvas.height = 64
    pen.canvas.hatch(0.5, 24.5, pen.canvas.width - 1, 34)
    hidden = next((each.row for each in own if each.row.hidden), None)
    words = pen.word("state.not_computed") if hidden is None else pen.hidden_words(hidden)
    pen.canvas.text(0, 15, words, size=marks.SMALL, colour=palette.SECOND)


def adjust_words(adjust: str) -> str:
    """An adjustment by the name of its author."""
    return {
        "holm": "Holm",
        "BH": "Benjamini\N{EN DASH}Hochberg",
        "BY": "Benjamini\N{EN DASH}Yekutieli",
        "none": formats.EN_DASH,
    }.get(adjust, adjust.capitalize())


def _plot(pen: Pen, shown: Sequence[Standing], centre: Standing) -> _Plot:
    """Scales that hold all groups, and the limits from the smallest group on."""
    shares = [each.row.n / centre.row.n for each in shown]
    shape = FunnelShape(
        centre.row.estimate,
        centre.per_person,
        centre.row.n,
        centre.dispersion,
        centre.between_variance,
        sum(share**2 for share in shares),
        centre.df,
    )
    ends = [float(end[0]) for end in shape.limits(np.array([float(pen.least)]), LEVELS[1])]
    scores = [each.row.estimate for each in shown]
    ticks = ticks_over(min(ends + scores), max(ends + scores), 5)
    most = max((each.row.n for each in shown), default=10.0)
    right = pen.canvas.width - (104 if pen.wide else 6)
    x = Scale(0, 1.04 * max(most, 2.0 * pen.least), _LEFT, right)
    y = Scale(ticks[0], ticks[-1], _TOP + _HEIGHT, _TOP)
    _axes(pen, x, y, ticks, most)
    return _Plot(pen, x, y, shape)


def _axes(pen: Pen, x: Scale, y: Scale, ticks: Sequence[float], most: float) -> None:
    canvas, bottom = pen.canvas, _TOP + _HEIGHT
    for tick in ticks:
        canvas.line((x.left, y(tick)), (x.right, y(tick)), palette.GRID)
        words = formats.number(tick, pen.lang, decimals=0 if float(tick).is_integer() else 1)
        canvas.text(
            x.left - 6, y(tick) + 4, words, size=marks.SMALL, colour=palette.THIRD, anchor="end"
        )
    along = [tick for tick in ticks_from_zero(most, 6 if pen.wide else 4) if tick <= x.high]
    marks.ticks(canvas, x, bottom + 17, along, pen.lang)
    words = pen.word("benchmark.figure.respondents")
    middle = (x.left + x.right) / 2
    canvas.text(
        middle, bottom + 35, words, size=marks.SMALL, colour=palette.SECOND, anchor="middle"
    )
    canvas.height = bottom + 42


def _draw(plot: _Plot, shown: Sequence[Standing]) -> None:
    canvas = plot.pen.canvas
    first = min(float(plot.pen.least), plot.x.high)
    # Close steps where the limits bend most.
    n = first + (min(plot.x.high, plot.shape.total) - first) * np.linspace(0, 1, _STEPS) ** 2
    for level, colour in zip(
        LEVELS[::-1], (palette.OUTER_LIMITS, palette.INNER_LIMITS), strict=True
    ):
        low, high = plot.shape.limits(n, level)
        upper = [(plot.x(at), plot.y(end)) for at, end in zip(n, high, strict=True)]
        lower = [(plot.x(at), plot.y(end)) for at, end in zip(n, low, strict=True)]
        canvas.polygon([*upper, *reversed(lower)], colour)
    _centre(plot, float(n[-1]))
    order = sorted(shown, key=lambda each: each.position != "inside")
    for each in order:
        x, y = plot.at(each)
        inside = each.position == "inside"
        colour = palette.PALE_INTERVAL if inside else palette.SCORE
        marks.point(canvas, x, y, "circle", colour, r=4.4 if inside else 5.2)
        plot.taken.append((x - 5, y - 5, x + 5, y + 5))
    _names(plot, shown)


def _centre(plot: _Plot, last: float) -> None:
    """The dashed centre and, beside a wide plot, what each line is."""
    canvas, pen, y = plot.pen.canvas, plot.pen, plot.y(float(plot.shape.centre))
    canvas.line((plot.x.left, y), (plot.x.right, y), palette.INK, width=1.1, dash="3 3")
    plot.taken.append((plot.x.left, y - 1, plot.x.right, y + 1))
    value = pen.say("benchmark.figure.centre_at", value=pen.index(float(plot.shape.centre)))
    if not pen.wide:
        canvas.text(plot.x.right, y - 5, value, size=marks.SMALL, anchor="end")
        width = text_width(value, marks.SMALL)
        plot.taken.append((plot.x.right - width, y - 15, plot.x.right, y))
        return
    left = plot.x.right + 8
    canvas.text(left, y + 4, value, size=marks.SMALL)
    above = y + 4 - 14
    for level, key in zip(LEVELS, ("limit_95", "limit_998"), strict=True):
        high = float(plot.shape.limits(np.array([last]), level)[1][0])
        above = min(plot.y(high) + 4, above)
        words = pen.word(f"benchmark.figure.{key}")
        canvas.text(left, above, words, size=marks.SMALL, colour=palette.SECOND)
        above -= 14


def _names(plot: _Plot, shown: Sequence[Standing]) -> None:
    """Names where there is room: groups outside first, the farthest before the nearer."""
    outside = [each for each in shown if each.position != "inside"]
    outside.sort(key=lambda each: -abs(each.statistic))
    anchors = sorted(shown, key=lambda each: -each.row.n)[:_ANCHORS]
    for each in [*outside, *(each for each in anchors if each not in outside)]:
        _name(plot, each, bold=each in outside)


def _name(plot: _Plot, each: Standing, *, bold: bool) -> None:
    size = 12.0 if bold else marks.SMALL
    words = shorten(each.row.group, 0.45 * plot.x.span, size, bold)
    wide, (x, y) = text_width(words, size, bold), plot.at(each)
    places = [(x + 9, y + 4), (x - 9 - wide, y + 4), (x - wide / 2, y - 10), (x - wide / 2, y + 18)]
    for left, base in places:
        box = (left - 2, base - 0.76 * size, left + wide + 2, base + 0.22 * size + 1)
        if _free(plot, box):
            colour = palette.INK if bold else palette.SECOND
            plot.pen.canvas.text(left, base, words, size=size, bold=bold, colour=colour)
            plot.taken.append(box)
            return


def _free(plot: _Plot, box: Box) -> bool:
    """Whether a box lies inside the plot and on nothing that stands there."""
    inside = (
        box[0] >= plot.x.left
        and box[2] <= plot.x.right
        and box[1] >= _TOP
        and box[3] <= _TOP + _HEIGHT
    )
    return inside and not any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in plot.taken
    )
