"""One number per person: an item, a picked word, an index score, or the mean of items."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.agreement.unit_answers import complete_answers, resolve_items
from berakhlak_stats.association.items import item_answers
from berakhlak_stats.association.variables import picked_word
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.person_scores import person_scores
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class PersonValue:
    """``compute(batch)`` gives the value of each row, NaN where there is none."""

    label: str
    compute: Callable[[Survey], Array]


def person_value(
    survey: Survey | SurveyStream, *, item: str | None = None, items: Sequence[str] | None = None
) -> PersonValue:
    """The value named by ``item``, or the mean of ``items`` of people who answered them all.

    ``item`` is a rating or numeric item, ``"list:word"`` (1 picked, 0 not), the id of a value,
    of a scale of ratings, or of an index that is a mean over persons ("implementation",
    "positive_energy", "alignment_current_desired", ..., "rating").
    """
    if (item is None) == (items is None):
        raise OptionError("E709", choices="item, items")
    if items is not None:
        chosen = resolve_items(survey, items)

        def mean(batch: Survey) -> Array:
            x, known = complete_answers(batch, chosen)
            return np.where(known, x.mean(axis=1), np.nan)

        return PersonValue(chosen.label, mean)
    name = str(item)
    asked = survey.instrument
    if name in asked.rating_index or any(each.id == name for each in asked.numbers):
        return PersonValue(name, lambda batch: item_answers(batch, [name])[:, 0])
    block, _, word = name.partition(":")
    if block in asked.list_index and word in asked.list_index[block].words:
        return PersonValue(name, lambda batch: _picked(batch, name))
    first = survey if not hasattr(survey, "__iter__") else next(iter(survey))
    person_scores(first.take(slice(0, 1)), name)  # refuses what no person has
    return PersonValue(name, lambda batch: person_scores(batch, name))


def _picked(batch: Survey, name: str) -> Array:
    found = picked_word(batch, name)
    return np.full(batch.n, np.nan) if found is None else found
