"""Covariances of items in one pass, and how every respondent moves what is made of them.

A coefficient of reliability or a factor loading is a function of a covariance matrix. Its
author gives the function, or its gradient; :func:`covariance_rows` turns the gradient into
influence values, so that the standard error fits the design.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.blocks import answered, extended
from berakhlak_stats.association.items import centre_of
from berakhlak_stats.association.quadratic import quadratic
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.totals.coded import Block, Coded, Piece, take, written_out
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

MissingRule = Literal["listwise", "pairwise"]
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

        def compute(survey: Survey) -> Block:
            known = answered(survey, items, every=every)
            return _mapped(known, lambda marks: np.asarray(marks.any(axis=1, keepdims=True)))

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

    # Without weights the sums over answers already count people.
    counted = getattr(source, "weights", True) is None
    sums = [_answers(s, *each, every=every) for s, each in enumerate(asked)]
    if not counted:
        sums += [_persons(s, items, every=every) for s, (items, _) in enumerate(asked)]
    totals = collect(source, [], by=by, products=sums)
    found = {name: totals.by_group(each) for name, each in totals.cells.products.items()}
    out = []
    for s, (items, centre) in enumerate(asked):
        n = None if counted else found[f"persons:{s}"]
        made = _from_gram(found[f"moments:{s}"], n, items)
        out.append(Moments(items, totals.groups, by, missing, *made, centre))  # type: ignore[arg-type]
    return tuple(out)


def _answers(place: int, items: tuple[str, ...], centre: Array, *, every: bool) -> Products:
    def compute(survey: Survey) -> tuple[Block, Block]:
        found = extended(survey, items, centre, every=every)
        return found, found

    return Products(f"moments:{place}", compute)


def _persons(place: int, items: tuple[str, ...], *, every: bool) -> Products:
    def compute(survey: Survey) -> tuple[Block, Block]:
        found = answered(survey, items, every=every)
        return found, found

    return Products(f"persons:{place}", compute, weighted=False)


def _from_gram(
    gram: Array, n: Array | None, items: Sequence[str]
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


def covariance_rows(found: Moments, gradient: Array) -> Callable[[Survey], Block]:
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

    @cache
    def of_group(g: int) -> Callable[[NDArray[Any]], Array]:
        return quadratic(forms[g])

    return answer_rows(found, gradient.shape[1], of_group)


def answer_rows(
    found: Moments, k: int, of_group: Callable[[int], Callable[[NDArray[Any]], Array]]
) -> Callable[[Survey], Block]:
    """What depends on a respondent's answers and group only, for :class:`Influence`.

    ``of_group(g)`` maps answers about the centre, followed by marks of who answered, (n, p) to
    (n, k), in the group at place ``g``.
    """
    every = found.missing == "listwise"

    def rows(survey: Survey) -> Block:
        y = extended(survey, found.items, found.centre, every=every)
        if not found.by:
            return _mapped(y, of_group(0))
        group = group_index(survey, found.by, found.groups)
        out = np.zeros((survey.n, k))
        for g in np.unique(group[group >= 0]):
            here = np.flatnonzero(group == g)
            out[here] = written_out(_mapped(take(y, here), of_group(int(g))))
        return out

    return rows


def _mapped(y: Piece, f: Callable[[NDArray[Any]], NDArray[Any]]) -> Piece:
    """``f`` of every row, or of every way to answer where those are fewer."""
    if isinstance(y, Coded) and len(y.values) <= len(y):
        return Coded(y.ways, f(y.values))
    return f(written_out(y))


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
