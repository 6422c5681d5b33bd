"""A confirmed mapping decides what is read, and answers come out in the instrument's words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats.survey import ColumnMap, read_survey, validate
from berakhlak_stats.survey.column_map.model import MappedColumn
from tests.survey.helpers import chosen, only_problem, pick_instrument, rating_instrument, refusal

RATED = rating_instrument("A1", "A2")
PICKED = pick_instrument()


def mapped(*columns: MappedColumn, **more: Any) -> ColumnMap:
    return ColumnMap("peta.toml", confirmed=True, columns=columns, **more)


def rating(title: str, item: str, **more: Any) -> MappedColumn:
    return MappedColumn(title, "rating", item, **more)


ONE, TWO = rating("satu", "A1"), rating("dua", "A2")
GROUP = MappedColumn("OPD", "group")


def test_titles_nobody_knows_are_read_by_the_mapping() -> None:
    frame = pd.DataFrame({"dua": [1, 2], "satu": [5, 4], "x": ["a", "b"]})
    survey = read_survey(frame, instrument=RATED, mapping=mapped(ONE, TWO))
    assert survey.ratings.tolist() == [[5, 1], [4, 2]]
    assert not survey.columns
    assert any("peta.toml" in each for each, _ in survey.log.understood)
    left = next(each for each in survey.log.problems if each.code == "E168")
    assert (left.severity, left.count) == ("warning", 1)


def test_reversed_numbers_are_turned_round_and_labels_are_not() -> None:
    frame = pd.DataFrame({"satu": ["1", "5", "2 - Setuju", "Setuju", "9"], "dua": ["1"] * 5})
    column = rating("satu", "A1", reversed_labels=True)
    mapping = mapped(column, TWO)
    survey = read_survey(frame, instrument=RATED, mapping=mapping, on_problem="report")
    assert survey.ratings[:, 0].tolist() == [5, 1, 4, 4, -1]
    report = validate(frame, instrument=RATED, mapping=mapping)
    assert only_problem(report, "E201").rows == (5,)


def test_reversed_spss_labels_are_refused_until_they_are_declared(tmp_path: Path) -> None:
    path = tmp_path / "a.sav"
    labels = {1: "Sangat setuju", 2: "Setuju", 3: "Netral", 4: "Tidak setuju",
              5: "Sangat tidak setuju"}  # fmt: skip
    frame = pd.DataFrame({"A1": [1.0, 5.0], "A2": [2.0, 4.0]})
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"A1": labels})
    assert refusal(path, RATED).code == "E204"
    mapping = mapped(rating("A1", "A1", reversed_labels=True), rating("A2", "A2"))
    survey = read_survey(path, instrument=RATED, mapping=mapping)
    assert survey.ratings.tolist() == [[5, 2], [1, 4]]


def test_translated_answers_and_codes_for_no_answer_by_column() -> None:
    frame = pd.DataFrame({"satu": ["Oke", "99", "3"], "dua": ["5", "4", "oke"]})
    one = rating("satu", "A1", labels={"OKE": 4}, missing=(99,))
    two = rating("dua", "A2", labels={"oke": 2})
    survey = read_survey(frame, instrument=RATED, mapping=mapped(one, two))
    assert survey.ratings.tolist() == [[4, 5], [-1, 4], [3, 2]]
    problem = next(each for each in survey.log.problems if each.code == "E206")
    assert (problem.column, problem.count) == ("satu", 1)


def test_words_of_a_list_are_translated_and_its_separator_is_obeyed() -> None:
    frame = pd.DataFrame({"budaya": ["tulus#ramah", "Jujur#silo"]})
    column = MappedColumn("budaya", "list", "current", labels={"Tulus": "jujur"}, separator="#")
    survey = read_survey(frame, instrument=PICKED, mapping=mapped(column))
    assert chosen(survey) == [{"jujur", "ramah"}, {"jujur", "silo"}]


def test_a_list_in_columns_of_picks_or_of_words() -> None:
    frame = pd.DataFrame({"p": ["jujur", "silo"], "q": ["ramah", "jujur"]})
    columns = [MappedColumn(t, "list", "current", place=i) for i, t in enumerate("pq", start=1)]
    survey = read_survey(frame, instrument=PICKED, mapping=mapped(*columns))
    assert chosen(survey) == [{"jujur", "ramah"}, {"jujur", "silo"}]
    frame = pd.DataFrame({"a": ["dipilih", ""], "b": [1, 0], "c": [0, 1], "d": [0, 1]})
    words = ("jujur", "ramah", "silo", "ramah_solutif")
    columns = [
        MappedColumn(title, "list", "current", word=word, labels={"dipilih": 1} if title == "a"
                     else {}) for title, word in zip("abcd", words, strict=True)]  # fmt: skip
    survey = read_survey(frame, instrument=PICKED, mapping=mapped(*columns))
    assert chosen(survey) == [{"jujur", "ramah"}, {"silo", "ramah_solutif"}]


def test_spellings_are_merged_only_where_the_mapping_lists_them() -> None:
    units = ["Dinas A", "Din. A", "DINAS A", "Dinas B"]
    frame = pd.DataFrame({"OPD": units, "satu": [1] * 4, "dua": [2] * 4})
    plain = read_survey(frame, instrument=RATED, mapping=mapped(ONE, TWO, GROUP))
    assert len(plain.column("OPD").labels) == 4
    merges = {"OPD": {"Din. A": "Dinas A"}}
    survey = read_survey(frame, instrument=RATED, mapping=mapped(ONE, TWO, GROUP, merges=merges))
    assert survey.column("OPD").labels == ("DINAS A", "Dinas A", "Dinas B")
    problem = next(each for each in survey.log.problems if each.code == "E167")
    assert (problem.severity, problem.count) == ("fixed", 1)


def test_other_roles() -> None:
    frame = pd.DataFrame(
        {
            "satu": [1, 2],
            "dua": [3, 4],
            "w": [1.5, 0.5],
            "no": ["r1", "r2"],
            "siapa": ["Ani", "Budi"],
        }
    )
    columns = [MappedColumn("w", "weight"), MappedColumn("no", "respondent_id"),
               MappedColumn("siapa", "identifier")]  # fmt: skip
    survey = read_survey(frame, instrument=RATED, mapping=mapped(ONE, TWO, *columns))
    np.testing.assert_array_equal(survey.weights, [1.5, 0.5])
    assert survey.log.keyed and survey.log.dropped == ("siapa",)


def test_twelve_thousand_or_twelve_is_what_the_mapping_says(tmp_path: Path) -> None:
    instrument = rating_instrument("A1", numbers=("age",))
    path = tmp_path / "a.csv"
    path.write_text("satu;berapa\n5;12.345\n4;1.500\n", encoding="utf-8")
    columns = (ONE, MappedColumn("berapa", "number", "age"))
    assert refusal(path, instrument, mapping=mapped(*columns)).code == "E107"
    survey = read_survey(path, instrument=instrument, mapping=mapped(*columns, decimal="."))
    assert survey.numbers[:, 0].tolist() == [12.345, 1.5]


WRONG = {
    "item": (rating("satu", "A9"), "E164", "A9"),
    "category": (rating("satu", "A1", labels={"x": 6}), "E164", "6"),
    "column": (rating("stau", "A1"), "E165", "satu"),
    "open": (MappedColumn("satu", "open"), "E166", "satu"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mapping_that_does_not_fit_is_refused(case: str) -> None:
    column, code, named = WRONG[case]
    frame = pd.DataFrame({"satu": [1], "dua": [2]})
    error = refusal(frame, RATED, mapping=mapped(column, TWO))
    assert error.code == code
    assert named in error.message.id and named in error.message.en


def test_a_mapping_for_another_instrument_is_refused() -> None:
    frame = pd.DataFrame({"satu": [1], "dua": [2]})
    error = refusal(frame, RATED, mapping=mapped(ONE, TWO, instrument="berakhlak-2022"))
    assert error.code == "E163" and "small-ratings" in error.message.id
