"""Two-step polychoric correlations of tables: exact digits, published values, R, the edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from berakhlak_stats.association.two_step import (
    Fit,
    cell_influence,
    cut_points,
    fit_statistic,
    two_step,
)
from tests.reference import near, reference_case

Table = Sequence[Sequence[float]]
OLSSON = [[13, 6, 0], [69, 113, 22], [41, 132, 104]]
DATCAT = [
    [8, 5, 6, 1, 0],
    [3, 26, 23, 3, 2],
    [3, 25, 27, 17, 1],
    [1, 3, 16, 16, 2],
    [0, 2, 3, 4, 3],
]
N1_N2 = [
    [271, 189, 65, 75, 22, 9],
    [23, 249, 149, 149, 60, 10],
    [4, 48, 127, 164, 63, 7],
    [10, 22, 43, 229, 163, 27],
    [4, 10, 12, 61, 160, 78],
    [3, 0, 2, 12, 23, 151],
]
A1_A2 = [
    [11, 9, 7, 84, 315, 483],
    [8, 27, 41, 173, 373, 191],
    [3, 23, 44, 122, 145, 62],
    [7, 24, 35, 113, 100, 56],
    [6, 28, 18, 53, 68, 48],
    [12, 14, 5, 7, 17, 25],
]
PAIRS = [("ability", "all"), ("bfi", "AC"), ("bfi", "N"), ("datcat", "all"), ("geras", "Mact")]


def fit(table: Table) -> tuple[Fit, np.ndarray, np.ndarray, np.ndarray]:
    """The fit of one table with the cut points of its own margins."""
    tables = np.array(table, float)[None]
    rows, columns = cut_points(tables.sum(axis=2)), cut_points(tables.sum(axis=1))
    return two_step(tables, rows, columns), tables, rows, columns


# mpmath 1.3 at 30 digits: the zero of the derivative of the likelihood by secants, cells by
# quadrature of the density over the correlation. Tables: Olsson (1979); datcat u1 x u2 of
# semTools 0.5-6; bfi N1 x N2 and A1 x A2 of psychTools 2.2.9.
@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (OLSSON, 0.4913719491139009883654),
        (DATCAT, 0.4921823071443801994344),
        (N1_N2, 0.7635118158846339540688),
        (A1_A2, -0.4073947931909483631292),
    ],
)
def test_the_maximum_has_the_digits_of_mpmath(table: Table, expected: float) -> None:
    found, *_ = fit(table)
    assert found.converged.all()
    assert float(found.rho[0]) == pytest.approx(expected, abs=1e-12)


def test_olsson_1979() -> None:
    # Olsson (1979), Psychometrika 44, 443-460: rho .49, thresholds -1.77, -.14 and -.69, .67.
    found, _, rows, columns = fit(OLSSON)
    assert round(float(found.rho[0]), 2) == 0.49
    assert rows[0].round(2).tolist() == [-1.77, -0.14]
    assert columns[0].round(2).tolist() == [-0.69, 0.67]


@pytest.mark.parametrize(
    ("margin", "joint", "expected"),
    [
        (0.5, 0.333333, 0.50),
        (0.5, 0.1150267, -0.75),
        (0.5, 0.397584, 0.80),
        (0.158655, 0.145003, 0.99),
    ],
)
def test_tetrachorics_of_kirk_1973(margin: float, joint: float, expected: float) -> None:
    # Kirk (1973), Psychometrika 38, 259-268, as the help of psych::tetrachor quotes it.
    rest = margin - joint
    found, *_ = fit([[joint, rest], [rest, 1 - joint - 2 * rest]])
    assert float(found.rho[0]) == pytest.approx(expected, abs=5e-6)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((44268, 193, 14, 0), 0.24),
        ((61661, 1610, 85, 20), 0.35),
        ((62503, 105, 768, 0), -0.10),
        ((24875, 265, 47, 0), 0.0),
    ],
)
def test_values_of_mplus_with_half_a_person_in_the_empty_cell(
    cells: tuple[int, ...], expected: float
) -> None:
    # The help of psych::tetrachor quotes Mplus to two decimals.
    table = np.where(np.array(cells) == 0, 0.5, cells).reshape(2, 2)
    found, *_ = fit(table.tolist())
    assert float(found.rho[0]) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(("data", "name"), PAIRS)
def test_two_steps_of_polycor(data: str, name: str) -> None:
    # polycor 0.8.1 polychor(ML=FALSE, std.err=TRUE); its chi-square adds 1e-6 to probabilities.
    case = reference_case(data, f"{name}.polycor_pairs")
    for pair in case["expected"]:
        found, tables, *_ = fit(pair["table"]["values"])
        assert near(float(found.rho[0]), pair["twostep"], case)
        assert near(float(1 / found.information[0]), pair["twostep_var"], case)
        # An absolute tolerance of 1e-4 says little about variances near 1e-3.
        assert float(1 / found.information[0]) == pytest.approx(pair["twostep_var"], rel=2e-3)
        statistic, df = fit_statistic(tables, found)
        assert near(float(statistic[0]), pair["twostep_chisq"], case)
        assert int(df[0]) == pair["twostep_df"]


@pytest.mark.parametrize("table", [OLSSON, DATCAT, A1_A2])
def test_influence_is_the_derivative_by_one_more_person(table: Table) -> None:
    found, tables, rows, columns = fit(table)
    n = tables.sum(axis=(1, 2))
    made = cell_influence(tables, rows, columns, (n, n), found)
    whole = made.both[0] + made.row[0][:, None] + made.column[0][None, :]
    assert float((tables[0] * whole).sum()) == pytest.approx(0.0, abs=1e-10)
    h = 1e-3
    for a, b in [(0, 0), (1, 2), (2, 1)]:
        moved = [np.array(table, float) for _ in range(2)]
        moved[0][a, b] += h
        moved[1][a, b] -= h
        up, down = (float(fit(each.tolist())[0].rho[0]) for each in moved)
        assert (up - down) / (2 * h) == pytest.approx(whole[a, b], rel=1e-6, abs=1e-9)


def test_an_unused_category_changes_nothing() -> None:
    wide = np.zeros((6, 6))
    wide[np.ix_([0, 2, 5], [1, 2, 3])] = OLSSON
    found, tables, *_ = fit(wide.tolist())
    assert float(found.rho[0]) == pytest.approx(0.4913719491139009883654, abs=1e-12)
    assert int(fit_statistic(tables, found)[1][0]) == 3


@pytest.mark.parametrize(
    ("table", "limit"),
    [
        ([[20, 0], [0, 20]], 1.0),
        ([[0, 20], [20, 0]], -1.0),
        ([[44268, 193], [14, 0]], -1.0),
        ([[9, 0, 0], [0, 11, 0], [0, 0, 30]], 1.0),
    ],
)
def test_a_likelihood_that_rises_to_the_edge_is_told(table: Table, limit: float) -> None:
    found, *_ = fit(table)
    assert found.at_edge.tolist() == [True]
    assert found.rho.tolist() == [limit]
    assert np.isnan(found.information).all()


@pytest.mark.parametrize(
    "table", [[[5, 7], [0, 0]], [[5, 0], [7, 0]], [[0, 0], [0, 0]], [[3, 0], [0, 0]]]
)
def test_one_category_has_no_correlation(table: Table) -> None:
    found, *_ = fit(table)
    assert np.isnan(found.rho).all() and not found.converged.any()


def test_tables_do_not_mix() -> None:
    alone = [float(fit(table)[0].rho[0]) for table in (N1_N2, A1_A2)]
    tables = np.array([N1_N2, [[0] * 6] * 6, A1_A2], float)
    rows, columns = cut_points(tables.sum(axis=2)), cut_points(tables.sum(axis=1))
    found = two_step(tables, np.nan_to_num(rows), np.nan_to_num(columns))
    assert found.rho[[0, 2]] == pytest.approx(alone, abs=1e-14)
    assert np.isnan(found.rho[1])
