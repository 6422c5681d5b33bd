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
# "4 - Setuju", "(4) Setuju", "4 = Setuju": the number and its label must agree.
BOTH = re.compile(r"^\(?([+-]?\d+)\)?\s*[-–=:.)]?\s*([^\W\d].*)$")
FAULTS = ("fraction", "outside", "not_finite", "percent", "date", "contrary", "unknown")


@dataclass(frozen=True)
class RatingAnswers:
    """One item: ``values`` (int8, -1 missing) and the cells at fault by kind of fault."""

    values: NDArray[np.int8]
    faults: Mapping[str, BadCells]
    labelled: bool
    cells: Cells
    mixed: bool = False

    def languages(self, labels: Mapping[str, str]) -> dict[str, str]:
        """The languages of the labels in use, with an example each."""
        keyed = [(labels.get(answer_key(text)), text) for text in self.cells.texts]
        return {lang: text for lang, text in reversed(keyed) if lang is not None}


def scale_labels(scale: RatingScale) -> dict[str, int]:
    """Every accepted spelling of a category, in comparison form."""
    known = {answer_key(label): category for label, category in scale.accepted.items()}
    for category, label in enumerate(scale.labels, start=scale.low):
        known[answer_key(label.id)] = category
        known[answer_key(label.en)] = category
    return known


def label_languages(scale: RatingScale) -> dict[str, str]:
    """The labels that are spelt so in one language only."""
    spelt = {lang: {answer_key(label.get(lang)) for label in scale.labels} for lang in ("id", "en")}
    only = {key: "id" for key in spelt["id"] - spelt["en"]}
    return only | {key: "en" for key in spelt["en"] - spelt["id"]}


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
    known = [answer_key(text) in labels for text in cells.texts]
    numbered = any(_WHOLE.match(text) for text in cells.texts)
    labelled = any(known)
    answers = cells.lookup(values, MISSING_RATING)
    return RatingAnswers(answers, faults, labelled, cells, labelled and numbered)


def _verdict(text: str, scale: RatingScale, labels: Mapping[str, int]) -> int | str:
    """A category, or the name of the fault."""
    known = labels.get(answer_key(text))
    if known is not None:
        return known
    if _NUMBER.match(text):
        whole = _WHOLE.match(text)
        if whole is None:
            return "fraction"
        return int(whole[1]) if scale.low <= int(whole[1]) <= scale.high else "outside"
    both = BOTH.match(text)
    if both is not None and answer_key(both[2]) in labels:
        agreed = labels[answer_key(both[2])] == int(both[1])
        return int(both[1]) if agreed else "contrary"
    patterns = (("not_finite", _NOT_FINITE), ("percent", _PERCENT), ("date", _DATE))
    return next((fault for fault, pattern in patterns if pattern.match(text)), "unknown")
