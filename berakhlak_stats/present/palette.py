"""Colours by role. Colour means something here or is absent."""

from __future__ import annotations

from dataclasses import dataclass

INK, SECOND, THIRD = "#16222E", "#46535F", "#66727D"
RULE, GRID, PANEL, WHITE = "#CBD2D6", "#E4E8EA", "#F4F5F2", "#FFFFFF"
ZERO = "#9AA5AC"

SCORE, INTERVAL, LINE = "#0B4F6C", "#3B7C98", "#0A2A3A"
"""One hue for every value: seven hues fail colour-blind readers and say nothing."""
PALE_INTERVAL = "#8FB6C7"
OUTER_LIMITS, INNER_LIMITS = "#EDF2F4", "#DAE6E9"
UNDECIDED = "#8A959D"
HATCH = "#C3CBD0"
LIMITING, LIMITING_PALE = "#6E1F45", "#DBC4D0"
HIGHER, LOWER = "#0B4F6C", "#9A5B0E"
RATING = ("#A0601A", "#DDB784", "#E3E5E4", "#8FB6C7", "#1F6685")

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"


@dataclass(frozen=True)
class ListStyle:
    """How a pick list looks: fill for marks, a darker ink for text, and a shape."""

    fill: str
    text: str
    shape: str


LIST_STYLES = {
    "personal": ListStyle("#2A9D8F", "#1B776C", "circle"),
    "current": ListStyle("#0B4F6C", "#0B4F6C", "square"),
    "desired": ListStyle("#D9731A", "#A8500C", "diamond"),
}
OTHER_LIST = ListStyle(SCORE, SCORE, "circle")


@dataclass(frozen=True)
class BandStyle:
    """Ground for the scale, solid for the probability strip, and the ink on the solid."""

    ground: str
    solid: str
    ink: str


BAND_STYLES = {
    "A": BandStyle("#B4D0DD", "#1F6685", WHITE),
    "B": BandStyle("#D6E4EA", "#86B0C4", INK),
    "C": BandStyle("#E7E6DC", "#C3C4B2", INK),
    "D": BandStyle("#F3EEE4", "#DCCFB4", INK),
}
NO_BAND = BandStyle(PANEL, GRID, INK)


def list_style(name: str) -> ListStyle:
    """The style of a pick list; a plain one for lists of other instruments."""
    return LIST_STYLES.get(name, OTHER_LIST)


def band_style(code: str) -> BandStyle:
    """The style of a band letter; neutral for codes outside A to D."""
    return BAND_STYLES.get(code, NO_BAND)
