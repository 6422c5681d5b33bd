"""Standings: places and shrunken scores in one table, as their own functions give them."""

from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import rank_sets, shrunken_scores, standings
from tests.significance.units import hidden_unit, normal_units, three_units


def test_both_parts_are_those_of_their_functions() -> None:
    survey = normal_units(5, sizes=range(12, 60, 6), tau=0.6)
    found = standings(survey, by="unit", statistic="ratings").frame
    scores = shrunken_scores(survey, by="unit", statistic="ratings").frame
    ranks = rank_sets(bs.indices.rating_score(survey, by="unit")).frame
    shared = ["item", "group", "estimate", "conf_low", "conf_high", "raw", "reliability", "n"]
    assert found[shared].equals(scores[shared])
    assert (found["level"] == "standing").all()
    places = found[found["group"] != ""].set_index(["item", "group"])
    expected = ranks.set_index(["item", "group"])
    for here, there in (
        ("place", "estimate"),
        ("place_low", "conf_low"),
        ("place_high", "conf_high"),
    ):
        assert places[here].sort_index().tolist() == pytest.approx(
            expected[there].sort_index().tolist(), nan_ok=True
        )
    centre = found[found["group"] == ""]
    assert centre["place"].isna().all() and centre["estimate"].notna().all()


def test_counted_from_the_other_end() -> None:
    survey = normal_units(5, sizes=[30] * 6, tau=3.0)
    first = standings(survey, by="unit", statistic="ratings").frame
    last = standings(survey, by="unit", statistic="ratings", highest_first=False).frame
    assert np.nansum(np.abs(first["place"] + last["place"] - 7)) == 0


def test_hidden_units_have_no_place() -> None:
    found = standings(hidden_unit(6), by="unit", statistic="ratings").frame
    gone = found[found["group"] == "few"]
    assert gone["suppressed"].all()
    assert gone.select_dtypes("number").isna().all(axis=None)
    assert found["place_high"].max() == 4


def test_small_units_keep_their_scores_and_have_no_place() -> None:
    """Units of 12 to 54 persons: from 30 on they have a place, among each other."""
    survey = normal_units(5, sizes=range(12, 60, 6), tau=0.6)
    found = standings(survey, by="unit", statistic="ratings").frame
    own = found[(found["group"] != "") & (found["item"] == "i0")]
    small = own["n"] < 30
    assert small.sum() == 3 and own.loc[small, ["raw", "estimate"]].notna().all(axis=None)
    assert own.loc[small, ["place", "place_low", "place_high"]].isna().all(axis=None)
    assert set(own.loc[small, "note"]) == {"not ranked: small"}
    assert own.loc[~small, "place"].tolist() == (6 - own.loc[~small, "raw"].rank()).tolist()
    told = standings(survey, by="unit", statistic="ratings")
    assert "tidak diperingkat: n < 30" in str(told.table("id"))
    words = "Not ranked: 3 of the groups, fewer than 30 respondents (u00, u01 and u02)."
    assert words in told.narrate("en")


def test_three_units_are_refused() -> None:
    with pytest.raises(BerakhlakError, match="E851"):
        standings(three_units(), by="unit", statistic="ratings")
