"""Variance components against Brennan's printed tables, exact fractions and the long way."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.reliability.variance_components import (
    crossed,
    nested,
    nested_sums,
    person_coefficients,
    profile_coefficients,
    unit_coefficients,
    word_coefficients,
)

# Brennan (2001), Generalizability Theory, synthetic data set 1: ten persons (rows) by twelve
# items, as reprinted in the tests of the Python package generalizit.
BRENNAN_1 = """
101000000000
111001000000
111110000000
110110010000
111110100000
111011100000
111111100000
111101111100
111111111110
111111111111
"""


def matrix(text: str) -> np.ndarray[Any, Any]:
    return np.array([[int(x) for x in line] for line in text.split()], float)


def sums_of(x: np.ndarray[Any, Any], weights: Any = None) -> np.ndarray[Any, Any]:
    """The sums of respondents (persons, items) that the pass collects."""
    w = np.ones(len(x)) if weights is None else weights
    square = x.sum(axis=1) ** 2
    rows = np.column_stack([np.ones(len(x)), w, x, square, (x**2).sum(axis=1)])
    return w @ rows


def test_brennan_synthetic_data_set_1() -> None:
    """Brennan (2001): components .0574, .0754, .1269; G = .844 and phi = .773 of 12 items."""
    found = crossed(sums_of(matrix(BRENNAN_1)))
    printed = {"person": 0.0574, "item": 0.0754, "residual": 0.1269}
    assert {name: round(float(x), 4) for name, x in found.items()} == printed
    coefficients = person_coefficients(found, 12)
    assert round(float(coefficients["g_coefficient"]), 3) == 0.844
    assert round(float(coefficients["phi_coefficient"]), 3) == 0.773


def test_crossed_by_hand() -> None:
    """Rows (1, 2), (3, 4), (2, 6): means 1.5, 3.5, 4; items 2, 4; grand 3.

    SS: persons 2 (9/4 + 1/4 + 1) = 7, items 3 (1 + 1) = 6, total 70 - 54 = 16, rest 3.
    MS: 7/2, 6, 3/2. So residual 3/2, person (7/2 - 3/2)/2 = 1, item (6 - 3/2)/3 = 3/2.
    """
    found = crossed(sums_of(np.array([[1.0, 2], [3, 4], [2, 6]])))
    expected = {"person": Fraction(1), "item": Fraction(3, 2), "residual": Fraction(3, 2)}
    assert {k: float(v) for k, v in found.items()} == pytest.approx(
        {k: float(v) for k, v in expected.items()}
    )
    g, phi = person_coefficients(found, 2).values()
    # 1 / (1 + 3/4), 1 / (1 + 3/2): G of the two items is their alpha, 2 (1 - (1 + 4) / 7).
    assert [float(g), float(phi)] == pytest.approx([4 / 7, 2 / 5])
    assert float(g) == pytest.approx(2 * (1 - (1 + 4) / 7))


def test_nested_by_hand() -> None:
    """Two units of two persons and two items: (0,2), (2,4) and (4,4), (6,10).

    Persons 1, 3 | 4, 8; units 2 | 6; grand 4; items 3, 5; cells (1,3), (5,7).
    SS: units 4 (4 + 4) = 32 over 1; items 4 (1 + 1) = 8 over 1; units x items: cells less
    margins are all 0, so 0 over 1; persons 2 (1 + 1 + 4 + 4) = 20 over 2; the rest: (0,0),
    (0,0), (+1,-1), (-1,+1), so 4 over 2.
    residual 2; person (10 - 2)/2 = 4; unit x item (0 - 2)/2 = -1; unit (32 - 2 - 8 + 2)/4 = 6;
    item (8 - 2 + 2)/4 = 2.
    """
    units = [np.array([[0.0, 2], [2, 4]]), np.array([[4.0, 4], [6, 10]])]
    sums = nested_sums(np.stack([sums_of(x) for x in units])).sum(axis=0)
    found = {name: float(value) for name, value in nested(sums).items()}
    assert found == pytest.approx(
        {"unit": 6, "person": 4, "item": 2, "unit_item": -1, "residual": 2}
    )
    # Two respondents, two items: error (4 + 2/2)/2 = 5/2; the negative component counts as 0.
    random = unit_coefficients(nested(sums), 2, 2, "random")
    assert [float(x) for x in random.values()] == pytest.approx([6 / 8.5, 6 / 9.5])
    fixed = unit_coefficients(nested(sums), 2, 2, "fixed")
    assert [float(x) for x in fixed.values()] == pytest.approx([6 / 8.5, 6 / 8.5])


def by_mean_squares(units: list[np.ndarray[Any, Any]]) -> dict[str, float]:
    """The same design the long way: least squares fits, and expectations of mean squares."""
    x = np.concatenate(units)
    unit = np.concatenate([np.full(len(each), g) for g, each in enumerate(units)])
    n, m, count = len(x), x.shape[1], len(units)
    sizes = np.array([len(each) for each in units], float)
    grand, item = x.mean(), x.mean(axis=0)
    cell = np.stack([each.mean(axis=0) for each in units])
    of_unit, of_person = cell.mean(axis=1), x.mean(axis=1)
    ms_unit = m * (sizes * (of_unit - grand) ** 2).sum() / (count - 1)
    ms_item = n * ((item - grand) ** 2).sum() / (m - 1)
    inter = cell - of_unit[:, None] - item + grand
    ms_both = (sizes[:, None] * inter**2).sum() / ((count - 1) * (m - 1))
    ms_person = m * ((of_person - of_unit[unit]) ** 2).sum() / (n - count)
    rest = x - of_person[:, None] - cell[unit] + of_unit[unit][:, None]
    ms_rest = (rest**2).sum() / ((n - count) * (m - 1))
    r = (n - (sizes**2).sum() / n) / (count - 1)
    both = (ms_both - ms_rest) / r
    person = (ms_person - ms_rest) / m
    return {
        "unit": (ms_unit - ms_rest - m * person - r * both) / (m * r),
        "person": person,
        "item": (ms_item - ms_rest - (sizes**2).sum() / n * both) / n,
        "unit_item": both,
        "residual": ms_rest,
    }


def test_units_of_unequal_size_the_long_way() -> None:
    rng = np.random.default_rng(1)
    units = [
        rng.normal(rng.normal(0, 1), 1, (size, 5)) + rng.normal(0, 0.5, 5) for size in (4, 9, 6, 20)
    ]
    sums = nested_sums(np.stack([sums_of(x) for x in units])).sum(axis=0)
    found = {name: float(value) for name, value in nested(sums).items()}
    assert found == pytest.approx(by_mean_squares(units))


def test_components_are_met_on_average_in_units_of_unequal_size() -> None:
    """Unit .5, person 1, item .3, unit x item .2, residual 2: means over 300 surveys."""
    rng = np.random.default_rng(2)
    sizes, m = rng.integers(3, 30, 25), 6
    drawn = []
    for _ in range(300):
        item = rng.normal(0, 0.3**0.5, m)
        units = [
            rng.normal(0, 0.5**0.5)
            + item
            + rng.normal(0, 0.2**0.5, m)
            + rng.normal(0, 1, (size, 1))
            + rng.normal(0, 2**0.5, (size, m))
            for size in sizes
        ]
        sums = nested_sums(np.stack([sums_of(x) for x in units])).sum(axis=0)
        drawn.append(list(nested(sums).values()))
    mean, error = np.mean(drawn, axis=0), np.std(drawn, axis=0) / np.sqrt(300)
    assert (np.abs(mean - [0.5, 1, 0.3, 0.2, 2]) < 4 * error).all()


def test_a_fixed_number_of_picks_leaves_no_variance_between_persons() -> None:
    """Everybody picks 4 of 15, so person means are 4/15 exactly and MS of persons is 0.

    E(MS) = residual + 15 person, so the person component must come out as -residual / 15. The
    component of words is not touched: it is the variance of the shares less what sampling adds.
    """
    rng = np.random.default_rng(3)
    n, m, k = 200, 15, 4
    x = np.zeros((n, m))
    order = np.argsort(np.linspace(0, 2, m) + rng.gumbel(size=(n, m)), axis=1)[:, -k:]
    np.put_along_axis(x, order, 1.0, axis=1)
    found = {name: float(value) for name, value in crossed(sums_of(x)).items()}
    assert found["person"] == pytest.approx(-found["residual"] / m)
    p = x.mean(axis=0)
    assert found["residual"] == pytest.approx((p * (1 - p)).sum() / (m - 1) * n / (n - 1))
    assert found["item"] == pytest.approx(p.var(ddof=1) - found["residual"] / n)
    g, phi = word_coefficients({k: np.array(v) for k, v in found.items()}, n).values()
    # Words are compared and placed equally well: the total is known before anybody answers.
    assert g == phi == pytest.approx(1 - found["residual"] / n / p.var(ddof=1))


def test_weights_that_are_alike_change_nothing() -> None:
    x = matrix(BRENNAN_1)
    plain, heavy = crossed(sums_of(x)), crossed(sums_of(x, np.full(10, 7.3)))
    for name, value in plain.items():
        assert heavy[name] == pytest.approx(value)


def test_profiles_of_units() -> None:
    found = {name: np.array(1.0) for name in ("unit", "person", "item", "unit_item")}
    found["residual"] = np.array(20.0)
    assert float(profile_coefficients(found, 20)["unit_profile_coefficient"]) == 0.5
