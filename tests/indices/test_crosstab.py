"""One item by one column: the same numbers as the function of the item's own kind."""

from __future__ import annotations

import pandas as pd
import pytest

from berakhlak_stats import indices, make_instrument, read_survey, simulate
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.crosstab import resolve_item

SURVEY = simulate.simulate("kapuas-2022", seed=2, n=400)


def test_a_word_has_the_shares_that_vote_share_gives() -> None:
    table = indices.crosstab(SURVEY, row="sex", item="bertanggung_jawab").frame
    whole = indices.vote_share(SURVEY, by="sex").frame
    whole = whole[whole["item"] == "bertanggung_jawab"]
    keys = ["list", "group"]
    both = table.merge(whole, on=keys, suffixes=("", "_own"))
    assert len(both) == 6
    for column in ("estimate", "conf_low", "conf_high", "n"):
        assert both[column].to_numpy() == pytest.approx(both[f"{column}_own"].to_numpy())


def test_a_value_is_its_score() -> None:
    table = indices.crosstab(SURVEY, row="sex", item="AD").frame.set_index("group")
    scores = indices.value_score(SURVEY, by="sex").frame
    scores = scores[scores["item"] == "AD"].set_index("group")
    assert table["estimate"].to_dict() == pytest.approx(scores["estimate"].to_dict())


def test_categories_of_a_rating_sum_to_one() -> None:
    frame = pd.DataFrame({"unit": ["a"] * 60 + ["b"] * 60, "A1": [1, 3, 4] * 40})
    survey = read_survey(frame, instrument=make_instrument(ratings={"A": ["A1"]}))
    table = indices.crosstab(survey, row="unit", item="A1").frame
    assert table.groupby("group")["estimate"].sum().to_dict() == pytest.approx({"a": 1, "b": 1})
    assert table[table["group"] == "a"]["count"].dropna().tolist() == [20, 20, 20]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("bertanggung_jawab", "bertanggung_jawab"),
        ("Bertanggung Jawab", "bertanggung_jawab"),
        ("  adaptive ", "AD"),
        ("ak1", "AK1"),
    ],
)
def test_items_are_found_by_id_and_by_label(given: str, expected: str) -> None:
    assert resolve_item(SURVEY.instrument, given) == expected


def test_an_unknown_item_is_refused_with_near_ones() -> None:
    with pytest.raises(OptionError) as caught:
        resolve_item(SURVEY.instrument, "bertanggung jawa")
    assert caught.value.code == "E705" and "bertanggung_jawab" in caught.value.text("id")
