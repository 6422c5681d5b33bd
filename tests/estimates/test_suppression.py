"""Hidden rows carry no numbers: not in the frame, not in the covariance, not in JSON."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DisclosureError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey, pick_survey, random_picks

SIZES = {"big": 60, "mid": 30, "small": 8, "tiny": 4}
TEXT = {"list", "level", "item", "group", "suppressed", "note", "band", "item_2"}


def survey(sizes: dict[str, int] | None = None, smallest_group: int = 10) -> Survey:
    labels = [name for name, size in (sizes or SIZES).items() for _ in range(size)]
    picks = random_picks(np.random.default_rng(3), len(labels), blank=0.0)
    return pick_survey(picks, columns={"unit": labels}, smallest_group=smallest_group)


def hidden(result: Estimates) -> list[str]:
    rows = result.frame[["group", "suppressed"]].drop_duplicates()
    return sorted(rows["group"][rows["suppressed"]])


COMPUTE: list[tuple[Any, dict[str, Any]]] = [
    (indices.all_indices, {"replicates": 60}),
    (indices.alignment, {"variant": "profile_overlap", "replicates": 60}),
    (indices.gap, {}),
    (indices.vote_share, {"level": "behaviour"}),
]


@pytest.mark.parametrize(("compute", "options"), COMPUTE)
def test_hidden_groups_have_no_numbers_anywhere(compute: Any, options: dict[str, Any]) -> None:
    result = compute(survey(), by="unit", **options)
    assert {"small", "tiny"} <= set(hidden(result))
    rows = result.frame["suppressed"].to_numpy(dtype=bool)
    numbers = result.frame.loc[rows, [c for c in result.frame.columns if c not in TEXT]]
    assert numbers.isna().all(axis=None)
    if "band" in result.frame:
        assert (result.frame.loc[rows, "band"] == "").all()
    if result.covariance is not None:
        assert np.isnan(result.covariance[rows]).all()
        assert np.isnan(result.covariance[:, rows]).all()
    for row in json.loads(result.to_json())["estimates"]:
        if row["suppressed"]:
            assert all(value is None for key, value in row.items() if key not in TEXT)
            assert row["note"] in ("suppressed", "protected")


def test_reasons_are_named() -> None:
    frame = indices.implementation(survey({"big": 60, "mid": 30, "small": 8}), by="unit").frame
    notes = dict(zip(frame["group"], frame["note"], strict=True))
    assert notes == {"big": "", "mid": "protected", "small": "suppressed"}


def test_the_threshold_is_the_surveys_and_never_below_five() -> None:
    assert hidden(indices.implementation(survey(smallest_group=5), by="unit")) == ["small", "tiny"]
    assert hidden(indices.implementation(survey(smallest_group=31), by="unit")) == [
        "mid",
        "small",
        "tiny",
    ]
    with pytest.raises(DisclosureError) as caught:
        survey(smallest_group=4)
    assert caught.value.code == "E303"


def test_everybody_is_hidden_where_there_are_too_few() -> None:
    frame = indices.all_indices(survey({"few": 9}), replicates=50).frame
    assert frame["suppressed"].all()
    assert frame["estimate"].isna().all()


def test_weights_do_not_lift_a_group_over_the_threshold() -> None:
    made = survey()
    heavy = made.column("unit").codes >= 2
    weighted = pick_survey(
        random_picks(np.random.default_rng(3), made.n, blank=0.0),
        columns={"unit": [made.column("unit").labels[c] for c in made.column("unit").codes]},
        weights=np.where(heavy, 100.0, 1.0).tolist(),
        smallest_group=10,
    )
    assert {"small", "tiny"} <= set(hidden(indices.implementation(weighted, by="unit")))


def test_an_item_few_answered_is_hidden_with_a_sibling() -> None:
    """Everybody answered x; y was answered by four of group a, so another group hides it too."""
    group = ["a"] * 20 + ["b"] * 30 + ["c"] * 40
    x = np.random.default_rng(1).normal(size=90)
    y = np.where(np.arange(90) < 16, np.nan, x)
    made = number_survey({"x": x.tolist(), "y": y.tolist()}, columns={"g": group})
    frame = indices.number_mean(made.with_smallest_group(10), by="g").frame
    notes = {(r.item, r.group): r.note for r in frame.itertuples()}
    assert [notes["x", g] for g in "abc"] == ["", "", ""]
    assert [notes["y", g] for g in "abc"] == ["suppressed", "protected", ""]


def test_words_that_too_few_picked_are_hidden_in_shares() -> None:
    picks = random_picks(np.random.default_rng(5), 60, blank=0.0)
    for matrix in picks.values():
        matrix[:, 0] = np.arange(60) < 3
    frame = indices.vote_share(pick_survey(picks, smallest_group=10)).frame
    rare = frame[frame["item"] == "a1"]
    assert rare["suppressed"].all() and rare["count"].isna().all()
    assert not frame["suppressed"].all()


def test_a_thin_category_takes_a_sibling_with_it() -> None:
    from berakhlak_stats import indices, make_instrument, read_survey

    frame = pd.DataFrame({"unit": ["a"] * 40, "A1": [1] * 3 + [3] * 12 + [4] * 25})
    survey = read_survey(frame, instrument=make_instrument(ratings={"A": ["A1"]}))
    rows = indices.crosstab(survey, row="unit", item="A1").frame.set_index("item")
    # Three answers are too few to show; 40 less the others would tell them, and less the
    # largest alone would not.
    assert rows["note"].to_dict() == {
        "A1:1": "suppressed",
        "A1:2": "suppressed",
        "A1:3": "protected",
        "A1:4": "",
        "A1:5": "suppressed",
    }
    assert rows.loc["A1:4", "count"] == 25
