"""What a statistic can be about: columns, rating items, numeric items, picked words, by name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.survey import Codes, bit_mask

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
NO_YES = ("no", "yes")


def quantity(survey: Survey, name: str) -> Array:
    """A number per respondent, NaN for missing.

    ``name`` is a numeric item, a rating item (as answered, whatever its direction), or
    ``"list:word"``: 1 where the word was picked, 0 where the list was answered without it.
    """
    if any(item.id == name for item in survey.instrument.numbers):
        return survey.number(name)
    if name in survey.instrument.rating_index:
        rated = survey.rating(name)
        return np.where(rated < 0, np.nan, rated)
    picked = picked_word(survey, name)
    if picked is None:
        raise unknown_variable(survey, name, ())
    return picked


def classification(survey: Survey, name: str) -> Codes:
    """A label per respondent: of a column, a rating item, or ``"list:word"`` (no, yes)."""
    if name in survey.columns:
        return survey.column(name)
    if name in survey.instrument.rating_index:
        rated = survey.rating(name)
        known = np.unique(rated[rated >= 0])
        codes = np.where(rated < 0, -1, np.searchsorted(known, rated))
        return Codes(codes.astype(np.int32), tuple(str(each) for each in known))
    picked = picked_word(survey, name)
    if picked is None:
        raise unknown_variable(survey, name, survey.columns)
    return Codes(np.where(np.isnan(picked), -1, picked).astype(np.int32), NO_YES)


def picked_word(survey: Survey, name: str) -> Array | None:
    """``"list:word"`` as 1 and 0, NaN where the list was left blank; None for any other name."""
    block_name, _, word = name.partition(":")
    block = survey.instrument.list_index.get(block_name)
    if block is None or word not in block.words:
        return None
    bits = survey.picks[block.id]
    chosen = np.any(bits & bit_mask(block.words, (word,)), axis=1)
    return np.where(bits.any(axis=1), chosen.astype(float), np.nan)


def unknown_variable(survey: Survey, name: str, columns: Iterable[str]) -> OptionError:
    """E705 with the nearest names there are."""
    asked = survey.instrument
    known = [*columns, *(each.id for each in asked.numbers), *asked.rating_index]
    known += [f"{block.id}:{word}" for block in asked.pick_lists for word in block.words]
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return OptionError("E705", item=name, near=", ".join(near or known[:3]) or "-")
