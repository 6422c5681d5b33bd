"""Relative weights: how much of an outcome's variance goes with each predictor.

Source: Johnson (2000), Multivariate Behavioral Research 35, 1-19.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.gaps.drivers import drivers, solvable
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

REFERENCES = (
    "Johnson (2000), Multivariate Behavioral Research 35, 1-19",
    "Tonidandel & LeBreton (2015), Journal of Business and Psychology 30, 207-216",
)


def relative_weights(
    survey: Survey, *, items: Sequence[str], outcome: str, **options: Any
) -> Estimates:
    """Share of an outcome's variance that is associated with each predictor (Johnson).

    Parameters
    ----------
    survey : Survey
        Respondents with every answer count, with their weights.
    items : sequence of str
        Predictors: rating items, or numeric items. Reversed ones are turned round.
    outcome : str
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``. ``method="bootstrap"`` gives
        percentile intervals, as the references ask for.

    Returns
    -------
    Estimates
        Level "driver": raw weights (0-1, they add up to ``r_squared``) and ``r_squared`` itself;
        level "driver_share": shares of the explained variance (0-1, they add up to one).

    Notes
    -----
    Predictors are replaced by the nearest uncorrelated variables; what these explain is handed
    back to the predictors. Weights say what goes together in this survey, never what would
    happen if something were changed. Raw weights are never negative, so an interval above zero
    is no test: compare with a predictor of pure noise. Fewer than ten respondents per
    predictor are refused.

    References
    ----------
    Johnson (2000), Multivariate Behavioral Research 35, 1-19; Tonidandel & LeBreton (2015),
    Journal of Business and Psychology 30, 207-216.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import relative_weights
    >>> rng = np.random.default_rng(1)
    >>> answers = pd.DataFrame(rng.normal(size=(60, 3)), columns=["pay", "trust", "stay"])
    >>> answers["stay"] += answers["trust"]
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> frame = relative_weights(survey, items=["pay", "trust"], outcome="stay").to_frame()
    >>> bool(frame["estimate"][1] > frame["estimate"][0])
    True
    """
    return drivers(
        survey,
        items=items,
        outcome=outcome,
        statistic="relative_weights",
        weights=johnson,
        references=REFERENCES,
        options=options,
    )


def johnson(r: Array) -> Array:
    """Raw relative weights (..., p) from correlations with the outcome last."""
    safe, known = solvable(r)
    within, across = safe[..., :-1, :-1], safe[..., :-1, -1]
    values, vectors = np.linalg.eigh(within)
    root = np.sqrt(values)
    link = np.einsum("...ik,...k,...jk->...ij", vectors, root, vectors)
    beta = np.einsum("...ik,...k,...jk,...j->...i", vectors, 1 / root, vectors, across)
    weights = (link**2 @ (beta**2)[..., None])[..., 0]
    return np.where(known[..., None], weights, np.nan)
