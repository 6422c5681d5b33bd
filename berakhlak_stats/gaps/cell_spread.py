"""Means of products of two blocks with what the design says of their spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.estimates.analyse import Analysis, Options, analyse
from berakhlak_stats.gaps.crossed import Crossed, persons_trace, units_trace, weighted_sums
from berakhlak_stats.inference.replicated import deviations
from berakhlak_stats.inference.strata import Strata, degrees_of_freedom
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.products import product_sums
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

LARGEST = 120_000_000
"""Numbers in the table of primary units by cells: about a gigabyte."""


@dataclass(frozen=True)
class CellSpread:
    """Weighted means of the cells and the scale of their covariance ``V``.

    ``mean`` and ``variance`` have shape (a, b); ``trace`` and ``trace_square`` are ``tr V`` and
    ``tr V^2``; ``simple`` is ``tr S^2`` of the covariance ``S`` of one person's cells, divisor
    n, for a simple random sample (NaN under any other design).
    """

    mean: Array
    variance: Array
    trace: float
    trace_square: float
    simple: float
    df: float
    n: int


def base_analysis(survey: Survey, known: NDArray[np.bool_], name: str) -> Analysis:
    """Totals and strata of a survey, with who belongs to the domain ``known``."""
    from dataclasses import replace

    carrier = replace(survey, numbers=known[:, None].astype(float), picks={})
    base = Feature(name, (name,), lambda batch: batch.numbers)
    output = Output(name, "item", name, "mean")

    def f(t: View) -> Array:
        return t[name]

    return analyse(carrier, [Statistic(name, (base,), (output,), f)], Options())


def cell_spread(
    survey: Survey, crossed: Crossed, known: NDArray[np.bool_], analysis: Analysis, name: str
) -> CellSpread:
    """Means of the cells over ``known`` people, and the traces of their covariance."""
    if survey.design.calibration is not None and survey.design.replicates is None:
        raise make_error("E872", statistic=name)
    weights = row_weights(survey)
    whole = float(weights[known].sum())
    sums = weighted_sums(crossed, weights)
    df = float(degrees_of_freedom(analysis.totals, analysis.strata, base=name)[0])
    simple, gram = np.nan, None
    if is_simple(survey):
        # Every respondent counts alike, so one sum over pairs of words serves both divisors.
        n, gram = int(known.sum()), crossed.gram_square(known.astype(float))
        simple = persons_trace(crossed, known / n, [(1.0, sums / n)], gram / n**2)[1]
    if survey.design.replicates is not None:
        diagonal, square = units_trace(*_replicated(survey, crossed, known, name))
    elif survey.design.psu_codes is not None:
        diagonal, square = units_trace(*_units(survey, crossed, analysis.strata, weights, name))
    else:
        diagonal, square = _persons(survey, crossed, analysis.strata, weights, gram)
    if survey.design.replicates is None:
        diagonal, square = diagonal / whole**2, square / whole**4
    variance = np.maximum(diagonal.reshape(sums.shape), 0.0)
    return CellSpread(
        sums / whole, variance, float(variance.sum()), square, float(simple), df, int(known.sum())
    )


def is_simple(survey: Survey) -> bool:
    """Whether the sample is a plain one: no weights, strata, primary units or population."""
    design = survey.design
    named = (design.strata, design.psu, design.population, design.replicates, design.calibration)
    return survey.weights is None and all(each is None for each in named)


def _stratum_codes(survey: Survey) -> NDArray[np.intp]:
    codes = survey.design.stratum_codes
    return np.zeros(survey.n, np.intp) if codes is None else codes.astype(np.intp)


def _persons(
    survey: Survey, crossed: Crossed, strata: Strata, weights: Array, gram: float | None
) -> tuple[Array, float]:
    """Persons as primary units."""
    codes = _stratum_codes(survey)
    factor = strata.factor * strata.boost
    taken = []
    for h in np.unique(codes):
        if not strata.lonely[h] and strata.m[h]:
            own = weighted_sums(crossed, np.where(codes == h, weights, 0.0))
            taken.append((float(factor[h] / strata.m[h]), own))
    known = None if gram is None else gram * float(factor[0]) ** 2
    return persons_trace(crossed, factor[codes] * weights**2, taken, known)


def _units(
    survey: Survey, crossed: Crossed, strata: Strata, weights: Array, name: str
) -> tuple[Array, Array]:
    """Sums of primary units, and of strata with a minus sign, scaled to add up to ``V``."""
    codes, psus = _stratum_codes(survey), np.asarray(survey.design.psu_codes, np.int64)
    keys = np.stack([codes, psus], axis=1)
    order = np.lexsort((psus, codes))
    ordered = keys[order]
    count = 1 + int((np.diff(ordered, axis=0) != 0).any(axis=1).sum())
    cells = crossed.left.shape[1] * crossed.right.shape[1]
    _check_size(name, cells, count)
    sums = product_sums((crossed.left, crossed.right), order, ordered, weights[order])
    flat = sums.reshape(count, -1)
    starts = np.flatnonzero(np.r_[True, (np.diff(ordered, axis=0) != 0).any(axis=1)])
    home = ordered[starts, 0]
    factor = strata.factor * strata.boost
    rows, signs = [flat * np.sqrt(factor[home])[:, None]], [np.ones(count)]
    for h in np.unique(home):
        if not strata.lonely[h]:
            whole = flat[home == h].sum(axis=0)
            rows.append((whole * np.sqrt(factor[h] / strata.m[h]))[None])
            signs.append(-np.ones(1))
    return np.concatenate(rows), np.concatenate(signs)


def _replicated(
    survey: Survey, crossed: Crossed, known: NDArray[np.bool_], name: str
) -> tuple[Array, Array]:
    """Deviations of the replicated means, scaled to add up to ``V``."""
    drawn = survey.design.replicates
    weights = row_weights(survey)
    if drawn is None:
        raise make_error("E871", statistic=name, reason="replicates")
    _check_size(name, crossed.left.shape[1] * crossed.right.shape[1], drawn.factors.shape[1])

    def mean(w: Array) -> Array:
        return np.asarray(weighted_sums(crossed, w) / w[known].sum()).ravel()

    means = np.array([mean(weights * factor) for factor in drawn.factors.T])
    return deviations(mean(weights), means, drawn), np.ones(len(means))


def _check_size(name: str, cells: int, units: int) -> None:
    if cells * units > LARGEST:
        raise make_error("E870", statistic=name, cells=cells, units=units)
