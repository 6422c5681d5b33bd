"""Five points between two groups of 200 are found often enough."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.simulation.gap_power import GAP, PERSONS, SPREAD, answers, study


def test_groups_differ_in_one_item() -> None:
    survey = answers(np.random.default_rng(3), 4)
    groups = survey.numbers.reshape(4, PERSONS, -1).mean(axis=1)
    away = groups[0] - groups[1:].mean(axis=0)
    error = SPREAD * (1 / PERSONS + 1 / (3 * PERSONS)) ** 0.5
    assert abs(away[0] - GAP) < 4 * error
    assert np.abs(away[1:]).max() < 4 * error


@pytest.mark.slow
def test_the_gap_is_found() -> None:
    rounds = 300
    found = study(rounds=rounds)
    slack = 2 * 0.5 / rounds**0.5
    assert found["headline contrast"] >= 0.60
    assert found["Holm family of seven"] >= 0.40 - slack
    assert found["a false one of the six"] <= 0.05 + slack
    # The noncentral t: what a plain test of two groups can do.
    df, shift = 2 * PERSONS - 2, GAP / SPREAD * (PERSONS / 2) ** 0.5
    power = stats.nct.sf(stats.t.ppf(0.975, df), df, shift)
    assert found["headline contrast"] == pytest.approx(power, abs=slack)
