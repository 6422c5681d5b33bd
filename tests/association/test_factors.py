"""Extraction of factors: against R, by hand, and at the edges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.association import factors
from berakhlak_stats.association.factors import Loadings, maximum_likelihood, minres
from berakhlak_stats.errors import OptionError, StatisticError
from tests.association.matrices import aligned, correlations, numbers
from tests.reference import reference_case

# psych 2.2.9 fa(fm="minres") and stats::factanal of R 4.2.2.
MINRES = [
    ("attitude", "all", 1),
    ("attitude", "all", 2),
    ("bfi", "all", 5),
    ("bfi", "AN", 2),
    ("hs1939", "all", 3),
    ("geras", "first24", 6),
    ("ability", "all", 4),
]


@pytest.mark.parametrize(("data", "name", "k"), MINRES)
def test_minres_is_that_of_psych(data: str, name: str, k: int) -> None:
    case = reference_case(data, f"{name}.fa_minres_k{k}")
    found = minres(correlations(data, case), k)
    assert found.converged
    _meets(found, case)


@pytest.mark.parametrize(("data", "name", "k"), MINRES)
def test_maximum_likelihood_is_that_of_factanal(data: str, name: str, k: int) -> None:
    case = reference_case(data, f"{name}.factanal_k{k}")
    found = maximum_likelihood(correlations(data, case), k)
    assert found.converged
    _meets(found, case)


def _meets(found: Loadings, case: dict[str, Any]) -> None:
    expected = numbers(case["expected"]["none"])
    assert np.abs(aligned(found.loadings, expected) - expected).max() < case["tolerance"]
    unique = np.array(list(case["expected"]["uniqueness"].values()), float)
    assert np.abs(found.uniqueness - unique).max() < case["tolerance"]


@pytest.mark.parametrize("method", ["minres", "ml"])
def test_derivatives_are_those_of_differences(method: Any) -> None:
    rng = np.random.default_rng(3)
    matrix = np.corrcoef(rng.normal(size=(40, 6)) @ rng.normal(size=(6, 6)), rowvar=False)
    problem = factors._Least(method, matrix, 2)
    x = np.full(6, -0.7) + 0.1 * np.arange(6) if method == "ml" else np.full(6, 0.4)
    point, h = problem.at(x), 1e-5
    for j in range(6):
        step = h * np.eye(6)[j]
        up, down = problem.at(x + step), problem.at(x - step)
        assert (up.value - down.value) / (2 * h) == pytest.approx(point.gradient[j], abs=1e-7)
        change = (up.gradient - down.gradient) / (2 * h)
        assert change == pytest.approx(point.hessian[:, j], abs=1e-6)


@pytest.mark.parametrize("extract", [minres, maximum_likelihood])
def test_exact_factors_are_found_again(extract: Any) -> None:
    true = np.array([[0.8, 0.0], [0.7, 0.1], [0.6, 0.0], [0.1, 0.7], [0.0, 0.6], [0.0, 0.5]])
    matrix = true @ true.T
    np.fill_diagonal(matrix, 1.0)
    found = extract(matrix, 2)
    assert found.converged and not found.heywood.any()
    assert found.objective == pytest.approx(0, abs=1e-14)
    assert found.loadings @ found.loadings.T == pytest.approx(true @ true.T, abs=1e-6)
    assert found.communality == pytest.approx((true**2).sum(axis=1), abs=1e-6)


@pytest.mark.parametrize("extract", [minres, maximum_likelihood])
def test_a_refit_from_a_near_solution_is_the_same_in_few_steps(extract: Any) -> None:
    rng = np.random.default_rng(5)
    answers = rng.normal(size=(300, 2)) @ rng.normal(size=(2, 10)) + rng.normal(size=(300, 10))
    matrix = np.corrcoef(answers, rowvar=False)
    first = extract(matrix, 2)
    moved = matrix.copy()
    moved[2, 5] = moved[5, 2] = matrix[2, 5] + 1e-3
    again, cold = extract(moved, 2, start=first.psi), extract(moved, 2)
    assert again.steps <= 4
    assert again.loadings == pytest.approx(cold.loadings, abs=1e-8)


@pytest.mark.parametrize("extract", [minres, maximum_likelihood])
def test_an_improper_solution_says_so(extract: Any) -> None:
    # One factor would need a loading of .9 * .9 / .7 = 1.157 squared for the first item.
    matrix = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.7], [0.9, 0.7, 1.0]])
    found = extract(matrix, 1)
    assert found.heywood.tolist() == [True, False, False]
    assert found.converged


def test_least_squares_takes_an_indefinite_matrix_and_likelihood_refuses_it() -> None:
    matrix = np.array([[1.0, 0.9, 0.1], [0.9, 1.0, 0.9], [0.1, 0.9, 1.0]])
    assert np.isfinite(minres(matrix, 1).loadings).all()
    with pytest.raises(StatisticError, match="E821"):
        maximum_likelihood(matrix, 1)


def test_a_singular_matrix_still_has_a_start() -> None:
    matrix = np.array([[1.0, 1.0, 0.5], [1.0, 1.0, 0.5], [0.5, 0.5, 1.0]])
    found = minres(matrix, 1)
    assert found.heywood[:2].any()
    assert found.loadings[2, 0] == pytest.approx(0.5, abs=0.01)


def test_gaps_and_too_many_factors_are_refused() -> None:
    with pytest.raises(StatisticError, match="E820"):
        minres(np.array([[1.0, np.nan, 0.2], [np.nan, 1.0, 0.2], [0.2, 0.2, 1.0]]), 1)
    with pytest.raises(OptionError, match="E703"):
        minres(np.eye(3), 3)


def test_our_minimum_is_below_the_one_where_psych_stops() -> None:
    # psych's L-BFGS-B stops with uniquenesses up to 2e-4 away on these items.
    case = reference_case("ability", "all.fa_minres_k4")
    matrix = correlations("ability", case)
    theirs = numbers(case["expected"]["none"])
    rest = matrix - theirs @ theirs.T
    np.fill_diagonal(rest, 0.0)
    assert minres(matrix, 4).objective < 0.5 * (rest**2).sum()
