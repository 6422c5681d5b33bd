"""Puts the presentation behind the doors of :class:`~berakhlak_stats.estimates.Estimates`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from berakhlak_stats.estimates.doors import enrol
from berakhlak_stats.present.inert import inert
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.tables import table

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


def html(result: Estimates, lang: str = "en") -> str:
    """What a notebook shows for a bare result: its table."""
    return table(result, lang).html(inline=True)


def sentences(result: Estimates, lang: str = "en") -> str:
    """The narrative as text that may be set as Markdown."""
    return inert(str(narrate(result, lang)))


enrol("table", table)
enrol("plot", plot)
enrol("narrate", sentences)
enrol("html", html)
