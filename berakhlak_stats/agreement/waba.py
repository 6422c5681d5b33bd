"""Whether two scores go together between units, between persons within them, or both.

Source: Dansereau, Alutto & Yammarino (1984), Theory Testing in Organizational Behavior.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.agreement.over_units import delete_units
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import UnitTotals, unit_totals
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

PARTS = ("raw", "eta_between_x", "eta_between_y", "between", "eta_within_x", "eta_within_y")
ROWS = (*PARTS, "within")


def waba(survey: Survey, *, by: str, x: str, y: str, conf_level: float = 0.95) -> Estimates:
    """Within- and between-units analysis of the correlation of two scores.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    x, y : str
        Rating or numeric items, ``"list:word"``, or ids of scores of every person.
    conf_level : float
        Between 0 and 1.

    Returns
    -------
    Estimates
        Rows of level "coefficient": ``raw`` correlation; ``eta_between_x``, ``eta_between_y``
        (correlation of a score with its unit mean); ``between`` (of unit means, by size of
        unit); ``eta_within_x``, ``eta_within_y``, and ``within`` (of deviations from them).

    Notes
    -----
    ``raw = eta_between_x eta_between_y between + eta_within_x eta_within_y within``. Standard
    errors delete one unit at a time, so that persons in a unit may depend on each other; the
    intervals do so on Fisher's scale. Few units make them rough. Group means of small units are
    noisy, and their correlation mixes both levels: for a model of the two see
    :func:`random_intercept`.

    References
    ----------
    Dansereau, Alutto & Yammarino (1984), Theory Testing in Organizational Behavior; Bliese
    (2000), in Klein & Kozlowski (eds), Multilevel Theory, Research, and Methods, 349-381.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> len(bs.agreement.waba(survey, by="unit", x="AK", y="AD"))
    7
    """
    level = Options(conf_level=conf_level).conf_level
    values = [person_value(survey, item=name) for name in (x, y)]
    units = unit_totals(survey, values, by, "waba")
    sums = _sums(units)
    found = delete_units(sums, _parts, level)
    bent = delete_units(sums, lambda total: np.arctanh(_parts(total)), level)
    columns = (ROWS, found.estimate, found.std_error, np.tanh(bent.low), np.tanh(bent.high))
    rows = [
        {
            "item": name,
            "n": units.n,
            "estimate": value,
            "std_error": error,
            "conf_low": low,
            "conf_high": high,
            "df": found.df,
            "note": "" if low == low else "too few units",
        }
        for name, value, error, low, high in zip(*columns, strict=True)
    ]
    return result_of(
        survey,
        rows,
        statistic="waba",
        sureness="published",
        method="jackknife over units",
        conf_level=level,
        references=("Dansereau, Alutto & Yammarino (1984)",),
        parameters={"over": by, "units": len(units.size), "x": x, "y": y},
        warnings=warn_of_design(survey),
    )


def _sums(units: UnitTotals) -> Array:
    """Per unit: size, sums, products of means, and products about the means: (G, 9)."""
    n, mean, within = units.size, units.mean, units.within
    i, j = np.array([0, 1, 0]), np.array([0, 1, 1])
    products = n[:, None] * mean[:, i] * mean[:, j]
    return np.column_stack([n, n[:, None] * mean, products, within[:, i, j]])


def _parts(total: Array) -> Array:
    n, means = total[..., :1], total[..., 1:3] / total[..., :1]
    i, j = np.array([0, 1, 0]), np.array([0, 1, 1])
    between = total[..., 3:6] - n * means[..., i] * means[..., j]
    within = total[..., 6:9]
    whole = between + within

    def correlation(products: Array) -> Array:
        return np.asarray(products[..., 2] / np.sqrt(products[..., 0] * products[..., 1]))

    eta = np.sqrt(between[..., :2] / whole[..., :2])
    rest = np.sqrt(within[..., :2] / whole[..., :2])
    parts = [correlation(whole)[..., None], eta, correlation(between)[..., None], rest]
    return np.concatenate([*parts, correlation(within)[..., None]], axis=-1)
