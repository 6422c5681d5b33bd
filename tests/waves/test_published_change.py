"""A published change: design effects by hand, and a simulation of the clusters it assumes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.waves import published_change

NATIONAL: dict[str, Any] = {"n": 936_476, "clusters": 539}
"""Respondents and agencies of 2023, as published; the same are assumed for 2022."""


def test_the_national_change_by_hand() -> None:
    """60.9 -> 61.1 with SD 20: z = 6.8 without clusters, 1.6 at .01, 0.7 at .05."""
    frame = published_change(60.9, 61.1, **NATIONAL, icc=[0.0, 0.01, 0.05]).frame
    m = 936_476 / 539
    for row, icc in zip(frame.itertuples(), (0.0, 0.01, 0.05), strict=True):
        deff = 1 + (m - 1) * icc
        error = 20 * math.sqrt(2 / 936_476 * deff)
        assert row.deff == pytest.approx(deff, rel=1e-12)
        assert row.std_error == pytest.approx(error, rel=1e-12)
        assert row.statistic == pytest.approx(0.2 / error, rel=1e-9)
        assert row.p_value == pytest.approx(math.erfc(0.2 / error / math.sqrt(2)), rel=1e-9)
        assert row.conf_high - row.conf_low == pytest.approx(2 * 1.959963984540054 * error)
    assert [round(z, 1) for z in frame["statistic"]] == [6.8, 1.6, 0.7]


def test_where_significance_ends() -> None:
    """``0.2 = 1.96 * 20 * sqrt(2 / n * (1 + (m - 1) icc))`` solved for icc by hand."""
    made = published_change(60.9, 61.1, **NATIONAL).provenance.parameters
    m = 936_476 / 539
    allowed = (0.2 / 1.959963984540054) ** 2 * 936_476 / (2 * 20**2)
    assert made["icc_limit"] == pytest.approx((allowed - 1) / (m - 1), rel=1e-9)
    at = published_change(60.9, 61.1, **NATIONAL, icc=[made["icc_limit"]]).frame
    assert at["p_value"][0] == pytest.approx(0.05, rel=1e-6)
    assert made["significant"] == "below"
    never = published_change(60.9, 61.1, n=500, clusters=10).provenance.parameters
    always = published_change(40, 60, n=5000, clusters=200).provenance.parameters
    assert (never["significant"], always["significant"]) == ("never", "always")
    assert never["icc_limit"] is None and always["icc_limit"] is None


def test_rounded_figures_leave_room() -> None:
    made = published_change(60.9, 61.1, **NATIONAL).provenance.parameters
    assert made["rounding"] == pytest.approx([0.1, 0.3])


def test_unequal_clusters_by_hand() -> None:
    """Sizes 10, 20, 70: sum of squares 5,400 over 100 is 54; deff = 1 + 53 icc."""
    sizes = ([10, 20, 70], [10, 20, 70])
    frame = published_change(60, 62, sizes=sizes, sd=10, icc=[0.1]).frame
    assert frame["deff"][0] == pytest.approx(1 + 53 * 0.1)
    assert frame["std_error"][0] == pytest.approx(math.sqrt(2 * 100 / 100 * (1 + 53 * 0.1)))
    # The same through the coefficient of variation of the sizes.
    cv = np.std([10, 20, 70]) / np.mean([10, 20, 70])
    again = published_change(60, 62, n=100, clusters=3, size_cv=cv, sd=10, icc=[0.1]).frame
    assert again["std_error"][0] == pytest.approx(frame["std_error"][0])


def test_waves_of_unlike_size_by_hand() -> None:
    frame = published_change(60, 62, n=(400, 900), clusters=(20, 30), sd=15, icc=[0.02]).frame
    variance = 225 / 400 * (1 + 19 * 0.02) + 225 / 900 * (1 + 29 * 0.02)
    assert frame["std_error"][0] == pytest.approx(math.sqrt(variance))


def test_the_same_clusters_twice_by_hand() -> None:
    """Cov = r icc sd^2 / k for equal clusters: .6 * .05 * 400 / 40 = .3."""
    options: dict[str, Any] = {"n": 800, "clusters": 40, "sd": 20, "icc": [0.05]}
    apart = published_change(60, 62, **options).frame["std_error"][0]
    linked = published_change(60, 62, **options, correlation=0.6).frame["std_error"][0]
    assert apart**2 - linked**2 == pytest.approx(2 * 0.3)


def test_the_formula_holds_for_clusters_drawn_by_chance() -> None:
    """Twenty clusters of unequal size, icc .08, effects that last by half; 4,000 pairs of waves.

    Monte-Carlo error of a standard deviation from 4,000 draws is 1.1%.
    """
    rng = np.random.default_rng(5)
    sizes = np.array([5, 8, 12, 30, 45] * 4)
    sd, icc, r = 10.0, 0.08, 0.5
    place, count = np.repeat(np.arange(20), sizes), 4000
    between, within = sd * math.sqrt(icc), sd * math.sqrt(1 - icc)
    first = rng.normal(0, between, (count, 20))
    second = r * first + math.sqrt(1 - r**2) * rng.normal(0, between, (count, 20))
    means = [
        (effect[:, place] + rng.normal(0, within, (count, len(place)))).mean(axis=1)
        for effect in (first, second)
    ]
    found = published_change(
        60, 61, sizes=(sizes.tolist(), sizes.tolist()), sd=sd, icc=[icc], correlation=r
    ).frame["std_error"][0]
    assert found == pytest.approx((means[1] - means[0]).std(), rel=0.035)


@pytest.mark.parametrize(
    ("options", "code"),
    [({"n": 10}, "E896"), ({"n": 10, "clusters": 11}, "E896"), ({"n": 10, "clusters": 0}, "E896"),
     ({**NATIONAL, "sizes": ([3], [3])}, "E896"), ({"sizes": ([3, 0], [3])}, "E896"),
     ({"n": 100, "clusters": (10, 9), "correlation": 0.2}, "E896"),
     ({**NATIONAL, "icc": [1.2]}, "E703"), ({**NATIONAL, "icc": []}, "E703"),
     ({**NATIONAL, "sd": 0}, "E703"), ({**NATIONAL, "conf_level": 1.0}, "E703"),
     ({**NATIONAL, "correlation": 2}, "E703"), ({**NATIONAL, "size_cv": -1}, "E703")],
)  # fmt: skip
def test_numbers_that_do_not_fit(options: dict[str, Any], code: str) -> None:
    with pytest.raises(BerakhlakError, match=code):
        published_change(60.9, 61.1, **options)
