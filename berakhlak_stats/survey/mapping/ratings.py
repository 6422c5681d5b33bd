"""Ratings as numbers or as labels of the scale, in either language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.mapping.bad_cells import BadCells
from berakhlak_stats.survey.mapping.cells import Cells, factorise, judge
from berakhlak_stats.survey.survey import MISSING_RATING
from berakhlak_stats.survey.texts import answer_key

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import RatingScale

# A rating is a whole number, whichever decimal mark a spreadsheet hung behind it.
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
_WHOLE = re.compile(r"^([+-]?\d+)(?:[.,]0+)?$")
_PERCENT = re.compile(r"^[+-]?\d+([.,]\d+)?\s?%$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}(\b|T)|^\d{1,2}/\d{1,2}/\d{2,4}$")
_NOT_FINITE = re.compile(r"^[+-]?(inf|infinity|nan|∞)$|^[+-]?\d+e\d{3,}$", re.IGNORECASE)
FAULTS = ("outside", "not_finite", "percent", "date", "unknown")


@dataclass(frozen=True)
class RatingAnswers:
    """One item: ``values`` (int8, -1 missing) and the cells at fault by kind of fault."""

    values: NDArray[np.int8]
    faults: Mapping[str, BadCells]
    labelled: bool
    cells: Cells


def scale_labels(scale: RatingScale) -> dict[str, int]:
    """Every accepted spelling of a category, in comparison form."""
    known = {answer_key(label): category for label, category in scale.accepted.items()}
    for category, label in enumerate(scale.labels, start=scale.low):
        known[answer_key(label.id)] = category
        known[answer_key(label.en)] = category
    return known


def read_rating(column: Any, scale: RatingScale, labels: Mapping[str, int]) -> RatingAnswers:
    """The ratings of one column; cells at fault become missing and are listed."""
    cells = factorise(column)
    verdicts = judge(cells, lambda text: _verdict(text, scale, labels))
    values = np.array(
        [one if isinstance(one, int) else MISSING_RATING for one in verdicts], np.int8
    )
    faults = {}
    for fault in FAULTS:
        mask = np.array([one == fault for one in verdicts], dtype=bool)
        found = cells.where(mask)
        if len(found):
            faults[fault] = BadCells(found, tuple(cells.at(found)))
    labelled = any(answer_key(text) in labels for text in cells.texts)
    return RatingAnswers(cells.lookup(values, MISSING_RATING), faults, labelled, cells)


def _verdict(text: str, scale: RatingScale, labels: Mapping[str, int]) -> int | str:
    """A category, or the name of the fault."""
    known = labels.get(answer_key(text))
    if known is not None:
        return known
    if _NUMBER.match(text):
        whole = _WHOLE.match(text)
        inside = whole is not None and scale.low <= int(whole[1]) <= scale.high
        return int(whole[1]) if whole is not None and inside else "outside"
    patterns = (("not_finite", _NOT_FINITE), ("percent", _PERCENT), ("date", _DATE))
    return next((fault for fault, pattern in patterns if pattern.match(text)), "unknown")
