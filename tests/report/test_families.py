"""One alpha, shared by the families that a report declares before it reads a number."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.report import ReportResults
from berakhlak_stats.report.families import declared
from berakhlak_stats.survey import Survey


def test_families_follow_from_what_is_held(results: ReportResults) -> None:
    assert declared(results.estimates, results.by) == (
        "values_highest", "values_lowest", "behaviours",
        "words:personal", "words:current", "words:desired", "limiting",
        "gap_words", "gap_areas", "gap_personal",
        "groups:unit:implementation", "groups:unit:culture_health",
        "values:unit", "funnel:unit", "ranks:unit",
    )  # fmt: skip
    assert declared({}, ()) == ()


def test_p_values_are_multiplied_by_the_number_of_families(
    kapuas: Survey, results: ReportResults
) -> None:
    plain = indices.gap(kapuas).frame["p_adjusted"].to_numpy()
    shared = results.estimates["gap_words"].frame["p_adjusted"].to_numpy()
    tested = np.isfinite(plain)
    assert tested.any()
    expected = np.minimum(1.0, plain[tested] * len(declared(results.estimates, results.by)))
    assert shared[tested] == pytest.approx(expected)


def test_nothing_else_of_a_result_changes(kapuas: Survey, results: ReportResults) -> None:
    columns = ["item", "estimate", "conf_low", "conf_high", "p_value"]
    plain, shared = indices.gap(kapuas).frame, results.estimates["gap_words"].frame
    assert plain[columns].equals(shared[columns])
