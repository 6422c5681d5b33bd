"""All pairs at once: psych and lavaan on public data, and what the policies do."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.cross_tables import cross_tables
from berakhlak_stats.association.polychorics import Policy, polychorics
from berakhlak_stats.errors import OptionError
from tests.association.matrices import numbers
from tests.association.polychoric_surveys import from_table, normal_answers, rated, reference_survey
from tests.association.test_two_step import OLSSON, fit
from tests.reference import reference_case

PSYCH = [
    ("ability", "all.tetrachoric", (0, 1)),
    ("bfi", "AC.polychoric", (1, 6)),
    ("bfi", "N.polychoric", (1, 6)),
    ("datcat", "all.polychoric", (1, 5)),
    ("geras", "Mact.polychoric", (1, 7)),
]


@pytest.mark.parametrize(("data", "name", "scale"), PSYCH)
def test_matrices_of_psych(data: str, name: str, scale: tuple[int, int]) -> None:
    # psych 2.2.9 polychoric/tetrachoric(smooth=FALSE). With global thresholds its correct=.5
    # changes no cell, so both of its matrices are those without a correction.
    case = reference_case(data, name)
    given, expected = case["input"], case["expected"]
    missing = "listwise" if given["missing"] == "complete" else "pairwise"
    survey = reference_survey(data, given["items"], scale)
    found = cross_tables(survey, items=given["items"], missing=missing)
    made = polychorics(found, Policy())
    for key in ("correct0", "correct0.5"):
        target = numbers(expected[key]["rho"])
        assert np.abs(made.matrix()[0] - target).max() < case["tolerance"]
    if "correct0_local_thresholds" in expected:
        local = polychorics(found, Policy(thresholds="pairwise"))
        target = numbers(expected["correct0_local_thresholds"]["rho"])
        assert np.abs(local.matrix()[0] - target).max() < case["tolerance"]
    cuts = expected["correct0"]["tau"]
    target = numbers(cuts) if "values" in cuts else np.array(list(cuts.values()))[:, None]
    finite = made.thresholds[0][np.isfinite(made.thresholds[0])].reshape(target.shape)
    assert np.abs(finite - target).max() < case["tolerance"]
    smallest = np.linalg.eigvalsh(made.matrix()[0])[0]
    if "min_eigenvalue_correct0" in expected:
        assert abs(smallest - expected["min_eigenvalue_correct0"]) < case["tolerance"]
    off = made.rho[0].mean()
    k = len(given["items"])
    alpha = k * off / (1 + (k - 1) * off)
    assert abs(alpha - expected["ordinal_alpha_correct0"]) < case["tolerance"]


@pytest.mark.parametrize(
    ("data", "name", "scale"),
    [
        ("ability", "all", (0, 1)),
        ("bfi", "AC", (1, 6)),
        ("bfi", "N", (1, 6)),
        ("datcat", "all", (1, 5)),
        ("geras", "Mact", (1, 7)),
    ],
)
def test_matrices_of_lavaan(data: str, name: str, scale: tuple[int, int]) -> None:
    # lavaan 0.6-14 lavCor(ordered, missing="listwise"), which iterates further than psych.
    case = reference_case(data, f"{name}.lavCor")
    given, expected = case["input"], case["expected"]
    survey = reference_survey(data, given["items"], scale)
    made = polychorics(cross_tables(survey, items=given["items"], missing="listwise"), Policy())
    assert (made.found.n == expected["n"]).all()
    assert np.abs(made.matrix()[0] - numbers(expected["rho"])).max() < 5e-8


def test_half_a_person_fills_only_empty_cells_of_used_categories() -> None:
    survey = from_table([[13, 6, 0, 0], [69, 113, 0, 22], [41, 132, 0, 104]])
    found = cross_tables(survey, items=["i1", "i2"])
    for thresholds in ("pairwise", "global"):
        made = polychorics(found, Policy(thresholds=thresholds, empty="half"))  # type: ignore[arg-type]
        assert made.filled.tolist() == [[1]]
    filled = [[13, 6, 0.5], [69, 113, 22], [41, 132, 104]]
    local = polychorics(found, Policy(thresholds="pairwise", empty="half"))
    assert local.rho[0, 0] == pytest.approx(float(fit(filled)[0].rho[0]), abs=1e-12)
    plain = polychorics(found, Policy())
    assert plain.filled.tolist() == [[0]]
    assert plain.rho[0, 0] == pytest.approx(float(fit(OLSSON)[0].rho[0]), abs=1e-12)


def test_weights_count_as_people_do() -> None:
    rng = np.random.default_rng(3)
    answers = normal_answers(rng, 300, np.array([[1, 0.5], [0.5, 1]]), [-1.0, 0.0, 1.0])
    times = rng.integers(1, 4, 300)
    weighted = rated(answers, scale=(1, 4), weights=times.astype(float))
    repeated = rated(np.repeat(answers, times, axis=0), scale=(1, 4))
    for policy in (Policy(), Policy(estimator="ml")):
        one, many = (
            polychorics(cross_tables(each, items=["i1", "i2"]), policy)
            for each in (weighted, repeated)
        )
        assert one.rho == pytest.approx(many.rho, abs=1e-10)
    scaled = rated(answers, scale=(1, 4), weights=7.0 * times)
    again = polychorics(cross_tables(scaled, items=["i1", "i2"]), Policy(empty="half"))
    first = polychorics(cross_tables(weighted, items=["i1", "i2"]), Policy(empty="half"))
    assert again.rho == pytest.approx(first.rho, abs=1e-12)
    assert again.variance == pytest.approx(first.variance)


def test_joint_estimates_are_those_of_the_pair() -> None:
    from tests.association.test_joint_ml import joint

    made = polychorics(cross_tables(from_table(OLSSON), items=["i1", "i2"]), Policy(estimator="ml"))
    expected = joint(OLSSON)
    assert made.rho[0, 0] == pytest.approx(expected.rho)
    assert made.variance[0, 0] == pytest.approx(expected.variance)


def test_every_pair_without_an_estimate_says_why() -> None:
    answers = np.array([[1, 1, 2, -1], [2, 2, 2, 1], [3, 3, 2, -1], [1, 1, 2, -1], [3, 3, 2, -1]])
    found = cross_tables(
        rated(answers, scale=(1, 3)), items=["i1", "i2", "i3", "i4"], missing="pairwise"
    )
    made = polychorics(found, Policy())
    assert made.notes[0].tolist() == ["perfect association", *["one category"] * 5]
    assert made.rho[0, 0] == 1.0 and np.isnan(made.rho[0, 1:]).all()
    assert not made.estimable.any()


def test_policies_are_named() -> None:
    for wrong in ({"thresholds": "local"}, {"empty": "0.5"}, {"estimator": "mcmc"}):
        with pytest.raises(OptionError, match="E701"):
            Policy(**wrong)  # type: ignore[arg-type]
