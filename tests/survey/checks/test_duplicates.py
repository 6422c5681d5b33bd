from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from berakhlak_stats.report import build_report
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import Survey, read_survey
from berakhlak_stats.survey.checks.duplicates import check_duplicates
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.writers import survey_table
from tests.survey.helpers import rating_instrument, speaks_both_languages


def test_every_row_of_a_repeated_number_is_listed_and_gaps_are_not() -> None:
    cells = factorise(pa.array(["a", "b", "a", None, None, "c", "b "]))
    place = Place("f.csv", np.arange(2, 9))
    (problem,) = check_duplicates(cells, "id", "id", place)
    assert (problem.code, problem.rows, problem.count) == ("E213", (2, 3, 4, 8), 4)
    assert check_duplicates(factorise(pa.array(["a", "b"])), "id", "id", place) == []


@cache
def with_gaps() -> Survey:
    """Answers of 60 people, of whom every second has no respondent number."""
    frame = survey_table(simulate(n=60)).to_pandas()
    numbers = frame["respondent_id"].tolist()
    frame["respondent_id"] = [each if at % 2 else "" for at, each in enumerate(numbers)]
    return read_survey(frame)


def test_rows_without_a_respondent_number_are_told_and_kept() -> None:
    survey = with_gaps()
    (problem,) = (each for each in survey.log.problems if each.code == "E184")
    assert (problem.severity, problem.count) == ("warning", 30)
    assert problem.every[:3] == (1, 3, 5) and problem.column == "respondent_id"
    assert problem.message.place == "DataFrame:1, 'respondent_id'"
    assert speaks_both_languages(problem.message)
    # They count as persons, each of their own.
    assert survey.n == 60 and len(set(survey.keys.tolist())) == 60


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_report_tells_of_them_too(lang: str) -> None:
    page = build_report(with_gaps(), lang=lang, replicates=50).html.replace("&#39;", "'")
    said = {
        "id": "30 baris tanpa isi pada kolom 'respondent_id'",
        "en": "30 rows without a value in column 'respondent_id'",
    }
    assert said[lang] in page and "1, 3, 5" in page


def test_nobody_without_a_number_is_nothing_to_tell() -> None:
    frame = pd.DataFrame({"respondent_id": ["r1", "r2"], "A1": [5, 4], "A2": [1, 2]})
    survey = read_survey(frame, instrument=rating_instrument("A1", "A2"))
    assert "E184" not in {each.code for each in survey.log.problems}
