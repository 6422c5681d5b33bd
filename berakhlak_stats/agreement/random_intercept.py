"""A regression in which every unit has its own level: one random intercept, by REML.

Source: Raudenbush & Bryk (2002), Hierarchical Linear Models, ch. 2-3.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement import reml
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import UnitTotals, unit_totals
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

INTERCEPT = "intercept"


def random_intercept(
    survey: Survey,
    *,
    by: str,
    outcome: str,
    predictors: Sequence[str] = (),
    unit_means: Sequence[str] = (),
    conf_level: float = 0.95,
) -> Estimates:
    """Coefficients of a regression whose intercept varies over units, and both variances.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    outcome : str
        A rating or numeric item, ``"list:word"``, or the id of a score of every person.
    predictors : sequence of str
        Of the same kinds.
    unit_means : sequence of str
        Those of ``predictors`` whose unit mean is a further predictor: its coefficient is how
        far the slope between units departs from the one within.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        Rows of level "coefficient": ``intercept``, the predictors, ``mean:x`` for unit means;
        then ``variance_between`` and ``variance_within``, and ``icc``, the share between units
        that is left beside the predictors.

    Notes
    -----
    Restricted maximum likelihood, of people who have every variable; normal intervals for
    coefficients, profile likelihood for ``icc``. It assumes that slopes are the same in every
    unit. Under weights sizes of units are effective ones. A coefficient is an association.

    References
    ----------
    Raudenbush & Bryk (2002), Hierarchical Linear Models; Patterson & Thompson (1971),
    Biometrika 58, 545-554.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> found = bs.agreement.random_intercept(survey, by="unit", outcome="AK", predictors=["AD"])
    >>> found.to_frame()["item"].tolist()
    ['intercept', 'AD', 'variance_between', 'variance_within', 'icc']
    """
    for name in unit_means:
        if name not in predictors:
            choices = ", ".join(predictors) or "-"
            raise OptionError("E701", name="unit_means", given=name, choices=choices)
    level = Options(conf_level=conf_level).conf_level
    values = [person_value(survey, item=name) for name in (outcome, *predictors)]
    units = unit_totals(survey, values, by, "random_intercept")
    means = [list(predictors).index(name) + 1 for name in unit_means]
    _require_rank(units, 1 + len(predictors) + len(means))
    names = (INTERCEPT, *predictors, *(f"mean:{name}" for name in unit_means))
    sums = sums_of(units, means)
    fitted = reml.fit(sums)
    return result_of(
        survey,
        _rows(units, names, _uncentred(units, means), sums, fitted, level),
        statistic="random_intercept",
        sureness="published",
        method="REML",
        conf_level=level,
        references=("Raudenbush & Bryk (2002)",),
        parameters={
            "over": by,
            "units": len(units.size),
            "outcome": outcome,
            "log_likelihood": fitted.log_likelihood,
        },
        warnings=warn_of_design(survey),
    )


def _require_rank(units: UnitTotals, columns: int) -> None:
    if units.size.sum() - len(units.size) <= columns:
        needed = f"n - unit / units > {columns}"
        found = f"{units.n} - {len(units.size)}"
        raise StatisticError("E832", statistic="random_intercept", needed=needed, found=found)


def _rows(
    units: UnitTotals,
    names: Sequence[str],
    back: Array,
    sums: reml.UnitSums,
    best: reml.Fit,
    level: float,
) -> list[dict[str, Any]]:
    from scipy.special import ndtri

    slopes = back @ best.coefficients
    slopes[0] += units.centre[0]
    errors = np.sqrt(np.diag(back @ best.covariance @ back.T))
    reach = float(ndtri(0.5 + level / 2)) * errors
    rows: list[dict[str, Any]] = [
        {
            "item": name,
            "n": units.n,
            "estimate": slope,
            "std_error": error,
            "conf_low": slope - far,
            "conf_high": slope + far,
            "statistic": slope / error,
        }
        for name, slope, error, far in zip(names, slopes, errors, reach, strict=True)
    ]
    low, high = reml.share_interval(sums, best, level)
    note = "interval given for the share"
    rows += [
        {"item": "variance_between", "n": units.n, "estimate": best.between, "note": note},
        {"item": "variance_within", "n": units.n, "estimate": best.within, "note": note},
        {"item": "icc", "n": units.n, "estimate": best.icc, "conf_low": low, "conf_high": high},
    ]
    return rows


def sums_of(units: UnitTotals, means: Sequence[int]) -> reml.UnitSums:
    """Sums per unit of the first value on all others, and on the unit means of some of them.

    Unit means need no second pass: they are known once the first is over.
    """
    n, mean = units.size, units.mean
    square = units.within + n[:, None, None] * mean[:, :, None] * mean[:, None, :]
    ones = np.ones((len(n), 1))
    x_mean = np.concatenate([ones, mean[:, 1:], mean[:, means]], axis=1)
    xx = n[:, None, None] * x_mean[:, :, None] * x_mean[:, None, :]
    k = mean.shape[1]
    # Within a unit only the predictors themselves vary; one and unit means do not.
    xx[:, 1:k, 1:k] = square[:, 1:, 1:]
    xy = n[:, None] * x_mean * mean[:, :1]
    xy[:, 1:k] = square[:, 1:, 0]
    return reml.UnitSums(n, xx, xy, square[:, 0, 0], n[:, None] * x_mean, n * mean[:, 0])


def _uncentred(units: UnitTotals, means: Sequence[int]) -> Array:
    """The matrix from coefficients about the centres to coefficients about zero."""
    centre = np.concatenate([units.centre[1:], units.centre[list(means)]])
    back = np.eye(len(centre) + 1)
    back[0, 1:] = -centre
    return np.asarray(back)
