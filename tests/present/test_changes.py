"""Changes as rows of a table: three states, floor, breaks, and what is hidden."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from berakhlak_stats.estimates.glossary import BROKEN
from berakhlak_stats.present.changes import change_table, changes, waves_of
from tests.present.wave_results import STATES, made_by_hand, state, wave_results

TREND = ("meningkat", "menurun", "naik", "turun", "rose", "fell", "lebih tinggi", "lebih rendah")


@pytest.mark.parametrize("name", list(STATES))
def test_each_state_has_its_verb(name: str) -> None:
    (change,) = changes(state(name))
    assert change.verb == name


READINGS = {
    "higher": "meningkat",
    "lower": "menurun",
    "small": "berbeda secara statistik tetapi kecil (dalam ±1 poin)",
    "unsure": "berbeda, besarnya belum pasti",
    "equivalent": "setara dalam ±1 poin",
    "cannot_tell": "belum dapat disimpulkan",
    "broken": "seri terputus",
    "not_tested": "tidak diuji: n < 20",
    "hidden": "disembunyikan",
}


@pytest.mark.parametrize("name", list(STATES))
def test_each_state_has_its_words(name: str) -> None:
    (row,) = change_table(state(name), "id").rows
    assert row[-1].words == READINGS[name]
    if name not in ("higher", "lower"):
        assert not any(word in cell.words for cell in row for word in TREND)


def test_the_note_of_a_break_is_spelt_in_one_place() -> None:
    root = Path(str(files("berakhlak_stats")))
    spelt = [path.name for path in root.rglob("*.py") if f'"{BROKEN}"' in path.read_text("utf-8")]
    assert spelt == ["glossary.py"]


def test_a_broken_difference_shows_its_number_without_a_p() -> None:
    made = change_table(state("broken"), "id")
    (row,) = made.rows
    words = [cell.words for cell in row]
    assert "+13,3" in words and "+12,0 s.d. +14,6" in words and "–" in words
    assert not any(cell.bold for cell in row)
    assert "bukan perubahan" in made.note


def test_a_hidden_row_holds_no_number() -> None:
    (row,) = change_table(state("hidden"), "id").rows
    assert not any(character.isdigit() for cell in row for character in cell.words)


def test_heads_name_the_waves() -> None:
    head = [cell.words for cell in change_table(state("higher"), "id").head]
    assert head == [
        *("Uraian", "n 2022", "n 2023", "2022", "2023"),
        *("Selisih", "Selang 95%", "p disesuaikan", "Bacaan"),
    ]
    assert waves_of(state("higher")) == ["2022", "2023"]
    three = [cell.words for cell in change_table(wave_results()["three"], "id").head]
    assert three[1:6] == ["Gelombang", "n sebelum", "n sesudah", "Sebelum", "Sesudah"]


def test_units_of_their_own_earn_no_direction() -> None:
    """The floor is in index points: hours or coefficients have none."""
    hours = made_by_hand([STATES["higher"] | {"level": "item"}], variant="number_mean")
    (change,) = changes(hours)
    assert change.verb == "unsure" and not change.points
    alpha = made_by_hand([STATES["equivalent"] | {"level": "coefficient"}])
    assert changes(alpha)[0].verb == "cannot_tell"


def test_one_wave_only() -> None:
    lost = STATES["not_tested"] | {"note": "not tested: one wave"}
    result = made_by_hand([lost])
    frame = result.frame
    keep = ~((frame["wave"] == "2022") & (frame["against"] == ""))
    result = type(result)(frame[keep].reset_index(drop=True), result.provenance)
    (change,) = changes(result)
    assert change.before.state == "not_computed"
    (row,) = change_table(result, "id").rows
    assert row[-1].words == "tidak diuji: hanya ada di satu gelombang"
