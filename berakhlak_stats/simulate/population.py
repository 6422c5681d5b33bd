"""Everybody's answers: a finite population whose indices are known exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.simulate.effects import category_effects, unit_effects, word_groups
from berakhlak_stats.simulate.picks import gumbel, packed_top_k
from berakhlak_stats.simulate.ratings import rate
from berakhlak_stats.simulate.spec import DemographicSpec, PopulationSpec, UnitSpec
from berakhlak_stats.survey.lots import answered_lots
from berakhlak_stats.survey.survey import Codes, ImportLog, Survey, make_keys

if TYPE_CHECKING:
    from berakhlak_stats.simulate.truth import Truth

# Persons per block. Each block has its own generator, so memory stays bounded (three blocks of
# 90 words in 32 bits are 18 MB) and a person's answers do not depend on who comes after.
BLOCK = 16_384


@dataclass(frozen=True)
class Population:
    """Everybody in a simulated population, with their answers.

    Attributes
    ----------
    spec : PopulationSpec
    census : Survey
        The answers of all, in the order of the units.
    view : float32 array, shape (n,)
        A person's negative view of the organisation, standard normal; response may depend on it.
    seed : int
    """

    spec: PopulationSpec
    census: Survey
    view: NDArray[np.float32]
    seed: int

    def __len__(self) -> int:
        return self.census.n

    @cached_property
    def truth(self) -> Truth:
        """The population values of indices, scores and shares."""
        from berakhlak_stats.simulate.truth import Truth

        return Truth(self.census)


def generate(spec: PopulationSpec, *, seed: int = 1) -> Population:
    """Make everybody in a population and let them answer.

    Parameters
    ----------
    spec : PopulationSpec
    seed : int
        The same seed gives the same answers.

    Returns
    -------
    Population

    Notes
    -----
    The utility of word ``w`` for person ``i`` on list ``l`` is the list's log-weight, plus the
    effects of agency, unit and category, plus a taste of the person common to the lists, plus
    Gumbel noise; the ``k`` words of highest utility are picked. The taste makes a person's
    lists overlap; a view of the organisation makes the limiting words cluster in persons.

    Examples
    --------
    >>> from berakhlak_stats.simulate import profile_spec
    >>> population = generate(profile_spec("kapuas-2022"), seed=1)
    >>> len(population)
    4260
    """
    setup, blocks = np.random.SeedSequence(seed).spawn(2)
    rng = np.random.default_rng(setup)
    units = np.repeat(np.arange(len(spec.units)), [unit.headcount for unit in spec.units])
    columns = _unit_columns(spec, units) | _demographics(spec, rng)
    view = rng.standard_normal(spec.size, dtype=np.float32)
    picks = _answer_lists(spec, units, columns, view, rng, blocks) if spec.lists else {}
    ratings = np.empty((0, 0), np.int8)
    if spec.ratings is not None:
        ratings = rate(spec, units, view, rng)
    numbered = [np.arange(spec.size)]
    log = ImportLog(
        source=f"{spec.source} (seed {seed})",
        rows_read=spec.size,
        synthetic=True,
        title=spec.title,
    )
    census = Survey(
        instrument=spec.instrument,
        n=spec.size,
        picks=picks,
        ratings=ratings,
        columns=columns,
        keys=make_keys(numbered, spec.size),
        log=log,
    )
    return Population(spec, replace(census, lots=answered_lots(census)), view, seed)


def _unit_columns(spec: PopulationSpec, units: NDArray[np.int64]) -> dict[str, Codes]:
    """The unit column, and the agency column where there is more than one agency."""
    agencies = sorted({unit.agency for unit in spec.units})
    columns: dict[str, Codes] = {}
    if len(agencies) > 1:
        of_unit = np.array([agencies.index(unit.agency) for unit in spec.units], dtype=np.int32)
        columns["agency"] = Codes(of_unit[units], tuple(agencies))
    names = sorted({unit_label(unit) for unit in spec.units})
    of_name = np.array([names.index(unit_label(unit)) for unit in spec.units], dtype=np.int32)
    columns["unit"] = Codes(of_name[units], tuple(names))
    return columns


def unit_label(unit: UnitSpec) -> str:
    """A unit's label, unique in the population: agencies may have units of the same name."""
    return f"{unit.agency}: {unit.name}" if unit.agency else unit.name


def _demographics(spec: PopulationSpec, rng: np.random.Generator) -> dict[str, Codes]:
    columns: dict[str, Codes] = {}
    for demographic in spec.demographics:
        columns[demographic.name] = _draw_column(demographic, columns, spec.size, rng)
    return columns


def _draw_column(
    demographic: DemographicSpec, made: dict[str, Codes], n: int, rng: np.random.Generator
) -> Codes:
    labels = tuple(demographic.shares)
    steps = np.tile(_steps([demographic.shares[label] for label in labels]), (n, 1))
    if demographic.given is not None:
        parent = made[demographic.given]
        for category, shares in demographic.shares_given.items():
            rows = parent.codes == parent.labels.index(category)
            steps[rows] = _steps([shares[label] for label in labels])
    codes = (rng.random(n)[:, None] >= steps[:, :-1]).sum(axis=1)
    return Codes(codes.astype(np.int32), labels)


def _steps(shares: list[float]) -> NDArray[np.float64]:
    total = np.cumsum(shares)
    return np.asarray(total / total[-1])


def _answer_lists(
    spec: PopulationSpec,
    units: NDArray[np.int64],
    columns: dict[str, Codes],
    view: NDArray[np.float32],
    rng: np.random.Generator,
    blocks: np.random.SeedSequence,
) -> dict[str, NDArray[np.uint64]]:
    answering = _Answering.prepare(spec, columns, rng)
    parts: dict[str, list[NDArray[np.uint64]]] = {name: [] for name in spec.lists}
    for rows, block_rng in _blocks(spec.size, blocks):
        for name, bits in answering.block(rows, units[rows], view[rows], block_rng):
            parts[name].append(bits)
    return {name: np.concatenate(bits) for name, bits in parts.items()}


def _blocks(n: int, seeds: np.random.SeedSequence) -> Iterator[tuple[slice, np.random.Generator]]:
    starts = range(0, n, BLOCK)
    for start, seed in zip(starts, seeds.spawn(len(starts)), strict=True):
        yield slice(start, min(start + BLOCK, n)), np.random.default_rng(seed)


def _check_same_words(spec: PopulationSpec) -> None:
    """A taste common to the lists needs lists that offer the same words."""
    offered = {spec.instrument.list_index[name].words for name in spec.lists}
    if len(offered) > 1:
        raise make_error(
            "E703", name="lists", expected="lists that offer the same words", given=len(offered)
        )


@dataclass(frozen=True)
class _Answering:
    """Word shifts by unit and category, worked out once for all blocks."""

    spec: PopulationSpec
    columns: dict[str, Codes]
    by_unit: dict[str, NDArray[np.float32]]
    by_category: dict[str, dict[str, NDArray[np.float32]]]
    limiting: dict[str, NDArray[np.float32]]

    @classmethod
    def prepare(
        cls, spec: PopulationSpec, columns: dict[str, Codes], rng: np.random.Generator
    ) -> _Answering:
        _check_same_words(spec)
        by_unit, by_category, limiting = {}, {}, {}
        effect_seed = int(rng.integers(2**63))
        for name, block in spec.lists.items():
            # The same draw for every list: a unit strong in a value is so on all its lists.
            shift = unit_effects(spec, name, np.random.default_rng(effect_seed))
            base = block.utilities + block.group_effect * shift
            by_unit[name] = base.astype(np.float32)
            tables = category_effects(spec, name, columns)
            by_category[name] = {key: each.astype(np.float32) for key, each in tables.items()}
            weight = spec.negativity_sd * block.negativity
            limiting[name] = (weight * word_groups(spec.instrument, name).limiting).astype(
                np.float32
            )
        return cls(spec, columns, by_unit, by_category, limiting)

    def block(
        self,
        rows: slice,
        units: NDArray[np.int64],
        view: NDArray[np.float32],
        rng: np.random.Generator,
    ) -> Iterator[tuple[str, NDArray[np.uint64]]]:
        """The packed picks of one block of persons, list by list."""
        first = next(iter(self.spec.lists))
        shape = (len(units), len(self.spec.lists[first].utilities))
        taste = rng.standard_normal(shape, dtype=np.float32)
        taste *= np.float32(self.spec.common_sd)
        for name, block in self.spec.lists.items():
            utilities = gumbel(rng, shape, block.noise)
            utilities += taste
            utilities += self.by_unit[name][units]
            for column, table in self.by_category[name].items():
                utilities += table[self.columns[column].codes[rows]]
            words = np.flatnonzero(self.limiting[name])
            utilities[:, words] += view[:, None] * self.limiting[name][words]
            yield name, packed_top_k(utilities, self.spec.instrument.list_index[name].k)
