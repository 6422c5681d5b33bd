"""How counts of a frame, or columns of counts, enter the design."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.cli.console import Voice
from berakhlak_stats.cli.population import (
    Sizes,
    compare_with_frame,
    counted_stages,
    design_population,
    read_population,
)
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import Stage, Survey, read_survey, write_survey
from berakhlak_stats.weighting import Frame
from tests.cli.shell import run
from tests.surveys import number_survey

QUIET = Voice("en", quiet=True)
UNITS = number_survey(
    {"x": [float(k) for k in range(12)]},
    columns={"unit": list("aaabbbcccddd"), "area": list("nnnnnnssssss")},
)
PEOPLE = {"a": 10, "b": 20, "c": 30, "d": 40, "e": 50, "shut": 0}


def test_no_path_no_frame() -> None:
    assert read_population(None) is None


def test_people_and_people_per_stratum() -> None:
    frame = Frame({"area": {"n": 60, "s": 90}})
    assert design_population(UNITS, frame, None, None, QUIET) == Sizes(150)
    assert design_population(UNITS, frame, "area", None, QUIET) == Sizes({"n": 60, "s": 90})
    assert design_population(UNITS, frame, "unit", None, QUIET) == Sizes(None)


def test_a_frame_that_lists_the_units_counts_both_stages() -> None:
    frame = Frame({"unit": PEOPLE})
    found = design_population(UNITS, frame, None, "unit", QUIET)
    assert found == Sizes(5, (Stage(population=PEOPLE),))
    other = Frame({"area": {"n": 60, "s": 90}})
    assert design_population(UNITS, other, None, "unit", QUIET) == Sizes()


def test_units_are_counted_within_their_stratum() -> None:
    cells = {("n", u): PEOPLE[u] for u in ("a", "b", "e")} | {("s", u): PEOPLE[u] for u in "cd"}
    frame = Frame({"area": {"n": 80, "s": 70}, "unit": PEOPLE}, {("area", "unit"): cells})
    found = design_population(UNITS, frame, "area", "unit", QUIET)
    assert found == Sizes({"n": 3, "s": 2}, (Stage(population=PEOPLE),))
    margins_only = Frame({"area": {"n": 80, "s": 70}, "unit": PEOPLE})
    assert design_population(UNITS, margins_only, "area", "unit", QUIET) == Sizes()


def test_columns_of_counts_per_stage() -> None:
    assert counted_stages((), ("N",)) == Sizes("N")
    assert counted_stages(("s",), ("N", "M")) == Sizes("N", (Stage("s", "M"),))
    assert counted_stages((), ("N", "M")) == Sizes("N", (Stage(None, "M"),))
    assert counted_stages(("s",), ()) == Sizes(None, (Stage("s"),))


def test_what_cannot_be_true_is_refused_and_the_rest_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    compare_with_frame(
        UNITS, Frame({"unit": PEOPLE, "other": dict.fromkeys("xy", 75)}), Voice("en")
    )
    said = capsys.readouterr().err
    assert "E217" in said and "E602" not in said
    with pytest.raises(BerakhlakError, match="E218"):
        compare_with_frame(UNITS, Frame({"unit": {**PEOPLE, "a": 2}}), QUIET)
    odd = Frame({"unit": PEOPLE, "area": {"n": 1, "s": 900}})
    with pytest.raises(BerakhlakError, match="E218"):
        compare_with_frame(UNITS, odd, QUIET)
    uneven = Frame({"unit": PEOPLE, "area": {"n": 100, "s": 900}})
    with pytest.raises(BerakhlakError, match="E227"):
        compare_with_frame(UNITS, uneven, QUIET)
    compare_with_frame(UNITS, uneven, QUIET, rescale=True)


def staged_file(folder: Path) -> tuple[Path, Survey]:
    survey = simulate("kapuas-2022", seed=3, n=150)
    path = write_survey(survey, folder / "staged.csv")
    codes = survey.column("unit").codes
    lines = path.read_text(encoding="utf-8").splitlines()
    heads = [f"{lines[0]},units,people"]
    rows = [f"{line},60,{300 + c}" for line, c in zip(lines[1:], codes.tolist(), strict=True)]
    path.write_text("\n".join(heads + rows), encoding="utf-8")
    return path, read_survey(path)


def test_the_shell_takes_both_stages(tmp_path: Path) -> None:
    path, survey = staged_file(tmp_path)
    made = survey.with_design(psu="unit", population=60, stages=[Stage(population="people")],
                              lonely="certainty")  # fmt: skip
    expected = indices.all_indices(made).frame["std_error"].to_numpy()
    arguments = ("--psu", "unit", "--fpc", "units", "--fpc", "people", "--lonely", "certainty")
    out = tmp_path / "out.csv"
    said = run("index", path, *arguments, "--out", out, "--full", "--lang", "en")
    assert said.exit_code == 0, said.stderr
    import pandas as pd

    assert np.allclose(pd.read_csv(out)["std_error"], expected, equal_nan=True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--psu", "unit", "--ssu", "sex"), "E660"),
        (("--fpc", "units", "--fpc", "people"), "E661"),
        (("--psu", "unit", "--fpc", "units", "--fpc", "people", "--fpc", "people"), "E661"),
        (("--psu", "unit", "--fpc", "nope"), "E664"),
    ],
)
def test_stages_that_do_not_add_up(tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    path, _ = staged_file(tmp_path)
    for lang in ("id", "en"):
        said = run("index", path, *arguments, "-q", "--lang", lang)
        assert (said.exit_code, said.stdout, said.stderr[:4]) == (2, "", code)
