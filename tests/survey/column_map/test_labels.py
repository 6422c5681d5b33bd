"""Answers that are no label: translated where one label is clear, left to a person elsewhere."""

from __future__ import annotations

import pandas as pd

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


def test_scales_that_run_as_declared_are_not_turned_round() -> None:
    frame = pd.DataFrame({"A1": ["5 - Sangat setuju", "1 - Sangat setuju"], "A2": ["1", "2"]})
    columns = propose_mapping(frame, instrument=rating_instrument()).columns
    assert not columns[1].column.reversed_labels
    # One cell speaks for each direction; with the contrary one alone it is turned.
    assert columns[0].column.reversed_labels is True
