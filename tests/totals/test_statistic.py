"""Layouts: where features stand in a row of totals."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.totals.statistic import Feature, Layout, Output, Statistic, at


def feature(name: str, *columns: str) -> Feature:
    return Feature(name, columns, lambda survey: np.zeros((survey.n, len(columns))))


A, B = feature("a", "x", "y", "z"), feature("b", "x")


def test_features_are_the_same_by_name() -> None:
    assert feature("a", "other") == A
    assert len({A, feature("a", "x"), B}) == 2


def test_layout_counts_equal_features_once() -> None:
    layout = Layout.of([A, B, feature("a", "x", "y", "z")])
    assert (layout.names, layout.width) == (("a", "b"), 4)


def test_columns_by_path() -> None:
    layout = Layout.of([A, B])
    assert [layout.column(path) for path in (at(A, "y"), "a", "b", at(B, "x"))] == [1, 0, 3, 3]
    with pytest.raises(ValueError):
        layout.column(at(A, "missing"))


def test_view_shares_memory_and_keeps_leading_axes() -> None:
    layout, totals = Layout.of([A, B]), np.arange(24.0).reshape(2, 3, 4)
    view = layout.view(totals)
    assert view["a"].shape == (2, 3, 3)
    assert np.shares_memory(view["b"], totals)


def test_positions_of_a_statistic_inside_a_wider_plan() -> None:
    wide = Layout.of([A, B, feature("c", "u", "v")])
    statistic = Statistic(
        "s", (feature("c", "u", "v"), A), (Output("i", "item", "c", "mean"),), lambda t: t["c"]
    )
    assert wide.positions(statistic.features).tolist() == [4, 5, 0, 1, 2]
    assert statistic.layout.view(np.arange(5.0))["a"].tolist() == [2, 3, 4]
