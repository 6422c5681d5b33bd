"""Simulated answers, as every survey tool exports them, give the same indices and intervals."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import FileError, OptionError, OutputError
from berakhlak_stats.simulate import export_shapes, simulate, write_export
from berakhlak_stats.simulate.exports.registry import known_exports
from berakhlak_stats.survey import Survey, read_survey
from tests.survey.helpers import full_frame, full_instrument

# Columns of tools that tell nobody apart.
NO_GROUPS = ("Duration (in seconds)", "_lokasi_precision")
FILES = [
    (like, shape, ending)
    for like in ("kapuas-2022", "rating-2022")
    for shape in export_shapes()
    # Ratings take the same way through every kind of sheet as picks do.
    for ending in known_exports()[shape].endings[: None if like == "kapuas-2022" else 1]
]
TOOLS = {"google-forms": "Google Forms", "hand-made": None, "kobotoolbox": "KoboToolbox",
         "limesurvey": "LimeSurvey", "microsoft-forms": "Microsoft Forms", "odk": "ODK Central",
         "plain": None, "qualtrics": "Qualtrics", "spss": "SPSS",
         "surveymonkey": "SurveyMonkey"}  # fmt: skip


@cache
def simulated(like: str) -> Survey:
    return simulate(like, seed=4, n=70)


@cache
def expected(like: str) -> pd.DataFrame:
    """What the first of all files gave, which the others have to give to the last bit."""
    with TemporaryDirectory() as folder:
        file = write_export(simulated(like), Path(folder) / "x.csv", shape="plain")
        found = scores(read_survey(file, instrument=None))
    # Files hold labels in another order than the simulation, which only rounding can tell.
    pd.testing.assert_frame_equal(found, scores(simulated(like)), rtol=1e-12)
    return found


def scores(survey: Survey) -> pd.DataFrame:
    """Everything that is computed from the answers, whole and by unit."""
    measure: Any = partial(indices.rating_score, method="bootstrap")
    if survey.instrument.pick_lists:
        measure = indices.all_indices
    found = [measure(survey, by=by, replicates=60).to_frame() for by in (None, "sex")]
    frame = pd.concat(found, ignore_index=True)
    # Groups stand in the order of their labels, which a file does not keep.
    return frame.sort_values(["list", "level", "item", "group"], ignore_index=True)


def test_every_tool_is_written() -> None:
    for tool in TOOLS:
        assert any(shape.startswith(tool) for shape in export_shapes()), tool
    assert all(any(shape.startswith(tool) for tool in TOOLS) for shape in export_shapes())


@pytest.mark.parametrize(("like", "shape", "ending"), FILES)
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
    # Nothing beside the groups is left of what the tool knows about persons.
    assert {*read.columns, *read.raw_numbers} <= {*survey.columns, *survey.raw_numbers, *NO_GROUPS}
    # Estimates and intervals, to the last bit: no tool has a say in how people are resampled.
    assert (read.lots == survey.lots).all()
    pd.testing.assert_frame_equal(scores(read), expected(like), check_exact=True)
    assert read.log.synthetic and read.log.counts.balanced
    assert read.log.counts.rows_kept == survey.n
    assert says_tool(read.log.understood, shape)


def says_tool(understood: tuple[tuple[str, str], ...], shape: str) -> bool:
    """Whether the reader said in both languages which tool it believed, where it was one."""
    tool = next(title for name, title in TOOLS.items() if shape.startswith(name))
    said = [pair for pair in understood if pair[1].startswith("Read as: ")]
    if tool is None:
        return said == []
    return len(said) == 1 and all(tool in text for text in said[0])


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
