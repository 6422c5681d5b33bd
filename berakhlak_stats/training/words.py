"""The words of the training, and how facts of a task are written in each language."""

from __future__ import annotations

import tomllib
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, NamedTuple

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.phrases import check_lang


class Number(NamedTuple):
    """A fact that is a number, with the decimals it is shown with."""

    value: float
    decimals: int = 1
    signed: bool = False


@cache
def toml(name: str) -> dict[str, Any]:
    """One TOML file of this room."""
    source = files("berakhlak_stats.training").joinpath(*name.split("/"))
    return tomllib.loads(source.read_text(encoding="utf-8"))


def say(key: str, lang: str, **values: Any) -> str:
    """A sentence of ``texts.toml`` with its braces filled."""
    return fill(toml("texts.toml")[key][check_lang(lang)], lang, values)


def fill(text: str, lang: str, values: dict[str, Any]) -> str:
    """``text`` with facts in its braces, as the language writes them."""
    return text.format(**{name: written(value, lang) for name, value in values.items()})


def written(value: Any, lang: str) -> str:
    """One fact in words."""
    if isinstance(value, Bilingual):
        return str(getattr(value, lang))
    if isinstance(value, Number):
        write = formats.signed if value.signed else formats.number
        return write(value.value, lang, decimals=value.decimals)
    return formats.integer(value, lang) if isinstance(value, int) else str(value)


def card(lang: str, heading: str, paragraphs: tuple[str, ...], *, colour: str) -> str:
    """Words in a quiet box with a coloured edge, as HTML; everything is escaped."""
    style = (
        f"border-left:4px solid {colour};padding:8px 14px;margin:6px 0;max-width:46em;"
        f"font:14px/1.5 {palette.FONT};color:{palette.INK}"
    )
    parts = "".join(f'<p style="margin:6px 0 0;white-space:pre-line">{escape(each)}</p>'
                    for each in paragraphs)  # fmt: skip
    return f'<div lang="{lang}" style="{style}"><b>{escape(heading)}</b>{parts}</div>'
