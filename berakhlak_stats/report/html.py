"""Document to one self-contained HTML file: no network, no script."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.svg.canvas import clean
from berakhlak_stats.report.words import word

if TYPE_CHECKING:
    from berakhlak_stats.report.blocks import Document


def render(document: Document) -> str:
    """The whole page as text.

    Everything from data is escaped by the template; the drawings escape their own text. Control
    characters and marks that turn the reading direction are taken out before.
    """
    lang = document.lang
    words = {name: word(f"page.{name}", lang) for name in _WORDS}
    page = document.title
    if document.synthetic and word("page.synthetic", lang).lower() not in document.title.lower():
        page = word("page.page_synthetic", lang).format(title=document.title)
    text: str = _template().render(document=document, words=words, page=page, style=_style(page))
    return text


_WORDS = (
    "synthetic", "skip", "contents", "contents_long", "table", "table_region",
)  # fmt: skip


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = files("berakhlak_stats.report") / "templates"
    environment = Environment(
        loader=FileSystemLoader(str(folder)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finish,
    )
    environment.filters["prose"] = prose
    return environment.get_template("report.html.j2")


_NUMBER = r"[+\N{MINUS SIGN}]?\d[\d.,]*"
_INTERVAL = re.compile(rf"{_NUMBER}(?:\N{{EN DASH}}| (?:s\.d\.|to) ){_NUMBER}(?<![.,])%?")


def prose(text: str) -> Any:
    """Escaped words in which an interval never breaks over two lines."""
    from markupsafe import Markup, escape

    return Markup(_INTERVAL.sub(r'<span class="keep">\g<0></span>', str(escape(_plain(text)))))


def _finish(value: Any) -> Any:
    """Plain text loses what could hide or turn it; finished markup stays as it is."""
    from markupsafe import Markup

    return _plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain(text: str) -> str:
    return unescape(clean(text))


def _style(page: str) -> Any:
    """The style sheet with the words of the page's margin boxes as a CSS string."""
    from markupsafe import Markup

    sheet = (files("berakhlak_stats.report") / "templates" / "report.css").read_text("utf-8")
    return Markup(sheet.replace("PAGE_TITLE", css_string(page)))


def css_string(text: str) -> str:
    """``text`` inside a quoted CSS string: everything but letters, digits and spaces escaped."""
    kept = _plain(text)
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in kept)
