"""Samples are what their design says, and unbiased for the truth unless asked otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices import positive_energy
from berakhlak_stats.simulate import ResponseModel, Truth, allocate, draw, generate
from berakhlak_stats.simulate.sampling import without_design
from tests.simulate.helpers import small_spec

HEADS = (600, 300, 100)


@pytest.fixture(scope="module")
def population():
    return generate(small_spec(HEADS, unit_sd=1.0, negativity_sd=2.0), seed=1)


def counts(survey):
    unit = survey.column("unit")
    found = np.bincount(unit.codes, minlength=len(unit.labels))
    return dict(zip(unit.labels, found.tolist(), strict=True))


def test_census_is_everybody(population):
    sample = draw(population, method="census")
    assert (sample.keys == population.census.keys).all()
    assert Truth(sample).index("implementation") == population.truth.index("implementation")


def test_simple_random_sample_has_its_size_and_population(population):
    sample = draw(population, n=120, rng=3)
    assert sample.n == len(set(sample.keys.tolist())) == 120
    assert sample.design.population == {"": 1000}


def test_stratified_sample_shares_by_headcount_or_takes_counts(population):
    sample = draw(population, n=100, method="stratified", rng=3)
    assert counts(sample) == {"U1": 60, "U2": 30, "U3": 10}
    assert sample.design.strata == "unit"
    assert sample.design.population == {"U1": 600, "U2": 300, "U3": 100}
    given = draw(population, n={"U1": 5, "U3": 7}, method="stratified", rng=3)
    assert counts(given) == {"U1": 5, "U2": 0, "U3": 7}


def test_cluster_sample_takes_whole_units(population):
    sample = draw(population, n=2, method="cluster", rng=3)
    heads = dict(zip(("U1", "U2", "U3"), HEADS, strict=True))
    taken = {unit: count for unit, count in counts(sample).items() if count}
    assert len(taken) == 2
    assert all(heads[unit] == count for unit, count in taken.items())
    assert sample.design.population == {"": 3}


def test_same_rng_same_sample(population):
    first, again, other = (draw(population, n=50, rng=seed).keys for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_samples_are_unbiased_for_the_truth(population):
    rng = np.random.default_rng(11)
    for name in ("implementation", "positive_energy", "alignment_personal_current"):
        found = [Truth(draw(population, n=100, rng=rng)).index(name) for _ in range(300)]
        error = np.std(found, ddof=1) / np.sqrt(len(found))
        assert abs(np.mean(found) - population.truth.index(name)) < 4 * error, name


def test_response_rate_is_as_asked_and_by_unit(population):
    response = ResponseModel(rate=0.5, by_unit={"U2": 1.0, "U3": 0.0})
    sample = draw(population, method="census", response=response, rng=1)
    found = counts(sample)
    assert abs(found["U1"] / 600 - 0.5) < 0.08
    assert found["U2"] == 300
    assert found["U3"] == 0
    assert sample.design.population is None


def test_units_differ_in_response_when_asked(population):
    sample = draw(population, method="census", response=ResponseModel(rate=0.5, unit_sd=2.0), rng=4)
    rates = np.array(list(counts(sample).values())) / HEADS
    assert np.ptp(rates) > 0.2


def test_silence_of_the_discontented_makes_energy_too_good(population):
    truth = population.truth.index("positive_energy")
    shifts = {}
    for view in (-2.0, 0.0, 2.0):
        response = ResponseModel(rate=0.5, view=view)
        sample = draw(population, method="census", response=response, rng=2)
        shifts[view] = Truth(sample).index("positive_energy") - truth
    assert shifts[-2.0] > 2 > shifts[0.0] > -2 > shifts[2.0]


def test_allocation_adds_up_and_is_proportional():
    assert allocate({"a": 1, "b": 1, "c": 1}, 4) == {"a": 2, "b": 1, "c": 1}
    assert sum(allocate({"a": 7, "b": 11, "c": 13}, 17).values()) == 17


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"method": "snowball"}, "E701"),
        ({"n": 1001}, "E703"),
        ({"n": -1}, "E703"),
        ({"n": {"U1": 601}, "method": "stratified"}, "E703"),
        ({"n": {"U9": 1}, "method": "stratified"}, "E701"),
        ({"n": {"U1": 1}}, "E703"),
        ({"n": 4, "method": "cluster"}, "E703"),
        ({"response": ResponseModel(rate=1.5)}, "E703"),
        ({"response": ResponseModel(by_unit={"U9": 0.5})}, "E701"),
    ],
)
def test_impossible_samples_are_refused(population, options, code):
    with pytest.raises(OptionError, match=code):
        draw(population, **options)


def test_unequal_fractions_are_weighted_and_unbiased(population):
    """U1 is asked at 1 in 20, U3 at 1 in 2: people of U1 stand for twenty each."""
    asked = {"U1": 30, "U2": 30, "U3": 50}
    sample = draw(population, n=asked, method="stratified", rng=3)
    unit = sample.column("unit")
    assert sample.design.weights == "weight"
    expected = np.array([600 / 30, 300 / 30, 100 / 50])[unit.codes]
    assert sample.weights.tolist() == expected.tolist()
    rng = np.random.default_rng(12)
    found = [
        positive_energy(draw(population, n=asked, method="stratified", rng=rng))
        .frame["estimate"]
        .iloc[0]
        for _ in range(60)
    ]
    error = np.std(found, ddof=1) / np.sqrt(len(found))
    assert abs(np.mean(found) - population.truth.index("positive_energy")) < 4 * error


def test_one_rate_needs_no_weights_and_silence_changes_none(population):
    assert draw(population, n=100, method="stratified", rng=3).weights is None
    half = ResponseModel(rate=0.5)
    sample = draw(population, n={"U1": 60, "U2": 60}, method="stratified", response=half, rng=3)
    assert set(sample.weights.tolist()) == {10.0, 5.0}


def test_answers_alone_have_neither_weights_nor_design(population):
    sample = draw(population, n={"U1": 30, "U3": 50}, method="stratified", rng=3)
    bare = without_design(sample)
    assert bare.weights is None and bare.design.weights is None and bare.design.strata is None
    assert (bare.keys == sample.keys).all()
