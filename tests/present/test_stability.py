"""Tables and figures of reliability results."""

from __future__ import annotations

import pytest

from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.stability import stability_table
from berakhlak_stats.present.tables import table
from tests.present.reliability_results import NAMES, reliability_results


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_result_has_a_table_and_a_figure(name: str, lang: str) -> None:
    result = reliability_results()[name]
    made = table(result, lang)
    wide = len(made.head)
    assert all(sum(cell.span for cell in row) == wide for row in made.rows)
    assert made.html() and plot(result, lang).alt
    for width in (760, 344):
        drawn = plot(result, lang, width=width)
        assert drawn.svg().startswith("<svg") and '"nan"' not in drawn.svg()


def test_units_are_named_and_all_units_stand_first() -> None:
    made = stability_table(reliability_results()["units"], "id")
    assert [cell.words for cell in made.head][:2] == ["Kelompok", "Uraian"]
    assert made.rows[0][0].words == "Semua unit"
    assert len(made.rows) == len(reliability_results()["units"])


def test_long_tables_say_how_much_is_left() -> None:
    made = table(reliability_results()["units"], "en")
    assert len(made.rows) == 15 and "15 of" in made.note


def test_hidden_rows_hold_no_number() -> None:
    made = stability_table(reliability_results()["hidden"], "en")
    for row in made.rows:
        assert not any(character.isdigit() for cell in row[3:] for character in cell.words)


def test_lists_are_told_apart() -> None:
    made = stability_table(reliability_results()["words"], "en")
    lists = {row[1].words for row in made.rows}
    assert lists == {"Personal", "Current"}
