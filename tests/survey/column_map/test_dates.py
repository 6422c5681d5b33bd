"""Dates: the order is declared or shown by the dates, never guessed; odd ones are told."""

from __future__ import annotations

import pandas as pd
import pytest

from berakhlak_stats.survey import ColumnMap, propose_mapping, read_survey, validate
from berakhlak_stats.survey.column_map.dates import are_dates, order_shown
from berakhlak_stats.survey.column_map.model import MappedColumn
from tests.survey.helpers import only_problem, rating_instrument, refusal, speaks_both_languages

RATED = rating_instrument("A1", "A2")


def frame(*days: str, **more: list[str]) -> pd.DataFrame:
    n = len(days)
    return pd.DataFrame({"A1": [1] * n, "A2": [2] * n, "mulai": days, **more})


def mapped(order: str = "", *others: MappedColumn) -> ColumnMap:
    columns = (MappedColumn("A1", "rating", "A1"), MappedColumn("A2", "rating", "A2"),
               MappedColumn("mulai", "date", order=order), *others)  # fmt: skip
    return ColumnMap("peta.toml", confirmed=True, columns=columns)


def test_two_orders_are_refused_until_one_is_declared() -> None:
    answers = frame("03/04/2024", "05/06/2024")
    error = refusal(answers, RATED, mapping=mapped())
    assert error.code == "E210" and speaks_both_languages(error.message)
    for order, days in (
        ("dmy", ("2024-04-03", "2024-06-05")),
        ("mdy", ("2024-03-04", "2024-05-06")),
    ):
        survey = read_survey(answers, instrument=RATED, mapping=mapped(order))
        assert survey.column("mulai").labels == days


def test_the_order_that_the_dates_show_is_taken() -> None:
    survey = read_survey(frame("03/04/2024", "13/04/2024"), instrument=RATED, mapping=mapped())
    assert survey.column("mulai").labels == ("2024-04-03", "2024-04-13")
    assert refusal(frame("13/04/2024", "04/13/2024"), RATED, mapping=mapped()).code == "E210"


def test_dates_that_cannot_be_right_are_told_and_kept() -> None:
    answers = frame("01/01/1900", "13/04/2999", "kemarin", "13/04/2024", "")
    report = validate(answers, instrument=RATED, mapping=mapped("dmy"))
    problem = only_problem(report, "E211")
    assert (problem.severity, problem.rows, problem.column) == ("warning", (1, 2, 3), "mulai")
    assert report.ok
    survey = read_survey(answers, instrument=RATED, mapping=mapped("dmy"))
    assert "kemarin" in survey.column("mulai").labels


def test_an_end_before_its_start_is_told() -> None:
    answers = frame("2024-04-03", "2024-04-03", selesai=["2024-04-02 10:00", "2024-04-03 08:00"])
    end = MappedColumn("selesai", "date", after="mulai")
    problem = only_problem(validate(answers, instrument=RATED, mapping=mapped("", end)), "E211")
    assert (problem.rows, problem.column) == ((1,), "selesai")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2024-04-03"], "ymd"), (["13.4.2024"], "dmy"), (["4-13-2024 9.05.00"], "mdy"),
        (["03/03/2024"], "dmy"), (["03/04/2024"], None), (["31/31/2024"], None), ([], None),
    ],
)  # fmt: skip
def test_what_dates_show_of_their_order(texts: list[str], order: str | None) -> None:
    assert order_shown(texts) == order


def test_dates_are_proposed_with_their_order_or_without() -> None:
    proposal = propose_mapping(frame("03/04/2024", "05/06/2024"), instrument=RATED)
    column = proposal.columns[-1].column
    assert (column.kind, column.order) == ("date", "")
    assert 'order = "dmy"' in proposal.to_toml("id")
    proposal = propose_mapping(frame("03/04/2024", "25/06/2024"), instrument=RATED)
    assert proposal.columns[-1].column.order == "dmy"
    assert not are_dates(["2024"]) and not are_dates([])
