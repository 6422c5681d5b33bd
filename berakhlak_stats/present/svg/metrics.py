"""How wide words are, without a font: measured labels wrap and never collide.

The widths are those shared by Helvetica, Arial and Liberation Sans, so a figure made on one
machine fits on every other. Letters outside the table count as a full em, which is wide and safe.
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

ASCENT, DESCENT = 0.76, 0.22
"""Heights above and below the baseline, as shares of the type size, of letters in use here."""
_UNKNOWN = 1000
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


@cache
def _widths(bold: bool) -> dict[str, int]:
    table = tomllib.loads((files(__package__) / "widths.toml").read_text(encoding="utf-8"))
    face: dict[str, str] = table["bold" if bold else "regular"]
    return {letter: int(width) for width, letters in face.items() for letter in letters}


def _letter(letter: str, widths: dict[str, int]) -> int:
    if letter in widths:
        return widths[letter]
    return 0 if unicodedata.combining(letter) else _UNKNOWN


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of ``text`` in pixels at ``size`` pixels."""
    widths = _widths(bold)
    return sum(_letter(letter, widths) for letter in text) * size / 1000


def shorten(text: str, room: float, size: float, bold: bool = False) -> str:
    """``text``, or its beginning with an ellipsis where it is wider than ``room``."""
    if text_width(text, size, bold) <= room:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, bold: bool = False, most: int = 2) -> list[str]:
    """``text`` in at most ``most`` lines no wider than ``room``; what is too much is shortened."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, room, size, bold) for line in lines] or [""]


def fit(
    text: str,
    room: float,
    size: float = 12.5,
    small: float = 11.0,
    *,
    bold: bool = False,
    most: int = 2,
) -> tuple[list[str], float]:
    """``text`` in at most ``most`` lines with their type size, smaller only where it must be."""
    lines = wrap(text, room, size, bold, most=min(most, 2))
    if not lines[-1].endswith(ELLIPSIS):
        return lines, size if len(lines) == 1 else min(size, 12.0)
    return wrap(text, room, small, bold, most=most), small
