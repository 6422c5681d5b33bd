"""Does "80% sure" come true eight times in ten? Stated confidence against first tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.figures.figure import Figure
from berakhlak_stats.present.svg.canvas import Canvas
from berakhlak_stats.present.svg.scale import Scale
from berakhlak_stats.present.tables import Cell, Table
from berakhlak_stats.training.words import say

EDGES = (0.0, 0.5, 0.7, 0.9)
"""Where the classes of stated confidence begin; the last one reaches 1."""
FEWEST = 10
"""With fewer tasks nothing is said about leaning one way."""
NOTICEABLE = 0.1
"""Mean confidence less share right, from which on it is called over- or underconfidence."""
_WIDTH, _SIDE, _LEFT, _TOP = 460.0, 260.0, 70.0, 16.0


@dataclass(frozen=True)
class Class:
    """Tasks whose stated confidence fell in one class."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, repr=False)
class Calibration:
    """The Brier score of stated confidences and what it is made of.

    ``brier`` is the mean squared distance between confidence and outcome: 0 is perfect, 0.25
    is what saying "half sure" every time would earn; NaN without tasks.
    """

    lang: str
    n: int
    brier: float
    confidence: float
    right: float
    classes: tuple[Class, ...]

    @property
    def lean(self) -> float:
        """Mean confidence less share right: above 0 is overconfidence."""
        return self.confidence - self.right

    def sentence(self) -> str:
        """The finding in words, with no verdict from a handful of tasks."""
        if self.n == 0:
            return say("calibration_none", self.lang)
        words = {
            "n": self.n,
            "brier": formats.number(self.brier, self.lang, decimals=2),
            "stated": formats.percent(self.confidence, self.lang, decimals=0),
            "right": formats.percent(self.right, self.lang, decimals=0),
        }
        said = say("calibration", self.lang, **words)
        return f"{said} {say(self._verdict(), self.lang)}"

    def _verdict(self) -> str:
        if self.n < FEWEST:
            return "calibration_few"
        if abs(self.lean) < NOTICEABLE:
            return "calibration_fits"
        return "calibration_over" if self.lean > 0 else "calibration_under"

    def table(self) -> Table:
        """One row per class of stated confidence."""
        heads = [
            say(key, self.lang) for key in ("head_class", "head_n", "head_stated", "head_right")
        ]
        head = (Cell(heads[0]), *(Cell(words, "num") for words in heads[1:]))
        rows = tuple(
            (
                Cell(f"{_whole(each.low, self.lang)}–{_whole(each.high, self.lang)}"),
                Cell(str(each.n), "num"),
                Cell(_whole(each.confidence, self.lang), "num"),
                Cell(_whole(each.right, self.lang), "num"),
            )
            for each in self.classes
        )
        return Table(self.lang, self.sentence(), head, rows, say("calibration_note", self.lang))

    def plot(self) -> Figure:
        """Stated against right: below the diagonal people were surer than they were right."""
        canvas = Canvas(_WIDTH, _TOP + _SIDE + 56)
        across = Scale(0, 1, _LEFT, _LEFT + _SIDE)
        up = Scale(0, 1, _TOP + _SIDE, _TOP)
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
            canvas.line((across(tick), up(0)), (across(tick), up(1)), palette.GRID)
            canvas.line((across(0), up(tick)), (across(1), up(tick)), palette.GRID)
            words = _whole(tick, self.lang)
            canvas.text(across(tick), up(0) + 18, words, size=11, anchor="middle")
            canvas.text(_LEFT - 8, up(tick) + 4, words, size=11, anchor="end")
        canvas.line((across(0), up(0)), (across(1), up(1)), palette.ZERO, dash="4 3")
        for each in self.classes:
            centre = (across(each.confidence), up(each.right))
            canvas.circle(centre, 4 + min(each.n, 16) ** 0.5, palette.SCORE)
            canvas.text(centre[0] + 12, centre[1] + 4, f"n = {each.n}", size=11)
        stated = say("head_stated", self.lang)
        canvas.text(_LEFT + _SIDE / 2, up(0) + 42, stated, size=12, anchor="middle")
        canvas.text(_LEFT + _SIDE + 14, up(1) + 10, say("head_right", self.lang), size=12)
        title, alt = say("calibration_title", self.lang), self.sentence()
        return Figure("calibration", self.lang, title, "", alt, alt, canvas)

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()

    def __str__(self) -> str:
        return str(self.table()) if self.n else self.sentence()

    def __repr__(self) -> str:
        return f"Calibration(n={self.n}, brier={self.brier:.3f})"


def calibrate(attempts: Sequence[dict[str, Any]], lang: str) -> Calibration:
    """The calibration of recorded tries: the first at each task, where a confidence was stated."""
    first: dict[str, dict[str, Any]] = {}
    for each in attempts:
        first.setdefault(each["exercise"], each)
    pairs = [
        (float(each["confidence"]), float(each["right"]))
        for each in first.values()
        if each["confidence"] is not None
    ]
    nothing = float("nan")
    brier = _mean([(stated - right) ** 2 for stated, right in pairs]) if pairs else nothing
    overall = [_mean(list(column)) for column in zip(*pairs, strict=True)] or [nothing, nothing]
    return Calibration(lang, len(pairs), brier, overall[0], overall[1], _classes(pairs))


def _classes(pairs: Sequence[tuple[float, float]]) -> tuple[Class, ...]:
    made = []
    for low, high in zip(EDGES, (*EDGES[1:], 1.0), strict=True):
        inside = [pair for pair in pairs if low <= pair[0] and (pair[0] < high or high == 1.0)]
        if inside:
            stated, right = (_mean(list(column)) for column in zip(*inside, strict=True))
            made.append(Class(low, high, len(inside), stated, right))
    return tuple(made)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _whole(share: float, lang: str) -> str:
    return formats.percent(share, lang, decimals=0)
