from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats.simulate import simulate, write_export
from berakhlak_stats.survey import propose_mapping, read_survey
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import known_sources
from tests.survey.helpers import pick_instrument, rating_instrument, same_answers


@pytest.mark.parametrize("shape", ["spss-dichotomies", "spss-categories"])
def test_multiple_response_sets_name_their_list(tmp_path: Path, shape: str) -> None:
    survey = simulate(n=40)
    file = write_export(survey, tmp_path / "x.sav", shape=shape)
    _, meta = pyreadstat.read_sav(str(file))
    # The file says it in its own terms: no variable is called after a list or a word.
    assert not [name for name in meta.column_names if name.startswith("current")]
    read = read_survey(file)
    assert all((read.picks[name] == survey.picks[name]).all() for name in survey.picks)
    assert any("3 multiple-response sets" in en for _, en in read.log.understood)


def test_labels_name_questions_where_names_do_not(tmp_path: Path) -> None:
    path = tmp_path / "x.sav"
    frame = pd.DataFrame({"V1": [5.0], "A2": [1.0], "V9": [2.0]})
    labels = {"V1": "Label of A1", "V9": "Pendidikan"}
    pyreadstat.write_sav(frame, str(path), column_labels=labels)
    survey = read_survey(path, instrument=rating_instrument())
    assert survey.ratings.tolist() == [[5, 1]]
    assert list(survey.raw_numbers) == ["V9"]


def test_labels_tell_who_answered(tmp_path: Path) -> None:
    path = tmp_path / "x.sav"
    people = [f"{first} {last}" for first in ("Sari", "Budi", "Tono") for last in ("A", "B", "C")]
    frame = pd.DataFrame(
        {
            "A1": [5.0] * 9,
            "A2": [1.0] * 9,
            "nm": people,
            "v3": people,
            "v4": ["Umum", "Hukum", "Umum"] * 3,
            "v5": ["Atasan galak"] * 9,
        }
    )
    labels = {"nm": "Nama responden", "v3": "Ketua tim", "v4": "Unit kerja", "v5": "Saran"}
    pyreadstat.write_sav(frame, str(path), column_labels=labels)
    survey = read_survey(path, instrument=rating_instrument())
    assert survey.log.dropped == ("nm", "v3", "v5") and set(survey.columns) == {"v4"}
    proposed = propose_mapping(path, instrument=rating_instrument()).columns
    kinds = {each.column.title: each.column.kind for each in proposed}
    assert (kinds["nm"], kinds["v3"], kinds["v5"]) == ("identifier", "identifier", "ignore")


def test_the_counted_value_need_not_be_one() -> None:
    import numpy as np
    import pyarrow as pa

    names = ("v1", "v2", "v3", "v4")
    labels = ("Jujur", "Ramah", "Silo", "Ramah, solutif")
    sets = {
        "$current": {
            "is_dichotomy": True, "counted_value": 2, "label": "", "variable_list": list(names),
        }
    }  # fmt: skip
    draft = Draft(
        source="x.sav",
        header=(names, labels),
        columns=[pa.array([2.0, 1.0, None]) for _ in names],
        rows=np.arange(1, 4),
        claims=Claims(pick_instrument()),
        details={"sets": sets},
    )
    known_sources()["spss"].plain(draft)
    assert draft.titles == ["current[Jujur]", "current[Ramah]", "current[Silo]",
                            "current[Ramah, solutif]"]  # fmt: skip
    assert draft.columns[0].to_pylist() == [1, 0, None]


def test_reading_twice_is_the_same(tmp_path: Path) -> None:
    file = write_export(simulate("rating-2022", n=30), tmp_path / "x.sav", shape="spss-categories")
    one = read_survey(file, instrument="berakhlak-rating")
    same_answers(one, read_survey(file, instrument="berakhlak-rating"))
