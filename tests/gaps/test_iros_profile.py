"""Votes by type: they add up, follow the table of the instrument, and hide what few chose."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import iros_profile
from berakhlak_stats.indices import vote_share
from berakhlak_stats.simulate import simulate
from tests.surveys import random_survey


def test_votes_follow_the_table_of_the_instrument() -> None:
    survey = simulate(seed=1)
    frame = iros_profile(survey, lists="current").frame.set_index("item")["estimate"]
    counts = vote_share(survey.with_smallest_group(5), lists="current").frame.set_index("item")
    known = counts["count"].dropna()
    first = frame.index[frame.argmax()]
    words = [
        w.id
        for w in survey.instrument.words
        if w.polarity == "positive" and str(w.type) and w.id in known.index
    ]
    asked = {word: survey.instrument.word_index[word].type for word in words}
    sizes: dict[object, float] = {}
    for word, value in asked.items():
        sizes[value] = sizes.get(value, 0.0) + float(known[word])
    largest = max(sizes.values()) / (10 * survey.n)
    assert frame[first] == pytest.approx(largest, abs=0.004)


def test_shares_of_a_list_add_up_to_one() -> None:
    frame = iros_profile(simulate(seed=2).with_smallest_group(5), lists="personal").frame
    assert not frame["suppressed"].all()
    assert frame["estimate"].sum() == pytest.approx(1, abs=0.02)
    assert frame["level"].unique().tolist() == ["type"]


def test_what_few_chose_is_hidden() -> None:
    frame = iros_profile(simulate(seed=1).with_smallest_group(100), lists="current").frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden) and hidden["estimate"].isna().all()


def test_instruments_without_it_are_refused() -> None:
    with pytest.raises(BerakhlakError, match="E702"):
        iros_profile(random_survey(1, 30), lists="current")
