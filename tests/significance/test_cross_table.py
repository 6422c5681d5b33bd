"""Weighted cells, against R's svytable."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance.cross_table import cross_table
from tests.reference import reference_case
from tests.significance.designs import DESIGNS, plain


@pytest.mark.parametrize(
    ("design", "column", "case_id"),
    [
        ("strat", "stype", "strat.chisq"),
        ("clus1", "comp.imp", "clus1.chisq"),
        ("clus1_JK1", "comp.imp", "clus1_JK1.chisq"),
    ],
)
def test_weighted_table(design: str, column: str, case_id: str) -> None:
    case = reference_case("survey_api", case_id)
    expected = case["expected"]["weighted_table"]
    table = cross_table(DESIGNS[design](), "sch.wide", column)
    assert list(table.rows) == expected["rows"]
    assert list(table.columns) == expected["cols"]
    cells = table.totals().estimate.reshape(len(table.rows), -1)
    assert np.allclose(cells, expected["values"], rtol=1e-10)


def test_svytable() -> None:
    case = reference_case("survey_api", "kappa_table")
    expected = case["expected"]["table"]
    table = cross_table(DESIGNS["clus1"](), "comp.imp", "sch.wide")
    cells = table.totals().estimate.reshape(2, 2)
    assert np.allclose(cells, expected["values"], rtol=case["tolerance"])


def test_shares_of_a_simple_random_sample() -> None:
    """The covariance of shares is that of a multinomial, over n - 1."""
    a, b = ["x"] * 10 + ["y"] * 20, (["u"] * 3 + ["v"] * 2) * 6
    found = cross_table(plain({"n": [0.0] * 30}, {"a": a, "b": b}), "a", "b").shares()
    p = np.array([6, 4, 12, 8]) / 30
    assert np.allclose(found.estimate, p)
    assert np.allclose(found.covariance, (np.diag(p) - np.outer(p, p)) / 29)
    assert (found.df, found.n) == (29, 30)


def test_large_tables_are_refused() -> None:
    a = [f"a{i % 50}" for i in range(2050)]
    b = [f"b{i // 50}" for i in range(2050)]
    survey = plain({"n": [0.0] * 2050}, {"a": a, "b": b})
    with pytest.raises(BerakhlakError, match="E641"):
        cross_table(survey, "a", "b")
