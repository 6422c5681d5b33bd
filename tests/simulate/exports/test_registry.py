"""Simulated answers, written as every survey tool exports them, give the same indices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import FileError, OptionError, OutputError
from berakhlak_stats.simulate import export_shapes, simulate, write_export
from berakhlak_stats.simulate.exports.registry import known_exports
from berakhlak_stats.survey import Survey, read_survey, validate
from tests.survey.helpers import full_frame, full_instrument

FILES = [(shape, ending) for shape in export_shapes() for ending in known_exports()[shape].endings]
TOOLS = {"google-forms": "Google Forms", "hand-made": None, "kobotoolbox": "KoboToolbox",
         "limesurvey": "LimeSurvey", "microsoft-forms": "Microsoft Forms", "odk": "ODK Central",
         "plain": None, "qualtrics": "Qualtrics", "spss": "SPSS",
         "surveymonkey": "SurveyMonkey"}  # fmt: skip


@cache
def simulated(like: str) -> Survey:
    return simulate(like, seed=4, n=70)


def scores(survey: Survey) -> pd.DataFrame:
    """Everything that is computed from the answers, whole and by unit."""
    wanted = ["list", "level", "item", "group", "estimate", "n"]
    measure = indices.all_indices if survey.instrument.pick_lists else indices.rating_scores
    found = [measure(survey).to_frame(), measure(survey, by="sex").to_frame()]
    frame = pd.concat(found, ignore_index=True)
    return frame[[name for name in wanted if name in frame]]


def test_every_tool_is_written() -> None:
    for tool in TOOLS:
        assert any(shape.startswith(tool) for shape in export_shapes()), tool
    assert all(any(shape.startswith(tool) for tool in TOOLS) for shape in export_shapes())


@pytest.mark.parametrize("like", ["kapuas-2022", "rating-2022"])
@pytest.mark.parametrize(("shape", "ending"), FILES)
def test_the_same_indices_from_every_shape(
    tmp_path: Path, like: str, shape: str, ending: str
) -> None:
    survey = simulated(like)
    file = write_export(survey, tmp_path / f"x{ending}", shape=shape)
    read = read_survey(file, instrument=None)
    assert read.instrument.id == survey.instrument.id
    for name, bits in survey.picks.items():
        assert (read.picks[name] == bits).all()
    assert (read.ratings.ravel() == survey.ratings.ravel()).all()
    for name, column in survey.columns.items():
        known = [*read.columns[name].labels, None]
        labels = [*column.labels, None]
        assert [known[code] for code in read.columns[name].codes] == [
            labels[code] for code in column.codes
        ]
    pd.testing.assert_frame_equal(scores(read), scores(survey), check_exact=True)
    assert read.log.synthetic and read.log.counts.balanced
    assert read.log.counts.rows_kept == survey.n


@pytest.mark.parametrize(("shape", "ending"), FILES)
def test_the_reader_says_which_tool_it_believed(tmp_path: Path, shape: str, ending: str) -> None:
    file = write_export(simulated("kapuas-2022"), tmp_path / f"x{ending}", shape=shape)
    report = validate(file)
    tool = next(title for name, title in TOOLS.items() if shape.startswith(name))
    said = [en for _, en in report.understood if en.startswith("Read as: ")]
    assert report.ok
    assert len(said) == (tool is not None) and all(str(tool) in each for each in said)


def test_real_answers_are_not_dressed_up(tmp_path: Path) -> None:
    survey = read_survey(full_frame(), instrument=full_instrument())
    with pytest.raises(FileError, match="E145"):
        write_export(survey, tmp_path / "x.csv", shape="google-forms")
    assert list(tmp_path.iterdir()) == []


def test_options_are_checked(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="limesurvey-codes"):
        write_export(simulated("kapuas-2022"), tmp_path / "x.csv", shape="limesurvey")
    with pytest.raises(OutputError, match="E411"):
        write_export(simulated("kapuas-2022"), tmp_path / "x.csv", shape="spss-categories")
