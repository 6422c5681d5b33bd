"""Shapley shares of R squared (LMG): each predictor's gain, averaged over all orders.

Source: Lindeman, Merenda & Gold (1980), Introduction to Bivariate and Multivariate Analysis;
Gromping (2006), Journal of Statistical Software 17(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.gaps.drivers import drivers, solvable
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

MOST = 12
"""Predictors: all their subsets are fitted."""
REFERENCES = ("Gromping (2006), Journal of Statistical Software 17(1)",)


def lmg(survey: Survey, *, items: Sequence[str], outcome: str, **options: Any) -> Estimates:
    """Share of an outcome's variance that is associated with each predictor (Shapley, LMG).

    Parameters
    ----------
    survey : Survey
        Respondents with every answer count, with their weights.
    items : sequence of str
        At most twelve predictors: rating items, or numeric items.
    outcome : str
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        As of :func:`~berakhlak_stats.gaps.relative_weights`.

    Notes
    -----
    The gain in R squared when a predictor joins, averaged over all orders in which predictors
    can join. A predictor without a slope of its own gets a share if it is correlated with
    others that have one. Weights say what goes together, never what would happen if something
    were changed.

    References
    ----------
    Lindeman, Merenda & Gold (1980); Gromping (2006), Journal of Statistical Software 17(1).

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import lmg
    >>> rng = np.random.default_rng(1)
    >>> answers = pd.DataFrame(rng.normal(size=(60, 3)), columns=["pay", "trust", "stay"])
    >>> answers["stay"] += answers["trust"]
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> frame = lmg(survey, items=["pay", "trust"], outcome="stay").to_frame()
    >>> bool(frame["estimate"][1] > frame["estimate"][0])
    True
    """
    if len(items) > MOST:
        raise OptionError("E703", name="items", expected=f"<= {MOST}", given=len(items))
    return drivers(
        survey,
        items=items,
        outcome=outcome,
        statistic="lmg",
        weights=shapley,
        references=REFERENCES,
        options=options,
    )


def shapley(r: Array) -> Array:
    """Mean gains in R squared (..., p) from correlations with the outcome last."""
    safe, known = solvable(r)
    p = r.shape[-1] - 1
    explained: dict[tuple[int, ...], Array] = {(): np.zeros(r.shape[:-2])}
    for size in range(1, p + 1):
        for subset in combinations(range(p), size):
            explained[subset] = _explained(safe, subset)
    out = np.zeros((*r.shape[:-2], p))
    for subset, before in explained.items():
        if len(subset) == p:
            continue
        share = factorial(len(subset)) * factorial(p - len(subset) - 1) / factorial(p)
        for j in set(range(p)) - set(subset):
            after = explained[tuple(sorted((*subset, j)))]
            out[..., j] += share * (after - before)
    return np.where(known[..., None], out, np.nan)


def _explained(r: Array, subset: tuple[int, ...]) -> Array:
    """R squared of the outcome on a subset of predictors (...)."""
    chosen = list(subset)
    within, across = r[..., chosen, :][..., chosen], r[..., chosen, -1]
    beta = np.linalg.solve(within, across[..., None])[..., 0]
    return np.asarray((beta * across).sum(axis=-1))
