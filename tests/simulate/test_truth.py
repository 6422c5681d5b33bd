"""The truth is the census, counted in a second, plain way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.simulate import RatingSpec, Truth, generate, simulate
from berakhlak_stats.simulate.truth import INDICES
from tests.simulate.helpers import Plain, chosen, small_spec


@pytest.fixture(scope="module")
def survey():
    return simulate("kapuas-2022", seed=5, n=400)


def test_indices_equal_the_plain_computation(survey):
    truth, plain = Truth(survey), Plain.of(survey).indices()
    assert set(plain) == set(INDICES)
    for name, expected in plain.items():
        assert truth.index(name) == pytest.approx(expected, abs=1e-10), name


def test_indices_of_a_part_equal_the_plain_computation_on_it(survey):
    unit = survey.column("unit")
    rows = unit.codes == unit.labels.index("RSUD")
    plain = Plain.of(survey.take(rows)).indices()
    truth = Truth(survey)
    assert truth.n(unit="RSUD") == rows.sum()
    for name, expected in plain.items():
        assert truth.index(name, unit="RSUD") == pytest.approx(expected, abs=1e-10), name


def test_two_conditions_narrow_down_together(survey):
    truth = Truth(survey)
    parts = [truth.n(unit="RSUD", status=status) for status in ("PNS", "PPPK")]
    assert sum(parts) == truth.n(unit="RSUD")


def test_scores_and_shares_are_counts(survey):
    truth, plain = Truth(survey), Plain.of(survey)
    assert truth.value("AD") == pytest.approx(plain.value("AD"))
    picked = [("jujur" in words) for words in chosen(survey, "personal")]
    assert truth.share("personal", "jujur") == pytest.approx(np.mean(picked))


def test_rating_mean_leaves_missing_out():
    spread = RatingSpec(np.full(4, 3.0), missing=0.2)
    census = generate(replace(small_spec((500,)), lists={}, ratings=spread), seed=1).census
    answered = [int(x) for x in census.rating("A1") if x != -1]
    expected = 100 * (sum(answered) / len(answered) - 1) / 4
    assert Truth(census).rating("A1") == pytest.approx(expected)


def test_balance_needs_areas():
    with pytest.raises(OptionError, match="E702"):
        generate(small_spec((20,)), seed=1).truth.index("balance")


def test_unknown_names_are_refused(survey):
    truth = Truth(survey)
    with pytest.raises(OptionError, match="E701"):
        truth.index("happiness")
    with pytest.raises(OptionError, match="E701"):
        truth.value("AK", unit="Dinas Angkasa")
    with pytest.raises(DesignError, match="E602"):
        truth.value("AK", team="x")
