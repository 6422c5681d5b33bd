"""Column names and the texts that describe them."""

from __future__ import annotations

from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED, TEXT


def test_columns_are_described_once() -> None:
    assert not REQUIRED.keys() & OPTIONAL.keys()
    described = {**REQUIRED, **OPTIONAL}
    assert all(text and name == name.strip() for name, text in described.items())
    assert set(TEXT) <= described.keys()
