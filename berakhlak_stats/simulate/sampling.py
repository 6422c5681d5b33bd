"""Samples from a population: random, stratified, whole units, or whoever answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.simulate.population import Population
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.lots import answered_lots
from berakhlak_stats.survey.survey import Survey

SampleMethod = Literal["srs", "stratified", "cluster", "census"]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class ResponseModel:
    """Who answers when asked.

    Attributes
    ----------
    rate : float
        Probability of answering, 0-1, of a person with an average view in an average unit.
    by_unit : mapping of unit to float
        Rates of single units, in place of ``rate``.
    view : float
        Change of the log-odds of answering per standard deviation of the person's negative
        view; below 0 the discontented answer less, and indices come out too good.
    unit_sd : float
        Spread of the log-odds over units.
    """

    rate: float = 1.0
    by_unit: Mapping[str, float] = field(default_factory=dict)
    view: float = 0.0
    unit_sd: float = 0.0


def draw(
    population: Population,
    *,
    n: int | Mapping[str, int] | None = None,
    method: SampleMethod = "srs",
    response: ResponseModel | None = None,
    rng: int | np.random.Generator = 1,
) -> Survey:
    """Draw a sample of a population and return the answers of those who respond.

    Parameters
    ----------
    population : Population
    n : int, mapping of unit to int, or None
        Persons asked (``srs``, ``stratified``: shared by headcount, or a count per unit), or
        units asked (``cluster``). None asks everybody.
    method : "srs", "stratified", "cluster" or "census"
        Simple random; random within units; all persons of randomly drawn units; everybody.
    response : ResponseModel, optional
        None means that everybody asked answers.
    rng : int or Generator

    Returns
    -------
    Survey
        With the design it was drawn by, and with design weights where units were not sampled
        at one rate. With non-response the design keeps its strata or
        units but no population counts: a finite population correction would claim more
        than a voluntary answer can carry.

    Examples
    --------
    >>> from berakhlak_stats.simulate import simulate_population
    >>> population = simulate_population(like="kapuas-2022", seed=1)
    >>> draw(population, n=300, rng=7).n
    300
    """
    if method not in get_args(SampleMethod):
        choices = ", ".join(get_args(SampleMethod))
        raise make_error("E701", name="method", given=method, choices=choices)
    generator = np.random.default_rng(rng)
    rows = _asked(population, n, method, generator)
    weights = _weights(population, rows) if method == "stratified" else None
    if response is not None:
        rows = rows[_answers(population, response, generator)[rows]]
    rows = np.sort(rows)
    sample = population.census.take(rows)
    # As if the answers had come in a file, so that a file of them gives the same resamples.
    log = replace(sample.log, rows_read=sample.n)
    sample = replace(sample, lots=answered_lots(sample), log=log)
    if weights is not None:
        design = replace(sample.design, weights="weight")
        sample = replace(sample, weights=weights[rows], design=design)
    return _designed(sample, population, method, complete=response is None)


def without_design(sample: Survey) -> Survey:
    """The answers as a file just read would hold them, without design and weights.

    The counts of a profile are of those who answered, not of a plan to ask them.
    """
    return replace(sample, weights=None, design=Design())


def _asked(
    population: Population,
    n: int | Mapping[str, int] | None,
    method: SampleMethod,
    rng: np.random.Generator,
) -> Rows:
    size = len(population)
    if method == "census" or n is None:
        return np.arange(size)
    unit = population.census.column("unit")
    if method == "stratified":
        counts = n if isinstance(n, Mapping) else allocate(_headcounts(population), n)
        return _within_units(unit.codes, unit.labels, counts, rng)
    if isinstance(n, Mapping):
        expected = f"a number for method {method!r}"
        raise make_error("E703", name="n", expected=expected, given=dict(n))
    if method == "cluster":
        _check_count(n, len(unit.labels))
        chosen = rng.choice(len(unit.labels), size=n, replace=False)
        return np.flatnonzero(np.isin(unit.codes, chosen))
    _check_count(n, size)
    return rng.choice(size, size=n, replace=False)


def _weights(population: Population, rows: Rows) -> NDArray[np.float64] | None:
    """How many people of a unit each one asked stands for; None where all stand for as many."""
    unit = population.census.column("unit")
    asked = np.bincount(unit.codes[rows], minlength=len(unit.labels))
    people = np.bincount(unit.codes, minlength=len(unit.labels))
    drawn = asked > 0
    if len(np.unique(people[drawn] / asked[drawn])) < 2:
        return None
    return np.asarray((people / np.maximum(asked, 1))[unit.codes])


def _within_units(
    codes: NDArray[np.int32],
    labels: tuple[str, ...],
    counts: Mapping[str, int],
    rng: np.random.Generator,
) -> Rows:
    drawn = []
    for name, count in counts.items():
        if name not in labels:
            raise make_error("E701", name="unit", given=name, choices=", ".join(labels))
        members = np.flatnonzero(codes == labels.index(name))
        _check_count(count, len(members))
        drawn.append(rng.choice(members, size=count, replace=False))
    return np.concatenate(drawn)


def _check_count(count: int, available: int) -> None:
    if not 0 <= count <= available:
        raise make_error("E703", name="n", expected=f"between 0 and {available}", given=count)


def _headcounts(population: Population) -> dict[str, int]:
    unit = population.census.column("unit")
    counts = np.bincount(unit.codes, minlength=len(unit.labels))
    return {label: int(count) for label, count in zip(unit.labels, counts, strict=True)}


def allocate(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """Share ``n`` over units in proportion to ``sizes``, by largest remainders.

    Parameters
    ----------
    sizes : mapping of unit to size
    n : int
        What to share.

    Returns
    -------
    dict of unit to whole number
        They add up to ``n``.

    Examples
    --------
    >>> allocate({"a": 60, "b": 30, "c": 10}, 7)
    {'a': 4, 'b': 2, 'c': 1}
    """
    total = sum(sizes.values())
    exact = {name: n * size / total for name, size in sizes.items()}
    shares = {name: int(share) for name, share in exact.items()}
    left = n - sum(shares.values())
    by_remainder = sorted(exact, key=lambda name: (shares[name] - exact[name], name))
    for name in by_remainder[:left]:
        shares[name] += 1
    return shares


def _answers(
    population: Population, response: ResponseModel, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Who would answer, for everybody."""
    unit = population.census.column("unit")
    for name in response.by_unit:
        if name not in unit.labels:
            raise make_error("E701", name="unit", given=name, choices=", ".join(unit.labels))
    rates = np.array([response.by_unit.get(name, response.rate) for name in unit.labels])
    if ((rates < 0) | (rates > 1)).any():
        raise make_error("E703", name="rate", expected="between 0 and 1", given=response.rate)
    with np.errstate(divide="ignore"):
        # A rate of 0 or 1 is an infinite log-odds: nobody or everybody, whatever their view.
        odds = np.log(rates) - np.log1p(-rates)
    odds = odds + response.unit_sd * rng.standard_normal(len(odds))
    chance = 1 / (1 + np.exp(-(odds[unit.codes] + response.view * population.view)))
    return np.asarray(rng.random(len(population)) < chance)


def _designed(
    sample: Survey, population: Population, method: SampleMethod, *, complete: bool
) -> Survey:
    """The sample with its design, where one can stand behind it."""
    if method == "stratified":
        return sample.with_design(
            strata="unit", population=_headcounts(population) if complete else None
        )
    if method == "cluster":
        units = len(population.census.column("unit").labels)
        return sample.with_design(psu="unit", population=units if complete else None)
    return sample.with_design(population=len(population) if complete else None)
