"""What holds for every profile of votes over a table of the instrument."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.indices import vote_share
from berakhlak_stats.simulate import simulate
from tests.surveys import random_survey

Profile = Callable[..., Any]


def check_votes_follow_the_table(profile: Profile, field: str) -> None:
    """The largest share of positive votes is that of the words with one value of ``field``."""
    survey = simulate(seed=1)
    frame = profile(survey, lists="current").frame.set_index("item")["estimate"]
    counts = vote_share(survey.with_smallest_group(5), lists="current").frame.set_index("item")
    known = counts["count"].dropna()
    sizes: dict[object, float] = {}
    for word in survey.instrument.words:
        value = getattr(word, field)
        if word.polarity == "positive" and str(value) and word.id in known.index:
            sizes[value] = sizes.get(value, 0.0) + float(known[word.id])
    largest = max(sizes.values()) / (10 * survey.n)
    assert frame.max() == pytest.approx(largest, abs=0.004)


def check_shares_add_up_to_one(profile: Profile, level: str) -> None:
    """Over all rows of a list."""
    frame = profile(simulate(seed=2).with_smallest_group(5), lists="personal").frame
    assert not frame["suppressed"].all()
    assert frame["estimate"].sum() == pytest.approx(1, abs=0.02)
    assert frame["level"].unique().tolist() == [level]


def check_what_few_chose_is_hidden(profile: Profile) -> None:
    """Rows that fewer people than may be shown stand behind have no numbers."""
    frame = profile(simulate(seed=1).with_smallest_group(100), lists="current").frame
    hidden = frame[frame["suppressed"]]
    assert len(hidden) and hidden["estimate"].isna().all()


def check_other_instruments_are_refused(profile: Profile) -> None:
    """An instrument without the table."""
    with pytest.raises(BerakhlakError, match="E702"):
        profile(random_survey(1, 30), lists="current")
