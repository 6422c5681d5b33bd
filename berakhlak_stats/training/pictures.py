"""The still pictures of the widgets, drawn as SVG by measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.bands import band_spans
from berakhlak_stats.present.figures.figure import WIDE, Figure
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.svg.canvas import Canvas
from berakhlak_stats.present.svg.marks import band_ground, band_heads
from berakhlak_stats.present.svg.metrics import shorten
from berakhlak_stats.present.svg.scale import Scale
from berakhlak_stats.training.words import say

if TYPE_CHECKING:
    from numpy.typing import NDArray

_REACH = 8.0
"""Points to each side of the truth: the same for every n, so that pictures can be compared."""
_COLUMNS = 96
_MARGIN = 12.0
_SMALL = 11.0
_SURE = 0.95
_SHOWN_AT_LEAST = 0.05


def draws(
    means: NDArray[np.float64],
    truth: float,
    *,
    grid: float,
    n: int,
    people: int,
    seed: int,
    lang: str,
) -> Figure:
    """Dots of surveys stacked over a scale about the true value; ``grid`` parts possible means."""
    canvas = Canvas(WIDE, 254)
    scale = Scale(truth - _REACH, truth + _REACH, _MARGIN, WIDE - _MARGIN)
    floor = 212.0
    # Means of counts lie on a grid; columns of whole grid steps, or some would be fuller by chance.
    columns = int(np.ceil(2 * _REACH / _COLUMNS / grid))
    width = grid * columns
    places = np.rint(means / grid).astype(int) // columns
    tallest = int(np.unique(places, return_counts=True)[1].max())
    step = min(6.0, (floor - 30) / tallest)
    for tick in range(int(np.ceil(scale.low)), int(scale.high) + 1, 2):
        canvas.line((scale(tick), 24), (scale(tick), floor), palette.GRID)
        words = formats.integer(tick, lang)
        canvas.text(scale(tick), floor + 18, words, size=_SMALL, anchor="middle")
    heights: dict[int, int] = {}
    for place in places.tolist():
        height = heights[place] = heights.get(place, 0) + 1
        x = scale(place * width + (columns - 1) / 2 * grid)
        canvas.circle((x, floor - step * (height - 0.5)), step / 2, palette.SCORE)
    canvas.line((scale(truth), 18), (scale(truth), floor), palette.INK, dash="2 3")
    shown = say("draws_truth", lang, truth=formats.index(truth, lang))
    canvas.text(scale(truth), 12, shown, size=_SMALL, anchor="middle")
    _axis(canvas, "draws_axis", 250.0, lang)
    reach = formats.number(float(np.quantile(np.abs(means - truth), 0.95)), lang)
    title = say("draws_title", lang, n=n, reach=reach)
    subtitle = say("draws_subtitle", lang, draws=len(means), people=people, seed=str(seed))
    return Figure("sampling_error", lang, title, subtitle, subtitle, subtitle, canvas)


def bands(
    score: float, std_error: float, probabilities: Mapping[str, float], *, lang: str
) -> Figure:
    """A curve over the bands, each with its probability."""
    labels = Labels(lang, load_instrument("berakhlak-2022"))
    spans = band_spans(labels)
    canvas = Canvas(WIDE, 274)
    scale = Scale(0, 100, _MARGIN, WIDE - _MARGIN)
    top = band_heads(canvas, scale, 0, spans) + 4
    floor = 206.0
    band_ground(canvas, scale, top, floor - top, spans)
    x = np.linspace(max(0, score - 4 * std_error), min(100, score + 4 * std_error), 121)
    curve = np.exp(-0.5 * ((x - score) / std_error) ** 2) * (floor - top - 12)
    points = [(scale(float(a)), floor - float(h)) for a, h in zip(x, curve, strict=True)]
    closed = [(points[0][0], floor), *points, (points[-1][0], floor)]
    canvas.polygon(closed, palette.SCORE)
    for span in spans:
        middle = (scale(span.low) + scale(span.high)) / 2
        share = formats.probability(probabilities[span.code], lang)
        canvas.text(middle, floor + 40, share, size=15, bold=True, anchor="middle")
        canvas.text(scale(span.low), floor + 16, formats.integer(span.low, lang), size=_SMALL,
                    anchor="middle" if span.low else "start")  # fmt: skip
    canvas.text(scale(100), floor + 16, "100", size=_SMALL, anchor="end")
    _axis(canvas, "bands_axis", floor + 62, lang)
    likeliest = max(probabilities, key=lambda code: probabilities[code])
    named = "A" if probabilities["A"] >= _SHOWN_AT_LEAST else likeliest
    title = say(
        "bands_title",
        lang,
        score=formats.index(score, lang),
        error=formats.number(std_error, lang),
        band=labels.band(named),
        share=formats.probability(probabilities[named], lang),
    )
    subtitle = say("bands_subtitle", lang)
    return Figure("band_probability", lang, title, subtitle, subtitle, subtitle, canvas)


def top(
    rows: Sequence[tuple[str, float]], *, n: int, size: int, draws: int, seed: int, lang: str
) -> Figure:
    """A bar for each word, with a line at 95% and a rule below the tenth place."""
    line, left, right = 22.0, 250.0, WIDE - 60.0
    canvas = Canvas(WIDE, line * len(rows) + 36)
    scale = Scale(0, 1, left, right)
    canvas.line((scale(_SURE), 4), (scale(_SURE), line * len(rows) + 6), palette.ZERO)
    for place, (word, share) in enumerate(rows):
        y = line * place + 8
        name = shorten(f"{place + 1}. {word}", left - 14, 12.5)
        canvas.text(0, y + 12, name, size=12.5, bold=share >= _SURE)
        colour = palette.SCORE if share >= _SURE else palette.PALE_INTERVAL
        canvas.rect(left, y + 2, scale(share) - left, line - 8, colour)
        canvas.text(WIDE, y + 13, formats.probability(share, lang), size=_SMALL, anchor="end")
    _axis(canvas, "top_axis", line * len(rows) + 30, lang, x=left)
    cut = line * size + 5
    canvas.line((0, cut), (WIDE, cut), palette.INK, dash="2 3")
    sure = sum(share >= _SURE for _, share in rows[:size])
    title = say("top_title", lang, n=n, sure=sure, size=size)
    subtitle = say("top_subtitle", lang, draws=draws, size=size, seed=str(seed))
    return Figure("top_ten_stability", lang, title, subtitle, subtitle, subtitle, canvas)


def _axis(canvas: Canvas, key: str, y: float, lang: str, *, x: float = _MARGIN) -> None:
    """What the scale above measures, and in what unit."""
    canvas.text(x, y, say(key, lang), size=_SMALL, colour=palette.SECOND)
