from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import calibrate, calibrate_weights
from tests.reference import near, reference_case, reference_data
from tests.surveys import number_survey

STYPE = {"E": 4421, "H": 755, "M": 1018}
SCH_WIDE = {"No": 1072, "Yes": 5122}


def schools() -> tuple[pd.DataFrame, Survey]:
    data = reference_data("apiclus1")
    columns = {name: data[name].tolist() for name in ("stype", "sch.wide")}
    survey = number_survey(
        {"api00": data["api00"].tolist()}, columns=columns, weights=data["pw"].tolist()
    )
    return data, survey


def assert_equal(found: object, expected: object, case: dict[str, object]) -> None:
    tolerance = float(case["tolerance"])  # type: ignore[arg-type]
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)  # type: ignore[arg-type]


def test_raked_weights_of_r_survey() -> None:
    case = reference_case("survey_api", "clus1_rake.weights")
    _, survey = schools()
    margins = {"stype": STYPE, "sch.wide": SCH_WIDE}
    assert_equal(calibrate_weights(survey, margins), case["expected"]["raked"], case)


def test_post_stratified_weights_of_r_survey() -> None:
    case = reference_case("survey_api", "clus1_rake.weights")
    _, survey = schools()
    found = calibrate_weights(survey, {"stype": STYPE}, method="post_stratify")
    assert_equal(found, case["expected"]["poststrat"], case)


@pytest.mark.parametrize(
    ("method", "bounds"), [("linear", None), ("raking", None), ("logit", (0.5, 2.0))]
)
def test_calibrated_weights_of_r_survey(method: str, bounds: tuple[float, float] | None) -> None:
    case = reference_case("survey_api", "clus1_greg.weights")
    data, _ = schools()
    x = np.column_stack(
        [np.ones(len(data)), data["stype"] == "H", data["stype"] == "M", data["api99"]]
    )
    found = calibrate(
        data["pw"].to_numpy(), x, [6194, 755, 1018, 3914069], method=method, bounds=bounds
    )
    assert_equal(found, case["expected"][method], case)


@pytest.mark.parametrize(("column", "kind"), [("api00", "mean"), ("enroll", "total")])
def test_estimates_of_r_survey_under_these_weights(column: str, kind: str) -> None:
    data, survey = schools()
    y = data[column].to_numpy(float)
    dummies = [np.ones(len(data)), data["stype"] == "H", data["stype"] == "M", data["api99"]]
    totals = [6194, 755, 1018, 3914069]
    found = {
        "rake": calibrate_weights(survey, {"stype": STYPE, "sch.wide": SCH_WIDE}),
        "post": calibrate_weights(survey, {"stype": STYPE}, method="post_stratify"),
        "greg": calibrate(data["pw"].to_numpy(), np.column_stack(dummies), totals),
    }
    for name, w in found.items():
        if (name, kind) == ("greg", "total"):
            continue  # no such case
        case = reference_case("survey_api", f"clus1_{name}.{kind}_{column}")
        value = float(w @ y) / (float(w.sum()) if kind == "mean" else 1.0)
        assert near(value, case["expected"]["estimate"], case), name


def small(weights: list[float] | None = None) -> Survey:
    sex = ["f"] * 6 + ["m"] * 4
    unit = ["A", "A", "B", "B", "B", "B", "A", "A", "A", "B"]
    return number_survey({"x": [1.0] * 10}, columns={"sex": sex, "unit": unit}, weights=weights)


MARGINS = {"sex": {"f": 50, "m": 50}, "unit": {"A": 30, "B": 70}}


@pytest.mark.parametrize(
    ("method", "bounds"),
    [
        ("raking", None),
        ("raking", (0.2, 4.0)),
        ("linear", None),
        ("linear", (0.2, 4.0)),
        ("logit", (0.2, 4.0)),
    ],
)
def test_every_method_meets_every_margin(method: str, bounds: tuple[float, float] | None) -> None:
    base = [6.0, 8.0, 10.0, 12.0, 9.0, 8.0, 12.0, 9.0, 11.0, 12.0]
    survey = small(base)
    weights = calibrate_weights(survey, MARGINS, method=method, bounds=bounds)
    for name, totals in MARGINS.items():
        column = survey.column(name)
        reached = np.bincount(column.codes, weights=weights)
        assert np.allclose(reached, [totals[label] for label in column.labels], rtol=1e-8)
    if bounds:
        factors = weights / np.array(base)
        assert factors.min() >= bounds[0] - 1e-12
        assert factors.max() <= bounds[1] + 1e-12


def test_the_scale_of_the_starting_weights_does_not_matter_to_raking() -> None:
    base = np.linspace(1, 3, 10)
    one, two = (calibrate_weights(small((c * base).tolist()), MARGINS) for c in (1.0, 7.0))
    assert np.allclose(one, two)


def test_the_order_of_rows_does_not_matter() -> None:
    survey = small()
    order = np.array([3, 1, 4, 0, 9, 2, 6, 5, 8, 7])
    found = calibrate_weights(survey.take(order), MARGINS)
    assert np.allclose(found, calibrate_weights(survey, MARGINS)[order])


def test_margins_already_met_leave_weights_alone() -> None:
    base = np.linspace(1, 3, 10)
    survey = small(base.tolist())
    column = survey.column("sex")
    totals = np.bincount(column.codes, weights=base)
    margins = {"sex": dict(zip(column.labels, totals.tolist(), strict=True))}
    for method in ("raking", "linear", "post_stratify"):
        assert np.allclose(calibrate_weights(survey, margins, method=method), base)


def test_linear_weights_below_zero_are_refused() -> None:
    # One row meets both large categories, so the linear solution must go below zero elsewhere.
    sex = ["f"] * 3 + ["m"] * 3 + ["f"]
    unit = ["A"] * 3 + ["A", "B", "B"] + ["B"]
    survey = number_survey({"x": [1.0] * 7}, columns={"sex": sex, "unit": unit})
    margins = {"sex": {"f": 100, "m": 4}, "unit": {"A": 4, "B": 100}}
    with pytest.raises(DesignError) as caught:
        calibrate_weights(survey, margins, method="linear")
    assert caught.value.code == "E624"
    assert (calibrate_weights(survey, margins, method="raking") > 0).all()


def test_bounds_without_a_solution_name_the_margin() -> None:
    for bounds in ((0.9, 1.1), (0.3, 2.0)):
        with pytest.raises(DesignError) as caught:
            calibrate_weights(small([10.0] * 10), MARGINS, method="logit", bounds=bounds)
        assert caught.value.code == "E620"
        assert caught.value.message.values["margin"].split(" = ")[0] in MARGINS


def test_contradicting_margins_name_the_category() -> None:
    survey = number_survey(
        {"x": [1.0] * 9},
        columns={"sex": ["f"] * 3 + ["m"] * 6, "unit": ["A"] * 6 + ["B"] * 3},
    )
    with pytest.raises(DesignError) as caught:
        calibrate_weights(survey, {"sex": {"f": 60, "m": 40}, "unit": {"A": 30, "B": 70}})
    assert caught.value.code == "E621"
    assert " = " in caught.value.message.values["margin"]


def test_post_stratification_takes_one_margin() -> None:
    with pytest.raises(OptionError):
        calibrate_weights(small(), MARGINS, method="post_stratify")


def test_without_weights_bounds_are_about_the_expansion() -> None:
    margins = {"sex": {"f": 50, "m": 50}, "unit": {"A": 45, "B": 55}}
    weights = calibrate_weights(small(), margins, method="logit", bounds=(0.5, 2.0))
    assert weights.sum() == pytest.approx(100)
    assert 5 <= weights.min() <= weights.max() <= 20


def test_unknown_methods_are_refused() -> None:
    with pytest.raises(OptionError):
        calibrate_weights(small(), MARGINS, method="magic")


def test_bad_starting_weights_are_refused() -> None:
    broken = replace(small(), weights=np.array([1.0] * 9 + [-1.0]))
    with pytest.raises(DesignError) as caught:
        calibrate_weights(broken, MARGINS)
    assert caught.value.code == "E603"


def test_many_units_stay_sparse() -> None:
    rng = np.random.default_rng(4)
    n, units = 20_000, 600
    unit = [f"u{code:03d}" for code in np.arange(n) % units]
    sex = [("f", "m")[code] for code in rng.integers(0, 2, n)]
    survey = number_survey({"x": [1.0] * n}, columns={"unit": unit, "sex": sex})
    totals = rng.integers(60, 90, units)
    margins = {
        "unit": {f"u{i:03d}": int(total) for i, total in enumerate(totals)},
        "sex": {"f": int(totals.sum()) // 2, "m": int(totals.sum()) - int(totals.sum()) // 2},
    }
    weights = calibrate_weights(survey, margins, method="linear")
    reached = np.bincount(survey.column("unit").codes, weights=weights)
    assert np.allclose(reached, totals)


def test_a_joint_margin_is_post_stratification_by_cells() -> None:
    totals = {("f", "A"): 20, ("f", "B"): 30, ("m", "A"): 40, ("m", "B"): 10}
    found = calibrate_weights(small(), {("sex", "unit"): totals}, method="post_stratify")
    assert np.allclose(found, [10, 10, 7.5, 7.5, 7.5, 7.5, 40 / 3, 40 / 3, 40 / 3, 10])


def test_margins_that_overlap_in_a_joint_margin_are_met() -> None:
    joint = {("f", "A"): 20, ("f", "B"): 30, ("m", "A"): 40, ("m", "B"): 10}
    margins = {("sex", "unit"): joint, "unit": {"A": 60, "B": 40}}
    for method in ("raking", "linear"):
        found = calibrate_weights(small(), margins, method=method)
        assert found.sum() == pytest.approx(100)
