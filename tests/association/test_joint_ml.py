"""Joint maximum likelihood of correlation and cut points."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from berakhlak_stats.association.bivariate import cell_probabilities
from berakhlak_stats.association.joint_ml import JointFit, joint_ml
from tests.association.test_two_step import DATCAT, OLSSON, PAIRS, Table, fit
from tests.reference import near, reference_case


def joint(table: Table) -> JointFit:
    """The joint fit of one table."""
    start, tables, *_ = fit(table)
    return joint_ml(tables, start)[0]


def deviance(table: Table, p: np.ndarray) -> float:
    """Twice the distance of log likelihoods from the free table."""
    counts = np.array(table, float)
    used = counts > 0
    return float(2 * (counts[used] * np.log(counts[used] / (counts.sum() * p[used]))).sum())


def test_a_table_with_as_many_cells_as_parameters_is_fitted_by_polycor_too() -> None:
    # polycor 0.8.1 polychor(ML=TRUE, std.err=TRUE) on 2 x 2 tables.
    case = reference_case("ability", "all.polycor_pairs")
    for pair in case["expected"]:
        found = joint(pair["table"]["values"])
        assert near(found.rho, pair["ml"], case)
        assert found.variance == pytest.approx(pair["ml_var"], rel=1e-4)
        assert found.rows == pytest.approx(pair["ml_row_cuts"], abs=case["tolerance"])
        assert found.columns == pytest.approx(pair["ml_col_cuts"], abs=case["tolerance"])


@pytest.mark.parametrize(("data", "name"), PAIRS[1:])
def test_our_maximum_is_above_the_one_where_polycor_stops(data: str, name: str) -> None:
    # polycor 0.8.1 follows numerical gradients and stops up to .005 from the maximum. Its own
    # chi-square at its own parameters is what we get there; at ours it is smaller.
    case = reference_case(data, f"{name}.polycor_pairs")
    for pair in case["expected"]:
        table = pair["table"]["values"]
        found = joint(table)
        cuts = np.array(pair["ml_row_cuts"]), np.array(pair["ml_col_cuts"])
        theirs = cell_probabilities(*cuts, np.array(pair["ml"])).p
        assert near(deviance(table, theirs), pair["ml_chisq"], case)
        assert deviance(table, found.probabilities) < pair["ml_chisq"]
        assert found.converged
        assert found.rho == pytest.approx(pair["ml"], abs=0.005)
        assert found.variance == pytest.approx(pair["ml_var"], rel=0.03)


@pytest.mark.parametrize("table", [OLSSON, DATCAT])
def test_another_optimiser_ends_at_the_same_point(table: Table) -> None:
    found = joint(table)
    cuts = len(table) - 1

    def loss(x: np.ndarray) -> float:
        p = cell_probabilities(x[1 : cuts + 1], x[cuts + 1 :], np.array(x[0])).p
        return deviance(table, np.maximum(p, 1e-12))

    start = np.concatenate([[0.4], found.rows + 0.05, found.columns - 0.05])
    options = {"xatol": 1e-9, "fatol": 1e-12, "maxiter": 50_000, "maxfev": 50_000}
    best = minimize(loss, start, method="Nelder-Mead", options=options)
    assert best.fun >= deviance(table, found.probabilities) - 1e-9
    assert best.x[0] == pytest.approx(found.rho, abs=1e-5)


def test_influence_is_the_derivative_by_one_more_person() -> None:
    found, h = joint(OLSSON), 1e-3
    assert float((np.array(OLSSON) * found.influence).sum()) == pytest.approx(0, abs=1e-8)
    for a, b in [(0, 0), (1, 2), (2, 1)]:
        moved = [np.array(OLSSON, float) for _ in range(2)]
        moved[0][a, b] += h
        moved[1][a, b] -= h
        up, down = (joint(each.tolist()).rho for each in moved)
        assert (up - down) / (2 * h) == pytest.approx(found.influence[a, b], rel=1e-4)


def test_unused_categories_are_left_out_and_the_edge_has_no_fit() -> None:
    wide = np.zeros((5, 4))
    wide[np.ix_([0, 2, 4], [0, 1, 3])] = OLSSON
    assert joint(wide.tolist()).rho == pytest.approx(joint(OLSSON).rho, abs=1e-9)
    assert np.isnan(joint([[20, 0], [0, 20]]).rho)
