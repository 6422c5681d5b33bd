"""Confidence limits of noncentrality: the laws under which what was seen is just credible.

Source: Steiger & Fouladi (1997), in Harlow, Mulaik & Steiger, What If There Were No
Significance Tests?, ch. 9.
"""

from __future__ import annotations

import math
from collections.abc import Callable


def noncentral_t(t: float, df: float, conf_level: float) -> tuple[float, float]:
    """Noncentralities at which ``t`` is the upper and the lower tail's limit."""
    from scipy.special import nctdtr

    tail = (1 - conf_level) / 2
    spread = math.sqrt(1 + t**2 / (2 * df))

    def below(noncentrality: float) -> float:
        # The lower tail is the accurate one: a negative t is mirrored.
        if t < 0:
            return 1.0 - float(nctdtr(df, -noncentrality, -t))
        return float(nctdtr(df, noncentrality, t))

    reach = 3 * spread
    low = _root(lambda x: below(x) - (1 - tail), t - reach, t, spread)
    return low, _root(lambda x: below(x) - tail, t, t + reach, spread)


def noncentral_f(f: float, df: float, df_2: float, conf_level: float) -> tuple[float, float]:
    """The same for an F; a limit is 0 where even a central law makes ``f`` credible."""
    from scipy.special import ncfdtr

    tail = (1 - conf_level) / 2

    def limit(wanted: float) -> float:
        if not math.isfinite(f):
            return math.inf
        if float(ncfdtr(df, df_2, 0.0, f)) < wanted:
            return 0.0
        step = max(df * f, 1.0)
        return _root(lambda x: float(ncfdtr(df, df_2, x, f)) - wanted, 0.0, step, step)

    return limit(1 - tail), limit(tail)


def _root(of: Callable[[float], float], low: float, high: float, step: float) -> float:
    """Root of a falling function, the bracket widened until it holds it."""
    from scipy.optimize import brentq

    while of(low) < 0:
        low -= step
    while of(high) > 0:
        high += step
    return float(brentq(of, low, high, xtol=1e-12))
