"""Agreement within units on a scale of several items.

Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement.rwg import ratio_statistic
from berakhlak_stats.agreement.unit_answers import resolve_items
from berakhlak_stats.agreement.within_units import Scale, on_scale, with_mean
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def rwg_j(
    survey: Survey,
    *,
    items: Sequence[str] | str,
    null: str | float = "uniform",
    scale: tuple[float, float] | None = None,
    **options: Any,
) -> Estimates:
    """Agreement on the mean of ``J`` items, stepped up as reliability is.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, or str
        At least two rating or numeric items, or the id of a scale of rating items.
    null : str or float
        Name of the null distribution, or its variance; see :func:`rwg`.
    scale : (low, high), optional
        Lowest and highest answer of numeric items; needed for a named ``null``.
    **options
        ``by`` (the units), ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient", 0 to 1: with ``by`` first the plain mean over the units
        that are shown (group ""), then each unit.

    Notes
    -----
    With ``r = 1 - mean s^2 / sigma^2``: ``J r / (J r + 1 - r)``; zero where ``r`` is below
    zero. People who answered every item count. It rises with the number of items at the same
    agreement, so read it beside :func:`r_star_wg_j`, which does not. The items must be
    exchangeable measures of one thing.

    References
    ----------
    James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98; LeBreton & Senter
    (2008), Organizational Research Methods 11, 815-852.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> float(bs.agreement.rwg_j(survey, items="AK", by="unit").to_frame()["estimate"][0]) < 1
    True
    """
    chosen = resolve_items(survey, items, scale=scale, least=2)
    made = {
        "statistic": "rwg_j",
        "variant": null if isinstance(null, str) else f"variance {null:g}",
        "sureness": "published",
        "references": ("James, Demaree & Wolf (1984)",),
        "parameters": {"items": list(chosen.names), "null": null, "below_zero": "set to zero"},
    }
    statistic = ratio_statistic(survey, chosen, null, "rwg_j")
    result = estimate(survey, [statistic], Options(**options), made)
    step = stepped_up(len(chosen.names))
    return with_mean(on_scale(result, step), step)


def stepped_up(count: int) -> Scale:
    """From the ratio of variances of ``count`` items to their agreement."""

    def g(u: Array) -> Array:
        r = 1 - u
        # Beyond the null the formula leaves the line: there is a pole. It is cut off before.
        inside = np.maximum(r, 0.0)
        stepped = count * inside / (count * inside + 1 - inside)
        return np.asarray(np.where(r < 0, r, stepped))

    def slope(u: Array) -> Array:
        inside = np.maximum(1 - u, 0.0)
        return np.asarray(-count / (1 + (count - 1) * inside) ** 2)

    return Scale(g, slope, floor=0.0)
