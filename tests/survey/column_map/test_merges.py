from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.survey import ColumnMap, Survey, read_survey, validate
from berakhlak_stats.survey.checks.report import Problem
from berakhlak_stats.survey.column_map.merges import check_merges, merge_spellings
from berakhlak_stats.survey.column_map.model import MappedColumn
from tests.survey.helpers import rating_instrument, speaks_both_languages

RATED = rating_instrument("A1")
UNITS = ["Dinas A", "Din. A", "Dinas B", "Dinas B"]


def mapping(names: dict[str, str]) -> ColumnMap:
    columns = (MappedColumn("A1", "rating", "A1"), MappedColumn("OPD", "group"))
    return ColumnMap("peta.toml", confirmed=True, columns=columns, merges={"OPD": names})


def read(names: dict[str, str]) -> Survey:
    frame = pd.DataFrame({"OPD": UNITS, "A1": [1, 2, 3, 4]})
    return read_survey(frame, instrument=RATED, mapping=mapping(names))


def told(survey: Survey, code: str) -> list[Problem]:
    return [each for each in survey.log.problems if each.code == code]


@pytest.mark.parametrize(
    ("names", "code", "chain"),
    [
        ({"A": "B", "B": "A"}, "E180", '"A" → "B" → "A"'),
        ({"X": "A", "A": "B", "B": "A"}, "E180", '"X" → "A" → "B" → "A"'),
        ({"A": "B", "B": "C"}, "E181", '"A" → "B" → "C"'),
        ({"B": "C", "A": "B", "C": "D"}, "E181", '"B" → "C" → "D"'),
    ],
)
def test_circles_and_chains_are_refused(names: dict[str, str], code: str, chain: str) -> None:
    with pytest.raises(BerakhlakError) as caught:
        check_merges(names, "OPD", "peta.toml")
    error = caught.value
    assert error.code == code and error.message.place == "peta.toml"
    assert chain in error.message.id and chain in error.message.en
    assert speaks_both_languages(error.message)
    with pytest.raises(BerakhlakError, match=code):
        read(names)


def test_several_spellings_of_one_name_and_a_name_that_stays() -> None:
    check_merges({"a": "B", "b": "B", "B": "B"}, "OPD", "peta.toml")
    check_merges({}, "OPD", "peta.toml")
    survey = read({"Din. A": "Dinas A", "Dinas A": "Dinas A"})
    assert survey.column("OPD").labels == ("Dinas A", "Dinas B")
    assert told(survey, "E167")[0].count == 1 and not told(survey, "E182")


def test_spellings_that_do_not_occur_are_told_with_the_nearest() -> None:
    survey = read({"Din A": "Dinas A", "Zzz": "Dinas B", "Din. A": "Dinas A"})
    (problem,) = told(survey, "E182")
    assert (problem.severity, problem.count, problem.column) == ("warning", 2, "OPD")
    assert '"Din A" (→ "Din. A"?), "Zzz"' in problem.message.en
    assert speaks_both_languages(problem.message)
    assert survey.n == 4 and set(survey.column("OPD").labels) == {"Dinas A", "Dinas B"}


def test_value_labels_of_statistical_files_are_spellings_too() -> None:
    import pyarrow as pa

    codes, labels = pa.array([1.0, 2.0, 2.0]), {1.0: "Din. A", 2.0: "Dinas A"}
    column, named, problems = merge_spellings(codes, labels, {"Din. A": "Dinas A"}, "u", "a.sav")
    assert column.equals(codes) and not problems
    assert named == {1.0: "Dinas A", 2.0: "Dinas A"}


def test_the_file_says_so_in_the_report_as_well(tmp_path: Path) -> None:
    frame = pd.DataFrame({"OPD": UNITS, "A1": [1, 2, 3, 4]})
    report = validate(frame, instrument=RATED, mapping=mapping({"A": "B", "B": "A"}))
    assert report.codes() == ("E180",) and not report.ok
    many = {f"tak ada {place}": "Dinas A" for place in range(15)}
    report = validate(frame, instrument=RATED, mapping=mapping(many))
    assert report.ok and "… (+3)" in report.text("id")
