"""What a module about an export shape offers, and the answers in a form that all of them use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from berakhlak_stats.instrument.model import Instrument, PickList, RatingItem
from berakhlak_stats.survey.sheets import ENDINGS, Sheet
from berakhlak_stats.survey.survey import MISSING_RATING, Survey, unpack_picks

# In every export, so that no copy of it can pass for real answers.
SYNTHETIC = "synthetic"
LANG = "id"


class Answers:
    """Simulated answers as texts, in the language of the questionnaire."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.n = survey.n

    @property
    def instrument(self) -> Instrument:
        """What was asked."""
        return self.survey.instrument

    @cached_property
    def groups(self) -> dict[str, list[str]]:
        """The group of each respondent by column."""
        return {
            name: [column.labels[code] if code >= 0 else "" for code in column.codes.tolist()]
            for name, column in self.survey.columns.items()
        }

    def picks(self, block: PickList) -> list[list[int]]:
        """Positions of the words each respondent picked."""
        matrix = unpack_picks(self.survey.picks[block.id], len(block.words))
        return [np.flatnonzero(row).tolist() for row in matrix]

    def words(self, block: PickList) -> list[str]:
        """The words of a list as the questionnaire spells them."""
        return [self.instrument.word_index[word].label.get(LANG) for word in block.words]

    def ratings(self, item: RatingItem) -> list[int | None]:
        """The rating each respondent gave."""
        given = self.survey.rating(item.id).tolist()
        return [None if value == MISSING_RATING else value for value in given]

    def labels(self, item: RatingItem) -> list[str]:
        """The same as labels of the scale, empty where missing."""
        scale = self.instrument.scale
        names = {} if scale is None else dict(enumerate(scale.labels, start=scale.low))
        return [
            "" if value is None else names[value].get(LANG) if names else str(value)
            for value in self.ratings(item)
        ]

    def response_numbers(self, first: int = 1) -> list[int]:
        """One number per respondent, as tools count them."""
        return list(range(first, first + self.n))


@dataclass(frozen=True)
class Export:
    """One shape of one survey tool.

    Attributes
    ----------
    name : str
        What users call it, such as "limesurvey-codes".
    sheet : callable or None
        The rows of cells the tool writes, where it writes a sheet.
    write : callable or None
        Writes the file itself, where it is no sheet.
    endings : tuple of str
        Files the tool gives.
    """

    name: str
    sheet: Callable[[Answers], Sheet] | None = None
    write: Callable[[Answers, Path], None] | None = None
    endings: tuple[str, ...] = ENDINGS


Columns = dict[str, Sequence[object]]


def rows_of(header: Sequence[Sequence[object]], columns: Sequence[Sequence[object]]) -> list[list]:  # type: ignore[type-arg]
    """Header rows, then one row per respondent."""
    return [*(list(row) for row in header), *(list(row) for row in zip(*columns, strict=True))]


def stamped(n: int, start: str = "2024-03-04") -> list[str]:
    """Times of day that follow each other, one per respondent."""
    return [f"{start} {9 + place // 3600 % 12:02d}:{place // 60 % 60:02d}:{place % 60:02d}"
            for place in range(n)]  # fmt: skip


# Made up for nobody: files of survey tools carry such columns, and a reader must drop them.


def first_names(n: int) -> list[str]:
    """First names that repeat, as they do."""
    return [("Sari", "Budi", "Tono", "Wati")[place % 4] for place in range(n)]


def surnames(n: int) -> list[str]:
    """Surnames, one per respondent."""
    return [f"Contoh {chr(65 + place // 26 % 26)}{chr(65 + place % 26)}" for place in range(n)]


def e_mails(n: int) -> list[str]:
    """Addresses of a domain that belongs to nobody."""
    return [f"responden{place}@example.invalid" for place in range(n)]


def addresses(n: int) -> list[str]:
    """Internet addresses kept for documentation."""
    return [f"192.0.2.{place % 256}" for place in range(n)]
