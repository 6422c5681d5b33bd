"""Small counts do not follow by subtraction: not over groups, not over their family."""

from __future__ import annotations

import numpy as np
import pandas as pd

from berakhlak_stats import indices, make_instrument, read_survey, simulate
from berakhlak_stats.survey.survey import Survey


def lists(**groups: dict[str, int]) -> Survey:
    """One pick of one word by each person; so many of each word in each group."""
    rows = [
        (group, word)
        for group, words in groups.items()
        for word, n in words.items()
        for _ in range(n)
    ]
    instrument = make_instrument(picks={"current": {"words": ["a", "b", "c", "d"], "k": 1}})
    frame = pd.DataFrame(rows, columns=["unit", "current"])
    return read_survey(frame, instrument=instrument)


def notes(survey: Survey, by: str | None = None) -> dict[tuple[str, str], str]:
    frame = indices.vote_share(survey, by=by).frame
    keys = zip(frame["group"], frame["item"], strict=True)
    return dict(zip(keys, frame["note"], strict=True))


def test_a_small_count_takes_the_other_group_with_it() -> None:
    # Everybody: 16 picked "a". Shown 11 of one group would leave 5 for the other.
    survey = lists(x={"a": 11, "b": 29, "c": 5, "d": 6}, y={"a": 5, "b": 35, "c": 6, "d": 5})
    found = notes(survey, by="unit")
    assert found["y", "a"] == "few picks" and found["x", "a"] == "protected"
    assert found["x", "b"] == "" and found["y", "b"] == ""
    assert notes(survey)["", "a"] == ""


def test_hidden_groups_count_among_what_is_unknown() -> None:
    # Two units are hidden already and hold enough picks of "a" between them and "y".
    survey = lists(
        x={"a": 20, "b": 29, "c": 5, "d": 6},
        y={"a": 5, "b": 35, "c": 6, "d": 5},
        p={"a": 8},
        q={"a": 9},
    )
    found = notes(survey, by="unit")
    assert found["y", "a"] == "few picks" and found["x", "a"] == ""


def test_words_of_a_list_add_up_to_its_votes() -> None:
    # Forty picks, 35 of them shown: the rest would be "a".
    assert notes(lists(x={"a": 5, "b": 35}))["", "b"] == "protected"


def test_words_of_an_area_shield_each_other() -> None:
    survey = simulate.simulate("kapuas-2022", seed=4, n=300)
    frame = indices.vote_share(survey, lists="current").frame.set_index("item")
    plain = indices.vote_share(survey.with_smallest_group(5), lists="current").frame
    counts = plain.set_index("item")["count"]
    families: dict[str, list[str]] = {}
    for word in survey.instrument.words:
        family = "limiting" if word.polarity == "limiting" else str(word.area)
        families.setdefault(family, []).append(word.id)
    for words in families.values():
        hidden = [word for word in words if frame.loc[word, "suppressed"]]
        known = [counts[word] for word in hidden if np.isfinite(counts[word])]
        # One hidden word of an area, or a few with few votes, would follow from the area.
        assert not known or len(hidden) > 1
