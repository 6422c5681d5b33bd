"""Coverage of intervals and bias of group alignment, by simulation (``-m slow``).

Targets: smooth indices and value scores within [.94, .965] and single shares within
[.93, .98], averaged over the grid of designs; discrete indices at least .94 in every design;
group alignment off by one point at most from 100 persons on, averaged over populations.
Each assertion allows two Monte-Carlo standard errors, worked out from the number of rounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.simulation import alignment_bias, coverage
from tests.simulation.populations import Sampling

if TYPE_CHECKING:
    import pandas as pd

pytestmark = pytest.mark.slow

ROUNDS = 60
POPULATIONS = range(48)
BIAS_DESIGNS = (Sampling("persons", 100), Sampling("persons", 300), Sampling("persons", 1000))


def allowance(frame: pd.DataFrame) -> float:
    """Two standard errors of a coverage near .95 averaged over all rounds of ``frame``."""
    return float(2 * (0.95 * 0.05 / frame["rounds"].sum()) ** 0.5)


@pytest.fixture(scope="module")
def covered() -> pd.DataFrame:
    return coverage.study(rounds=ROUNDS)


def family(frame: pd.DataFrame, chosen: coverage.Family) -> pd.DataFrame:
    return frame[frame["family"] == chosen.name]


@pytest.mark.parametrize("chosen", [coverage.SMOOTH, coverage.VALUES], ids=lambda each: each.name)
def test_smooth_intervals_cover(covered: pd.DataFrame, chosen: coverage.Family) -> None:
    for item, rows in family(covered, chosen).groupby("item"):
        slack = allowance(rows)
        assert 0.94 - slack <= rows["coverage"].mean() <= 0.965 + slack, item


def test_intervals_of_shares_cover(covered: pd.DataFrame) -> None:
    for item, rows in family(covered, coverage.SHARES).groupby("item"):
        slack = allowance(rows)
        assert 0.93 - slack <= rows["coverage"].mean() <= 0.98 + slack, item


def test_intervals_of_discrete_indices_cover(covered: pd.DataFrame) -> None:
    for where, rows in family(covered, coverage.DISCRETE).groupby(["item", "design"]):
        assert rows["coverage"].mean() >= 0.94 - allowance(rows), where


def test_intervals_hold_their_estimates(covered: pd.DataFrame) -> None:
    assert covered["ordered"].all()


@pytest.fixture(scope="module")
def aligned() -> pd.DataFrame:
    return alignment_bias.study(POPULATIONS, BIAS_DESIGNS)


def test_group_alignment_is_nearly_unbiased(aligned: pd.DataFrame) -> None:
    found = alignment_bias.table(aligned, ["design", "form"])
    excess = found["corrected"].abs() - 1 - 2 * found["mc_error"]
    assert (excess <= 0).all(), found
    # The correction must earn its keep where the plain form is off.
    plain = found[["plain", "corrected"]].abs().groupby("form").mean()
    assert (plain["corrected"] < plain["plain"]).all(), found


def test_group_alignment_intervals_cover(aligned: pd.DataFrame) -> None:
    found = aligned.groupby(["design", "form"])["covered"].agg(["mean", "size"])
    slack = 2 * (0.93 * 0.07 / found["size"]) ** 0.5
    assert (found["mean"] >= 0.93 - slack).all(), found


def test_group_alignment_standard_errors_are_not_too_small(aligned: pd.DataFrame) -> None:
    found = alignment_bias.table(aligned, ["design", "form"])
    assert (found["std_error"] >= 0.9 * found["rmse"]).all(), found
