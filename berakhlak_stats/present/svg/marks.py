"""The marks a reader learns once: band ground, interval bar and line, probability strip."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.bands import BandSpan
from berakhlak_stats.present.svg.canvas import Canvas, Point
from berakhlak_stats.present.svg.metrics import fit, text_width, wrap
from berakhlak_stats.present.svg.scale import Scale

SMALL = 11.0
LABEL = 12.5
_LEAST_PROBABILITY = 0.01
_SHAPES: dict[str, tuple[float, tuple[Point, ...]]] = {
    "square": (0.92, ((-1, -1), (1, -1), (1, 1), (-1, 1))),
    "diamond": (1.28, ((0, -1), (1, 0), (0, 1), (-1, 0))),
    "triangle": (1.15, ((0, -1), (1, 0.85), (-1, 0.85))),
}
"""Reach in radii, and corners: shapes of equal weight to the eye."""


def band_ground(
    canvas: Canvas, scale: Scale, y: float, h: float, spans: Sequence[BandSpan]
) -> None:
    """The ground of a scale: one tint per band, white hairlines between; a panel without bands."""
    if not spans:
        canvas.rect(scale.left, y, scale.span, h, palette.PANEL)
    for span in spans:
        if span.high <= scale.low:
            continue
        left, right = scale(span.low), scale(span.high)
        last = span.high >= scale.high
        canvas.rect(
            left, y, right - left - (0 if last else 1.4), h, palette.band_style(span.code).ground
        )


def head_lines(scale: Scale, spans: Sequence[BandSpan]) -> list[tuple[BandSpan, float, list[str]]]:
    """Each band in view with its middle and its name in lines; no names where one cannot fit."""
    heads = []
    for span in spans:
        left, right = scale(max(span.low, scale.low)), scale(span.high)
        if span.high > scale.low:
            heads.append((span, (left + right) / 2, right - left - 6))
    fits = all(
        text_width(word, SMALL) <= room for span, _, room in heads for word in span.name.split()
    )
    return [
        (span, middle, wrap(span.name, room, SMALL) if fits and span.name else [])
        for span, middle, room in heads
    ]


def band_heads(canvas: Canvas, scale: Scale, y: float, spans: Sequence[BandSpan]) -> float:
    """Letters over names, from ``y`` down; returns the height used."""
    heads = head_lines(scale, spans)
    for span, middle, lines in heads:
        canvas.text(middle, y + 11, span.code, size=LABEL, bold=True, anchor="middle")
        for i, line in enumerate(lines):
            base = y + 25 + 12 * i
            canvas.text(middle, base, line, size=SMALL, colour=palette.SECOND, anchor="middle")
    deepest = max((len(lines) for _, _, lines in heads), default=0)
    return 0.0 if not heads else 18.0 + (12.0 * deepest + 2 if deepest else 0)


def interval_mark(
    canvas: Canvas,
    scale: Scale,
    y: float,
    ends: tuple[float, float, float],
    *,
    bar: float = 9,
    line: float = 19,
) -> None:
    """Interval bar and upright estimate line about the height ``y``; ends = low, estimate, high."""
    low, estimate, high = ends
    if not (math.isnan(low) or math.isnan(high)):
        left, right = scale(low), scale(high)
        canvas.rect(left, y - bar / 2, max(right - left, 2), bar, palette.INTERVAL)
    at = min(max(scale(estimate), scale.left + 1.2), scale.right - 1.2)
    canvas.rect(at - 1.25, y - line / 2, 2.5, line, palette.LINE)


def whisker(
    canvas: Canvas, scale: Scale, y: float, ends: tuple[float, float], colour: str, width: float
) -> None:
    """An interval as a line about the height ``y``; nothing where it is unknown."""
    if not (math.isnan(ends[0]) or math.isnan(ends[1])):
        left, right = scale(ends[0]), scale(ends[1])
        canvas.rect(left, y - width / 2, max(right - left, 1), width, colour)


def point(
    canvas: Canvas,
    x: float,
    y: float,
    shape: str,
    fill: str,
    *,
    r: float = 4.6,
    hollow: bool = False,
) -> None:
    """A mark with a white halo: circle, square, diamond or triangle; hollow means undecided."""
    ground, edge, width = (palette.WHITE, fill, 1.6) if hollow else (fill, palette.WHITE, 1.1)
    if shape == "circle":
        canvas.circle((x, y), r, ground, stroke=edge, width=width)
        return
    reach, corners = _SHAPES[shape]
    placed = [(x + dx * reach * r, y + dy * reach * r) for dx, dy in corners]
    canvas.polygon(placed, ground, stroke=edge, width=width)


def flag(canvas: Canvas, x: float, y: float) -> None:
    """The small triangle before the name of a limiting word, on the baseline ``y``."""
    canvas.polygon([(x, y), (x + 8, y), (x + 4, y - 8)], palette.LIMITING)


def label(
    canvas: Canvas,
    at: tuple[float, float],
    words: str,
    room: float,
    *,
    colour: str,
    bold: bool = False,
    most: int = 2,
) -> None:
    """A label from ``at`` = x, middle height; it wraps, and shrinks only where it must."""
    lines, size = fit(words, room, LABEL, SMALL, bold=bold, most=most)
    step = size + 0.6
    for i, line in enumerate(lines):
        base = at[1] + 0.35 * size - step * (len(lines) - 1) / 2 + step * i
        canvas.text(at[0], base, line, size=size, colour=colour, bold=bold)


def kept(probs: Mapping[str, float]) -> list[tuple[str, float]]:
    """Bands with at least one percent, low to high."""
    return [
        (code, probs[code])
        for code in sorted(probs, reverse=True)
        if probs[code] >= _LEAST_PROBABILITY
    ]


def strip(
    canvas: Canvas, box: tuple[float, float, float, float], probs: Mapping[str, float], lang: str
) -> None:
    """Stacked band probabilities in the box x, y, w, h; a label only where it fits."""
    x, y, w, h = box
    parts = kept(probs)
    whole = sum(share for _, share in parts) or 1.0
    for code, share in parts:
        wide = w * share / whole
        style = palette.band_style(code)
        gap = 1.4 if (code, share) != parts[-1] else 0
        canvas.rect(x, y, wide - gap, h, style.solid)
        full = f"{code} {formats.probability(probs[code], lang)}"
        for words in (full, code):
            if text_width(words, SMALL, True) <= wide - gap - 4:
                canvas.text(
                    x + (wide - gap) / 2,
                    y + h / 2 + 3.9,
                    words,
                    size=SMALL,
                    bold=True,
                    colour=style.ink,
                    anchor="middle",
                )
                break
        x += wide


def badges(canvas: Canvas, x: float, y: float, letters: Sequence[str]) -> float:
    """Band letters as small solid plates with their top at ``y``; returns where they end."""
    for code in letters:
        style = palette.band_style(code)
        canvas.rect(x, y, 21, 17, style.solid)
        canvas.text(
            x + 10.5, y + 12.8, code, size=LABEL, bold=True, colour=style.ink, anchor="middle"
        )
        x += 22.5
    return x


def ticks(
    canvas: Canvas,
    scale: Scale,
    y: float,
    at: Sequence[float],
    lang: str,
    *,
    sign: bool = False,
    unit: str = "",
) -> None:
    """Tick labels with their baseline at ``y``; the unit stands at the last one."""
    # As many decimals as it takes to tell neighbours apart.
    places = next((d for d in (1, 2) if all(abs(round(x, d) - x) < 1e-9 for x in at)), 3)
    for tick in at:
        write = formats.signed if sign else formats.number
        words = write(tick, lang, decimals=0 if float(tick).is_integer() else places)
        last = tick == at[-1]
        canvas.text(
            scale(tick),
            y,
            words + (unit if last else ""),
            size=SMALL,
            colour=palette.THIRD,
            anchor="middle",
        )


def edge_ticks(canvas: Canvas, scale: Scale, y: float, at: Sequence[float], lang: str) -> None:
    """Tick labels of a scale that fills the drawing: the outer ones stay inside it."""
    for tick in at:
        anchor = "start" if tick == at[0] else "end" if tick == at[-1] else "middle"
        canvas.text(
            scale(tick),
            y,
            formats.number(tick, lang, decimals=0),
            size=SMALL,
            colour=palette.THIRD,
            anchor=anchor,  # type: ignore[arg-type]
        )


def cuts(spans: Sequence[BandSpan], scale: Scale) -> list[float]:
    """Ticks of a band scale: its cut points and its ends."""
    inner = [span.low for span in spans if scale.low < span.low < scale.high]
    return [
        scale.low,
        *(inner or [25.0 * i for i in range(1, 4) if scale.low < 25.0 * i]),
        scale.high,
    ]
