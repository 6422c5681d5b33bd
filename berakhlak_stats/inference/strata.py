"""What the design contributes to a variance: PSU counts, sampling rates, lonely strata."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, DesignError, listed
from berakhlak_stats.survey.design import Design
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array


@dataclass(frozen=True)
class Strata:
    """Per stratum: PSUs drawn ``m``, and the factor before its sum of squares.

    With ``z`` the linearised PSU totals of a stratum, its part of the variance is
    ``factor * (sum z^2 - (sum z)^2 / m)``. ``lonely`` strata have one PSU of several in the
    population: they are never centred at their own mean, and count with ``z^2`` (policy
    "adjust"), not at all, or through ``boost``, which spreads the other strata's variance
    over them (policy "average").
    """

    m: NDArray[np.int64]
    rate: Array
    factor: Array
    lonely: NDArray[np.bool_]
    boost: float

    @property
    def shrink(self) -> Array:
        """Per stratum: variance that replicates must show, over that of drawing m - 1 of m.

        ``1 - rate`` in the plain case; it also carries the other form of the population
        correction and the policies for lonely strata, so that replicates agree with Taylor.
        """
        several = self.factor * (self.m - 1) / np.maximum(self.m, 1) * self.boost
        return np.asarray(np.where(self.lonely, self.factor * self.boost, several))


def describe_strata(totals: Totals) -> Strata:
    """Count PSUs, look sampling rates up, and settle lonely strata by the design's policy.

    Raises
    ------
    DesignError
        E601 for lonely strata without a policy; E604 for n above N.
    """
    m = _psu_counts(totals)
    population = _populations(totals, m)

    def where(index: int) -> Bilingual:
        return _named(totals.strata[index])

    place = "" if not totals.design.strata else repr(totals.design.strata)
    refuse_more_than_all(m, population, where, _unit(totals), place)
    found = settle(totals.design, m, population)
    if found.lonely.any() and totals.design.lonely == "raise":
        names = [totals.strata[h] for h in np.flatnonzero(found.lonely)]
        raise DesignError("E601", place=place, where=_each_of(names), unit=_unit(totals))
    return found


def settle(design: Design, m: NDArray[np.int64], population: Array) -> Strata:
    """Rates, factors and lonely strata of ``m`` units out of ``population`` each (inf: unknown)."""
    rate = m / population
    lonely = (m == 1) & (rate < 1)
    if design.fpc_form == "(N-n)/(N-1)" and np.isfinite(population).all():
        factor = (population - m) / np.maximum(population - 1, 1)
    else:
        factor = (1 - rate) * m / np.maximum(m - 1, 1)
    factor = np.where(lonely, (1 - rate) if design.lonely == "adjust" else 0.0, factor)
    # Labels without respondents (a survey cut to some rows keeps them) are no strata.
    share = lonely.sum() / max(int((m > 0).sum()), 1) if design.lonely == "average" else 0.0
    return Strata(m, rate, factor, lonely, 1.0 / (1.0 - share) if share < 1 else 1.0)


def refuse_more_than_all(
    m: NDArray[np.int64],
    population: Array,
    where: Callable[[int], Bilingual],
    unit: Bilingual,
    place: str = "",
) -> None:
    """Refuse more units in the sample than there are (E604)."""
    over = np.flatnonzero(m > population)
    if len(over):
        i = int(over[0])
        raise DesignError(
            "E604",
            place=place,
            where=where(i),
            n=int(m[i]),
            unit=unit,
            population=int(population[i]),
        )


def _psu_counts(totals: Totals) -> NDArray[np.int64]:
    """Distinct PSUs per stratum over all groups, or the planned numbers where known."""
    strata = totals.strata
    if totals.plan.part_kind == "psu":
        pairs = np.stack([totals.parts.keys[:, 1].astype(np.uint64), totals.parts.units], axis=1)
        found = np.unique(pairs, axis=0)[:, 0].astype(np.int64)
        counts = np.bincount(found, minlength=len(strata))
    else:
        counts = np.zeros(len(strata), np.int64)
        np.add.at(counts, totals.cells.keys[:, 1], totals.cells.n)
    planned = totals.design.planned or {}
    known = [planned.get(name, count) for name, count in zip(strata, counts, strict=True)]
    return np.array(known, np.int64)


def _populations(totals: Totals, m: NDArray[np.int64]) -> Array:
    """PSUs in the population of each stratum; infinite where unknown."""
    known = totals.design.population
    if known is None:
        return np.full(len(m), np.inf)
    # A stratum without rows has no part in anything, whatever its count.
    return np.array([known.get(name, np.inf) for name in totals.strata], float)


def _named(stratum: str) -> Bilingual:
    """A stratum in words; without strata the whole sample is one."""
    if not stratum:
        return Bilingual("Seluruh sampel", "The whole sample")
    return Bilingual(f"Strata {stratum!r}", f"Stratum {stratum!r}")


def _each_of(strata: Sequence[str]) -> Bilingual:
    """Lonely strata in words, all of them or a handful."""
    if len(strata) == 1:
        return _named(strata[0])
    names = listed([repr(each) for each in strata])
    return Bilingual(f"Masing-masing strata {names.id}", f"Each of the strata {names.en}")


def _unit(totals: Totals) -> Bilingual:
    if totals.plan.part_kind == "psu":
        return Bilingual("PSU", "PSU")
    return Bilingual("responden", "respondent")


def degrees_of_freedom(
    totals: Totals, strata: Strata, rule: str = "members", base: str = ""
) -> Array:
    """Degrees of freedom per group: PSUs minus strata.

    ``rule`` "members" counts PSUs that hold members of the group (R: ``degf`` of a subset
    design), "strata" all PSUs of the strata that hold members, "design" those of the whole
    design. ``base`` narrows members to those who answered; see :func:`members`.
    """
    if totals.design.replicates is not None:
        return np.full(len(totals.groups), totals.design.replicates.df)
    if rule == "design":
        return np.full(len(totals.groups), float(strata.m.sum() - (strata.m > 0).sum()))
    counts = members(totals, base)
    present = counts > 0
    psus = counts if rule == "members" else np.where(present, strata.m[None, :], 0)
    return np.asarray(psus.sum(axis=1) - present.sum(axis=1), float)


def members(totals: Totals, base: str = "") -> NDArray[np.int64]:
    """PSUs that hold members, per group and stratum (persons where no PSU is named).

    ``base`` is the path of a 0/1 feature column: only who has a 1 there is a member. A PSU
    whose people all left a question out says nothing about its answers.
    """
    shape = (len(totals.groups), len(totals.strata))
    out = np.zeros(shape, np.int64)
    column = totals.plan.layout.column(base) if base else None
    if totals.plan.part_kind == "psu":
        keys, total = totals.parts.keys, totals.parts.total
        weight = np.ones(len(keys), bool) if column is None else total[:, column] > 0
    else:
        keys, count = totals.cells.keys, totals.cells.count
        weight = totals.cells.n if column is None else np.rint(count[:, column])
    weight = weight.astype(np.int64)
    inside = keys[:, 0] >= 0
    np.add.at(out, (keys[inside, 0], keys[inside, 1]), weight[inside])
    return out
