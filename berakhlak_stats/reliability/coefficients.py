"""From a function of a covariance matrix to estimates: the road all coefficients here take.

A coefficient gives its value and its gradient by the covariances; influence values follow, and
with them standard errors under any design, groups, suppression and covariances between rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from berakhlak_stats.association.correlation import CorrelationMatrix, correlation_rows
from berakhlak_stats.association.covariance import Moments, covariance_rows, numeric_gradient
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.reliability.classical import correlations, through_correlations
from berakhlak_stats.totals.statistic import Array, Feature, Output

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEVEL = "coefficient"
Scale = Literal["reliability", "correlation", "plain"]
"""On what an interval is symmetric: ``log(1 - x)``, ``artanh(x)``, or ``x`` itself."""
Function = Callable[[Array], Array]
Rows = Callable[["Survey"], Array]
Matrix = Literal["covariance", "correlation"]
NOTES = {
    "E807": "matrix not positive definite",
    "E808": "Heywood case",
    "E809": "not converged",
}
"""What the note of an empty row says, by the code of its warning."""


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


def check_matrix(on: str) -> None:
    """Refuse anything but the two matrices that coefficients are made from."""
    if on not in get_args(Matrix):
        raise OptionError("E701", name="on", given=on, choices=", ".join(get_args(Matrix)))


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


def estimates(
    survey: Survey | SurveyStream,
    parts: Sequence[Measured],
    options: Options,
    about: Mapping[str, Any],
) -> Estimates:
    """The finished result of all ``parts``, with the covariance between all rows."""
    named = [each for part in parts for each in part.coefficients]
    outputs = tuple(
        Output(each.item, LEVEL, part.base.name, "mean")
        for part in parts
        for each in part.coefficients
    )
    bases = tuple(dict.fromkeys(part.base for part in parts))

    def rows(batch: Survey) -> Array:
        found = [part.rows(batch) for part in parts]
        return found[0] if len(found) == 1 else np.concatenate(found, axis=1)

    values = np.concatenate([part.values for part in parts], axis=1)
    name = f"{about['statistic']}:{','.join(each.item for each in named)}"
    given = Influence(name, outputs, bases, values, rows)
    result = finish(survey, analyse_influence(survey, [given], options), about)
    return _with_intervals(_noted(result, parts), [each.scale for each in named])


def _noted(result: Estimates, parts: Sequence[Measured]) -> Estimates:
    """The result with the reason beside every row that was not solved."""
    if not any(problems for part in parts for problems in part.problems):
        return result
    groups = len(parts[0].values)
    notes = [
        _note(part.problems[g] if part.problems else ())
        for g in range(groups)
        for part in parts
        for _ in part.coefficients
    ]
    frame = result.to_frame()
    empty = frame["estimate"].isna() & ~frame["suppressed"].astype(bool) & (np.array(notes) != "")
    frame["note"] = np.where(empty, notes, frame["note"])
    return replace(result, frame=frame.astype({"note": object}))


def _note(problems: Sequence[Problem]) -> str:
    return next((NOTES[each.code] for each in problems if each.code in NOTES), "")


def _with_intervals(result: Estimates, scales: Sequence[Scale]) -> Estimates:
    """The result with intervals that stay below 1, or between -1 and 1."""
    from scipy.special import stdtrit

    frame = result.to_frame()
    kind = np.array(list(scales) * (len(frame) // len(scales)))
    x, se, df = (frame[name].to_numpy(float) for name in ("estimate", "std_error", "df"))
    usable = frame["conf_low"].notna().to_numpy() & (se > 0) & (df > 0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        half = stdtrit(np.where(df > 0, df, np.nan), 0.5 + result.provenance.conf_level / 2) * se
        short = half / (1 - x)
        bounds = 1 - (1 - x) * np.exp(short), 1 - (1 - x) * np.exp(-short)
        wide = half / (1 - x**2)
        turned = np.tanh(np.arctanh(x) - wide), np.tanh(np.arctanh(x) + wide)
    below = usable & (kind == "reliability") & (x < 1)
    inside = usable & (kind == "correlation") & (np.abs(x) < 1)
    for name, one, other in zip(("conf_low", "conf_high"), bounds, turned, strict=True):
        limit = frame[name].to_numpy(float)
        frame[name] = np.where(below, one, np.where(inside, other, limit))
    return replace(result, frame=frame)


def mean_rows(found: Moments, gradient: Array) -> Rows:
    """Influence on functions of the item means; ``gradient`` has shape (groups, k, q)."""
    from berakhlak_stats.association.items import item_answers
    from berakhlak_stats.estimates.influence import group_index, with_zeros

    middle = np.diagonal(found.mean, axis1=1, axis2=2)
    weight = np.diagonal(found.weight, axis1=1, axis2=2)
    every = found.missing == "listwise"

    def rows(survey: Survey) -> Array:
        group = group_index(survey, found.by, found.groups)
        x = item_answers(survey, found.items) - found.centre
        known = np.isfinite(x)
        known = known & known.all(axis=1, keepdims=True) if every else known
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = np.where(known, (x - middle[group]) / weight[group], 0.0)
        return with_zeros(np.einsum("nq,nkq->nk", moved, gradient[group]), group)

    return rows
