"""Answers as a matrix of respondents by items or words, and the sums that components need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import centre_of, check_items, item_answers
from berakhlak_stats.indices.about import list_names, pick_list
from berakhlak_stats.survey.survey import unpack_picks
from berakhlak_stats.totals.statistic import Feature

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class AnswerMatrix:
    """What respondents are crossed with: the words of one list, or rating items.

    ``sums`` adds up, per respondent: 1 and the weight where all was answered, the answers, the
    square of their sum, and the sum of their squares.
    """

    name: str
    columns: tuple[str, ...]
    sums: Feature

    @property
    def words(self) -> bool:
        """Whether these are picks."""
        return bool(self.name)


def answer_matrices(
    survey: Survey | SurveyStream,
    items: Sequence[str] | None,
    lists: Sequence[str] | str | None,
    caller: str,
) -> list[AnswerMatrix]:
    """Rating items where any are named or there are no lists; else one matrix per list."""
    instrument = survey.instrument
    if items is None and (lists is not None or instrument.list_index):
        names = list_names(instrument, lists)
        return [_words(pick_list(instrument, name, caller)) for name in names]
    asked = items if items is not None else [item.id for item in instrument.ratings]
    chosen = check_items(instrument, asked)
    # One centre for all: what items differ by must stay.
    centre = float(centre_of(survey, chosen)[0])

    def answers(batch: Survey) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        x = item_answers(batch, chosen) - centre
        known = np.asarray(np.isfinite(x).all(axis=1))
        return np.where(known[:, None], x, 0.0), known

    return [AnswerMatrix("", chosen, _sums(f"{','.join(chosen)}@{centre}", chosen, answers))]


def _words(block: PickList) -> AnswerMatrix:
    def answers(batch: Survey) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        bits = batch.picks[block.id]
        known = np.asarray(bits.any(axis=1))
        return unpack_picks(bits, len(block.words)).astype(float), known

    return AnswerMatrix(block.id, block.words, _sums(block.id, block.words, answers))


def _sums(
    name: str,
    columns: tuple[str, ...],
    answers: Callable[[Survey], tuple[NDArray[Any], NDArray[np.bool_]]],
) -> Feature:
    def compute(batch: Survey) -> NDArray[Any]:
        x, known = answers(batch)
        weight = known if batch.weights is None else known * batch.weights
        square = x.sum(axis=1) ** 2
        return np.column_stack([known, weight, x, square, (x**2).sum(axis=1)])

    named = ("answered", "weight", *columns, "square of sum", "sum of squares")
    return Feature(f"matrix:{name}", named, compute)
