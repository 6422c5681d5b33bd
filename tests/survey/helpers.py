"""Small instruments and files for the tests of reading and checking."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from berakhlak_stats.errors import BerakhlakError, Message
from berakhlak_stats.instrument.model import (
    Instrument,
    NumberItem,
    PickList,
    RatingItem,
    RatingScale,
    Text,
    Word,
)
from berakhlak_stats.survey import Survey, ValidationReport, read_survey, validate
from berakhlak_stats.survey.survey import unpack_picks

# Put together here, so that no address stands in the project.
EMAIL = "@".join(("pegawai", "contoh.go.id"))
WORDS = {
    "jujur": ("Jujur", "Honest"),
    "ramah": ("Ramah", "Friendly"),
    "silo": ("Silo", "Silo thinking"),
    "ramah_solutif": ("Ramah, solutif", "Friendly, helpful"),
}
SCALE = (
    ("Sangat tidak setuju", "Strongly disagree"),
    ("Tidak setuju", "Disagree"),
    ("Netral", "Neutral"),
    ("Setuju", "Agree"),
    ("Sangat setuju", "Strongly agree"),
)


def text(label: str) -> Text:
    return Text(label, label)


def pick_instrument(k: int = 2, lists: tuple[str, ...] = ("current",)) -> Instrument:
    """Lists of four words, of which exactly ``k`` are picked."""
    return Instrument(
        id="small-picks",
        version="1",
        title=text("Small"),
        words=tuple(Word(id=word, label=Text(*label)) for word, label in WORDS.items()),
        pick_lists=tuple(
            PickList(
                name, Text(f"Daftar {name}", f"{name} list"), text(f"Q {name}?"), tuple(WORDS), k
            )
            for name in lists
        ),
    )


def rating_instrument(*items: str, numbers: tuple[str, ...] = ()) -> Instrument:
    """Items rated 1-5 with labels in both languages."""
    return Instrument(
        id="small-ratings",
        version="1",
        title=text("Small"),
        scale=RatingScale(1, 5, tuple(Text(*label) for label in SCALE), {"sts": 1}),
        ratings=tuple(RatingItem(item, text(f"Label of {item}")) for item in items or ("A1", "A2")),
        numbers=tuple(NumberItem(number, text(number)) for number in numbers),
    )


def write(folder: Path, content: str | bytes, name: str = "jawaban.csv") -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def chosen(survey: Survey, name: str = "current") -> list[set[str]]:
    """The words each person picked."""
    words = survey.instrument.list_index[name].words
    matrix = unpack_picks(survey.picks[name], len(words))
    return [{words[place] for place in np.flatnonzero(row)} for row in matrix]


def refusal(source: Any, instrument: Instrument | None, **options: Any) -> BerakhlakError:
    """The error that refuses ``source``; the test fails where it is accepted."""
    try:
        read_survey(source, instrument=instrument, **options)
    except BerakhlakError as error:
        return error
    raise AssertionError("the data were accepted")


def only_problem(report: ValidationReport, code: str) -> Any:
    """The one problem with this code."""
    found = [each for each in report.problems if each.code == code]
    assert len(found) == 1, report.codes()
    return found[0]


def speaks_both_languages(message: Message) -> bool:
    """Both texts and both fixes are there, filled in, and differ."""
    texts = (message.id, message.en, message.fix_id, message.fix_en)
    filled = all(each and "{" not in each for each in texts)
    return filled and message.id != message.en and message.fix_id != message.fix_en


def same_answers(one: Survey, other: Survey) -> None:
    """Everything a file carries is equal, row by row."""
    assert one.n == other.n
    np.testing.assert_array_equal(one.keys, other.keys)
    assert set(one.picks) == set(other.picks)
    for name in one.picks:
        np.testing.assert_array_equal(one.picks[name], other.picks[name])
    np.testing.assert_array_equal(one.ratings, other.ratings)
    np.testing.assert_array_equal(one.numbers, other.numbers)
    assert set(one.columns) == set(other.columns)
    for name, column in one.columns.items():
        assert column.labels == other.columns[name].labels
        np.testing.assert_array_equal(column.codes, other.columns[name].codes)
    assert set(one.raw_numbers) == set(other.raw_numbers)
    for name, values in one.raw_numbers.items():
        np.testing.assert_array_equal(values, other.raw_numbers[name])
    if one.weights is None or other.weights is None:
        assert one.weights is other.weights
    else:
        np.testing.assert_array_equal(one.weights, other.weights)
    assert one.log.synthetic == other.log.synthetic


def full_frame() -> pd.DataFrame:
    """Answers to :func:`full_instrument` with every kind of column."""
    return pd.DataFrame(
        {
            "respondent_id": ["r1", "r2", "r3", "r4"],
            "unit": ["Sekretariat", "=Bagian", "'Umum", None],
            "kode": ["007", "012", "007", "101"],
            "masa_kerja": [1.5, 22.0, 3.25, np.nan],
            "weight": [1.0, 2.0, 1.1, 0.3],
            "current": ["jujur|silo", "ramah_solutif|ramah", "jujur|ramah", ""],
            "A1": [1, 2, 5, None],
            "A2": ["Setuju", "agree", "5", ""],
            "age": [30.0, 31.5, np.nan, 44.0],
        }
    )


def full_instrument() -> Instrument:
    """A list, two ratings and a number."""
    from dataclasses import replace

    ratings = rating_instrument("A1", "A2", numbers=("age",))
    picks = pick_instrument()
    return replace(picks, scale=ratings.scale, ratings=ratings.ratings, numbers=ratings.numbers)


__all__ = [
    "EMAIL",
    "SCALE",
    "WORDS",
    "chosen",
    "full_frame",
    "full_instrument",
    "only_problem",
    "pick_instrument",
    "rating_instrument",
    "refusal",
    "same_answers",
    "speaks_both_languages",
    "text",
    "validate",
    "write",
]
