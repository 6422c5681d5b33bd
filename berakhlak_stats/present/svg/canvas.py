"""A canvas that writes SVG: shapes, text that stays text, and a hatch with its own id."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Literal

from berakhlak_stats.present import palette
from berakhlak_stats.survey.texts import printable

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
_HATCH = "HATCH-ID"
# A notebook sets formulas between such signs, in drawings too; a part of its own is left alone.
_ALONE = r"<tspan>\g<0></tspan>"
_MATHS = re.compile(r"[$\\]")


def clean(text: str) -> str:
    """``text`` safe inside XML: escaped, without characters that XML forbids or that turn text."""
    return escape(printable(text), quote=True)


def short(value: float) -> str:
    """A coordinate with at most two places."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@dataclass
class Canvas:
    """Elements in drawing order; ``height`` may be set last."""

    width: float
    height: float = 0.0
    _parts: list[str] = field(default_factory=list)
    _hatched: bool = False

    def rect(
        self, x: float, y: float, w: float, h: float, fill: str, *, stroke: str = "none"
    ) -> None:
        """A rectangle with its upper left corner at x, y."""
        edge = "" if stroke == "none" else f' stroke="{stroke}"'
        box = f'x="{short(x)}" y="{short(y)}" width="{short(max(w, 0))}" height="{short(h)}"'
        self._parts.append(f'<rect {box} fill="{fill}"{edge}/>')

    def line(self, a: Point, b: Point, colour: str, *, width: float = 1.0, dash: str = "") -> None:
        """A straight line."""
        ends = f'x1="{short(a[0])}" y1="{short(a[1])}" x2="{short(b[0])}" y2="{short(b[1])}"'
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(f'<line {ends} stroke="{colour}" stroke-width="{short(width)}"{extra}/>')

    def curve(self, a: Point, b: Point, colour: str, *, width: float = 1.6) -> None:
        """A smooth line that leaves ``a`` and reaches ``b`` horizontally."""
        (x1, y1), (x2, y2) = a, b
        mid = (x1 + x2) / 2
        numbers = (x1, y1, mid, y1, mid, y2, x2, y2)
        d = "M{} {}C{} {} {} {} {} {}".format(*map(short, numbers))
        self._parts.append(
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{short(width)}"/>'
        )

    def circle(
        self, centre: Point, r: float, fill: str, *, stroke: str = "none", width: float = 1.0
    ) -> None:
        """A circle, hollow where ``fill`` is white and ``stroke`` is given."""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{short(width)}"'
        at = f'cx="{short(centre[0])}" cy="{short(centre[1])}" r="{short(r)}"'
        self._parts.append(f'<circle {at} fill="{fill}"{edge}/>')

    def polygon(
        self, points: Sequence[Point], fill: str, *, stroke: str = "none", width: float = 1.0
    ) -> None:
        """A closed shape."""
        edge = "" if stroke == "none" else f' stroke="{stroke}" stroke-width="{short(width)}"'
        corners = " ".join(f"{short(x)},{short(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}" fill="{fill}"{edge}/>')

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12.5,
        colour: str = palette.INK,
        bold: bool = False,
        anchor: Anchor = "start",
    ) -> None:
        """Words with their baseline at y."""
        weight = ' font-weight="700"' if bold else ""
        place = "" if anchor == "start" else f' text-anchor="{anchor}"'
        at = f'x="{short(x)}" y="{short(y)}" font-size="{short(size)}" fill="{colour}"'
        self._parts.append(f"<text {at}{weight}{place}>{_MATHS.sub(_ALONE, clean(words))}</text>")

    def hatch(self, x: float, y: float, w: float, h: float) -> None:
        """A hatched box: something is hidden or was not tested."""
        self._hatched = True
        self.rect(x, y, w, h, palette.WHITE)
        self.rect(x, y, w, h, f"url(#{_HATCH})", stroke=palette.RULE)

    def svg(self, label: str, uid: str = "") -> str:
        """The whole drawing; ids inside begin with ``uid`` or a fingerprint of the content."""
        body = "".join(self._parts)
        mark = hashlib.sha256(f"{self.width}{label}{body}".encode()).hexdigest()[:10]
        uid = re.sub(r"[^A-Za-z0-9_-]", "-", uid) or f"g{mark}"
        defs = _pattern(f"{uid}-h") if self._hatched else ""
        w, h = short(self.width), short(self.height)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" '
            f'height="{h}" role="img" aria-label="{clean(label)}" font-family="{palette.FONT}">'
        )
        return f"{head}{defs}{body.replace(_HATCH, f'{uid}-h')}</svg>"


def stack(top: Canvas, offset: float, below: Canvas) -> Canvas:
    """A new canvas with ``below`` moved down by ``offset`` under ``top``."""
    moved = f'<g transform="translate(0 {short(offset)})">{"".join(below._parts)}</g>'
    width = max(top.width, below.width)
    return Canvas(
        width, offset + below.height, [*top._parts, moved], top._hatched or below._hatched
    )


def _pattern(name: str) -> str:
    return (
        f'<defs><pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="6" '
        f'stroke="{palette.HATCH}" stroke-width="1.4"/></pattern></defs>'
    )
