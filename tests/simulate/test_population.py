"""A population is what its description says, and the same for the same seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.simulate import DemographicSpec, Effect, UnitSpec, generate
from berakhlak_stats.simulate import population as module
from berakhlak_stats.survey.survey import unpack_picks
from tests.simulate.helpers import WORDS, chosen, small_instrument, small_spec

LOW, HIGH = 0.0, 6.0


def test_everybody_picks_k_words_on_every_list():
    census = generate(small_spec(), seed=1).census
    for name, bits in census.picks.items():
        assert (unpack_picks(bits, len(WORDS)).sum(axis=1) == 3).all(), name


def test_same_seed_same_answers_other_seed_others():
    first, again, other = (generate(small_spec(), seed=seed).census for seed in (1, 1, 2))
    for name in first.picks:
        assert (first.picks[name] == again.picks[name]).all()
        assert (first.picks[name] != other.picks[name]).any()


def test_answers_of_a_block_do_not_depend_on_later_blocks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "BLOCK", 100)
    spec = small_spec((250,), unit_sd=0.0, word_sd=0.0, unit_negativity_sd=0.0, negativity_sd=0.0)
    longer = replace(spec, units=(UnitSpec("U1", 450),))
    short, long = (generate(each, seed=5).census.picks["current"] for each in (spec, longer))
    assert (short[:200] == long[:200]).all()


def test_units_have_their_headcounts():
    unit = generate(small_spec((30, 20, 10)), seed=1).census.column("unit")
    assert dict(zip(unit.labels, np.bincount(unit.codes).tolist(), strict=True)) == {
        "U1": 30,
        "U2": 20,
        "U3": 10,
    }


def test_units_of_the_same_name_in_two_agencies_stay_apart():
    units = (UnitSpec("U", 10, "one"), UnitSpec("U", 20, "two"))
    census = generate(replace(small_spec(), units=units), seed=1).census
    assert census.column("agency").labels == ("one", "two")
    assert census.column("unit").labels == ("one: U", "two: U")


def test_demographics_have_their_shares_also_where_they_depend_on_a_column():
    columns = (
        DemographicSpec("status", {"p": 0.9, "q": 0.1}),
        DemographicSpec("sex", {"f": 0.5, "m": 0.5}, "status", {"q": {"f": 1.0, "m": 0.0}}),
    )
    census = generate(small_spec((20_000,), demographics=columns), seed=1).census
    status, sex = census.column("status"), census.column("sex")
    assert abs((status.codes == 1).mean() - 0.1) < 0.01
    assert (sex.codes[status.codes == 1] == 0).all()
    assert abs((sex.codes[status.codes == 0] == 0).mean() - 0.5) < 0.015


def test_taste_makes_the_lists_of_a_person_overlap():
    overlaps = []
    for taste in (LOW, HIGH):
        spec = small_spec(common_sd=taste, unit_sd=0.0, negativity_sd=0.0, unit_negativity_sd=0.0)
        census = generate(spec, seed=1).census
        pairs = zip(chosen(census, "personal"), chosen(census, "current"), strict=True)
        overlaps.append(np.mean([len(a & b) for a, b in pairs]))
    # Three of nine words twice at random share one word on average.
    assert overlaps[0] == pytest.approx(1.0, abs=0.1)
    assert overlaps[1] > 2


def test_limiting_words_cluster_in_persons_of_negative_view():
    spec = small_spec((4000,), negativity_sd=3.0, common_sd=0.0)
    population = generate(spec, seed=1)
    limiting = np.array([len(x & {"bad1", "bad2"}) for x in chosen(population.census, "current")])
    assert np.corrcoef(limiting, population.view)[0, 1] > 0.5


def test_effects_of_a_category_are_seen_on_their_lists_only():
    columns = (DemographicSpec("sex", {"f": 0.5, "m": 0.5}),)
    effects = (Effect("sex", "m", "o1", 5.0, ("desired",)),)
    spec = small_spec((4000,), common_sd=0.0, demographics=columns, effects=effects)
    truth = generate(spec, seed=1).truth
    assert truth.share("desired", "o1", sex="m") > 0.9
    assert abs(truth.share("current", "o1", sex="m") - truth.share("current", "o1", sex="f")) < 0.05


def test_census_is_marked_synthetic():
    log = generate(small_spec(), seed=3).census.log
    assert log.synthetic
    assert "seed 3" in log.source


def test_lists_that_offer_different_words_are_refused():
    instrument = small_instrument()
    blocks = list(instrument.pick_lists)
    blocks[0] = replace(blocks[0], words=blocks[0].words[:5])
    spec = replace(small_spec(), instrument=replace(instrument, pick_lists=tuple(blocks)))
    with pytest.raises(OptionError, match="E703"):
        generate(spec, seed=1)
