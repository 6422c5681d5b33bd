"""Titles that ask for a comment, whatever few people wrote there."""

from __future__ import annotations

import pyarrow as pa
import pytest

from berakhlak_stats.survey.checks.free_text import is_free_text
from berakhlak_stats.survey.mapping.cells import factorise

FEW = ["Pak Rahmat suka marah kepada staf", "Bagus", "Kerja tim sudah baik", None, None, None]


@pytest.mark.parametrize(
    ("title", "cells", "free"),
    [
        ("current_other", FEW * 10, True),
        ("Q2[other]", FEW * 10, True),
        ("Budaya saat ini, yang lain", FEW * 10, True),
        ("Keterangan", FEW * 10, True),
        ("Catatan", FEW * 10, True),
        ("Keterangan", ["Aktif", "Cuti"] * 20, False),
        ("Other unit", ["Dinas Kesehatan", "Bappeda"] * 20, False),
        ("Unit kerja lain", ["Ya", "Tidak"] * 20, False),
    ],
)
def test_titles_tell_comments(title: str, cells: list[str | None], free: bool) -> None:
    assert is_free_text([title], factorise(pa.array(cells, pa.string()))) is free
