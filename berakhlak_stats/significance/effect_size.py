"""How large a difference is, in units that travel: what all measures share.

Intervals of standardised means and shares of variance turn the noncentral t or F round
(Steiger & Fouladi 1997); those of ranks are normal on Fisher's z scale.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.noncentral import noncentral_t

Bounds = tuple[float, float, float]
"""An estimate with its lower and upper bound."""
REFERENCES = {
    "cohens_d": "Cohen (1988)",
    "hedges_g": "Hedges (1981)",
    "cohens_d_unpooled": "Delacre et al. (2021)",
    "glass_delta": "Glass (1976)",
    "cliffs_delta": "Cliff (1993)",
    "superiority": "McGraw & Wong (1992)",
    "u3": "Cohen (1988)",
    "overlap": "Reiser & Faraggi (1999)",
    "dz": "Cohen (1988)",
    "gz": "Hedges (1981)",
    "rank_biserial": "Kerby (2014)",
    "eta_squared": "Cohen (1988)",
    "omega_squared": "Hays (1963)",
    "epsilon_squared": "Kelley (1935)",
    "cohens_f": "Cohen (1988)",
    "rank_epsilon_squared": "Tomczak & Tomczak (2014)",
    "rank_eta_squared": "Cohen (2008)",
}


@dataclass(frozen=True)
class EffectSize:
    """A standardised size with its interval; NaN bounds where no interval is known."""

    name: str
    measure: str
    estimate: float
    conf_low: float
    conf_high: float
    conf_level: float
    n: int
    reference: str


def check_measure(measure: str, choices: tuple[str, ...], conf_level: float) -> None:
    """Refuse an unknown measure (E701) or an impossible level (E703)."""
    if measure not in choices:
        raise OptionError("E701", name="measure", given=measure, choices=", ".join(choices))
    if not 0 < conf_level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)


def make_effect(name: str, measure: str, bounds: Bounds, conf_level: float, n: int) -> EffectSize:
    """The size with the reference of its measure."""
    return EffectSize(name, measure, *bounds, conf_level, n, REFERENCES[measure])


def standardised(d: float, unit: float, df: float, conf_level: float) -> Bounds:
    """``d`` with the interval of its noncentral t; ``unit`` is the standard error of a d of 0."""
    low, high = noncentral_t(d / unit, df, conf_level)
    return d, low * unit, high * unit


def shrunk(bounds: Bounds, df: float) -> Bounds:
    """Hedges' exact correction for small samples."""
    from scipy.special import gammaln

    log = gammaln(df / 2) - math.log(math.sqrt(df / 2)) - gammaln((df - 1) / 2)
    factor = math.exp(float(log))
    return bounds[0] * factor, bounds[1] * factor, bounds[2] * factor


def ranked_interval(r: float, se: float, conf_level: float) -> Bounds:
    """A rank correlation with the interval that is symmetric on Fisher's z scale."""
    from scipy.special import ndtri

    if abs(r) >= 1:
        return r, r, r
    reach = float(ndtri(0.5 + conf_level / 2)) * se
    z = math.atanh(r)
    return r, math.tanh(z - reach), math.tanh(z + reach)
