from __future__ import annotations

import pytest

from berakhlak_stats.errors import AnswerError, DesignError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import Frame, response_rates
from tests.surveys import number_survey


def survey(**sizes: int) -> Survey:
    unit = [name for name, size in sizes.items() for _ in range(size)]
    return number_survey({"x": [1.0] * len(unit)}, columns={"unit": unit}, smallest_group=10)


def test_by_hand() -> None:
    found = response_rates(survey(A=30, B=20), Frame({"unit": {"A": 40, "B": 60}}))
    assert [(u.group, u.n, u.rate) for u in found.units] == [("A", 30, 0.75), ("B", 20, 20 / 60)]
    assert found.rate == 0.5
    assert found.warnings == ()


def test_small_units_are_hidden_with_a_shield() -> None:
    frame = Frame({"unit": {"A": 100, "B": 50, "C": 30, "D": 20}})
    found = response_rates(survey(A=40, B=12, C=3), frame)
    notes = {unit.group: unit.note for unit in found.units}
    # C alone would follow from the total; B, the smallest of the others, shields it.
    assert notes == {"A": "", "B": "protected", "C": "suppressed", "D": ""}
    assert all(unit.n is None and unit.rate is None for unit in found.units if unit.note)
    table = found.to_frame().set_index("group")
    assert table["suppressed"].tolist() == [False, True, True, False, False]
    assert table.loc["D", "n"] == 0
    assert table.loc["", "n"] == 55


def test_a_low_rate_is_a_warning() -> None:
    found = response_rates(survey(A=12), Frame({"unit": {"A": 100}}))
    (problem,) = found.warnings
    assert problem.code == "E633"
    assert "12,0%" in problem.message.text("id")


def test_a_unit_without_people_has_no_rate() -> None:
    found = response_rates(survey(A=12), Frame({"unit": {"A": 20, "gone": 0}}))
    assert found.units[1].rate is None


def test_misfits_are_refused() -> None:
    with pytest.raises(DesignError) as caught:
        response_rates(survey(A=12, X=10), Frame({"unit": {"A": 100}}))
    assert caught.value.code == "E622"
    with pytest.raises(AnswerError) as over:
        response_rates(survey(A=12), Frame({"unit": {"A": 11}}))
    assert over.value.code == "E218"
