"""Tables of ranks and benchmarks."""

from __future__ import annotations

import pytest

from berakhlak_stats.present.benchmarks import (
    groups_of,
    level_words,
    main_item,
    standings_of,
    whole_of,
)
from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.tables import table
from tests.present.benchmark_results import NAMES, benchmark_results


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_result_has_a_table_and_a_figure(name: str, lang: str) -> None:
    result = benchmark_results()[name]
    made = table(result, lang, most=None)
    wide = len(made.head)
    assert all(sum(cell.span for cell in row) == wide for row in made.rows)
    assert len(made.rows) == len(result)
    assert made.html() and plot(result, lang).alt


def test_figures_are_those_of_their_kind() -> None:
    drawn = {name: plot(result, "id").name for name, result in benchmark_results().items()}
    assert drawn == {
        "funnel": "funnel",
        "ranks": "rank_intervals",
        "values": "heatmap",
        "shrunken": "shrunken",
        "standings": "rank_intervals",
    }


def test_standings_hold_place_raw_and_shrunken_score_and_reliability() -> None:
    made = table(benchmark_results()["standings"], "id")
    assert [cell.words for cell in made.head] == [
        "Uraian", "Kelompok", "n", "Urutan", "Peringkat yang mungkin", "Skor mentah", "Skor susut",
        "Selang 95%", "Keandalan",
    ]  # fmt: skip
    assert made.rows[0][1].words == "Pusat" and made.rows[1][3].words == "1"
    assert "semua kelompok sekaligus (95%)" in made.note and "mentah" in made.note


def test_hidden_groups_have_words_and_no_numbers() -> None:
    for name in ("funnel", "ranks", "shrunken", "standings"):
        result = benchmark_results()[name]
        made = table(result, "en", most=None)
        hidden = [row for row in made.rows if row[-1].words.startswith("hidden")]
        assert len(hidden) == int(result.frame["suppressed"].sum()) > 0
        assert all(not any(map(str.isdigit, row[-1].words)) for row in hidden)


def test_positions_follow_the_limits() -> None:
    every = standings_of(benchmark_results()["funnel"])
    own = groups_of(every, main_item(every))
    assert main_item(every) == "implementation" and whole_of(every, "implementation") is not None
    found = {each.position for each in own if each.row.shown}
    assert {"inside", "far"} <= found
    for each in own:
        beyond = each.row.estimate < each.limit_95_low or each.row.estimate > each.limit_95_high
        assert (each.position == "inside") is not beyond
    assert {each.position for each in own if each.row.hidden} == {"inside"}


def test_a_level_has_the_decimals_it_needs() -> None:
    result = benchmark_results()["ranks"]
    assert level_words(result, "id") == "99,9%"
    from dataclasses import replace

    finer = replace(result, provenance=replace(result.provenance, conf_level=1 - 0.05 / 15))
    assert level_words(finer, "id") == "99,7%"
