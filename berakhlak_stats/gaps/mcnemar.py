"""McNemar's test of paired answers, exact and mid-p, for many pairs at once.

Source: McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen & Laake (2013), BMC
Medical Research Methodology 13:91, for the mid-p form.
"""

from __future__ import annotations

import numpy as np

from berakhlak_stats.totals.statistic import Array


def exact_p(gained: Array, lost: Array) -> tuple[Array, Array]:
    """Exact two-sided and mid-p values of equal chances to gain and to lose.

    Parameters
    ----------
    gained, lost : arrays of counts
        Persons who picked on the second list only, and on the first list only.

    Returns
    -------
    exact, mid : arrays
        NaN where nobody differs.
    """
    from scipy.special import bdtr, gammaln

    total = np.asarray(gained + lost, float)
    less = np.minimum(gained, lost).astype(float)
    safe = np.maximum(total, 1.0)
    tail = 2 * bdtr(less, safe.astype(int), 0.5)
    logs = gammaln(safe + 1) - gammaln(less + 1) - gammaln(safe - less + 1)
    point = np.exp(logs - safe * np.log(2.0))
    unknown = total == 0
    exact = np.where(unknown, np.nan, np.minimum(tail, 1.0))
    return exact, np.where(unknown, np.nan, tail - point)


def chi_square(gained: Array, lost: Array, *, corrected: bool = False) -> Array:
    """McNemar's statistic, with the correction for continuity or without."""
    away = np.maximum(np.abs(gained - lost) - float(corrected), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(away**2 / (gained + lost))
