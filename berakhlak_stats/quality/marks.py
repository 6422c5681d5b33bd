"""Flags carried through the pass beside the answers, packed one bit each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.stream import SurveyStream
from berakhlak_stats.survey.survey import Survey, pack_picks, unpack_picks
from berakhlak_stats.totals.statistic import Feature

if TYPE_CHECKING:
    Bits = NDArray[np.bool_]


@dataclass(frozen=True)
class MarkedStream(SurveyStream):
    """A stream whose batches carry their part of the marks."""

    marks: Mapping[str, Bits] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Survey]:
        start = 0
        for batch in super().__iter__():
            stop = start + batch.n
            yield _carry(batch, {name: bits[start:stop] for name, bits in self.marks.items()})
            start = stop


def marked(survey: Survey | SurveyStream, **marks: Bits) -> Survey | SurveyStream:
    """``survey`` with boolean matrices (n, columns) that are cut into batches with it.

    They ride where picks do, under names no instrument has; results take their origin from the
    survey without them.
    """
    if isinstance(survey, Survey):
        return _carry(survey, marks)
    known = {each.name: getattr(survey, each.name) for each in fields(survey)}
    return MarkedStream(**known, marks=marks)


def _carry(survey: Survey, marks: Mapping[str, Bits]) -> Survey:
    carried = {_place(name): pack_picks(matrix) for name, matrix in marks.items()}
    return replace(survey, picks={**survey.picks, **carried})


def mark(name: str, columns: Sequence[str]) -> Feature:
    """The columns of one of the matrices."""

    def compute(survey: Survey) -> NDArray[np.uint8]:
        return unpack_picks(survey.picks[_place(name)], len(columns))

    return Feature(f"mark:{name}:{','.join(columns)}", tuple(columns), compute)


def _place(name: str) -> str:
    return f"mark:{name}"
