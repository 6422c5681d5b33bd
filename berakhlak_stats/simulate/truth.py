"""The exact values of a finite population, by a small computation of its own.

This module shares no code with ``indices``: it is the yardstick those are held against.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.survey import MISSING_RATING, Survey, bit_mask, unpack_picks

INDICES = (
    "implementation",
    "balance",
    "positive_energy",
    "alignment_personal_current",
    "alignment_current_desired",
    "culture_health",
)
# Words that count for the balance index: the ten most-voted positive ones.
TOP_WORDS = 10
# Persons unpacked at a time when words are counted.
COUNT_BLOCK = 100_000


class Truth:
    """Population values of the six indices, the scores and the vote shares.

    Parameters
    ----------
    census : Survey
        The answers of everybody.

    Notes
    -----
    Everybody counts once. Indices, value scores and ratings are on 0-100; vote shares on 0-1.
    Every method takes ``column="category"`` keywords that narrow the population down, as in
    ``truth.index("balance", unit="RSUD")``.

    Examples
    --------
    >>> from berakhlak_stats.simulate import simulate_population
    >>> truth = simulate_population(like="kapuas-2022", seed=1).truth
    >>> 58 < truth.index("implementation") < 67
    True
    """

    def __init__(self, census: Survey) -> None:
        self._census = census
        self._instrument = census.instrument

    def n(self, **where: str) -> int:
        """Persons in the population, or in the part of it named."""
        return int(self._rows(where).sum())

    def index(self, name: str, **where: str) -> float:
        """One of the six indices, 0-100."""
        if name not in INDICES:
            raise make_error("E701", name="index", given=name, choices=", ".join(INDICES))
        rows = self._rows(where)
        if name == "culture_health":
            return float(np.mean([self._index(each, rows) for each in INDICES[:-1]]))
        return self._index(name, rows)

    def value(self, value: str, **where: str) -> float:
        """Share of persons with at least one word of the value on the current list, 0-100."""
        return 100.0 * float(self._reach[value][self._rows(where)].mean())

    def share(self, list_id: str, word: str, **where: str) -> float:
        """Share of persons who picked a word, 0-1."""
        words = self._words(list_id)
        mask = bit_mask(words, [word])
        return float((self._census.picks[list_id][self._rows(where)] & mask).any(axis=1).mean())

    def rating(self, item: str, **where: str) -> float:
        """Mean of a rating item on 0-100 over those who answered it."""
        ratings = self._census.rating(item)[self._rows(where)]
        scale = self._instrument.scale
        if scale is None:
            raise make_error(
                "E702", instrument=self._instrument.id, needed="scale", statistic="rating"
            )
        answered = ratings[ratings != MISSING_RATING].astype(float)
        return 100.0 * float((answered.mean() - scale.low) / (scale.high - scale.low))

    def _rows(self, where: dict[str, str]) -> NDArray[np.bool_]:
        rows = np.ones(self._census.n, dtype=bool)
        for name, label in where.items():
            column = self._census.column(name)
            if label not in column.labels:
                choices = ", ".join(column.labels)
                raise make_error("E701", name=name, given=label, choices=choices)
            rows &= column.codes == column.labels.index(label)
        return rows

    def _index(self, name: str, rows: NDArray[np.bool_]) -> float:
        if name == "implementation":
            reach = [self._reach[value.id][rows].mean() for value in self._instrument.values]
            return 100.0 * float(np.mean(reach))
        if name == "balance":
            return self._balance(rows)
        if name == "positive_energy":
            votes = self._votes(self._census.picks["current"][rows]).sum()
            return 100.0 * float(1 - self._limiting[rows].sum() / votes)
        own = self._overlap[name][rows]
        return 100.0 * float(own.mean())

    def _balance(self, rows: NDArray[np.bool_]) -> float:
        if not self._instrument.areas:
            raise make_error(
                "E702", instrument=self._instrument.id, needed="areas", statistic="balance"
            )
        words = [self._instrument.word_index[word] for word in self._words("current")]
        counts = self._counts(self._census.picks["current"][rows], len(words))
        positive = np.array([word.polarity == "positive" for word in words])
        cut = max(np.sort(counts[positive])[-TOP_WORDS], 1)
        top = np.flatnonzero(positive & (counts >= cut))
        covered = {words[j].area for j in top} - {None}
        return 100.0 * len(covered) / len(self._instrument.areas)

    def _words(self, list_id: str) -> tuple[str, ...]:
        return self._instrument.list_index[list_id].words

    @staticmethod
    def _votes(bits: NDArray[np.uint64]) -> NDArray[np.int64]:
        return np.asarray(np.bitwise_count(bits).sum(axis=1, dtype=np.int64))

    @staticmethod
    def _counts(bits: NDArray[np.uint64], width: int) -> NDArray[np.int64]:
        counts = np.zeros(width, np.int64)
        for start in range(0, len(bits), COUNT_BLOCK):
            block = unpack_picks(bits[start : start + COUNT_BLOCK], width)
            counts += block.sum(axis=0, dtype=np.int64)
        return counts

    @cached_property
    def _reach(self) -> dict[str, NDArray[np.bool_]]:
        """Whether a person picked at least one word of each value on the current list."""
        words, bits = self._words("current"), self._census.picks["current"]
        index = self._instrument.word_index
        reach = {}
        for value in self._instrument.values:
            mask = bit_mask(words, [word for word in words if index[word].value == value.id])
            reach[value.id] = np.asarray((bits & mask).any(axis=1))
        return reach

    @cached_property
    def _limiting(self) -> NDArray[np.int64]:
        words = self._words("current")
        index = self._instrument.word_index
        mask = bit_mask(words, [word for word in words if index[word].polarity == "limiting"])
        return self._votes(self._census.picks["current"] & mask)

    @cached_property
    def _overlap(self) -> dict[str, NDArray[np.float64]]:
        """Share of a person's own words found in the other list too."""
        picks, overlap = self._census.picks, {}
        for first, second in (("personal", "current"), ("current", "desired")):
            both = self._votes(picks[first] & picks[second])
            k = self._instrument.list_index[first].k
            overlap[f"alignment_{first}_{second}"] = both / k
        return overlap
