"""Squared Mahalanobis distance of each respondent's answers from the average answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.association.covariance import Moments, moments
from berakhlak_stats.association.items import item_answers
from berakhlak_stats.errors import make_error
from berakhlak_stats.quality.answers import Array, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

CONDITION = 1e12
"""Beyond this ratio of eigenvalues an inverse has no correct digit left to promise."""


def mahalanobis(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """How unusual each respondent's combination of answers is: ``(x - m)' S^-1 (x - m)``.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default.
    rule : {"p_001", "p_01", "mad"} or float, optional
        Tail of chi-square with as many degrees of freedom as items; a number is a distance.

    Returns
    -------
    RowIndex
        Squared distances; higher is more careless.

    Raises
    ------
    StatisticError
        E842 with no more complete respondents than items; E843 where the covariance matrix is
        singular, naming the items.

    Notes
    -----
    Two passes: means and covariances (under the weights, divisor n - 1), then distances.
    Of people who answered every item. The chi-square tail holds for normal answers; on five
    categories it flags more than its share, and an unusual person is not a careless one.

    References
    ----------
    Mahalanobis (1936), Proceedings of the National Institute of Sciences of India 2, 49-55;
    Meade & Craig (2012), Psychological Methods 17, 437-455.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=400)
    >>> mahalanobis(survey, items=["BP1", "BP2", "AK1"]).name
    'mahalanobis'
    """
    names = rating_items(survey.instrument, items, "mahalanobis")
    found = moments(survey, items=names)
    n = int(found.n[0, 0, 0])
    if n <= len(names):
        raise make_error("E842", n=n, items=len(names))
    mean = found.centre + found.mean[0, :, 0]
    root = _inverse_root(found)

    def distances(batch: Survey) -> Array:
        apart = (item_answers(batch, names) - mean) @ root
        return np.asarray((apart * apart).sum(axis=1))

    return finished("mahalanobis", gather(survey, distances), rule, size=len(names))


def _inverse_root(found: Moments) -> Array:
    """``R`` with ``R R'`` the inverse of the covariance matrix."""
    cov = found.sample_cov[0]
    spread = np.diag(cov)
    constant = [item for item, v in zip(found.items, spread, strict=True) if not v > 0]
    if constant:
        raise make_error("E843", items=", ".join(constant))
    scale = np.sqrt(spread)
    roots, vectors = np.linalg.eigh(cov / np.outer(scale, scale))
    if roots[-1] > CONDITION * max(roots[0], 0.0):
        involved = np.abs(vectors[:, 0]) > 1e-6
        named = [item for item, yes in zip(found.items, involved, strict=True) if yes]
        raise make_error("E843", items=", ".join(named))
    return np.asarray(vectors / np.sqrt(roots) / scale[:, None])
