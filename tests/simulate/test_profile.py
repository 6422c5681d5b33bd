"""Profiles read from TOML are complete and agree with their instrument."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.simulate import profile_spec, profiles
from berakhlak_stats.simulate.profile import load_profile

PICKS = [name for name in profiles() if name != "rating-2022"]


def test_the_profiles_that_are_promised():
    assert set(profiles()) == {
        "kapuas-2022",
        "kalteng-2022",
        "kemendikbudristek-2022",
        "national-2022",
        "rating-2022",
    }


@pytest.mark.parametrize("name", PICKS)
def test_every_word_of_the_instrument_has_shares_and_weights(name):
    profile, spec = load_profile(name), profile_spec(name)
    words = {word.id for word in load_instrument(profile.instrument).words}
    assert set(profile.words) == words
    for block in spec.lists.values():
        assert len(block.utilities) == len(words)
        assert block.noise > 0
    assert set(profile.targets["values"]) == set(spec.instrument.value_index)


@pytest.mark.parametrize("name", profiles())
def test_no_unit_has_more_answers_than_people(name):
    units = load_profile(name).units
    assert all(0 < (unit.respondents or 0) <= unit.headcount for unit in units)
    labels = [(unit.agency, unit.name) for unit in units]
    assert len(labels) == len(set(labels))


def test_sizes_that_were_published_or_agreed():
    def answers(name: str) -> int:
        return sum(unit.respondents or 0 for unit in load_profile(name).units)

    assert profile_spec("kapuas-2022").size == 4260
    assert answers("kapuas-2022") == 612
    assert answers("kemendikbudristek-2022") == 7819
    assert len({unit.agency for unit in load_profile("national-2022").units}) == 48
    small = [unit for unit in load_profile("kapuas-2022").units if (unit.respondents or 0) < 10]
    assert len(small) == 2


def test_names_with_either_dash_and_unknown_names():
    assert load_profile("kapuas_2022").name == "kapuas-2022"
    with pytest.raises(OptionError, match="kapuas-2022"):
        load_profile("kapuas-2021")
