"""Means of profile measures, and gaps of items, against base R."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import profile_similarity
from tests.reference import near, reference_case, reference_data
from tests.surveys import number_survey


def test_base_r() -> None:
    case = reference_case("profile", "geras.profile")
    first, second = case["input"]["first"], case["input"]["second"]
    frame = reference_data("geras_profile")
    survey = number_survey({name: frame[name].tolist() for name in frame})
    found = profile_similarity(survey, first=first, second=second).frame.set_index("item")
    expected = case["expected"]
    for name, key in (("pearson", "pearson"), ("d2", "D2"), ("mean_abs", "mean_abs")):
        mean = expected[key]["sum"] / expected[key]["n"]
        assert near(found.loc[name, "estimate"], mean, case)
        assert found.loc[name, "n"] == expected[key]["n"]
    for a, b in zip(first, second, strict=True):
        row = found.loc[f"{b} - {a}"]
        # R's gap is first minus second.
        assert near(abs(row["estimate"]), abs(expected["gap_means"][a]), case)
        assert near(row["std_error"], expected["gap_se"][a], case)


def test_refusals() -> None:
    survey = number_survey({name: [1.0, 2.0, 3.0] * 5 for name in "abcd"})
    with pytest.raises(BerakhlakError, match="E703"):
        profile_similarity(survey, first=["a", "b"], second=["c"])
    with pytest.raises(BerakhlakError, match="E701"):
        profile_similarity(survey, first=["a", "b"], second=["c", "e"])
