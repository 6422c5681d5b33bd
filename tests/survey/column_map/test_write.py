"""The file that is written can be read again, whatever stands in titles and answers."""

from __future__ import annotations

import tomllib

import pandas as pd
import pytest

from berakhlak_stats.survey import propose_mapping
from berakhlak_stats.survey.column_map.load import parse_map
from berakhlak_stats.survey.column_map.write import quoted
from tests.hostile_labels import LABELS
from tests.survey.helpers import rating_instrument

RATED = rating_instrument("A1", "A2")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_hostile_titles_and_labels_stay_data(lang: str) -> None:
    titles = [label for label in LABELS if label.strip()][:40]
    frame = pd.DataFrame({f"{place}{title}": ["a", "b"] for place, title in enumerate(titles)})
    frame["A1"], frame["A2"] = [5, 4], [1, 2]
    proposal = propose_mapping(frame, instrument=RATED)
    text = proposal.to_toml(lang)
    mapping = parse_map(tomllib.loads(text), "peta.toml")
    assert not mapping.confirmed
    assert mapping.columns == tuple(each.column for each in proposal.columns)
    # One line per column, a head of two lines, and the sum with an empty line on each side.
    assert len(proposal.text(lang).splitlines()) == len(frame.columns) + 6


def test_texts_are_spelt_as_toml_reads_them() -> None:
    for text in ('a"b', "a\\b", "a#b", "a\nb", "é 漢 ✓"):
        assert tomllib.loads(f"x = {quoted(text)}")["x"] == text


@pytest.mark.parametrize("lang", ["id", "en"])
def test_shares_are_written_as_in_the_messages(lang: str) -> None:
    proposal = propose_mapping(pd.DataFrame({"A1": [5, 4], "A2": [1, 2]}), instrument=RATED)
    for text in (proposal.to_toml(lang), proposal.text(lang)):
        assert "100%" in text and " %" not in text
