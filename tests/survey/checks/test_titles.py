from __future__ import annotations

import pytest

from berakhlak_stats.survey.checks.titles import looks_identifying, shown_title
from tests.survey.handmade import nip
from tests.survey.helpers import EMAIL


@pytest.mark.parametrize(
    "text", [nip(3), nip(3).replace(" ", ""), "6" * 16, EMAIL, "0812" + "3456789"]
)
def test_identifiers_are_no_titles(text: str) -> None:
    assert looks_identifying(f" {text} ")
    assert shown_title(text, 4) == "column_4"
    assert text not in shown_title(f"Isi seperti {text}", 4)


@pytest.mark.parametrize("text", ["NIP", "Nama", "Kata pribadi 1", "2025", "Q1_12", ""])
def test_titles_stay_as_they_are(text: str) -> None:
    assert not looks_identifying(text) and shown_title(text, 1) == text
