"""How far two groups of persons drawn at random lie apart."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, get_args

from berakhlak_stats.significance.effect_size import (
    Bounds,
    EffectSize,
    check_measure,
    make_effect,
    ranked_interval,
    shrunk,
    standardised,
)
from berakhlak_stats.significance.ranks import rank_sum
from berakhlak_stats.significance.samples import (
    Samples,
    require_simple,
    require_spread,
    two_samples,
)
from berakhlak_stats.significance.two_sample_test import mean_difference

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

TwoMeasure = Literal[
    "cohens_d",
    "hedges_g",
    "cohens_d_unpooled",
    "glass_delta",
    "cliffs_delta",
    "superiority",
    "u3",
    "overlap",
]


def two_sample_effect(
    survey: Survey,
    *,
    item: str,
    by: str,
    groups: tuple[str, str] | None = None,
    measure: TwoMeasure = "hedges_g",
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> EffectSize:
    """How far two groups of a simple random sample lie apart, first less second.

    Parameters
    ----------
    survey : Survey
    item, by, groups
        As for :func:`~berakhlak_stats.significance.two_sample_test`.
    measure : str
        "cohens_d" and "hedges_g" (less biased in small samples): difference of means over the
        common SD; "cohens_d_unpooled": over the root of the mean of both variances;
        "glass_delta": over the SD of the second group (no interval); "cliffs_delta": share of
        pairs in which the first is higher, less that in which it is lower; "superiority", "u3"
        and "overlap": d told as a share of a normal population (0-1).
    conf_level : float
        Between 0 and 1.
    ignore_design : bool
        Knowingly measure a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    EffectSize

    Notes
    -----
    A label such as "small" belongs to a rule set, not to the number. "superiority", "u3" and
    "overlap" assume normal answers with one variance.

    References
    ----------
    Hedges (1981), Journal of Educational Statistics 6, 107-128; Cliff (1993), Psychological
    Bulletin 114, 494-509; Steiger & Fouladi (1997), in What If There Were No Significance Tests.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> effect = bs.significance.two_sample_effect(survey, item="hours", by="unit")
    >>> round(effect.estimate, 3)
    -1.285
    """
    check_measure(measure, get_args(TwoMeasure), conf_level)
    require_simple(survey, "two_sample_effect", "compare", ignore_design)
    found = two_samples(survey, item, by, groups, "two_sample_effect")
    require_spread(found.pooled, "two_sample_effect")
    name = f"{item} by {by}: {found.labels[0]} - {found.labels[1]}"
    return make_effect(name, measure, _TWO[measure](found, conf_level), conf_level, found.n)


def _pooled(found: Samples, conf_level: float) -> Bounds:
    first, second = found.values
    variance, df = mean_difference(found, pooled=True)
    unit = math.sqrt(float((1 / found.sizes).sum()))
    d = float(first.mean() - second.mean()) * unit / math.sqrt(variance)
    return standardised(d, unit, df, conf_level)


def _hedges(found: Samples, conf_level: float) -> Bounds:
    return shrunk(_pooled(found, conf_level), found.n - 2.0)


def _unpooled(found: Samples, conf_level: float) -> Bounds:
    first, second = found.values
    variance, df = mean_difference(found, pooled=False)
    sd = math.sqrt(float(first.var(ddof=1) + second.var(ddof=1)) / 2)
    d = float(first.mean() - second.mean()) / sd
    return standardised(d, math.sqrt(variance) / sd, df, conf_level)


def _glass(found: Samples, conf_level: float) -> Bounds:
    first, second = found.values
    require_spread(second, "two_sample_effect [glass_delta]")
    return float((first.mean() - second.mean()) / second.std(ddof=1)), math.nan, math.nan


def _cliff(found: Samples, conf_level: float) -> Bounds:
    first, second = found.values
    a, b = found.sizes
    made = rank_sum(first, second, exact=False, continuity=False)
    se = math.sqrt((a + b + 1) / (3 * a * b))
    return ranked_interval(2 * made.statistic / (a * b) - 1, se, conf_level)


def _share(of: Callable[[float], float]) -> Callable[[Samples, float], Bounds]:
    """A share of a normal population as a function of d."""

    def compute(found: Samples, conf_level: float) -> Bounds:
        d, *bounds = _pooled(found, conf_level)
        low, high = sorted(of(each) for each in bounds)
        # The overlap is largest where the interval of d holds 0.
        top = of(0.0) if bounds[0] < 0 < bounds[1] else high
        return of(d), low, max(high, top) if of(1.0) == of(-1.0) else high

    return compute


def _ndtr(x: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(x))


_TWO: dict[str, Callable[[Samples, float], Bounds]] = {
    "cohens_d": _pooled,
    "hedges_g": _hedges,
    "cohens_d_unpooled": _unpooled,
    "glass_delta": _glass,
    "cliffs_delta": _cliff,
    "superiority": _share(lambda d: _ndtr(d / math.sqrt(2))),
    "u3": _share(_ndtr),
    "overlap": _share(lambda d: 2 * _ndtr(-abs(d) / 2)),
}
