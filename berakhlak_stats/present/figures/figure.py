"""What every figure function returns: a drawing with its message, its words and its alt text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.bands import BandSpan, band_spans
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.phrases import enumerate_words, has_phrase, phrase, say
from berakhlak_stats.present.reading import state_words
from berakhlak_stats.present.rows import Row
from berakhlak_stats.present.svg.canvas import Canvas, stack
from berakhlak_stats.present.svg.metrics import wrap

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

WIDE, NARROW = 760, 344
_SWITCH = 560
"""Drawings at least this wide use the wide layout."""


@dataclass(frozen=True)
class Figure:
    """A drawing and its words.

    ``title`` is the message, ``subtitle`` says what, unit and n, ``caption`` how to read it.
    ``svg()`` is the bare drawing for a page that prints these words itself; in a notebook the
    title and the subtitle are drawn above it.
    """

    name: str
    lang: str
    title: str
    subtitle: str
    caption: str
    alt: str
    canvas: Canvas

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.canvas.width

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.canvas.height

    def svg(self, uid: str = "") -> str:
        """The drawing as inline SVG; pass ``uid`` where the same drawing appears twice."""
        return self.canvas.svg(self.alt, uid)

    def titled_svg(self) -> str:
        """The drawing under its title and subtitle, complete in itself."""
        head = Canvas(self.width)
        y = 0.0
        for text, size, bold, colour in (
            (self.title, 17.0, True, palette.INK),
            (self.subtitle, 13.0, False, palette.SECOND),
        ):
            for line in wrap(text, self.width, size, bold, most=3) if text else []:
                y += size * 1.3
                head.text(0, y, line, size=size, bold=bold, colour=colour)
            y += 3
        return stack(head, y + 14, self.canvas).svg(f"{self.title}. {self.alt}")

    def _repr_svg_(self) -> str:
        return self.titled_svg()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        alt = f"{self.title}. {self.alt}"
        data = {"image/svg+xml": self.titled_svg(), "text/plain": alt}
        return data, {"image/svg+xml": {"alt": alt}}


@dataclass(frozen=True)
class Pen:
    """What every drawing function needs: canvas, language, labels, bands, confidence level."""

    canvas: Canvas
    lang: str
    labels: Labels
    conf: str
    least: int

    @classmethod
    def of(cls, result: Estimates, lang: str, width: float) -> Pen:
        """A pen for one result."""
        made = result.provenance
        conf = formats.percent(made.conf_level, lang, decimals=0)
        return cls(Canvas(width), lang, Labels.of(made, lang), conf, made.smallest_group)

    @property
    def wide(self) -> bool:
        """Whether the wide layout applies."""
        return self.canvas.width >= _SWITCH

    @property
    def spans(self) -> tuple[BandSpan, ...]:
        """The bands of the instrument, low to high."""
        return band_spans(self.labels)

    def say(self, key: str, **values: object) -> str:
        """A phrase with its braces filled."""
        return say(key, self.lang, conf=self.conf, least=self.least, **values)

    def word(self, key: str) -> str:
        """A phrase as it stands."""
        return phrase(key, self.lang)

    def index(self, value: float) -> str:
        """A number with one decimal."""
        return formats.index(value, self.lang)

    def span_of(self, row: Row) -> str:
        """The interval of a row."""
        return formats.interval(row.low, row.high, self.lang, decimals=row.decimals)

    def hidden_words(self, row: Row, *, short: bool = False) -> str:
        """What stands in the place of the numbers of a row that has none."""
        key = f"state.{row.state}_short"
        if short and has_phrase(key, self.lang):
            return self.say(key)
        if row.missing:
            return self.word("state.not_computed")
        return state_words(row, self.labels)


def sample_words(result: Estimates, lang: str) -> str:
    """How many answered, as ``n = 612.`` at the end of a sub-line."""
    return f"n = {formats.integer(result.provenance.n_used, lang)}."


def key_numbers(pairs: Sequence[tuple[str, str]], lang: str) -> str:
    """At most three ``name number`` pairs as a phrase of an alt text."""
    return enumerate_words([f"{name} {value}" for name, value in pairs[:3]], lang)


def alt_text(pen: Pen, kind: str, what: str, pairs: Sequence[tuple[str, str]], hidden: int) -> str:
    """Type, what varies, three key numbers, and the exception."""
    text = pen.say(f"alt.{kind}", what=what)
    if pairs:
        text += f" {pen.say('alt.key', numbers=key_numbers(pairs, pen.lang))}"
    if hidden:
        key = "alt.hidden_one" if hidden == 1 else "alt.hidden"
        text += f" {pen.say(key, hidden=formats.integer(hidden, pen.lang))}"
    return text
