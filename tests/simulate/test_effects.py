"""Effects reach the words they are meant for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from berakhlak_stats.simulate import Effect, UnitSpec
from berakhlak_stats.simulate.effects import category_effects, unit_effects, word_groups
from berakhlak_stats.survey.survey import Codes
from tests.simulate.helpers import WORDS, small_instrument, small_spec


def test_every_word_is_in_one_group():
    groups = word_groups(small_instrument(), "current")
    assert groups.values == ("A", "B")
    assert (groups.membership.sum(axis=0) == 1).all()
    assert groups.limiting.tolist() == [0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_no_spread_no_effect():
    spec = small_spec(unit_sd=0.0, word_sd=0.0, unit_negativity_sd=0.0)
    assert not unit_effects(spec, "current", np.random.default_rng(1)).any()


def test_words_of_a_value_move_together_and_units_differ():
    spec = small_spec(unit_sd=1.0, word_sd=0.0, unit_negativity_sd=0.0)
    shift = unit_effects(spec, "current", np.random.default_rng(1))
    assert np.allclose(shift[:, 0], shift[:, 1])
    assert (shift[0] != shift[1]).all()


def test_units_of_an_agency_share_its_effect():
    units = (UnitSpec("U", 5, "one"), UnitSpec("V", 5, "one"), UnitSpec("U", 5, "two"))
    spec = small_spec(agency_sd=1.0, unit_sd=0.0, word_sd=0.0, unit_negativity_sd=0.0)
    shift = unit_effects(replace(spec, units=units), "current", np.random.default_rng(1))
    assert np.allclose(shift[0], shift[1])
    assert not np.allclose(shift[0], shift[2])


def test_category_effects_by_value_limiting_and_word():
    effects = (
        Effect("sex", "m", "A", 1.0),
        Effect("sex", "f", "limiting", -2.0, ("current",)),
        Effect("sex", "f", "o1", 0.5, ("personal",)),
    )
    spec = small_spec(effects=effects)
    columns = {"sex": Codes(np.zeros(500, np.int32), ("m", "f"))}
    names = [word[0] for word in WORDS]
    current = category_effects(spec, "current", columns)["sex"]
    assert dict(zip(names, current[0], strict=True)) == {n: float(n in ("a1", "a2")) for n in names}
    assert current[1].tolist() == [0, 0, 0, 0, 0, 0, 0, -2, -2]
    assert category_effects(spec, "personal", columns)["sex"][1, names.index("o1")] == 0.5
