"""Intervals of alpha that assume a simple random sample of normal answers, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Method, Options
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates

Classical = Literal["feldt", "duhachek", "bonett"]


def options_of(given: Mapping[str, Any]) -> tuple[Options, str]:
    """How uncertainty is computed, and the name of a classical interval if one was asked for."""
    method = given.get("method", "auto")
    known = (*get_args(Method), *get_args(Classical))
    if method not in known:
        raise OptionError("E701", name="method", given=method, choices=", ".join(known))
    if method not in get_args(Classical):
        return Options(**given), ""
    return Options(**{**given, "method": "taylor"}), method


def feldt(alpha: Array, n: Array, k: Array, conf_level: float) -> tuple[Array, Array]:
    """Exact under compound symmetry: ``(1 - alpha)`` times quantiles of F.

    References
    ----------
    Feldt (1965), Psychometrika 30, 357-370; Feldt, Woodruff & Salih (1987), Applied Psychological
    Measurement 11, 93-103.
    """
    from scipy.special import fdtri

    tail, df = (1 - conf_level) / 2, n - 1
    high, low = (fdtri(df, df * (k - 1), level) for level in (tail, 1 - tail))
    return 1 - (1 - alpha) * low, 1 - (1 - alpha) * high


def bonett(alpha: Array, n: Array, k: Array, conf_level: float) -> tuple[Array, Array]:
    """Normal on ``log(1 - alpha)``, close to the exact one and simpler.

    References
    ----------
    Bonett (2002), Journal of Educational and Behavioral Statistics 27, 335-340; Bonett & Wright
    (2015), Journal of Organizational Behavior 36, 3-15.
    """
    from scipy.special import ndtri

    reach = ndtri(0.5 + conf_level / 2) * np.sqrt(2 * k / ((k - 1) * (n - 2)))
    return 1 - (1 - alpha) * np.exp(reach), 1 - (1 - alpha) * np.exp(-reach)


def with_classical(result: Estimates, method: str, k: Array, std_error: Array) -> Estimates:
    """The result with the interval ``method`` in the place of the design-based one.

    Parameters
    ----------
    result : Estimates
        Every row an alpha.
    method : {"feldt", "duhachek", "bonett"}
    k : array (rows,)
        Items behind each row.
    std_error : array (rows,)
        Standard error for one person with normal answers; "duhachek" prints that over sqrt(n).
    """
    from scipy.special import ndtri

    frame, level = result.to_frame(), result.provenance.conf_level
    shown = frame["conf_low"].notna().to_numpy() & (frame["n"].to_numpy(float) > 2)
    x, n = (np.where(shown, frame[name].to_numpy(float), np.nan) for name in ("estimate", "n"))
    own = np.where(shown, std_error, np.nan) / np.sqrt(n)
    with np.errstate(invalid="ignore", divide="ignore"):
        if method == "duhachek":
            reach = ndtri(0.5 + level / 2) * own
            low, high = x - reach, x + reach
        else:
            low, high = (feldt if method == "feldt" else bonett)(x, n, k, level)
    frame["conf_low"], frame["conf_high"] = low, high
    covariance = result.covariance
    if method == "duhachek":
        # Covariances between rows are those of the design, which this formula does not know.
        frame["std_error"], covariance = own, None
    made = replace(result.provenance, method=method)
    return replace(result, frame=frame, provenance=made, covariance=covariance)
