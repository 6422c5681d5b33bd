"""Rotations and the Schmid-Leiman factors: against R, published numbers, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.association.factors import maximum_likelihood, minres
from berakhlak_stats.association.rotation import (
    SchmidLeiman,
    oblimin,
    promax,
    schmid_leiman,
    varimax,
)
from tests.association.matrices import Array, aligned, correlations, numbers
from tests.reference import near, reference_case

CASES = [
    ("attitude", "all", 2),
    ("bfi", "all", 5),
    ("bfi", "AN", 2),
    ("hs1939", "all", 3),
    ("geras", "first24", 6),
    ("ability", "all", 4),
]
# Where R and GPArotation stop.
R_STOPS = 1e-5


@pytest.mark.parametrize(("data", "name", "k"), CASES)
def test_rotations_of_minres_are_those_of_psych(data: str, name: str, k: int) -> None:
    # psych 2.2.9 fa(fm="minres", rotate=...); its promax weights items for the whole rotation.
    case = reference_case(data, f"{name}.fa_minres_k{k}")
    loadings = minres(correlations(data, case), k).loadings
    turned = {
        "varimax": varimax(loadings, r_tolerance=R_STOPS).pattern,
        "oblimin": oblimin(loadings).pattern,
    }
    for rotation, found in turned.items():
        expected = numbers(case["expected"][rotation])
        assert np.abs(aligned(found, expected) - expected).max() < case["tolerance"], rotation


@pytest.mark.parametrize(("data", "name", "k"), CASES)
def test_rotations_of_likelihood_are_those_of_factanal(data: str, name: str, k: int) -> None:
    # stats::factanal of R 4.2.2, rotations varimax and promax.
    case = reference_case(data, f"{name}.factanal_k{k}")
    loadings = maximum_likelihood(correlations(data, case), k).loadings
    # factanal weights items in its own varimax and not again in promax.
    turned = {"varimax": varimax(loadings, r_tolerance=R_STOPS), "promax": promax(loadings)}
    for rotation, found in turned.items():
        expected = numbers(case["expected"][rotation])
        assert np.abs(aligned(found.pattern, expected) - expected).max() < case["tolerance"]


OMEGA = [
    ("attitude", "all", 2),
    ("bfi", "CEN", 3),
    ("geras", "Fcog", 2),
    ("bhr2000", "all", 2),
    ("hs1939", "all", 3),
]


def omegas(matrix: Array, found: SchmidLeiman) -> tuple[float, float]:
    """Hierarchical and total omega after turning negative items round."""
    sign = np.where(found.negative, -1.0, 1.0)
    total = float((matrix * np.outer(sign, sign)).sum())
    return float((found.general * sign).sum()) ** 2 / total, 1 - float(found.u2.sum()) / total


@pytest.mark.parametrize(("data", "name", "k"), OMEGA)
def test_general_and_group_factors_are_those_of_psych(data: str, name: str, k: int) -> None:
    # psych 2.2.9 omega(nfactors=k, flip=TRUE), option="equal" for two factors.
    case = reference_case(data, f"{name}.omega_k{k}")
    matrix = correlations(data, case)
    found = schmid_leiman(matrix, k)
    expected, values = case["expected"], numbers(case["expected"]["schmid_leiman"])
    sign = np.where(found.negative, -1.0, 1.0)[:, None]
    group = aligned(found.group * sign, values[:, 1 : k + 1])
    ours = np.column_stack([found.general * sign[:, 0], group, found.h2, found.u2])
    assert np.abs(ours - values[:, : k + 3]).max() < case["tolerance"]
    hierarchical, total = omegas(matrix, found)
    assert near(hierarchical, expected["omega_h"], case)
    assert near(total, expected["omega_tot"], case)
    assert found.converged and not found.heywood


def test_omega_of_ability_is_that_of_psych() -> None:
    # Its loadings are up to 2e-4 from the minimum: see our_minimum_is_below in test_factors.
    case = reference_case("ability", "all.omega_k4")
    matrix = correlations("ability", case)
    hierarchical, total = omegas(matrix, schmid_leiman(matrix, 4))
    assert near(hierarchical, case["expected"]["omega_h"], case)
    assert near(total, case["expected"]["omega_tot"], case)


def test_an_improper_second_order_factor_is_named_and_its_group_factor_empty() -> None:
    # psych's omega_h is .51862; it stops 2.6e-10 above the minimum of minres:
    # 1.2e-4 in omega_h, so the case is missed at its own 1e-4.
    case = reference_case("attitude", "all.omega_k3")
    matrix = correlations("attitude", case)
    found = schmid_leiman(matrix, 3)
    assert found.heywood
    assert (found.group == 0).all(axis=0).sum() == 1
    hierarchical, total = omegas(matrix, found)
    assert near(total, case["expected"]["omega_tot"], case)
    assert hierarchical == pytest.approx(case["expected"]["omega_h"], abs=1.3e-4)


def test_omega_of_published_blocks() -> None:
    # Revelle, An introduction to psychometric theory, ch. 7, table 7.5: omega_h .541353,
    # omega_t .902255 (blocks of 6, 4 and 2 items, r = .5, .6, .7, and .2 across).
    matrix = np.full((12, 12), 0.2)
    for start, stop, r in [(0, 6, 0.5), (6, 10, 0.6), (10, 12, 0.7)]:
        matrix[start:stop, start:stop] = r
    np.fill_diagonal(matrix, 1.0)
    hierarchical, total = omegas(matrix, schmid_leiman(matrix, 3))
    assert hierarchical == pytest.approx(0.541353, abs=1e-6)
    assert total == pytest.approx(0.902255, abs=1e-6)
    # By hand: all general loadings are sqrt(.2), the sum of the matrix is 53.2.
    assert hierarchical == pytest.approx(12**2 * 0.2 / 53.2, abs=1e-8)
    assert total == pytest.approx(1 - (6 * 0.5 + 4 * 0.4 + 2 * 0.3) / 53.2, abs=1e-9)


def test_rotation_keeps_what_the_factors_explain() -> None:
    rng = np.random.default_rng(7)
    loadings = rng.normal(size=(9, 3)) * 0.4
    whole = loadings @ loadings.T
    for found in (
        varimax(loadings),
        promax(loadings),
        oblimin(loadings),
        oblimin(loadings, kaiser=True),
    ):
        assert found.converged
        assert found.pattern @ found.phi @ found.pattern.T == pytest.approx(whole)
        assert np.diag(found.phi) == pytest.approx(1.0)
        assert found.phi == pytest.approx(found.transform.T @ found.transform)
        assert found.pattern == pytest.approx(loadings @ np.linalg.inv(found.transform).T)
        assert (found.pattern.sum(axis=0) >= 0).all()
        assert found.structure == pytest.approx(found.pattern @ found.phi)


def test_one_factor_needs_no_rotation_and_is_general() -> None:
    true = np.array([0.8, 0.7, 0.6, -0.5])
    matrix = np.outer(true, true) + np.diag(1 - true**2)
    found = schmid_leiman(matrix, 1)
    assert found.general == pytest.approx(true, abs=1e-6)
    assert (found.group == 0).all()
    assert found.negative.tolist() == [False, False, False, True]
    for rotate in (varimax, promax, oblimin):
        assert rotate(true[:, None]).pattern == pytest.approx(true[:, None])


def test_two_factors_load_equally_on_the_general_one() -> None:
    pattern = np.kron(np.eye(2), np.array([[0.8], [0.7], [0.6]]))
    phi = np.array([[1.0, 0.36], [0.36, 1.0]])
    matrix = pattern @ phi @ pattern.T
    np.fill_diagonal(matrix, 1.0)
    found = schmid_leiman(matrix, 2)
    # By hand: sqrt(.36) = .6, so the general loadings are .6 and the group ones .8 of the pattern.
    assert found.second_order == pytest.approx([0.6, 0.6], abs=1e-6)
    assert found.general == pytest.approx(0.6 * pattern.sum(axis=1), abs=1e-6)
    assert aligned(found.group, 0.8 * pattern) == pytest.approx(0.8 * pattern, abs=1e-6)
