"""Agreement within units on single items.

Source: James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement.null_variance import null_variance
from berakhlak_stats.agreement.unit_answers import Items, moments, resolve_items
from berakhlak_stats.agreement.within_units import complement, on_scale, with_mean
from berakhlak_stats.association.items import check_items, scales_of
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def rwg(
    survey: Survey,
    *,
    items: Sequence[str] | str,
    null: str | float = "uniform",
    scale: tuple[float, float] | None = None,
    **options: Any,
) -> Estimates:
    """Agreement on each item: one minus observed over expected variance within a unit.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, or str
        Rating or numeric items, each on its own; or the id of a scale of rating items.
    null : str or float
        Expected distribution without agreement: "uniform", "slight_skew", "moderate_skew",
        "heavy_skew", "triangular", "normal"; or its variance.
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
    ``1 - s^2 / sigma^2``, ``s^2`` with divisor n - 1 (under weights: effective n - 1). Values
    below zero, which say that answers spread more than the null, are set to zero and a note
    says so; the interval belongs to the value before that. It is a t interval on the logarithm
    of the ratio of variances; in simulations 95% intervals hold the truth in 92% of units of
    ten persons and 94% of units of a hundred. A unit without any variance has none. The result
    stands and falls with ``null``: people rarely answer evenly over all categories, so print a
    skewed null beside the uniform one. Units are taken as they are; the interval of the mean is
    about persons, not about other units.

    References
    ----------
    James, Demaree & Wolf (1984), Journal of Applied Psychology 69, 85-98; LeBreton & Senter
    (2008), Organizational Research Methods 11, 815-852.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"t1": [4, 4, 5, 3, 4, 4, 1, 5, 2, 4], "unit": list("aaaaabbbbb")})
    >>> asked = bs.make_instrument(ratings=["t1"])
    >>> survey = bs.read_survey(answers, instrument=asked).with_smallest_group(5)
    >>> bs.agreement.rwg(survey, items=["t1"], by="unit").to_frame()["estimate"].tolist()
    [0.375, 0.75, 0.0]
    """
    if isinstance(items, str):
        items = scales_of(survey.instrument).get(items, (items,))
    names = check_items(survey.instrument, items, least=1)
    each = [resolve_items(survey, [name], scale=scale) for name in names]
    made = {
        "statistic": "rwg",
        "variant": null if isinstance(null, str) else f"variance {null:g}",
        "sureness": "published",
        "references": ("James, Demaree & Wolf (1984)",),
        "parameters": {"items": list(names), "null": null, "below_zero": "set to zero"},
    }
    statistics = [ratio_statistic(survey, one, null, "rwg") for one in each]
    result = estimate(survey, statistics, Options(**options), made)
    return with_mean(on_scale(result, complement(floor=0.0)), complement(floor=0.0))


def ratio_statistic(
    survey: Survey | SurveyStream, items: Items, null: str | float, statistic: str
) -> Statistic:
    """Mean observed variance of ``items`` over that of the null: a positive number per unit."""
    if isinstance(null, str):
        items.require_bounds(statistic)
    expected, sums = null_variance(null, items.categories), moments(survey, items)

    def f(t: View) -> Array:
        return np.asarray(sums.variance(t).mean(axis=-1) / expected)[..., None]

    output = Output(items.label, "coefficient", sums.base, "positive")
    return Statistic(f"variance-ratio:{items.label}:{null}", (sums.feature,), (output,), f)
