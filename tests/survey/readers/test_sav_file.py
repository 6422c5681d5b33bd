from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats.survey import read_survey, validate
from tests.survey.helpers import (
    SCALE,
    chosen,
    only_problem,
    pick_instrument,
    rating_instrument,
    refusal,
    write,
)

LABELS = {code: label[0] for code, label in enumerate(SCALE, start=1)}


def sav(folder: Path, frame: pd.DataFrame, **options: object) -> Path:
    path = folder / "jawaban.sav"
    pyreadstat.write_sav(frame, str(path), **options)
    return path


def test_value_labels_name_groups_and_numbers_stay_ratings(tmp_path: Path) -> None:
    frame = pd.DataFrame({"sex": [1.0, 2.0, 9.0], "A1": [5.0, 1.0, None], "A2": [2.0, 3.0, 4.0]})
    options = {"variable_value_labels": {"sex": {1: "Laki-laki", 2: "Perempuan"}, "A1": LABELS}}
    survey = read_survey(sav(tmp_path, frame, **options), instrument=rating_instrument())
    assert survey.ratings.tolist() == [[5, 2], [1, 3], [-1, 4]]
    assert survey.columns["sex"].labels == ("9", "Laki-laki", "Perempuan")
    assert survey.columns["sex"].codes.tolist() == [1, 2, 0]


def test_user_missing_values_become_empty_and_are_counted(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A1": [5.0, 99.0, 98.0], "A2": [1.0, 2.0, 3.0]})
    path = sav(tmp_path, frame, missing_ranges={"A1": [{"lo": 98, "hi": 99}]})
    survey = read_survey(path, instrument=rating_instrument())
    assert survey.ratings[:, 0].tolist() == [5, -1, -1]
    report = validate(path, instrument=rating_instrument())
    assert only_problem(report, "E206").count == 2


def test_undeclared_99_is_off_the_scale(tmp_path: Path) -> None:
    path = sav(tmp_path, pd.DataFrame({"A1": [5.0, 99.0], "A2": [1.0, 2.0]}))
    assert only_problem(refusal(path, rating_instrument()).report, "E201").rows == (2,)


def test_labels_that_contradict_the_scale_are_refused(tmp_path: Path) -> None:
    turned = {6 - code: label for code, label in LABELS.items()}
    path = sav(
        tmp_path,
        pd.DataFrame({"A1": [5.0], "A2": [1.0]}),
        variable_value_labels={"A1": turned},
    )
    problem = only_problem(refusal(path, rating_instrument()).report, "E204")
    assert problem.column == "A1"


def test_coded_words_are_read_by_their_labels(tmp_path: Path) -> None:
    frame = pd.DataFrame({"current_1": [1.0, 2.0], "current_2": [3.0, None]})
    labels = {1: "Jujur", 2: "Ramah", 3: "Silo"}
    options = {"variable_value_labels": {"current_1": labels, "current_2": labels}}
    survey = read_survey(sav(tmp_path, frame, **options), instrument=pick_instrument())
    assert chosen(survey) == [{"jujur", "silo"}, {"ramah"}]


def test_damaged_file(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, b"$FL2 not really", "x.sav"), rating_instrument())
    assert (error.code, error.place) == ("E131", "x.sav")


def test_text_where_a_date_is_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser has two families of errors; a file that only the second notices is damaged too."""

    def read_sav(*_: object, **__: object) -> None:
        raise pyreadstat.PyreadstatError("STRING type with date type")

    path = tmp_path / "a.sav"
    pyreadstat.write_sav(pd.DataFrame({"A1": [5.0], "A2": [4.0]}), str(path))
    monkeypatch.setattr(pyreadstat, "read_sav", read_sav)
    assert refusal(path, rating_instrument()).code == "E131"
