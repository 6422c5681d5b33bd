"""Later stages: columns, counts, and what is refused in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.survey import Stage, Survey
from berakhlak_stats.survey.stages import LaterStage
from tests.surveys import number_survey


def survey(**numbers: list[float]) -> Survey:
    made = number_survey(
        {"x": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]},
        columns={"u": list("aaabbb"), "s": ["1", "1", "2", "1", "2", None], "h": list("kkkmmm")},
    )
    return replace(made, raw_numbers={name: np.array(each) for name, each in numbers.items()})


def test_counts_are_a_number_a_mapping_or_a_column() -> None:
    made = survey(N=[4, 4, 4, 7, 7, 7])
    for given in ({"a": 4, "b": 7}, "N"):
        (stage,) = made.with_design(
            psu="u", population=5, stages=[Stage(population=given)]
        ).design.stages
        assert stage.sizes.tolist() == [4, 4, 4, 7, 7, 7]
    (same,) = made.with_design(psu="u", population=5, stages=[Stage(population=9)]).design.stages
    assert same.sizes.tolist() == [9] * 6 and same.unit == "" and same.codes is None


def test_the_first_stage_takes_a_column_too() -> None:
    made = survey(N=[4, 4, 4, 7, 7, 7], one=[5] * 6)
    assert made.with_design(strata="h", psu="u", population="N").design.population == {
        "k": 4,
        "m": 7,
    }
    assert made.with_design(psu="u", population="one").design.population == {"": 5}
    with pytest.raises(BerakhlakError, match="E663"):
        made.with_design(psu="u", population="N")


@pytest.mark.parametrize(
    ("design", "code"),
    [
        ({"stages": [Stage(population=3)]}, "E661"),
        ({"psu": "u", "stages": [Stage(population=3), Stage("s", 3)], "population": 3}, "E661"),
        ({"psu": "u", "stages": [Stage(population=3)]}, "E660"),
        ({"psu": "u", "stages": [Stage("s")], "population": 3}, "E660"),
        ({"psu": "u", "stages": [Stage(population="no")], "population": 3}, "E664"),
        ({"psu": "u", "stages": [Stage(population="bad")], "population": 3}, "E662"),
        ({"psu": "u", "stages": [Stage(population="mixed")], "population": 3}, "E663"),
        ({"psu": "u", "stages": [Stage(population={"a": 3})], "population": 3}, "E665"),
        ({"psu": "u", "stages": [Stage("s", 3)], "population": 3}, "E610"),
        ({"psu": "u", "stages": [Stage("no", 3)], "population": 3}, "E602"),
    ],
)
def test_what_does_not_add_up_is_refused_with_a_fix(design: dict[str, Any], code: str) -> None:
    made = survey(bad=[1, 2, np.nan, 0, 1, 1], mixed=[4, 4, 5, 7, 7, 7])
    with pytest.raises(BerakhlakError, match=code) as caught:
        made.with_design(**design)
    assert "Perbaikan:" in caught.value.text("id") and "Fix:" in caught.value.text("en")


def test_rows_are_followed_and_forgotten() -> None:
    stage = LaterStage("s", np.array([0, 1, 0], np.int32), ("1", "2"), np.array([3.0, 4.0, 3.0]))
    some = stage.take(slice(1, 3))
    assert some.codes is not None and some.codes.tolist() == [1, 0]
    assert some.sizes.tolist() == [4, 3]
    bare = stage.without_rows()
    assert (bare.unit, bare.codes, len(bare.sizes)) == ("s", None, 0)
