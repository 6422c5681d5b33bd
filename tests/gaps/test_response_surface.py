"""Response surfaces against R's lm and car, under designs, and the test of agreement."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import response_surface
from berakhlak_stats.survey.survey import Survey
from tests.reference import near, reference_case, reference_data
from tests.surveys import number_survey

CASES = {
    "motcon": "motcon",
    "motcon2": "motcon2",
    "motcon2_centred": "motcon2",
    "selfother": "selfother",
    "iq": "selfother",
}
COEFFICIENTS = {"b0": "b0", "b1": "bX", "b2": "bY", "b3": "bXX", "b4": "bXY", "b5": "bYY"}
SHAPE = {"est": "estimate", "se": "std_error", "t": "statistic", "p": "p_value"}
SHAPE |= {"lower": "conf_low", "upper": "conf_high"}


def loaded(data: str, case: dict[str, Any]) -> tuple[Survey, dict[str, str]]:
    asked = case["input"]
    frame = reference_data(data)[[asked["x"], asked["y"], asked["z"]]]
    centre = "none" if asked["centring"] == "none" else "grand"
    options = {"x": asked["x"], "y": asked["y"], "outcome": asked["z"], "centre": centre}
    return number_survey({name: frame[name].tolist() for name in frame}), options


@pytest.mark.parametrize("name", list(CASES))
def test_lm_and_car(name: str) -> None:
    case = reference_case("rsa", f"{name}.polyreg_lm")
    survey, options = loaded(CASES[name], case)
    expected = case["expected"]
    plain = response_surface(survey, covariance="ols", **options).frame.set_index("item")
    robust = response_surface(survey, covariance="hc3", **options).frame.set_index("item")
    for mine, theirs in COEFFICIENTS.items():
        assert near(plain.loc[mine, "estimate"], expected["coef"][theirs], case)
        assert near(plain.loc[mine, "std_error"], expected["se"][theirs], case)
        assert near(robust.loc[mine, "std_error"], expected["se_HC3"][theirs], case)
    assert near(plain.loc["r_squared", "estimate"], expected["R2"], case)
    for found, key in ((plain, "surface"), (robust, "surface_HC3")):
        for i, item in enumerate(expected[key]["_row"]):
            for theirs, mine in SHAPE.items():
                assert near(found.loc[item, mine], expected[key][theirs][i], case)
    for item in ("X0", "Y0", "p11", "p21", "p10", "p20"):
        assert near(plain.loc[item, "estimate"], expected[item]["est"], case)
        assert near(plain.loc[item, "std_error"], expected[item]["se"], case)
    for item, value in zip(("l1", "l2"), expected["hessian_eigen"], strict=True):
        assert near(2 * plain.loc[item, "estimate"], value, case)


def test_published_motcon() -> None:
    """RSA package 0.10.6, ``motcon``, OLS; x is the implicit and y the explicit motive there."""
    case = reference_case("rsa", "motcon.polyreg_lm")
    survey, options = loaded("motcon", case)
    found = response_surface(survey, covariance="ols", **options).frame.set_index("item")
    assert found.loc["a1", "estimate"] == pytest.approx(0.555329, abs=5e-7)
    assert found.loc["a1", "p_value"] == pytest.approx(0.001582, abs=5e-7)
    assert found.loc["r_squared", "estimate"] == pytest.approx(0.149990, abs=5e-7)


def made(
    seed: int, n: int = 300, *, pull: float = 1.0, noise: float = 1.0
) -> dict[str, list[float]]:
    """An outcome that is best where both answers agree."""
    rng = np.random.default_rng(seed)
    x, y = rng.normal(size=(2, n))
    z = -pull * (x - y) ** 2 + noise * rng.normal(size=n)
    return {"x": x.tolist(), "y": y.tolist(), "z": z.tolist()}


def test_agreement_is_found_where_it_is_and_only_there() -> None:
    asked = {"x": "x", "y": "y", "outcome": "z"}
    there = response_surface(number_survey(made(1, 600, noise=0.3)), **asked).frame
    absent = response_surface(number_survey(made(2, 600, pull=0.0)), **asked).frame
    p = [
        frame[frame["item"] == "congruence_effect"]["p_value"].iloc[0] for frame in (there, absent)
    ]
    assert p[0] < 1e-4 < 0.05 < p[1]


def test_equivalence_needs_the_interval_inside_the_margin() -> None:
    survey = number_survey(made(3, 300))
    for margin in (0.05, 0.3):
        found = response_surface(survey, x="x", y="y", outcome="z", margin=margin, conf_level=0.9)
        frame = found.frame.set_index("item")
        spread, step = (
            survey.number("z").std(ddof=1),
            np.sqrt((survey.number("x").var() + survey.number("y").var()) / 2),
        )
        for item, power in (("a1", 1), ("a2", 2), ("a3", 1), ("a5", 2)):
            row, width = frame.loc[item], margin * spread / step**power
            inside = row["conf_low"] > -width and row["conf_high"] < width
            assert inside == (row["p_equivalent"] < 0.05)
        assert found.provenance.parameters["margin"] == margin


def test_design_is_the_sandwich_over_units() -> None:
    data = made(4, 120)
    units = np.repeat(np.arange(30), 4)
    survey = number_survey(data, columns={"unit": [f"u{u:02d}" for u in units]})
    survey = survey.with_design(psu="unit")
    found = response_surface(survey, x="x", y="y", outcome="z").frame.set_index("item")
    x, y, z = (np.array(data[name]) for name in "xyz")
    matrix = np.column_stack([np.ones(120), x, y, x**2, x * y, y**2])
    bread = np.linalg.inv(matrix.T @ matrix)
    residual = z - matrix @ bread @ matrix.T @ z
    scores = np.array([(matrix * residual[:, None])[units == u].sum(axis=0) for u in range(30)])
    covariance = 30 / 29 * bread @ scores.T @ scores @ bread
    for j in range(6):
        assert found.loc[f"b{j}", "std_error"] == pytest.approx(np.sqrt(covariance[j, j]))
    assert found.loc["b0", "df"] == 30 - 1 - 5


def test_weights_stand_for_respondents() -> None:
    data = made(5, 60)
    counts = np.random.default_rng(5).integers(1, 4, 60)
    heavy = number_survey(data, weights=counts.astype(float).tolist())
    long = number_survey({name: np.repeat(v, counts).tolist() for name, v in data.items()})
    found = [
        response_surface(each, x="x", y="y", outcome="z", centre="grand").frame["estimate"]
        for each in (heavy, long)
    ]
    assert found[0].to_numpy() == pytest.approx(found[1].to_numpy())


def test_refusals() -> None:
    survey = number_survey(made(6, 40))
    asked = {"x": "x", "y": "y", "outcome": "z"}
    for wrong in ({"margin": 0.0}, {"conf_level": 1.5}):
        with pytest.raises(BerakhlakError, match="E703"):
            response_surface(survey, **asked, **wrong)  # type: ignore[arg-type]
    with pytest.raises(BerakhlakError, match="E701"):
        response_surface(survey, x="x", y="y", outcome="unknown")
    with pytest.raises(BerakhlakError, match="E644"):
        response_surface(survey, x="x", y="x", outcome="z")
    with pytest.raises(BerakhlakError, match="E871"):
        response_surface(number_survey(made(6, 6)), **asked)
