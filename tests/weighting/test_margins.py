from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import AnswerError, BerakhlakError, DesignError, OptionError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import Frame
from berakhlak_stats.weighting.margins import resolve_margins
from tests.surveys import number_survey

SEX = ["f", "f", "f", "m", "m", "f"]
UNIT = ["A", "A", "B", "B", "B", "B"]


def survey(**columns: list[str | None]) -> Survey:
    made = columns or {"sex": SEX, "unit": UNIT}
    return number_survey({"x": [1.0] * 6}, columns=made)


def test_totals_are_laid_against_the_codes() -> None:
    (sex,) = resolve_margins(survey(), {"sex": {"m": 30, "f": 70}})
    assert [sex.labels[code] for code in sex.codes] == SEX
    assert dict(zip(sex.labels, sex.targets, strict=True)) == {"f": 70, "m": 30}
    assert "sex = m" in sex.calibrators()


def test_a_joint_margin_crosses_columns() -> None:
    totals = {("A", "f"): 20, ("B", "f"): 30, ("B", "m"): 50}
    (joint,) = resolve_margins(survey(), {("unit", "sex"): totals})
    assert joint.name == "unit × sex"
    rows = [joint.targets[code] for code in joint.codes]
    assert rows == [20, 20, 30, 50, 50, 30]


def test_a_frame_is_its_margins() -> None:
    frame = Frame({"sex": {"f": 70, "m": 30}, "unit": {"A": 40, "B": 60}})
    assert [margin.name for margin in resolve_margins(survey(), frame)] == ["sex", "unit"]


def refused(code: str, data: Survey, margins: object, family: type[BerakhlakError]) -> str:
    with pytest.raises(family) as caught:
        resolve_margins(data, margins)  # type: ignore[arg-type]
    assert caught.value.code == code
    return caught.value.text("en") + caught.value.text("id")


def test_people_without_respondents_are_an_impossible_margin() -> None:
    text = refused("E623", survey(), {"unit": {"A": 40, "B": 60, "RSUD": 5}}, DesignError)
    assert "'unit'" in text
    assert '"RSUD"' in text


def test_respondents_without_people_are_named() -> None:
    text = refused("E622", survey(), {"unit": {"A": 40}}, DesignError)
    assert '"B"' in text


def test_a_category_without_people_and_respondents_is_left_out() -> None:
    (unit,) = resolve_margins(survey(), {"unit": {"A": 40, "B": 60, "closed": 0}})
    assert set(unit.labels) == {"A", "B"}


def test_blank_categories_are_named_by_row() -> None:
    data = survey(sex=["f", None, "f", "m", "m", "f"])
    assert "2" in refused("E610", data, {"sex": {"f": 7, "m": 3}}, DesignError)


def test_more_respondents_than_people() -> None:
    text = refused("E218", survey(), {"sex": {"f": 3, "m": 50}}, AnswerError)
    assert "f: 4 > 3" in text


def test_shares_are_not_counts() -> None:
    refused("E218", survey(), {"sex": {"f": 0.7, "m": 0.3}}, AnswerError)


def test_unequal_sums_name_both_margins_and_sums() -> None:
    margins = {"sex": {"f": 70, "m": 30}, "unit": {"A": 41, "B": 60}}
    text = refused("E227", survey(), margins, AnswerError)
    for part in ("'sex'", "100", "'unit'", "101"):
        assert part in text


def test_unequal_sums_may_be_rescaled_when_asked() -> None:
    margins = {"sex": {"f": 70, "m": 30}, "unit": {"A": 41, "B": 60}}
    _, unit = resolve_margins(survey(), margins, rescale=True)
    assert np.allclose(sorted(unit.targets), np.array([41, 60]) / 1.01)


def test_other_nonsense_is_refused() -> None:
    refused("E703", survey(), {}, OptionError)
    refused("E703", survey(), {"sex": {"f": float("nan"), "m": 3}}, OptionError)
    refused("E602", survey(), {"rank": {"f": 1}}, DesignError)
