from __future__ import annotations

from berakhlak_stats.survey.mapping.plan import make_plan
from tests.survey.helpers import (
    full_instrument,
    pick_instrument,
    rating_instrument,
    refusal,
)


def test_every_kind_of_title() -> None:
    titles = [
        "Respondent ID",
        "Bobot",
        "unit",
        "Q current?",
        "a1",
        "Label of A2",
        "AGE",
        "sintetis",
    ]
    plan = make_plan(titles, full_instrument())
    assert plan.respondent_id == "Respondent ID"
    assert (plan.weight, plan.synthetic) == ("Bobot", "sintetis")
    assert plan.lists["current"].delimited == ["Q current?"]
    assert plan.ratings == {"A1": "a1", "A2": "Label of A2"}
    assert plan.numbers == {"age": "AGE"}
    assert plan.others == ["unit"]
    assert plan.found == 4


def test_numbered_and_flag_columns() -> None:
    titles = [
        "current_2",
        "Current 1",
        "current__silo",
        "current[Honest]",
        "current_x",
        "current_0",
    ]
    columns = make_plan(titles, pick_instrument()).lists["current"]
    assert columns.numbered == {2: "current_2", 1: "Current 1"}
    assert columns.titles("numbered") == ["Current 1", "current_2"]
    assert columns.flags == {2: "current__silo", 0: "current[Honest]"}
    assert columns.shapes == ("numbered", "flags")


def test_rows_of_a_grid_question() -> None:
    plan = make_plan(
        ["Seberapa setuju? [A1]", "Seberapa setuju? [Label of A2]"], rating_instrument()
    )
    assert set(plan.ratings) == {"A1", "A2"}


def test_a_named_weight_column_leaves_the_usual_one_alone() -> None:
    plan = make_plan(["w", "weight", "A1"], rating_instrument(), weights="w")
    assert plan.weight == "w" and plan.others == ["weight"]


def test_two_columns_for_one_item_are_refused() -> None:
    import pandas as pd

    frame = pd.DataFrame({"A1": [1], "a1": [2], "A2": [3]})
    error = refusal(frame, rating_instrument())
    assert "E241" in error.report.codes()
    assert "a1" in error.text("id")
