"""From a function of a covariance matrix to estimates: the road all coefficients here take.

A coefficient gives its value and its gradient by the covariances; influence values follow, and
with them standard errors under any design, groups, suppression and covariances between rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from berakhlak_stats.association.correlation import CorrelationMatrix, correlation_rows
from berakhlak_stats.association.covariance import (
    Moments,
    answer_rows,
    covariance_rows,
    numeric_gradient,
)
from berakhlak_stats.errors import OptionError
from berakhlak_stats.reliability.classical import correlations, through_correlations
from berakhlak_stats.totals.coded import Block
from berakhlak_stats.totals.statistic import Array, Feature

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Scale = Literal["reliability", "correlation", "plain"]
"""On what an interval is symmetric: ``log(1 - x)``, ``artanh(x)``, or ``x`` itself."""
Function = Callable[[Array], Array]
Rows = Callable[["Survey"], Block]
Matrix = Literal["covariance", "correlation"]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a matrix: a code of the register, and the items at fault."""

    code: str
    places: tuple[int, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Solution:
    """Coefficients (k,) of one matrix and their derivatives (k, q, q), and what is wrong."""

    values: Array
    slopes: Array
    problems: tuple[Problem, ...] = ()


def unsolved(k: int, size: int, code: str, items: Sequence[int] = ()) -> Solution:
    """No coefficients, and the reason."""
    empty = np.full(k, np.nan), np.zeros((k, size, size))
    return Solution(*empty, (Problem(code, tuple(int(i) for i in items)),))


@dataclass(frozen=True)
class Coefficient:
    """What one row is called, and on which scale its interval is made."""

    item: str
    scale: Scale = "reliability"


@dataclass(frozen=True)
class Measured:
    """Coefficients of one set of items in every group, and who moves them how much.

    ``values`` has shape (groups, k); ``rows`` maps respondents to influence values (n, k);
    ``base`` marks who answered what the coefficients need; ``problems`` says per group what is
    wrong.
    """

    coefficients: tuple[Coefficient, ...]
    values: Array
    rows: Rows
    base: Feature
    problems: tuple[tuple[Problem, ...], ...] = ()
    items: tuple[str, ...] = ()


def at_samples(found: Moments) -> Array:
    """Sample covariances (groups, q, q); NaN for groups with fewer than two people."""
    with np.errstate(divide="ignore", invalid="ignore"):
        S = found.sample_cov
    return np.where(found.n > 1, S, np.nan)


def measured(
    found: Moments,
    coefficients: Sequence[Coefficient],
    f: Function,
    gradient: Function | None = None,
) -> Measured:
    """Coefficients that are functions of the covariances.

    Parameters
    ----------
    found : Moments
    coefficients : sequence of Coefficient
        ``k`` of them.
    f : callable
        Maps matrices (..., q, q) to (..., k).
    gradient : callable, optional
        Maps one matrix (q, q) to derivatives (k, q, q); numeric where it is not given.
    """

    def solve(S: Array) -> Solution:
        slope = numeric_gradient(f, S) if gradient is None else gradient(S)
        return Solution(np.asarray(f(S)), slope)

    return solved(found, coefficients, solve)


def solved(
    found: Moments | CorrelationMatrix,
    coefficients: Sequence[Coefficient],
    solve: Callable[[Array], Solution],
    *,
    on: str = "covariance",
    population: bool = False,
) -> Measured:
    """Coefficients that are found one matrix at a time, together with their derivatives.

    Parameters
    ----------
    found : Moments or CorrelationMatrix
    coefficients : sequence of Coefficient
        ``k`` of them.
    solve : callable
        Maps one matrix (q, q) to its solution.
    on : {"covariance", "correlation"}
        What ``solve`` is given of ``Moments``.
    population : bool
        Whether the covariances have the divisor n instead of n - 1.
    """
    S = _matrices(found, population=population)
    size = S.shape[-1]
    problems: list[tuple[Problem, ...]] = [()] * len(S)
    values = np.full((len(S), len(coefficients)), np.nan)
    slopes = np.zeros((*values.shape, size, size))
    for g in np.flatnonzero(np.isfinite(S).all(axis=(1, 2))):
        given = correlations(S[g]) if on == "correlation" else S[g]
        if not np.isfinite(given).all():
            continue
        with np.errstate(divide="ignore", invalid="ignore"):
            made = solve(given)
            turn = on == "correlation" and isinstance(found, Moments)
            values[g], problems[g] = made.values, _with_names(made.problems, found.items)
            slopes[g] = through_correlations(S[g], made.slopes) if turn else made.slopes
    whole = with_gradient(found, coefficients, values, slopes, population=population)
    return replace(whole, problems=tuple(problems), items=found.items)


def _with_names(problems: Sequence[Problem], items: Sequence[str]) -> tuple[Problem, ...]:
    return tuple(
        replace(problem, items=tuple(items[place] for place in problem.places))
        for problem in problems
    )


def _matrices(found: Moments | CorrelationMatrix, *, population: bool) -> Array:
    """One matrix per group (groups, q, q)."""
    if not isinstance(found, Moments):
        return found.matrix
    return np.where(found.n > 1, found.cov, np.nan) if population else at_samples(found)


def check_choice(name: str, given: str, choices: Any) -> None:
    """Refuse anything but the strings of a ``Literal``."""
    if given not in get_args(choices):
        raise OptionError("E701", name=name, given=given, choices=", ".join(get_args(choices)))


def with_gradient(
    found: Moments | CorrelationMatrix,
    coefficients: Sequence[Coefficient],
    values: Array,
    slopes: Array,
    *,
    population: bool = False,
) -> Measured:
    """The same from values (groups, k) and derivatives (groups, k, q, q) already known."""
    whole = np.isfinite(values) & np.isfinite(slopes).all(axis=(2, 3))
    moved = np.where(whole[..., None, None], slopes, 0.0)
    if not isinstance(found, Moments):
        rows = correlation_rows(found, moved)
        return Measured(tuple(coefficients), values, rows, found.base)
    # The divisor n - 1 is a constant: it scales the derivative, and is not differentiated.
    with np.errstate(divide="ignore", invalid="ignore"):
        divisor = found.n if population else found.n - 1
        factor = np.where(found.n > 1, found.n / divisor, 0.0)[:, None]
    return Measured(tuple(coefficients), values, covariance_rows(found, moved * factor), found.base)


def mean_rows(found: Moments, gradient: Array) -> Rows:
    """Influence on functions of the item means; ``gradient`` has shape (groups, k, q)."""
    size = len(found.items)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.nan_to_num(gradient / np.einsum("gii->gi", found.weight)[:, None], posinf=0.0)
    moved = -per * np.nan_to_num(np.einsum("gii->gi", found.mean))[:, None]
    if found.missing == "listwise":
        moved = moved.sum(axis=-1, keepdims=True)

    def of_group(g: int) -> Function:
        return lambda y: y[:, :size] @ per[g].T + y[:, size:] @ moved[g].T

    return answer_rows(found, gradient.shape[1], of_group)
