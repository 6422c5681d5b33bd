"""Covariances that tests are made of, for every design the house knows.

A fitted line or a rank score is not a function of a few totals alone, yet its linearisation
is: each respondent contributes one row of influence values, and the covariance of their
weighted totals is that of the estimates (Binder 1983). So a test computes rows once, at row
level, and leaves strata, primary units, population counts, calibration and replicate weights
to the one road of :func:`~berakhlak_stats.estimates.analyse.analyse`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.analyse import Analysis, Options, analyse
from berakhlak_stats.inference.replicated import deviations
from berakhlak_stats.inference.strata import degrees_of_freedom
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.survey.replicate_weights import ReplicateWeights
    from berakhlak_stats.survey.survey import Survey

KNOWN = "known"
"""Name of the feature that marks who answered what a test needs."""


@dataclass(frozen=True)
class Linearised:
    """Estimates (k,) of everybody with their covariance (k, k).

    ``df`` are the PSUs less the strata that hold answers (R: ``degf``), ``n`` the unweighted
    respondents with answers.
    """

    estimate: Array
    covariance: Array
    df: float
    n: int
    analysis: Analysis


def for_tests(survey: Survey, finite_population: bool) -> Survey:
    """The survey with population counts only where they were asked for.

    A finite population correction describes the people of today. A test asks whether a
    difference says anything beyond them, where a census would make each one significant.
    A survey without respondents is refused (E102).
    """
    require_answers(survey)
    if finite_population or survey.design.population is None:
        return survey
    return replace(survey, design=replace(survey.design, population=None))


def linearised(survey: Survey, statistic: Statistic) -> Linearised:
    """One statistic for everybody; its feature :data:`KNOWN` says who answered."""
    analysis = analyse(survey, [statistic], Options())
    result = analysis.results[0]
    totals = analysis.totals
    if result.covariance is None:
        raise DesignError("E641", statistic=statistic.id, size=len(statistic.outputs))
    df = degrees_of_freedom(totals, analysis.strata, base=KNOWN)
    column = totals.plan.layout.column(KNOWN)
    n = int(totals.cells.count[:, column].sum())
    return Linearised(result.estimate[0], result.covariance, float(df[0]), n, analysis)


def rows_total(survey: Survey, rows: Array, known: NDArray[np.bool_]) -> Linearised:
    """Weighted totals of ``rows`` (n, k) over ``known`` respondents.

    Others count as zeros: they are outside the domain, not outside the sample.
    """
    # As numbers of the survey, rows follow it through batches.
    numbers = np.column_stack([known, np.where(known[:, None], rows, 0.0)])
    carrier = replace(survey, numbers=numbers, ratings=np.empty((0, 0), np.int8), picks={})
    names = tuple(str(j) for j in range(rows.shape[1]))
    influence = Feature("rows", names, lambda batch: batch.numbers[:, 1:])
    answered = Feature(KNOWN, (KNOWN,), lambda batch: batch.numbers[:, :1])

    def f(t: View) -> Array:
        return t[influence.name]

    return linearised(carrier, plain_statistic("rows", (influence, answered), names, f))


def plain_statistic(
    name: str, features: tuple[Feature, ...], names: tuple[str, ...], f: Callable[[View], Array]
) -> Statistic:
    """A smooth statistic with one plain output per name."""
    outputs = tuple(Output(each, "item", KNOWN, "mean") for each in names)
    return Statistic(name, features, outputs, f)


def replicate_covariance(estimate: Array, drawn: Array, weights: ReplicateWeights) -> Array:
    """Covariance (k, k) of estimates from refits (R, k) under replicate weights."""
    moved = deviations(estimate, drawn, weights)
    return np.asarray(moved.T @ moved)


def require_df(df: float, statistic: str) -> float:
    """Degrees of freedom of a test, refused where none are left."""
    if df <= 0:
        raise DesignError("E642", statistic=statistic, df=f"{df:g}")
    return df


def wald(estimate: Array, covariance: Array, statistic: str) -> float:
    """The quadratic form ``e' V^-1 e``; refused where ``V`` has no inverse."""
    scale = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    if (scale == 0).any():
        raise DesignError("E643", statistic=statistic)
    unit = covariance / np.outer(scale, scale)
    if np.linalg.matrix_rank(unit, hermitian=True, tol=1e-10) < len(unit):
        raise DesignError("E643", statistic=statistic)
    distance = estimate / scale
    return float(distance @ np.linalg.solve(unit, distance))
