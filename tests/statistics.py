"""Statistics that the package does not offer, to try its engine with."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View


def total_statistic(item: str) -> Statistic:
    """The weighted total of a numeric item."""
    total, base = ft.number_sum((item,), (0.0,)), ft.number_answered((item,))

    def f(t: View) -> Array:
        return t[total.name]

    output = Output(item, "item", base.name, "mean")
    return Statistic(f"total:{item}", (total, base), (output,), f)


def ratio_statistic(top: str, bottom: str | None = None) -> Statistic:
    """Ratio of two totals; a mean without ``bottom``."""
    base = ft.number_answered((top,))
    a = ft.number_sum((top,), (0.0,))
    b = base if bottom is None else ft.number_sum((bottom,), (0.0,))

    def f(t: View) -> Array:
        return t[a.name] / t[b.name]

    output = Output(f"{top}/{bottom}", "item", base.name, "mean")
    return Statistic(f"ratio:{top}/{bottom}", (a, b, base), (output,), f)


def variance_statistic(item: str, *, centre: float, n: int) -> Statistic:
    """The population variance of an item, with the n/(n-1) of R's svyvar."""

    def powers(survey: Survey) -> NDArray[Any]:
        x = survey.number(item) - centre
        return np.stack([np.ones(len(x)), x, x**2], axis=1)

    sums = Feature(f"powers:{item}@{centre}", ("0", "1", "2"), powers)

    def f(t: View) -> Array:
        weight, first, second = np.moveaxis(t[sums.name], -1, 0)
        return ((second / weight - (first / weight) ** 2) * n / (n - 1))[..., None]

    output = Output(item, "item", sums.name, "mean")
    return Statistic(f"variance:{item}", (sums,), (output,), f)


def overall(statistic: Statistic, survey: Survey, **options: Any) -> tuple[float, float]:
    """Estimate and standard error of a one-number statistic for everybody."""
    from berakhlak_stats.estimates.analyse import Options, analyse

    result = analyse(survey, [statistic], Options(**options)).results[0]
    return float(result.estimate[0, 0]), float(np.sqrt(result.variance[0, 0]))
