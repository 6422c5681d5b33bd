"""Answers that are no label: translated where one label is clear, left to a person elsewhere."""

from __future__ import annotations

import pandas as pd
import pytest

from berakhlak_stats.survey import propose_mapping
from berakhlak_stats.survey.column_map.labels import Translation
from tests.survey.helpers import pick_instrument, rating_instrument


def found(frame: pd.DataFrame, instrument: object) -> dict[str, Translation]:
    proposal = propose_mapping(frame, instrument=instrument)  # type: ignore[arg-type]
    return {each.text: each for column in proposal.columns for each in column.translations}


def test_words_of_a_list_with_a_slip() -> None:
    frame = pd.DataFrame({"current": ["jujur|rammah", "jujur|lain sekali", "silo|jujur"]})
    told = found(frame, pick_instrument())
    assert told["rammah"].value == "ramah"
    assert (told["lain sekali"].value, told["lain sekali"].readings) == (None, ())


def test_the_commonest_answer_comes_first() -> None:
    frame = pd.DataFrame({"current": ["jujur|bb", "jujur|aa", "silo|aa"]})
    assert list(found(frame, pick_instrument())) == ["aa", "bb"]


@pytest.mark.parametrize(
    ("cells", "turned"),
    [
        (["1 - Sangat setuju", "3 - Netral"], True),
        (["5 - Sangat setuju", "1 - Sangat setuju"], False),
        (["5 - Sangat setuju", "4 - Setuju"], False),
        (["3 - Netral", "3 - Netral"], False),
        (["1", "5"], False),
    ],
)
def test_a_scale_is_turned_round_only_where_all_its_labels_say_so(
    cells: list[str], turned: bool
) -> None:
    frame = pd.DataFrame({"A1": cells, "A2": ["1", "2"]})
    (first, _) = propose_mapping(frame, instrument=rating_instrument()).columns
    assert first.column.reversed_labels is turned
