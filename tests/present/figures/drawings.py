"""Reads drawings back: where every word stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from berakhlak_stats.present.svg.metrics import ASCENT, DESCENT, text_width


@dataclass(frozen=True)
class Words:
    """A text with its measured box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def view(svg: str) -> tuple[float, float]:
    box = ElementTree.fromstring(svg).get("viewBox")
    assert box is not None
    return float(box.split()[2]), float(box.split()[3])


def texts(svg: str) -> list[Words]:
    found: list[Words] = []
    _walk(ElementTree.fromstring(svg), 0.0, found)
    return found


def _walk(node: ElementTree.Element, down: float, found: list[Words]) -> None:
    moved = re.match(r"translate\(0 ([\d.]+)\)", node.get("transform", ""))
    down += float(moved[1]) if moved else 0.0
    if node.tag.endswith("}text"):
        found.append(_box(node, down))
    for child in node:
        _walk(child, down, found)


def _box(node: ElementTree.Element, down: float) -> Words:
    text = node.text or ""
    size, bold = float(node.get("font-size", "0")), node.get("font-weight") == "700"
    width = text_width(text, size, bold)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.get("text-anchor", "start")]
    left, base = float(node.get("x", "0")) - share * width, float(node.get("y", "0")) + down
    return Words(text, left, base - ASCENT * size, left + width, base + DESCENT * size)


def outside(svg: str, slack: float = 0.6) -> list[str]:
    """Texts that leave the drawing."""
    width, height = view(svg)
    return [
        word.text
        for word in texts(svg)
        if word.left < -slack
        or word.right > width + slack
        or word.top < -slack
        or word.bottom > height + slack
    ]


def overlapping(svg: str, slack: float = 0.5) -> list[tuple[str, str]]:
    """Pairs of texts that share ink: their boxes meet by more than a hair."""
    return [
        (a.text, b.text)
        for a, b in combinations(texts(svg), 2)
        if a.left < b.right - slack
        and b.left < a.right - slack
        and a.top < b.bottom - 2
        and b.top < a.bottom - 2
    ]


def too_small(svg: str) -> list[str]:
    root = ElementTree.fromstring(svg)
    return [n.text or "" for n in root.iter() if float(n.get("font-size", "99")) < 11]
