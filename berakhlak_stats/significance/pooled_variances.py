"""Scores of groups with one variance per respondent, as they would have if groups were alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.tidy import t_bounds
from berakhlak_stats.totals.statistic import Array

ROW_KEYS = ["list", "level", "item"]


def pooled_variances(result: Estimates) -> Estimates:
    """The same scores, with standard errors from the variance per respondent of all groups.

    Parameters
    ----------
    result : Estimates
        By groups, with its covariance.

    Returns
    -------
    Estimates
        The groups' rows: ``std_error``, interval, ``df`` and covariance are pooled within each
        item; correlations between groups stay as they are. To be handed to ``compare``.

    Notes
    -----
    In a small group a share near 0 or 1 has a variance that is small by accident: 27 of 28 who
    chose a value have a standard error of 3.5 points, where 75% of 28 have one of 8.2. A test by
    the group's own variance then finds differences that are none. If groups are alike, so are
    their variances per respondent, and the pooled one does not depend on the answer at hand.

    When not to use it: for intervals of single groups, whose own variance counts; and where
    groups differ much in spread.

    References
    ----------
    Agresti (2013), Categorical Data Analysis, 3rd ed., section 1.3 (variances under the null
    hypothesis); Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import compare, pooled_variances
    >>> scores = bs.indices.value_score(bs.simulate.simulate(seed=1), by="unit")
    >>> len(compare(pooled_variances(scores), against="mean")) > 0
    True
    """
    if result.covariance is None:
        raise DesignError("E609", reason="not kept")
    grouped = (result.frame["group"] != "").to_numpy(dtype=bool)
    if not grouped.any():
        raise OptionError("E706", given="pooled_variances", needed="by")
    frame = result.frame[grouped].reset_index(drop=True)
    own = np.array(result.covariance[np.ix_(grouped, grouped)])
    n = frame["n"].to_numpy(float)
    variance = np.nan_to_num(np.diag(own))
    error, df = np.full(len(frame), np.nan), frame["df"].to_numpy(float).copy()
    shown = (~frame["suppressed"] & frame["estimate"].notna() & (n > 1)).to_numpy(dtype=bool)
    for rows in frame.groupby(ROW_KEYS, sort=False).indices.values():
        known = rows[shown[rows]]
        weight = np.where(np.isfinite(df[known]), df[known], n[known] - 1)
        if weight.sum() > 0:
            pooled = (weight * n[known] * variance[known]).sum() / weight.sum()
            error[known], df[known] = np.sqrt(pooled / n[known]), weight.sum()
    covariance = _rescaled(own, np.sqrt(variance), error)
    bounds = t_bounds(frame["estimate"].to_numpy(float), error, df, result.provenance.conf_level)
    parameters = {**result.provenance.parameters, "sampling_variance": "pooled"}
    provenance = replace(result.provenance, parameters=parameters)
    return Estimates(frame.assign(std_error=error, df=df, **bounds), provenance, covariance)


def _rescaled(covariance: Array, own: Array, pooled: Array) -> Array:
    """The covariance with other standard errors and the same correlations."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(own > 0, pooled / own, 0.0)
    made = covariance * scale[:, None] * scale[None, :]
    np.fill_diagonal(made, pooled**2)
    return np.asarray(made)
