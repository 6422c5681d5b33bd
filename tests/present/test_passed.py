"""Table, figure and sentences call the same differences passed: those whose adjusted p is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.figures.gaps import gaps
from berakhlak_stats.present.formats import signed
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.rows import Row, overall, rows_of
from berakhlak_stats.present.tables import table
from berakhlak_stats.present.verbs import ALPHA
from tests.present import fakes
from tests.present.benchmark_results import benchmark_results
from tests.present.wave_results import every_state

BOLD = re.compile(r'<text[^>]*font-weight="700"[^>]*>([^<]*)</text>')
SIGNED = re.compile(r"^[+\N{MINUS SIGN}]?[\d.,]+$")


def little() -> Estimates:
    """A difference that passed but is small, and one of uncertain size: d is below .10."""
    result = fakes.word_gaps()
    frame = result.frame.copy()
    frame["effect"] = 0.5
    columns = ["estimate", "conf_low", "conf_high", "p_adjusted", "effect"]
    frame.loc[0, columns] = [0.006, 0.003, 0.009, 0.01, 0.2]
    frame.loc[1, columns] = [-0.039, -0.074, -0.004, 0.045, 0.08]
    return replace(result, frame=frame)


RESULTS: dict[str, Callable[[], Estimates]] = {
    "words": fakes.word_gaps,
    "values": fakes.value_gaps,
    "little": little,
    "groups": lambda: benchmark_results()["values"],
    "waves": every_state,
}
every_result = pytest.mark.parametrize("name", RESULTS)


def passed_of(result: Estimates) -> list[Row]:
    rows = [row for row in rows_of(result) if row.shown and row.difference]
    return [row for row in rows if row.p_adjusted < ALPHA]


def bold_numbers(svg: str) -> list[str]:
    return sorted(text for text in BOLD.findall(svg) if SIGNED.match(text))


def in_words(rows: list[Row]) -> list[str]:
    return sorted(signed(row.estimate, "id", decimals=row.decimals) for row in rows)


@every_result
def test_bold_in_the_table_is_passed(name: str) -> None:
    result = RESULTS[name]()
    made = table(result, "id", most=None)
    bold = sorted(cell.words for row in made.rows for cell in row if cell.bold)
    assert passed_of(result) and bold == in_words(passed_of(result))


@every_result
def test_sentences_count_what_passed(name: str) -> None:
    result = RESULTS[name]()
    tests = [row for row in rows_of(result) if row.shown and row.p_adjusted == row.p_adjusted]
    told = narrate(result, "id").of_rule("gap_summary", "gap_summary_level", "summary")
    numbers = told[0].claim.numbers
    assert numbers[:2] == (str(len(passed_of(result))), str(len(tests)))


@pytest.mark.parametrize("width", [760.0, 344.0])
@pytest.mark.parametrize("name", ["words", "values", "little"])
def test_bold_in_the_drawing_is_passed(name: str, width: float) -> None:
    result = RESULTS[name]()
    drawn = gaps(result, "id", width=width, most=99)
    passed = overall(passed_of(result))
    assert bold_numbers(drawn.svg()) == in_words(passed)


@pytest.mark.parametrize("name", ["groups", "waves"])
def test_bold_in_other_drawings_is_passed(name: str) -> None:
    result = RESULTS[name]()
    assert bold_numbers(result.plot("id").svg()) == in_words(passed_of(result))
