"""Little's test of answers missing completely at random."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import check_items, item_answers
from berakhlak_stats.errors import BerakhlakError, Bilingual, make_error

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
STEPS, TOLERANCE = 5_000, 1e-10


@dataclass(frozen=True)
class McarTest:
    """Little's test.

    Attributes
    ----------
    statistic : float
        Distance of the means of the patterns from the common means.
    df : int
    p_value : float
        From chi-square with ``df``.
    patterns : int
        Patterns of missing answers, the complete one among them.
    n : int
        Respondents with at least one answer.
    steps : int
        Steps the EM algorithm took.
    """

    statistic: float
    df: int
    p_value: float
    patterns: int
    n: int
    steps: int
    method: str = "Little's MCAR test, maximum likelihood by EM"
    reference: str = "Little (1988), JASA 83, 1198-1202"


def little_mcar_test(survey: Survey, *, items: Sequence[str] | None = None) -> McarTest:
    """Test whether answers are missing completely at random.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, optional
        All rating items by default, else all numeric items.

    Returns
    -------
    McarTest

    Raises
    ------
    StatisticError
        E848 where nothing, or everything, is missing, or an item does not vary.

    Notes
    -----
    ``d2 = sum n_j (m_j - M_j)' S_jj^-1 (m_j - M_j)`` over the patterns, with ``m_j`` the means of
    the answered items of a pattern and ``M``, ``S`` the maximum likelihood mean and covariance of
    all (EM, divisor n), on ``sum p_j - p`` degrees of freedom. For independent respondents:
    weights and clusters are left aside. A large p does not show that answers are missing at
    random; with many respondents a tiny p is common and says nothing about how much it matters,
    for which see :func:`effect_of_missing_rule`. For answers on few categories it holds
    approximately, and with rare patterns hardly.

    References
    ----------
    Little (1988), Journal of the American Statistical Association 83, 1198-1202; Dempster, Laird
    & Rubin (1977), Journal of the Royal Statistical Society B 39, 1-38.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=500)
    >>> little_mcar_test(survey, items=["BP1", "BP2", "BP3"]).df > 0
    True
    """
    from scipy.special import chdtrc

    from berakhlak_stats.survey.survey import require_answers

    require_answers(survey)
    asked = survey.instrument
    given = tuple(asked.rating_index) or tuple(each.id for each in asked.numbers)
    names = check_items(asked, given if items is None else items)
    x = item_answers(survey, names)
    patterns = _patterns(x[np.isfinite(x).any(axis=1)], names)
    mean, cov, steps = _em(patterns)
    statistic = sum(_distance(each, mean, cov) for each in patterns)
    df = sum(int(each.seen.sum()) for each in patterns) - len(names)
    n = sum(each.n for each in patterns)
    p = float(chdtrc(df, statistic))
    return McarTest(float(statistic), df, p, len(patterns), n, steps)


@dataclass(frozen=True)
class _Pattern:
    """Respondents who answered the same items: how many, their sums and sums of products."""

    seen: NDArray[np.bool_]
    n: int
    total: Array
    square: Array


def _patterns(x: Array, names: Sequence[str]) -> list[_Pattern]:
    known = np.isfinite(x)
    if not len(x) or not known.any(axis=0).all():
        raise _cannot("satu butir tidak dijawab sama sekali", "nobody answered one of the items")
    if known.all():
        raise _cannot("tidak ada jawaban yang kosong", "no answer is missing")
    x = x - np.nanmean(x, axis=0)
    spread = np.nanstd(x, axis=0)
    if (spread == 0).any():
        flat = ", ".join(name for name, s in zip(names, spread, strict=True) if s == 0)
        raise _cannot(f"butir tidak beragam: {flat}", f"items do not vary: {flat}")
    x = x / spread
    found, place = np.unique(known, axis=0, return_inverse=True)
    order = np.argsort(place.reshape(-1), kind="stable")
    bounds = np.searchsorted(place.reshape(-1)[order], np.arange(len(found) + 1))
    made = []
    for seen, a, b in zip(found, bounds[:-1], bounds[1:], strict=True):
        part = x[order[a:b]][:, seen]
        made.append(_Pattern(seen, len(part), part.sum(axis=0), part.T @ part))
    return made


def _cannot(indonesian: str, english: str) -> BerakhlakError:
    return make_error("E848", reason=Bilingual(indonesian, english))


def _em(patterns: Sequence[_Pattern]) -> tuple[Array, Array, int]:
    """Maximum likelihood mean and covariance of normal answers with gaps."""
    size, n = len(patterns[0].seen), sum(each.n for each in patterns)
    mean, cov = np.zeros(size), np.eye(size)
    for step in range(1, STEPS + 1):
        total, square = np.zeros(size), np.zeros((size, size))
        for each in patterns:
            _expect(each, mean, cov, total, square)
        new_mean = total / n
        new_cov = square / n - np.outer(new_mean, new_mean)
        moved = max(np.abs(new_mean - mean).max(), np.abs(new_cov - cov).max())
        mean, cov = new_mean, new_cov
        if moved < TOLERANCE:
            return mean, cov, step
    raise _cannot("algoritma EM tidak konvergen", "the EM algorithm did not converge")


def _expect(each: _Pattern, mean: Array, cov: Array, total: Array, square: Array) -> None:
    """Add the expected sums and sums of products of one pattern."""
    o, m = np.flatnonzero(each.seen), np.flatnonzero(~each.seen)
    slope = _solve(cov[np.ix_(o, o)], cov[np.ix_(o, m)])
    base = mean[m] - mean[o] @ slope
    guess = each.n * base + each.total @ slope
    total[o] += each.total
    total[m] += guess
    cross = np.outer(each.total, base) + each.square @ slope
    rest = cov[np.ix_(m, m)] - cov[np.ix_(m, o)] @ slope
    both = np.outer(base, guess) + slope.T @ cross + each.n * rest
    square[np.ix_(o, o)] += each.square
    square[np.ix_(o, m)] += cross
    square[np.ix_(m, o)] += cross.T
    square[np.ix_(m, m)] += both


def _solve(a: Array, b: Array) -> Array:
    try:
        return np.asarray(np.linalg.solve(a, b))
    except np.linalg.LinAlgError:
        raise _cannot("matriks kovarians singular", "the covariance matrix is singular") from None


def _distance(each: _Pattern, mean: Array, cov: Array) -> float:
    o = np.flatnonzero(each.seen)
    apart = each.total / each.n - mean[o]
    return float(each.n * apart @ _solve(cov[np.ix_(o, o)], apart))
