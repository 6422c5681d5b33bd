"""Bands as stretches of the scale."""

from itertools import pairwise

from berakhlak_stats.estimates import Provenance
from berakhlak_stats.present.bands import band_spans
from berakhlak_stats.present.labels import Labels


def test_bands_cover_the_scale_without_holes() -> None:
    spans = band_spans(Labels.of(Provenance("x", instrument="berakhlak-2022"), "id"))
    assert [span.code for span in spans] == ["D", "C", "B", "A"]
    assert spans[0].low == 0 and spans[-1].high == 100
    assert all(a.high == b.low for a, b in pairwise(spans))


def test_an_instrument_without_bands_has_none() -> None:
    assert band_spans(Labels("id")) == ()
