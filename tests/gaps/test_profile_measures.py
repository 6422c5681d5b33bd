"""Measures of rated profiles against base R, person by person."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.gaps.profile_measures import PROFILE_MEASURES, profile_measures
from tests.reference import near, reference_case, reference_data

NAMES = {"pearson": "pearson", "spearman": "spearman", "double_entry_icc": "double_entry_icc"}
NAMES |= {"d2": "D2", "d": "D", "mean_abs": "mean_abs"}


def measured() -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
    case = reference_case("profile", "geras.profile")
    frame = reference_data("geras_profile")
    x, y = (frame[case["input"][side]].to_numpy(float) for side in ("first", "second"))
    return case, profile_measures(x, y)


@pytest.mark.parametrize("name", list(NAMES))
def test_base_r(name: str) -> None:
    case, found = measured()
    expected = case["expected"][NAMES[name]]
    column = found[:, PROFILE_MEASURES.index(name)]
    known = column[np.isfinite(column)]
    assert len(known) == expected["n"]
    for key, value in (
        ("sum", known.sum()),
        ("sumsq", (known**2).sum()),
        ("min", known.min()),
        ("max", known.max()),
    ):
        assert near(float(value), expected[key], case), key
    quantiles = np.quantile(known, [0.05, 0.25, 0.5, 0.75, 0.95])
    assert quantiles == pytest.approx(expected["q"], rel=1e-9)
    first = [value for value in expected["first"] if value is not None]
    assert len(first) == len(expected["first"])
    assert column[: len(first)] == pytest.approx(first, rel=1e-9, abs=1e-12)


def test_flat_profiles_have_no_correlation() -> None:
    case, found = measured()
    assert np.isnan(found[:, 0]).sum() == case["expected"]["undefined_correlations"]


def test_missing_answers_leave_the_person_out() -> None:
    x = np.array([[1.0, 2.0, 3.0], [1.0, np.nan, 2.0]])
    y = np.array([[1.0, 2.0, 4.0], [1.0, 1.0, 2.0]])
    found = profile_measures(x, y)
    assert np.isfinite(found[0]).all() and np.isnan(found[1]).all()
    assert found[0, 3:].tolist() == pytest.approx([1.0, 1.0, 1 / 3, 1 / 3])
