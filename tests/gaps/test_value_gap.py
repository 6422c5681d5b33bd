"""Gaps between lists: by hand, against the index of gaps, and under designs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import value_gap
from tests.surveys import ALL_WORDS, VALUES, pick_survey, random_survey

PAIR = "current>desired"


def gaps_of(result: Any, name: str = PAIR) -> Any:
    return result.frame[result.frame["list"] == name].set_index("item")


def hand() -> Any:
    """Twelve persons: a1 on the current list of 8, on the desired list of 6, on both of 5."""
    current = np.zeros((12, len(ALL_WORDS)), bool)
    desired = current.copy()
    current[:8, 0] = True
    desired[3:9, 0] = True
    current[:, 1] = desired[:, 2] = True
    return pick_survey({"personal": current, "current": current, "desired": desired})


def test_by_hand() -> None:
    row = gaps_of(value_gap(hand())).loc["a1"]
    assert row["estimate"] == pytest.approx((6 - 8) / 12)
    moved = np.repeat([-1.0, 1.0, 0.0], [3, 1, 8])
    se = moved.std(ddof=1) / np.sqrt(12)
    assert row["std_error"] == pytest.approx(se)
    assert row["statistic"] == pytest.approx(moved.mean() / se)
    assert row["effect"] == pytest.approx(moved.mean() / moved.std())
    # Three lost it and one gained it: 2 * (1 + 4) / 16, and 4/16 less for the mid-p.
    assert (row["p_exact"], row["p_mid"]) == pytest.approx((10 / 16, 6 / 16))


def test_shares_add_up_to_the_gap() -> None:
    survey = random_survey(8, 150, weighted=True, unit=3)
    for level in ("word", "behaviour", "value", "area"):
        result = value_gap(survey, level=level, by="unit")
        frame = result.frame.set_index(["list", "item", "group"])["estimate"]
        for item, group in frame.loc[PAIR].index:
            parts = frame[("desired", item, group)] - frame[("current", item, group)]
            assert frame[(PAIR, item, group)] == pytest.approx(parts, nan_ok=True)


def test_words_are_those_of_the_index_of_gaps() -> None:
    survey = random_survey(9, 200, weighted=True)
    mine, theirs = gaps_of(value_gap(survey)), indices.gap(survey).frame.set_index("item")
    for column in ("estimate", "std_error", "p_value", "p_adjusted"):
        shown = ~mine["suppressed"] & ~theirs["suppressed"]
        assert mine.loc[shown, column].to_numpy() == pytest.approx(
            theirs.loc[shown, column].to_numpy(), nan_ok=True
        )
    assert mine.index[mine["suppressed"]].tolist() == theirs.index[theirs["suppressed"]].tolist()


def test_values_are_reached_by_any_of_their_words() -> None:
    survey = random_survey(10, 120)
    result = value_gap(survey, lists=("personal", "current"), level="value")
    found = gaps_of(result, "personal>current")
    marks = {}
    for name in ("personal", "current"):
        bits = np.asarray(survey.picks[name])[:, 0]
        marks[name] = (bits[:, None] >> np.arange(len(ALL_WORDS), dtype=np.uint64)) & np.uint64(1)
    both = marks["personal"].any(axis=1) & marks["current"].any(axis=1)
    at = [ALL_WORDS.index(word) for word in VALUES["V1"]]
    reach = {name: each[both][:, at].any(axis=1).mean() for name, each in marks.items()}
    away = 100 * (reach["current"] - reach["personal"])
    assert found.loc["V1", "estimate"] == pytest.approx(away)


def test_turning_the_lists_round_turns_the_gap_round() -> None:
    survey = random_survey(11, 90)
    there = gaps_of(value_gap(survey))
    back = gaps_of(value_gap(survey, lists=("desired", "current")), "desired>current")
    assert there["estimate"].to_numpy() == pytest.approx(-back["estimate"].to_numpy(), nan_ok=True)
    assert there["p_exact"].to_numpy() == pytest.approx(back["p_exact"].to_numpy(), nan_ok=True)


def test_mcnemar_only_where_it_holds() -> None:
    survey = random_survey(12, 100, unit=10)
    assert "p_exact" in value_gap(survey).frame
    clustered = value_gap(survey.with_design(psu="unit")).frame
    assert "p_exact" not in clustered and clustered["p_value"].notna().any()
    assert "p_mid" not in value_gap(random_survey(12, 100, weighted=True)).frame


def test_hidden_shares_hide_gap_tests_and_effects() -> None:
    survey = random_survey(13, 60).with_smallest_group(12)
    frame = value_gap(survey).frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden)
    numbers = ["estimate", "std_error", "p_value", "p_adjusted", "p_exact", "p_mid", "effect"]
    assert hidden[numbers].isna().all(axis=None)


def test_the_family_is_one_group_and_is_named() -> None:
    survey = random_survey(14, 200, unit=2)
    result = value_gap(survey, adjust="holm", by="unit")
    sizes = []
    for _, rows in result.frame[result.frame["list"] == PAIR].groupby("group"):
        known = rows["p_value"].dropna()
        sizes.append(len(known))
        least = rows.loc[known.idxmin()]
        assert least["p_adjusted"] == pytest.approx(min(1.0, least["p_value"] * len(known)))
    assert result.provenance.parameters["family_size"] == max(sizes) <= len(ALL_WORDS)
    assert result.provenance.parameters["adjust"] == "holm"


def test_refusals() -> None:
    with pytest.raises(BerakhlakError, match="E701"):
        value_gap(hand(), level="topic")
    with pytest.raises(BerakhlakError, match="E701"):
        value_gap(hand(), adjust="sidak")
    with pytest.raises(BerakhlakError, match="E702"):
        value_gap(hand(), lists=("current", "ideal"))


@pytest.mark.slow
def test_intervals_of_gaps_of_values_cover() -> None:
    from tests.simulation.gap_coverage import reach_study

    found = reach_study(rounds=60)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert 0.94 - slack <= found["coverage"].mean() <= 0.965 + slack


@pytest.mark.slow
def test_intervals_of_gaps_cover() -> None:
    from tests.simulation.gap_coverage import gap_study

    found = gap_study(rounds=100)
    slack = 2 * (0.95 * 0.05 / found["rounds"].sum()) ** 0.5
    assert 0.93 - slack <= np.average(found["coverage"], weights=found["rounds"]) <= 0.98 + slack
