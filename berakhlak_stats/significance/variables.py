"""What a test can be about: columns, rating items, numeric items and picked words, by name."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, DisclosureError, OptionError
from berakhlak_stats.survey.survey import Codes, bit_mask

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int32]
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
    picked = _picked(survey, name)
    if picked is None:
        raise _unknown(survey, name, ())
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
    picked = _picked(survey, name)
    if picked is None:
        raise _unknown(survey, name, survey.columns)
    return Codes(np.where(np.isnan(picked), -1, picked).astype(np.int32), NO_YES)


def used(codes: Codes, known: Mask) -> Codes:
    """The same with the labels that occur among ``known`` rows only; other rows are missing."""
    present, recoded = np.unique(codes.codes[known], return_inverse=True)
    out = np.full(len(codes.codes), -1, np.int32)
    out[known] = recoded
    return Codes(out, tuple(codes.labels[code] for code in present))


def require_groups(codes: Codes, name: str, statistic: str, *, exactly: bool = False) -> None:
    """Refuse a classification without two labels in use, or with any but two."""
    count = len(codes.labels)
    if count < 2 or (exactly and count > 2):
        raise DesignError(
            "E640", column=name, count=count, needed="2" if exactly else ">= 2", statistic=statistic
        )


def require_size(survey: Survey, codes: Codes, name: str) -> None:
    """Refuse to compare groups of which one is too small to be shown."""
    counts = np.bincount(codes.codes[codes.codes >= 0], minlength=len(codes.labels))
    small = np.flatnonzero(counts < survey.smallest_group)
    if len(small):
        label = codes.labels[int(small[0])]
        raise DisclosureError("E307", group=label, column=name, minimum=survey.smallest_group)


def two_groups(
    survey: Survey, name: str, groups: tuple[str, str] | None, known: Mask, statistic: str
) -> Codes:
    """The two groups to compare, coded 0 and 1; each large enough to be shown."""
    codes = classification(survey, name)
    if groups is not None:
        for label in groups:
            if label not in codes.labels:
                choices = ", ".join(codes.labels)
                raise OptionError("E701", name="groups", given=label, choices=choices)
        wanted = [codes.labels.index(label) for label in groups]
        place = np.full(len(codes.labels) + 1, -1, np.int32)
        place[wanted] = np.arange(len(wanted))
        codes = Codes(place[codes.codes], tuple(groups))
    codes = used(codes, known & (codes.codes >= 0))
    require_groups(codes, name, statistic, exactly=True)
    require_size(survey, codes, name)
    return codes


def _picked(survey: Survey, name: str) -> Array | None:
    block_name, _, word = name.partition(":")
    block = survey.instrument.list_index.get(block_name)
    if block is None or word not in block.words:
        return None
    bits = survey.picks[block.id]
    chosen = np.any(bits & bit_mask(block.words, (word,)), axis=1)
    return np.where(bits.any(axis=1), chosen.astype(float), np.nan)


def _unknown(survey: Survey, name: str, columns: Iterable[str]) -> OptionError:
    asked = survey.instrument
    known = [*columns, *(each.id for each in asked.numbers), *asked.rating_index]
    known += [f"{block.id}:{word}" for block in asked.pick_lists for word in block.words]
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return OptionError("E705", item=name, near=", ".join(near or known[:3]) or "-")
