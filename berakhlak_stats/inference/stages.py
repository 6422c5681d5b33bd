"""What the later stages of a sample contribute to a variance.

Below the PSU every unit is a stratum of its own: the units drawn in it vary about their mean.
With ``f`` the sampling rate of the stages above, the variance of an estimated total gains
``f (1 - f_c) m / (m - 1) sum (z - mean z)^2`` per unit ``c`` in which ``m`` were drawn.

Source: Sarndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 4.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, DesignError, listed
from berakhlak_stats.inference.strata import Strata, refuse_more_than_all, settle
from berakhlak_stats.survey.stages import PERSONS
from berakhlak_stats.totals.batch import psu_ids
from berakhlak_stats.totals.parts import Within
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array

Index = NDArray[np.intp]


@dataclass(frozen=True)
class Level:
    """One later stage over the rows of a :class:`~berakhlak_stats.totals.parts.Within`.

    ``cell`` says in which unit of the stage above a row lies, and ``unit`` in which unit of
    this stage; None where persons are known by second moments only. ``strata`` describes the
    cells; its factors carry the sampling rates of all stages above.
    """

    cell: Index
    unit: Index | None
    strata: Strata


def describe_stages(totals: Totals, strata: Strata) -> tuple[Level, ...]:
    """The later stages of a design, over the rows of ``totals.within``.

    Raises
    ------
    DesignError
        E601 for units in which a single unit was drawn and no policy says what to do; E604
        for n above N.
    """
    return levels_of(totals, strata, totals.within)


def levels_of(totals: Totals, strata: Strata, within: Within) -> tuple[Level, ...]:
    """The later stages over the rows of ``within``, which holds the same sample."""
    levels: list[Level] = []
    cell = _distinct(within, 1)
    above = strata.rate[within.keys[:, 1]]
    for stage, name in enumerate(totals.plan.stages):
        deeper = within.units.shape[1] > stage + 1
        unit = _distinct(within, stage + 2) if deeper else None
        first = np.unique(cell, return_index=True)[1]
        by_persons = name == PERSONS
        m = _persons(cell, within) if by_persons else _counted(cell, unit)
        found = settle(totals.design, m, within.sizes[first, stage])
        _check(totals, found, within, first, stage)
        carried = replace(found, factor=found.factor * above[first])
        levels.append(Level(cell, unit, carried))
        if unit is None:
            break
        above = above * found.rate[cell]
        cell = unit
    return tuple(levels)


def _distinct(within: Within, depth: int) -> Index:
    """Number of each row's unit after ``depth`` stages, in canonical order."""
    chain = [within.keys[:, 1].astype(np.uint64), *within.units[:, :depth].T]
    _, index = np.unique(np.stack(chain, axis=1), axis=0, return_inverse=True)
    return np.asarray(index.reshape(-1), np.intp)


def _counted(cell: Index, unit: Index | None) -> NDArray[np.int64]:
    """Distinct units per cell, over all groups."""
    pairs = np.unique(np.stack([cell, cell if unit is None else unit], axis=1), axis=0)
    return np.bincount(pairs[:, 0]).astype(np.int64)


def _persons(cell: Index, within: Within) -> NDArray[np.int64]:
    return np.rint(np.bincount(cell, weights=within.n)).astype(np.int64)


def _check(totals: Totals, found: Strata, within: Within, first: Index, stage: int) -> None:
    labels = totals.design.psu_labels
    names: dict[int, str] = dict(zip(psu_ids(labels).tolist(), labels, strict=True))
    unit = totals.plan.stages[stage]
    word = Bilingual("responden", "respondent") if unit == PERSONS else Bilingual(unit, unit)

    place = repr(totals.design.psu)

    def psu(index: int) -> str:
        return names[int(within.units[first[index], 0])]

    def where(index: int) -> Bilingual:
        return Bilingual(f"PSU {psu(index)!r}", f"PSU {psu(index)!r}")

    refuse_more_than_all(found.m, within.sizes[first, stage], where, word, place)
    if found.lonely.any() and totals.design.lonely == "raise":
        alone = [repr(psu(int(i))) for i in np.flatnonzero(found.lonely)]
        several = listed(list(dict.fromkeys(alone)))
        each = Bilingual(f"Masing-masing PSU {several.id}", f"Each of the PSUs {several.en}")
        single = where(int(np.argmax(found.lonely)))
        raise DesignError("E601", place=place, where=single if len(alone) == 1 else each, unit=word)


def summed(values: Array, group: NDArray[np.int64], unit: Index) -> tuple[Array, Index]:
    """Sums over rows of one group and unit, and the first row of each."""
    pairs = np.stack([group, unit], axis=1)
    _, first, slot = np.unique(pairs, axis=0, return_index=True, return_inverse=True)
    out = np.zeros((len(first), values.shape[1]))
    np.add.at(out, slot.reshape(-1), values)
    return out, first
