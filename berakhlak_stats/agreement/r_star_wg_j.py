"""Agreement within units on a scale, not inflated by the number of items.

Source: Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23, 127-135.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.agreement.rwg import ratio_statistic
from berakhlak_stats.agreement.unit_answers import resolve_items
from berakhlak_stats.agreement.within_units import complement, on_scale, with_mean
from berakhlak_stats.estimates.analyse import Options, estimate

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def r_star_wg_j(
    survey: Survey,
    *,
    items: Sequence[str] | str,
    null: str | float = "uniform",
    scale: tuple[float, float] | None = None,
    **options: Any,
) -> Estimates:
    """Agreement on several items: one minus mean observed over expected variance.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, or str
        Rating or numeric items, or the id of a scale of rating items.
    null : str or float
        Name of the null distribution, or its variance; see :func:`rwg`.
    scale : (low, high), optional
        Lowest and highest answer of numeric items; needed for a named ``null``.
    **options
        ``by`` (the units), ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient", at most 1: with ``by`` first the plain mean over the units
        that are shown (group ""), then each unit.

    Notes
    -----
    ``1 - mean s^2 / sigma^2``, of people who answered every item. It does not grow with the
    number of items, and it is not cut off at zero: below zero the answers spread more than the
    null, as they do in a unit that is divided.

    References
    ----------
    Lindell, Brandt & Whitney (1999), Applied Psychological Measurement 23, 127-135.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> float(bs.agreement.r_star_wg_j(survey, items="AK").to_frame()["estimate"][0]) < 1
    True
    """
    chosen = resolve_items(survey, items, scale=scale)
    made = {
        "statistic": "r_star_wg_j",
        "variant": null if isinstance(null, str) else f"variance {null:g}",
        "sureness": "published",
        "references": ("Lindell, Brandt & Whitney (1999)",),
        "parameters": {"items": list(chosen.names), "null": null},
    }
    statistic = ratio_statistic(survey, chosen, null, "r_star_wg_j")
    result = estimate(survey, [statistic], Options(**options), made)
    return with_mean(on_scale(result, complement()), complement())
