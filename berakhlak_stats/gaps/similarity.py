"""How alike two lists of one person are, from three counts.

With ``m`` words to choose from, ``a`` picked on the first list, ``b`` on the second and ``c`` on
both. Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; Cronbach &
Gleser (1953), Psychological Bulletin 50, 456-473.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import pack_picks, unpack_picks
from berakhlak_stats.totals.features import common_words
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.survey import Survey

Bits = NDArray[np.uint64]
MEASURES = ("overlap", "kappa", "phi", "d2")
"""In this order everywhere. ``d2`` is a distance, the others are likenesses of at most one."""


def measures(a: Array, b: Array, c: Array, m: int) -> Array:
    """Overlap, kappa, phi and squared distance (..., 4); NaN where one does not exist.

    Notes
    -----
    Overlap is the share of the first list's words that are on the second. For marks of 0 and 1
    phi is the correlation of the two profiles, and the squared distance the number of words on
    one list only.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = (a * b + (m - a) * (m - b)) / m**2
        agreement = (m - a - b + 2 * c) / m
        return np.stack(
            [
                c / a,
                (agreement - chance) / (1 - chance),
                (m * c - a * b) / np.sqrt(a * b * (m - a) * (m - b)),
                a + b - 2 * c,
            ],
            axis=-1,
        )


def popcount(bits: Bits) -> Array:
    """Number of picks per row."""
    return np.asarray(np.bitwise_count(bits).sum(axis=-1), float)


class ListPair:
    """Two lists in one order of their common words.

    A person takes part with at least one common word on each list.
    """

    def __init__(self, first: PickList, second: PickList) -> None:
        self.first, self.second = first, second
        self.words = common_words(first, second)

    def bits(self, survey: Survey) -> tuple[Bits, Bits]:
        """Packed picks of both lists over the common words."""
        made = [self._packed(survey, block) for block in (self.first, self.second)]
        return made[0], made[1]

    def _packed(self, survey: Survey, block: PickList) -> Bits:
        if block.words == self.words:
            return survey.picks[block.id]
        marks = unpack_picks(survey.picks[block.id], len(block.words)).astype(bool)
        return pack_picks(marks[:, [block.words.index(word) for word in self.words]])

    def marks(self, survey: Survey) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Marks (n, words) of both lists, all zero for people who do not take part."""
        first, second = self.bits(survey)
        known = np.asarray(first.any(axis=1) & second.any(axis=1))
        a, b = (unpack_picks(each, len(self.words)) * known[:, None] for each in (first, second))
        return a, b

    def known(self, survey: Survey) -> NDArray[np.bool_]:
        """Who takes part."""
        first, second = self.bits(survey)
        return np.asarray(first.any(axis=1) & second.any(axis=1))

    def measured(self, survey: Survey) -> Array:
        """Measures of every person (n, 4)."""
        first, second = self.bits(survey)
        sizes = popcount(first), popcount(second)
        out = measures(*sizes, popcount(first & second), len(self.words))
        out[(sizes[0] == 0) | (sizes[1] == 0)] = np.nan
        return out
