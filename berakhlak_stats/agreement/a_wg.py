"""Agreement within units against the largest disagreement possible at the unit's own mean.

Source: Brown & Hauenstein (2005), Organizational Research Methods 8, 165-184.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.agreement.unit_answers import Items, moments, resolve_items
from berakhlak_stats.agreement.within_units import complement, on_scale, with_mean
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def a_wg(
    survey: Survey,
    *,
    items: Sequence[str] | str,
    scale: tuple[float, float] | None = None,
    **options: Any,
) -> Estimates:
    """Agreement on items, one minus twice the observed over the largest possible variance.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, or str
        Rating or numeric items, or the id of a scale of rating items; several are averaged.
    scale : (low, high), optional
        Lowest and highest answer; needed for numeric items.
    **options
        ``by`` (the units), ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient", -1 to 1: with ``by`` first the plain mean over the units
        that are shown (group ""), then each unit.

    Notes
    -----
    ``1 - 2 s^2 / ([(H + L) M - M^2 - H L] k / (k - 1))`` for the mean ``M`` of ``k`` persons
    on a scale from ``L`` to ``H``. It needs no null distribution and does not depend on how
    far from the middle the mean lies. It exists where ``M`` lies between ``(L (k - 1) + H) / k``
    and ``(H (k - 1) + L) / k``; a unit beyond that on any item has no value, and a note.

    References
    ----------
    Brown & Hauenstein (2005), Organizational Research Methods 8, 165-184.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> float(bs.agreement.a_wg(survey, items="AK").to_frame()["estimate"][0]) < 1
    True
    """
    chosen = resolve_items(survey, items, scale=scale)
    made = {
        "statistic": "a_wg",
        "sureness": "published",
        "references": ("Brown & Hauenstein (2005)",),
        "parameters": {"items": list(chosen.names), "scale": [chosen.low, chosen.high]},
    }
    statistic = largest_variance_statistic(survey, chosen)
    result = estimate(survey, [statistic], Options(**options), made)
    return with_mean(on_scale(result, complement()), complement())


def largest_variance_statistic(survey: Survey | SurveyStream, items: Items) -> Statistic:
    """Twice the variance over the largest possible one, averaged over items."""
    items.require_bounds("a_wg")
    sums, low, high = moments(survey, items), items.low, items.high

    def f(t: View) -> Array:
        mean, k = sums.mean(t), sums.size(t)[..., None]
        largest = ((high + low) * mean - mean**2 - high * low) * k / (k - 1)
        inside = (k * mean >= low * (k - 1) + high - 1e-9) & (
            k * mean <= high * (k - 1) + low + 1e-9
        )
        ratio = np.where(inside, 2 * sums.variance(t) / largest, np.nan)
        return np.asarray(ratio.mean(axis=-1))[..., None]

    output = Output(items.label, "coefficient", sums.base, "positive")
    return Statistic(f"largest-variance:{items.label}", (sums.feature,), (output,), f)
