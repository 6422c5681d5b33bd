"""The two front doors."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.simulate import Truth, simulate, simulate_population
from berakhlak_stats.simulate.front import respondents
from berakhlak_stats.simulate.profile import load_profile


def test_default_sample_has_the_answers_of_each_unit():
    survey = simulate("kapuas-2022", seed=3)
    unit = survey.column("unit")
    found = dict(zip(unit.labels, np.bincount(unit.codes).tolist(), strict=True))
    assert found == respondents(load_profile("kapuas-2022"))


def test_another_size_keeps_shares_and_seeds_matter():
    first, again, other = (simulate("kapuas-2022", seed=seed, n=300) for seed in (1, 1, 2))
    assert first.n == 300
    assert (first.picks["current"] == again.picks["current"]).all()
    assert (first.picks["current"] != other.picks["current"]).any()


def test_a_simulated_survey_looks_like_a_file_just_read():
    survey = simulate("rating-2022", seed=1, n=100)
    assert survey.log.synthetic
    assert survey.design.strata is None
    assert survey.ratings.shape == (100, 21)


@pytest.mark.parametrize("name", ["kapuas-2022", "kalteng-2022", "national-2022"])
def test_populations_show_their_targets_on_average(name):
    targets = load_profile(name).targets
    truths = [simulate_population(name, seed=seed).truth for seed in range(201, 205)]
    for value, score in targets["values"].items():
        found = np.mean([truth.value(value) for truth in truths])
        # Four populations of few units: their random effects leave about 1.5 points.
        assert found == pytest.approx(score, abs=4.0), value
    for index in ("positive_energy", "alignment_personal_current", "alignment_current_desired"):
        found = np.mean([truth.index(index) for truth in truths])
        assert found == pytest.approx(targets[index], abs=1.5), index
    assert all(truth.index("balance") == 100 for truth in truths)


def test_agencies_spread_as_in_2022():
    truth = simulate_population("national-2022", seed=7).truth
    agencies = sorted({unit.agency for unit in load_profile("national-2022").units})
    for value in ("BP", "AK", "KO", "HA", "LO", "AD", "KL"):
        scores = [truth.value(value, agency=agency) for agency in agencies]
        assert 3.5 < np.std(scores, ddof=1) < 6.5, value
    means = [truth.index("implementation", agency=agency) for agency in agencies]
    assert 1.4 < np.std(means, ddof=1) < 3.0


def test_sample_estimates_its_own_population():
    truth = simulate_population("kapuas-2022", seed=9).truth
    sample = Truth(simulate("kapuas-2022", seed=9))
    assert sample.index("implementation") == pytest.approx(truth.index("implementation"), abs=3)
