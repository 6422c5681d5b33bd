"""p values of a family of tests, adjusted for its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError

LEAST_TESTED = 20
"""Groups with fewer persons are shown but not tested."""
LEAST_RANKED = 30
"""Groups with fewer persons are shown but have no place among the others."""
LEAST_EXPECTED = 5.0
"""A share is not tested where fewer persons than these are expected to be for it, or against it:
the normal distribution is too far from the truth there (Cochran 1954, Biometrics 10, 417-451)."""
Adjustment = Literal["holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"]


def adjust_p_values(
    p_values: Sequence[float] | NDArray[np.float64], method: str = "holm"
) -> NDArray[np.float64]:
    """Adjusted p values, family by family; NaN (not tested) stays NaN and does not count.

    Parameters
    ----------
    p_values : array (..., tests)
        Each row along the last axis is one family.
    method : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        "holm" holds the chance of any false finding, whatever the dependence; "BH" and "BY"
        hold the expected share of false ones among the findings.

    Returns
    -------
    array (..., tests)

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini & Hochberg (1995), JRSS B
    57, 289-300; Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165-1188; Hochberg (1988),
    Biometrika 75, 800-802; Hommel (1988), Biometrika 75, 383-386.

    Examples
    --------
    >>> adjust_p_values([0.01, 0.04, float("nan")]).tolist()
    [0.02, 0.04, nan]
    """
    if method not in get_args(Adjustment):
        choices = ", ".join(get_args(Adjustment))
        raise OptionError("E701", name="adjust", given=method, choices=choices)
    out = np.array(p_values, float)
    if method == "none" or not out.size:
        return out
    for family in out.reshape(-1, out.shape[-1]):
        tested = np.isfinite(family)
        family[tested] = _adjusted(family[tested], method)
    return out


def small_reasons(
    why: NDArray[np.object_],
    n: NDArray[np.float64],
    size: NDArray[np.float64],
    least: int = LEAST_TESTED,
) -> NDArray[np.object_]:
    """``why``, and "small" where persons are too few, by default for a test.

    "small effective" where persons ``n`` would do, but their unequal weights leave a smaller
    effective ``size``.
    """
    few = np.where(n < least, "small", "small effective")
    return np.where(size < least, few, why).astype(object)


def _adjusted(p: NDArray[np.float64], method: str) -> NDArray[np.float64]:
    """Adjusted p values in the order of ``p``.

    statsmodels has all of these, but collects garbage at every call, which costs a report more
    than the rest of its tests together; it is asked only for Hommel's, the one without a line
    of its own.
    """
    if method == "hommel":
        from statsmodels.stats.multitest import multipletests

        return np.asarray(multipletests(p, method="hommel")[1])
    size, order = len(p), np.argsort(p, kind="stable")
    place = np.arange(1, size + 1)
    harmonic = float((1 / place).sum()) if method == "BY" else 1.0
    factor = {
        "bonferroni": np.full(size, float(size)),
        "holm": size + 1.0 - place,
        "hochberg": size + 1.0 - place,
    }.get(method, harmonic * size / place)
    raised = factor * p[order]
    if method == "holm":
        raised = np.maximum.accumulate(raised)
    elif method != "bonferroni":
        raised = np.minimum.accumulate(raised[::-1])[::-1]
    out = np.empty(size)
    out[order] = np.minimum(raised, 1.0)
    return out
