"""What may be compared: instruments, scales, breaks, and codes of bodies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.errors import AnswerError, InstrumentError
from berakhlak_stats.instrument import Claim, SeriesBreak, Text, load_instrument, make_instrument
from berakhlak_stats.waves.comparability import (
    breaks_between,
    check_bodies,
    require_one_instrument,
    undated,
    year_of,
)

KNOWN = load_instrument("berakhlak-2022")
LABELS = ("2022", "2023")


@pytest.mark.parametrize(
    ("label", "year"),
    [("2023", 2023), ("Survei 2023", 2023), ("2023-II", 2023), ("2023/2023", 2023),
     ("2023/2024", None), ("wave 1", None), ("120235", None), ("1850", None)],
)  # fmt: skip
def test_a_year_is_read_and_never_guessed(label: str, year: int | None) -> None:
    assert year_of(label) == year


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [("2022", "2023", []), ("2023", "2024", [2024]), ("2024", "2023", [2024]),
     ("2023", "2025", [2024, 2025]), ("2024", "2025", [2025]), ("2025", "2026", []),
     ("a", "2024", [])],
)  # fmt: skip
def test_breaks_of_the_series(first: str, second: str, years: list[int]) -> None:
    """2024: remade with BRIN; 2025: run by agencies. Both stand in the instrument's file."""
    assert [each.year for each in breaks_between([KNOWN], first, second)] == years


def test_what_is_published_and_what_is_inferred_of_a_break() -> None:
    for each in KNOWN.breaks:
        assert each.claim.sureness == "inferred" and each.claim.source
        assert each.claim.note is not None and "dipublikasikan" in each.claim.note.id


def test_breaks_of_either_side_count() -> None:
    own = SeriesBreak(2023, Text("mode baru", "new mode"), Claim("assumed"))
    other = replace(KNOWN, breaks=(own,))
    assert breaks_between([KNOWN, other], "2022", "2024") == (KNOWN.breaks[0], own)


def test_labels_without_a_year() -> None:
    assert undated([KNOWN], LABELS) == ()
    assert "x" in undated([KNOWN], ["2022", "x"])[0][0]
    assert undated([make_instrument(numbers=["score"])], ["x", "y"]) == ()


def test_other_versions_are_refused_with_a_table() -> None:
    assert require_one_instrument([KNOWN, KNOWN], LABELS)
    newer = replace(KNOWN, version="1.1")
    with pytest.raises(InstrumentError, match="E504") as caught:
        require_one_instrument([KNOWN, newer], LABELS)
    for lang in ("id", "en"):
        told = caught.value.text(lang)
        assert "2022: berakhlak-2022 1.0; 2023: berakhlak-2022 1.1" in told
    assert not require_one_instrument([KNOWN, newer], LABELS, declared=True)


def test_other_contents_under_the_same_version_are_refused() -> None:
    other = replace(KNOWN, words=KNOWN.words[:-1])
    with pytest.raises(InstrumentError, match="E504") as caught:
        require_one_instrument([KNOWN, other], LABELS)
    assert "isi lain, 90 butir" in caught.value.text("id")
    assert "other contents, 89 items" in caught.value.text("en")


def test_five_and_four_points_are_never_mixed() -> None:
    five = make_instrument(ratings=["a"], scale=(1, 5))
    four = make_instrument(ratings=["a"], scale=(1, 4))
    for declared in (False, True):
        with pytest.raises(AnswerError, match="E202") as caught:
            require_one_instrument([five, four], LABELS, declared=declared)
        assert "2022: 1–5; 2023: 1–4" in caught.value.text("id")


def test_a_code_keeps_its_body() -> None:
    check_bodies({"2022": {"K1": "x"}, "2023": {"K1": "x", "K2": "y"}}, LABELS)
