"""McNemar's test of paired answers, exact and mid-p, for many pairs at once.

Source: McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen & Laake (2013), BMC
Medical Research Methodology 13:91, for the mid-p form.
"""

from __future__ import annotations

import numpy as np

from berakhlak_stats.totals.statistic import Array


def exact_p(gained: Array | int, lost: Array | int) -> tuple[Array, Array]:
    """Exact two-sided and mid-p values of equal chances to gain and to lose.

    Parameters
    ----------
    gained, lost : arrays of counts
        Persons who picked on the second list only, and on the first list only.

    Returns
    -------
    exact, mid : arrays
        NaN where nobody differs. The mid-p counts the table at hand by half; where as many
        gained as lost, nothing is less extreme, and it is one less half its probability.
    """
    from scipy.special import bdtr, gammaln

    total = np.asarray(gained + lost, float)
    less = np.asarray(np.minimum(gained, lost), float)
    safe = np.maximum(total, 1.0)
    tail = 2 * bdtr(less, safe.astype(int), 0.5)
    logs = gammaln(safe + 1) - gammaln(less + 1) - gammaln(safe - less + 1)
    point = np.exp(logs - safe * np.log(2.0))
    exact = np.minimum(tail, 1.0)
    mid = np.where(gained == lost, 1 - point / 2, exact - point)
    unknown = total == 0
    return np.where(unknown, np.nan, exact), np.where(unknown, np.nan, mid)


def chi_square(gained: Array | int, lost: Array | int, *, corrected: bool = False) -> Array:
    """McNemar's statistic, with the correction for continuity or without."""
    away = np.maximum(np.abs(gained - lost) - float(corrected), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(away**2 / (gained + lost))
