"""The rows of the figure of waves: time runs down, a line joins what is one series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.changes import Change, change_reading, pair_words
from berakhlak_stats.present.figures.figure import Pen
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.svg import marks
from berakhlak_stats.present.svg.metrics import shorten, text_width
from berakhlak_stats.present.svg.scale import Scale
from berakhlak_stats.present.verbs import PASSED

_STEP, _STEP_MANY, _PAD = 21.0, 32.0, 13.0
_WAVE_SIZE = 11.0


@dataclass(frozen=True)
class Series:
    """One score in every wave, and the differences between them."""

    name: str
    waves: tuple[tuple[str, Row], ...]
    changes: tuple[Change, ...]

    @property
    def hidden(self) -> bool:
        """Whether confidentiality hides it."""
        return all(change.difference.hidden for change in self.changes)

    @property
    def step(self) -> float:
        """Height of one wave: differences of several need two lines of words each."""
        return _STEP if len(self.changes) < 2 else _STEP_MANY

    @property
    def depth(self) -> float:
        """Height that its waves take."""
        return self.step * (len(self.waves) if not self.hidden else 1)


@dataclass(frozen=True)
class Axes:
    """Ticks of the estimates and of the differences; none where all of these are broken."""

    estimates: list[float]
    differences: list[float]


def draw(pen: Pen, drawn: Sequence[Series], axes: Axes, unit: str) -> None:
    """Draw all rows and set the height of the canvas."""
    (_wide if pen.wide else _narrow)(pen, drawn, axes, unit)


def _gap_scale(axes: Axes, left: float, right: float) -> Scale:
    low, high = (axes.differences[0], axes.differences[-1]) if axes.differences else (-1.0, 1.0)
    return Scale(low, high, left, right)


def _marks(pen: Pen, each: Series, scale: Scale, top: float, step: float) -> None:
    """The waves from ``top`` down, the line behind the points."""
    places = {label: top + step * (i + 0.5) for i, (label, _) in enumerate(each.waves)}
    at = {
        label: (scale(row.estimate), places[label])
        for label, row in each.waves
        if row.estimate == row.estimate
    }
    for label, row in each.waves:
        if label in at:
            ends = (row.low, row.high)
            marks.whisker(pen.canvas, scale, places[label], ends, palette.PALE_INTERVAL, 7)
    for change in each.changes:
        joined = change.before_wave in at and change.after_wave in at
        if joined and change.verb != "broken" and _neighbours(each, change):
            passed = change.verb in PASSED
            colour = palette.SCORE if passed else palette.UNDECIDED
            pen.canvas.line(
                at[change.before_wave], at[change.after_wave], colour, width=2.2 if passed else 1.2
            )
    for x, y in at.values():
        marks.point(pen.canvas, x, y, "circle", palette.SCORE, r=4.6)


def _neighbours(each: Series, change: Change) -> bool:
    """Whether no wave lies between the two: a line would run through it."""
    labels = [label for label, _ in each.waves]
    return labels.index(change.after_wave) - labels.index(change.before_wave) == 1


def _grid(pen: Pen, scale: Scale, ticks: Sequence[float], top: float, bottom: float) -> None:
    for tick in ticks:
        colour, width = (palette.ZERO, 1.4) if tick == 0 and ticks[0] < 0 else (palette.GRID, 1.0)
        pen.canvas.line((scale(tick), top), (scale(tick), bottom), colour, width=width)


def _difference_mark(pen: Pen, change: Change, scale: Scale, y: float) -> None:
    """A difference on its interval; nothing across a break, where there is no change to see."""
    row = change.difference
    if row.estimate != row.estimate or change.verb == "broken":
        return
    passed = change.verb in PASSED
    colour = palette.SCORE if passed else palette.UNDECIDED
    marks.whisker(pen.canvas, scale, y, (row.low, row.high), colour, 2.6)
    marks.point(pen.canvas, scale(row.estimate), y, "circle", colour, r=4.4, hollow=not passed)


_NAME, _WAVE, _LEFT, _RIGHT, _GAP_LEFT, _GAP_RIGHT, _VALUE = 138.0, 202, 212, 392, 416, 530, 580
_TAIL = _VALUE + 8


def _wide(pen: Pen, drawn: Sequence[Series], axes: Axes, unit: str) -> None:
    canvas, top = pen.canvas, 24.0
    scale = Scale(axes.estimates[0], axes.estimates[-1], _LEFT + 6, _RIGHT - 6)
    gap = _gap_scale(axes, _GAP_LEFT + 6, _GAP_RIGHT - 6)
    for x, key, anchor in (
        (_VALUE, "column_head.difference", "end"),
        (_TAIL, "column_head.interval", "start"),
    ):
        words = pen.say(key)
        canvas.text(x, 13, words, size=marks.SMALL, colour=palette.SECOND, anchor=anchor)  # type: ignore[arg-type]
    bottom = top + sum(each.depth + _PAD for each in drawn)
    _grid(pen, scale, axes.estimates, top, bottom)
    _grid(pen, gap, axes.differences, top, bottom)
    y = top
    for i, each in enumerate(drawn):
        if i:
            canvas.line((0, y), (canvas.width, y), palette.GRID)
        _wide_series(pen, each, (scale, gap), y + _PAD / 2)
        y += each.depth + _PAD
    marks.ticks(canvas, scale, bottom + 15, axes.estimates, pen.lang, unit=unit)
    marks.ticks(canvas, gap, bottom + 15, axes.differences, pen.lang, sign=True)
    canvas.height = bottom + 20


def _wide_series(pen: Pen, each: Series, scales: tuple[Scale, Scale], top: float) -> None:
    canvas, (scale, gap) = pen.canvas, scales
    middle = top + each.depth / 2
    marks.label(canvas, (0, middle), each.name, _NAME, colour=palette.INK, bold=True, most=2)
    if each.hidden:
        canvas.hatch(scale.left + 0.5, middle - 8, gap.right - scale.left - 1, 16)
        words = pen.hidden_words(each.changes[0].difference)
        canvas.text(_TAIL, middle + 4, words, size=marks.SMALL, colour=palette.SECOND)
        return
    labels = [label for label, _ in each.waves]
    for i, label in enumerate(labels):
        words = shorten(label, _WAVE - _NAME - 6, _WAVE_SIZE)
        base = top + each.step * (i + 0.5) + 4
        canvas.text(_WAVE, base, words, size=_WAVE_SIZE, colour=palette.SECOND, anchor="end")
    _marks(pen, each, scale, top, each.step)
    for change in each.changes:
        # Between two waves, so that it stands beside what it is the difference of.
        y = top + each.step * labels.index(change.after_wave)
        _difference_mark(pen, change, gap, y)
        _difference_words(pen, change, y)


def _inks(change: Change) -> tuple[str, str]:
    return (
        (palette.INK, palette.SECOND) if change.verb in PASSED else (palette.SECOND, palette.THIRD)
    )


def _difference_words(pen: Pen, change: Change, y: float) -> None:
    """Number and interval, the reading below them; words alone where there is no number."""
    row, canvas = change.difference, pen.canvas
    words, room = change_reading(change, pen.labels), pen.canvas.width - _TAIL
    ink, second = _inks(change)
    if row.estimate != row.estimate:
        marks.label(canvas, (_TAIL, y), words, room, colour=palette.SECOND)
        return
    value = formats.signed(row.estimate, pen.lang, decimals=row.decimals)
    span = formats.signed_interval(row.low, row.high, pen.lang, decimals=row.decimals)
    bold = change.verb in PASSED
    canvas.text(_VALUE, y - 2, value, size=13, bold=bold, colour=ink, anchor="end")
    canvas.text(_TAIL, y - 2, span, size=12, colour=second)
    canvas.text(_TAIL, y + 12, shorten(words, room, marks.SMALL), size=marks.SMALL, colour=second)


def _narrow(pen: Pen, drawn: Sequence[Series], axes: Axes, unit: str) -> None:
    canvas, y = pen.canvas, 18.0
    labels = [shorten(label, 70, _WAVE_SIZE) for each in drawn for label, _ in each.waves]
    left = 16 + max(text_width(label, _WAVE_SIZE) for label in labels)
    scale = Scale(axes.estimates[0], axes.estimates[-1], left, canvas.width - 14)
    # On top, since differences with an axis of their own stand between the estimates.
    marks.ticks(canvas, scale, 11, axes.estimates, pen.lang, unit=unit)
    for i, each in enumerate(drawn):
        if i:
            canvas.line((0, y), (canvas.width, y), palette.GRID)
        marks.label(canvas, (0, y + 15), each.name, canvas.width, colour=palette.INK, bold=True)
        second = text_width(each.name, marks.LABEL, True) > canvas.width
        y = _narrow_series(pen, each, scale, axes, y + (33 if second else 25)) + 8
    canvas.height = y


def _narrow_series(pen: Pen, each: Series, scale: Scale, axes: Axes, y: float) -> float:
    """One score from ``y`` down; returns where it ends."""
    canvas = pen.canvas
    if each.hidden:
        canvas.hatch(0.5, y + 2, canvas.width - 1, 16)
        words = pen.hidden_words(each.changes[0].difference)
        canvas.text(0, y + 32, words, size=marks.SMALL, colour=palette.SECOND)
        return y + 34
    depth = _STEP * len(each.waves)
    _grid(pen, scale, axes.estimates, y, y + depth)
    for j, (label, _) in enumerate(each.waves):
        base = y + _STEP * (j + 0.5) + 4
        words = shorten(label, 70, _WAVE_SIZE)
        canvas.text(0, base, words, size=_WAVE_SIZE, colour=palette.SECOND)
    _marks(pen, each, scale, y, _STEP)
    y += depth + 2
    for change in each.changes:
        y = _narrow_difference(pen, change, axes, y, pair=len(each.changes) > 1)
    return y


def _narrow_difference(pen: Pen, change: Change, axes: Axes, y: float, *, pair: bool) -> float:
    """The mark of a difference at the left, its number and interval, the reading below."""
    row, canvas, right = change.difference, pen.canvas, pen.canvas.width
    words = change_reading(change, pen.labels)
    ink, second = _inks(change)
    names = pair_words(change) + ": " if pair else ""
    if row.estimate != row.estimate:
        canvas.text(right, y + 12, f"{names}{words}", size=marks.SMALL,
                    colour=palette.SECOND, anchor="end")  # fmt: skip
        return y + 17
    gap = _gap_scale(axes, 8, 0.4 * right)
    if change.verb != "broken":
        canvas.line((gap(0), y + 2), (gap(0), y + 26), palette.ZERO, width=1.4)
    _difference_mark(pen, change, gap, y + 14)
    value = formats.signed(row.estimate, pen.lang, decimals=row.decimals)
    span = f"({formats.signed_interval(row.low, row.high, pen.lang, decimals=row.decimals)})"
    canvas.text(right, y + 12, span, size=12, colour=second, anchor="end")
    edge = right - text_width(span, 12) - 5
    bold = change.verb in PASSED
    canvas.text(edge, y + 12, value, size=13, bold=bold, colour=ink, anchor="end")
    tail = f"{names}{words}"
    canvas.text(right, y + 26, tail, size=marks.SMALL, colour=second, anchor="end")
    return y + 31
