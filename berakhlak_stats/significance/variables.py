"""What a test can be about: columns, rating items, numeric items and picked words, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.variables import NO_YES, classification, quantity
from berakhlak_stats.errors import DesignError, DisclosureError, OptionError
from berakhlak_stats.survey.survey import Codes

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Labels = NDArray[np.int32]
__all__ = [
    "NO_YES",
    "classification",
    "quantity",
    "require_groups",
    "require_people",
    "require_size",
    "two_groups",
    "used",
]


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


def require_people(survey: Survey, n: int) -> None:
    """Refuse a table of fewer people than may be shown."""
    if n < survey.smallest_group:
        raise DisclosureError("E301", minimum=survey.smallest_group)


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
