"""One alpha, shared by the families that a report declares before it reads a number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.gaps import value_gap
from berakhlak_stats.report import ReportResults
from berakhlak_stats.report.families import declared
from berakhlak_stats.survey import Survey


def _gaps(survey: Survey) -> pd.DataFrame:
    frame = value_gap(survey).frame
    return frame[frame["list"] == "current>desired"].reset_index(drop=True)


def test_families_follow_from_what_is_held(results: ReportResults) -> None:
    assert declared(results.estimates, results.by) == (
        "values_highest", "values_lowest", "behaviours",
        "words:personal", "words:current", "words:desired", "limiting",
        "gap_values", "gap_words", "gap_areas", "gap_personal",
        "jumps", "entropy", "levels", "types", "needs",
        "groups:unit:implementation", "groups:unit:culture_health",
        "values:unit", "funnel:unit", "ranks:unit",
    )  # fmt: skip
    assert declared({}, ()) == ()


def test_p_values_are_multiplied_by_the_number_of_families(
    kapuas: Survey, results: ReportResults
) -> None:
    plain = _gaps(kapuas)["p_adjusted"].to_numpy()
    shared = results.estimates["gap_words"].frame["p_adjusted"].to_numpy()
    tested = np.isfinite(plain)
    assert tested.any()
    expected = np.minimum(1.0, plain[tested] * len(declared(results.estimates, results.by)))
    assert shared[tested] == pytest.approx(expected)


def test_nothing_else_of_a_result_changes(kapuas: Survey, results: ReportResults) -> None:
    columns = ["item", "estimate", "conf_low", "conf_high", "p_value"]
    plain, shared = _gaps(kapuas), results.estimates["gap_words"].frame
    assert plain[columns].equals(shared[columns])


def test_lists_that_were_not_asked_make_no_family(results: ReportResults) -> None:
    from dataclasses import replace

    held = dict(results.estimates)
    for name in ("levels", "entropy"):
        frame = held[name].frame
        held[name] = replace(held[name], frame=frame[frame["list"] == "current"], covariance=None)
    del held["jump_ranks"]
    found = declared(held, results.by)
    assert not {"levels", "entropy", "jumps"} & set(found)
    assert {"types", "needs", "gap_words"} <= set(found)
