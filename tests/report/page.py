"""An independent reader of finished pages: standard library only, nothing of the package."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr", "wbr"}


@dataclass
class Page(HTMLParser):
    """Tags in order, ids, headings, and text apart for prose, tables and drawings."""

    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[str] = []

    @classmethod
    def of(cls, html: str) -> Page:
        page = cls()
        page.feed(html)
        page.close()
        page.unclosed += page._open
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in VOID:
            self._open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.unclosed.append(f"</{tag}> in {self._open[-3:]}")
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or {"style", "script", "head"} & set(self._open):
            return
        if self.headings and re.fullmatch("h[1-6]", self._open[-1] if self._open else ""):
            level, text = self.headings[-1]
            self.headings[-1] = (level, f"{text} {words}".strip())
        place = self.drawn if "svg" in self._open else self.cells if "table" in self._open else None
        (self.prose if place is None else place).append(words)


_NUMBER = re.compile(r"(?<![\w.,#])\d(?:[\d.,]*\d)?")


def numbers(text: str, lang: str) -> list[str]:
    """All numbers of a text as canonical decimals: no groups, a point, no end zeros."""
    group, point = (".", ",") if lang == "id" else (",", ".")
    found = []
    for match in _NUMBER.finditer(text):
        plain = match.group().replace(group, "").replace(point, ".")
        found.append(plain.rstrip("0").rstrip(".") if "." in plain else plain)
    return found
