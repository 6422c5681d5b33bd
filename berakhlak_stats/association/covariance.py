"""Covariances of items in one pass, and how every respondent moves what is made of them.

A coefficient of reliability or a factor loading is a function of a covariance matrix. Its
author gives the function, or its gradient; :func:`covariance_rows` turns the gradient into
influence values, so that the standard error fits the design.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import centre_of, item_answers, rated_answers
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

MissingRule = Literal["listwise", "pairwise"]
CHUNK_ROWS, BLOCK_ROWS = 8_192, 64
FEW = 4
"""Quadratic forms, per pair of columns, below which each is computed by itself."""
# Central differences of fourth order (Fornberg 1988).
OFFSETS = np.array([-2.0, -1.0, 1.0, 2.0])
WEIGHTS = np.array([1.0, -8.0, 8.0, -1.0]) / 12.0
STEP = 1e-3


@dataclass(frozen=True)
class Moments:
    """Means and covariances of ``q`` items for every group.

    Attributes
    ----------
    items, groups : tuple of str
    missing : "listwise" (people who answered every item) or "pairwise" (both items of a pair)
    n : array (groups, q, q)
        Unweighted people behind each covariance.
    weight : array (groups, q, q)
        Their weights added up.
    mean : array (groups, q, q)
        ``mean[g, i, j]`` is that of item ``i`` among people who answered ``i`` and ``j``,
        less ``centre[i]``.
    cov : array (groups, q, q)
        Divided by ``weight``, as for a whole population; NaN where nobody answered.
    centre : array (q,)
    """

    items: tuple[str, ...]
    groups: tuple[str, ...]
    by: str | None
    missing: MissingRule
    n: Array
    weight: Array
    mean: Array
    cov: Array
    centre: Array

    @property
    def sample_cov(self) -> Array:
        """The covariances with divisor n - 1, as most packages print them."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.cov * self.n / (self.n - 1))

    @property
    def base(self) -> Feature:
        """1 for people who answered: every item (listwise), or at least one (pairwise)."""
        items, every = self.items, self.missing == "listwise"

        def compute(survey: Survey) -> NDArray[Any]:
            known = _answered(survey, items, every=every)
            return np.asarray(known.any(axis=1, keepdims=True))

        return Feature(f"items:{self.missing}:{','.join(items)}", ("answered",), compute)


def moments(
    source: Survey | SurveyStream,
    *,
    items: Sequence[str],
    by: str | None = None,
    missing: str = "listwise",
) -> Moments:
    """Weighted means and covariances of ``items`` in one pass.

    Parameters
    ----------
    source : Survey or SurveyStream
    items : sequence of str
        All rating items or all numeric items; reversed ones are turned round.
    by : str, optional
        Column of the groups.
    missing : {"listwise", "pairwise"}

    Returns
    -------
    Moments
    """
    return set_moments(source, sets=[items], by=by, missing=missing)[0]


def set_moments(
    source: Survey | SurveyStream,
    *,
    sets: Sequence[Sequence[str]],
    by: str | None = None,
    missing: str = "listwise",
) -> tuple[Moments, ...]:
    """The :func:`moments` of several sets of items in one pass; sets may share items.

    Listwise, each set has the people who answered every item of that set.
    """
    if missing not in get_args(MissingRule):
        choices = ", ".join(get_args(MissingRule))
        raise OptionError("E701", name="missing", given=missing, choices=choices)
    every = missing == "listwise"
    asked = [(tuple(items), centre_of(source, items)) for items in sets]

    def blocks(survey: Survey) -> tuple[NDArray[Any], NDArray[Any]]:
        both = [_extended(survey, items, centre, every=every) for items, centre in asked]
        joined = both[0] if len(both) == 1 else np.concatenate(both, axis=1)
        return joined, joined

    def persons(survey: Survey) -> tuple[NDArray[Any], NDArray[Any]]:
        both = [_answered(survey, items, every=every) for items, _ in asked]
        joined = np.concatenate(both, axis=1)
        return joined, joined

    # Without weights the sums over answers already count people.
    counted = getattr(source, "weights", True) is None
    sums = [Products("moments", blocks)]
    sums += [] if counted else [Products("persons", persons, weighted=False)]
    totals = collect(source, [], by=by, products=sums)
    gram = totals.by_group(totals.cells.products["moments"])
    heads = None if counted else totals.by_group(totals.cells.products["persons"])
    out, start, place = [], 0, 0
    for items, centre in asked:
        marks = 1 if every else len(items)
        here, there = slice(start, start + len(items) + marks), slice(place, place + marks)
        n = None if heads is None else heads[:, there, there]
        start, place = here.stop, there.stop
        made = _from_gram(gram[:, here, here], n, items, every=every)
        out.append(Moments(items, totals.groups, by, missing, *made, centre))  # type: ignore[arg-type]
    return tuple(out)


def _from_gram(
    gram: Array, n: Array | None, items: Sequence[str], *, every: bool
) -> tuple[Array, Array, Array, Array]:
    """``n``, ``weight``, ``mean`` and ``cov`` of one set, from its sums of products."""
    size = len(items)
    known, values = slice(size, None), slice(0, size)
    weight = np.broadcast_to(gram[:, known, known], (len(gram), size, size))
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = gram[:, values, known] / weight
        cov = gram[:, values, values] / weight - mean * mean.transpose(0, 2, 1)
    people = weight if n is None else np.broadcast_to(n, weight.shape)
    return people, weight, mean, cov


def _extended(survey: Survey, items: Sequence[str], centre: Array, *, every: bool) -> NDArray[Any]:
    """Answers about the centre, 0 where missing, then who answered: (n, q + 1) or (n, 2 q)."""
    if items[0] in survey.instrument.rating_index:
        return _whole(survey, items, centre, every=every)
    x = item_answers(survey, items) - centre
    known = _known(x, every=every)
    return np.concatenate([np.where(known, x, 0.0), known], axis=1, dtype=float)


def _whole(survey: Survey, items: Sequence[str], centre: Array, *, every: bool) -> NDArray[np.int8]:
    """The same of ratings, which stay whole numbers: the pass adds them up exactly, and fast."""
    x = rated_answers(survey, items)
    size = len(items)
    out = np.empty((size + (1 if every else size), x.shape[1]), np.int8)
    # A row per item: reducing over few columns of many rows is slow.
    known = (x.min(axis=0, keepdims=True) if every else x) >= 0
    out[size:] = known
    np.multiply(x - centre.astype(np.int8)[:, None], known, out=out[:size], dtype=np.int8)
    return out.T


def _answered(survey: Survey, items: Sequence[str], *, every: bool) -> NDArray[np.bool_]:
    if items[0] not in survey.instrument.rating_index:
        return _known(item_answers(survey, items), every=every)
    x = rated_answers(survey, items)
    return np.asarray(((x.min(axis=0, keepdims=True) if every else x) >= 0).T)


def _known(answers: Array, *, every: bool) -> NDArray[np.bool_]:
    """Who answered each item (n, q), or every item (n, 1)."""
    known = np.isfinite(answers)
    return np.asarray(known.all(axis=1, keepdims=True) if every else known)


def covariance_rows(found: Moments, gradient: Array) -> Callable[[Survey], Array]:
    """Influence of each respondent on functions of the covariances, for :class:`Influence`.

    Parameters
    ----------
    found : Moments
    gradient : array (groups, k, q, q)
        Derivatives by each entry of ``found.cov``; an off-diagonal pair counts twice, once as
        (i, j) and once as (j, i).

    Returns
    -------
    callable
        Maps a batch of respondents to (n, k).

    Notes
    -----
    With ``m`` marking who answered, the influence on ``cov_ij`` is ``m_i m_j ((x_i - mean_ij)
    (x_j - mean_ji) - cov_ij) / weight_ij``; a weighted sum over pairs is one quadratic form in
    the answers and the marks.
    """
    forms = _forms(found, np.nan_to_num(gradient))
    every = found.missing == "listwise"

    def rows(survey: Survey) -> Array:
        y = _extended(survey, found.items, found.centre, every=every)
        if not found.by:
            return _quadratic(y, forms[0])
        group = group_index(survey, found.by, found.groups)
        out = np.zeros((survey.n, gradient.shape[1]))
        for g in np.unique(group[group >= 0]):
            here = np.flatnonzero(group == g)
            out[here] = _quadratic(y[here], forms[g])
        return out

    return rows


def _forms(found: Moments, gradient: Array) -> Array:
    """Matrices (groups, k, p, p) of the quadratic forms, ``p`` as wide as ``_extended``."""
    with np.errstate(divide="ignore", invalid="ignore"):
        a = np.nan_to_num(gradient / found.weight[:, None], posinf=0.0, neginf=0.0)
    mean, cov = (np.nan_to_num(each)[:, None] for each in (found.mean, found.cov))
    other = mean.swapaxes(-1, -2)
    crossed, turned, rest = -a * other, -a * mean, a * (mean * other - cov)
    if found.missing == "listwise":
        crossed, turned = crossed.sum(axis=-1, keepdims=True), turned.sum(axis=-2, keepdims=True)
        rest = rest.sum(axis=(-1, -2), keepdims=True)
    top = np.concatenate([a, crossed], axis=-1)
    return np.concatenate([top, np.concatenate([turned, rest], axis=-1)], axis=-2)


def _quadratic(y: NDArray[Any], forms: Array) -> Array:
    """``y' B y`` for rows ``y`` (n, p) and matrices ``B`` (k, p, p): (n, k)."""
    i, j = np.triu_indices(y.shape[1])
    half = np.where(i == j, forms[:, i, j], forms[:, i, j] + forms[:, j, i])
    used = np.flatnonzero((half != 0).any(axis=0))
    i, j, half = i[used], j[used], half[:, used].T
    few = len(forms) * FEW < len(used)
    out = np.empty((len(y), len(forms)))
    for start in range(0, len(y), CHUNK_ROWS):
        part = _padded(y[start : start + CHUNK_ROWS])
        # Products of pairs serve many forms at once; one form is quicker by itself.
        if few:
            found = np.stack([((part @ form) * part).sum(axis=1) for form in forms], axis=1)
        else:
            found = (part[:, i] * part[:, j]) @ half
        out[start : start + CHUNK_ROWS] = found[: len(y) - start]
    return out


def _padded(rows: NDArray[Any]) -> Array:
    """Rows and zeros up to a whole block: there a product does not depend on a row's place."""
    out = np.zeros((-(-len(rows) // BLOCK_ROWS) * BLOCK_ROWS, rows.shape[1]))
    out[: len(rows)] = rows
    return out


def numeric_gradient(f: Callable[[Array], Array], cov: Array) -> Array:
    """Gradient (k, q, q) of ``f`` at one covariance matrix, by four-point differences.

    ``f`` maps matrices (..., q, q) to (..., k). Steps are symmetric and scaled to the variances.
    """
    size = len(cov)
    i, j = np.triu_indices(size)
    scale = np.sqrt(np.diag(cov))
    scale = np.maximum(scale, STEP * scale.max()) if scale.max() > 0 else np.ones(size)
    steps = STEP * scale[i] * scale[j]
    moved = np.zeros((len(i), size, size))
    moved[np.arange(len(i)), i, j] = moved[np.arange(len(i)), j, i] = steps
    values = np.asarray(f(cov + OFFSETS[:, None, None, None] * moved), float)
    slope = np.tensordot(WEIGHTS, values, 1) / steps[:, None]
    slope[i != j] /= 2
    out = np.zeros((slope.shape[1], size, size))
    out[:, i, j] = out[:, j, i] = slope.T
    return out
