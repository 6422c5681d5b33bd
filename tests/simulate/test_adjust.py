"""The last step hits what it is told, with few swaps, and breaks no rule of the instrument."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.simulate import simulate
from berakhlak_stats.simulate.adjust import adjusted
from berakhlak_stats.survey.survey import unpack_picks
from tests.simulate.helpers import Plain


@pytest.fixture(scope="module")
def survey():
    return simulate("kapuas-2022", seed=4, n=500)


@pytest.mark.parametrize("direction", [-1, 1])
def test_hits_values_words_energy_and_total_from_both_sides(survey, direction):
    before = Plain.of(survey)
    indices = before.indices()
    words = {"berhati_hati": before.votes()["berhati_hati"] + 9 * direction}
    published = {
        "values": {
            value.id: round(before.value(value.id) + 2 * direction, 1)
            for value in survey.instrument.values
        },
        "positive_energy": round(indices["positive_energy"] - direction, 1),
        "culture_health": round(indices["culture_health"] + direction, 1),
        "words": words,
    }
    changed, swaps = adjusted(survey, published, seed=1)
    after = Plain.of(changed)
    assert after.votes()["berhati_hati"] == words["berhati_hati"]
    for value, score in published["values"].items():
        assert after.value(value) == pytest.approx(score, abs=0.1 + 1e-9), value
    for index in ("positive_energy", "culture_health"):
        assert after.indices()[index] == pytest.approx(published[index], abs=0.02), index
    assert 0 < swaps < 0.05 * 500 * 30


def test_only_the_mean_of_seven(survey):
    changed, _ = adjusted(survey, {"implementation": 60.0}, seed=1)
    after = Plain.of(changed).indices()
    assert after["implementation"] == pytest.approx(60.0, abs=0.02)
    assert after["positive_energy"] == Plain.of(survey).indices()["positive_energy"]


def test_lists_keep_ten_words_and_the_original_is_untouched(survey):
    before = {name: bits.copy() for name, bits in survey.picks.items()}
    changed, _ = adjusted(survey, {"implementation": 70.0, "culture_health": 75.0}, seed=1)
    for name, bits in changed.picks.items():
        assert (unpack_picks(bits, 90).sum(axis=1) == 10).all()
        assert (survey.picks[name] == before[name]).all()


def test_same_seed_same_swaps(survey):
    first, again = (adjusted(survey, {"culture_health": 77.0}, seed=2)[0] for _ in range(2))
    assert all((first.picks[name] == again.picks[name]).all() for name in first.picks)
    assert len(np.unique(first.keys)) == first.n


def test_nothing_asked_nothing_swapped(survey):
    assert adjusted(survey, {}, seed=1)[1] == 0
