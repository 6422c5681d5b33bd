"""The bands of an instrument as stretches of the 0-100 scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from berakhlak_stats.present.labels import Labels


@dataclass(frozen=True)
class BandSpan:
    """One band from ``low`` to ``high``; ``name`` may be empty."""

    code: str
    low: float
    high: float
    name: str


def band_spans(labels: Labels) -> tuple[BandSpan, ...]:
    """Bands from the lowest to the highest; empty where the instrument has none."""
    spans: list[BandSpan] = []
    top = 100.0
    for band in labels.bands:
        spans.append(BandSpan(band.code, float(band.low), top, band.label.get(labels.lang)))
        top = float(band.low)
    return tuple(reversed(spans))
