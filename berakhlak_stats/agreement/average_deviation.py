"""How far answers lie from the middle of their unit, in scale points.

Source: Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2, 49-68.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.unit_answers import Items, complete_answers, resolve_items
from berakhlak_stats.agreement.within_units import IDENTITY, on_scale, with_mean
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.indices.about import choice
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

About = Literal["mean", "median"]


def average_deviation(
    survey: Survey, *, items: Sequence[str] | str, variant: str = "mean", **options: Any
) -> Estimates:
    """Mean distance of answers from the mean, or the median, of their unit; mean over items.

    Parameters
    ----------
    survey : Survey
    items : sequence of str, or str
        Rating or numeric items, or the id of a scale of rating items; several are averaged.
    variant : {"mean", "median"}
        The middle that distances are taken from.
    **options
        ``by`` (the units), ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient", in scale points, 0 where all agree: with ``by`` first the
        plain mean over the units that are shown (group ""), then each unit.

    Notes
    -----
    ``sum |x - middle| / n`` per item, of people who answered every item. Small is agreement;
    a common cut is a sixth of the number of categories. It needs no null distribution. About
    the median it is never larger than about the mean.

    References
    ----------
    Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2, 49-68; Burke & Dunlap
    (2002), Organizational Research Methods 5, 159-172, for the cut.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"t1": [4, 4, 5, 3, 4, 4, 1, 5, 2, 4]})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(ratings=["t1"]))
    >>> result = bs.agreement.average_deviation(survey, items=["t1"])
    >>> round(float(result.to_frame()["estimate"][0]), 3)
    0.96
    """
    choice("variant", variant, About)
    chosen, ready = resolve_items(survey, items), Options(**options)
    made = {
        "statistic": "average_deviation",
        "variant": variant,
        "sureness": "published",
        "references": ("Burke, Finkelstein & Dusig (1999)",),
        "parameters": {"items": list(chosen.names), "categories": chosen.known_categories},
    }
    statistic = deviation_statistic(survey, chosen, variant, ready.by)
    result = estimate(survey, [statistic], ready, made)
    return with_mean(on_scale(result, IDENTITY), IDENTITY)


def deviation_statistic(
    survey: Survey | SurveyStream, items: Items, about: str, by: str | None
) -> Statistic:
    """The mean distance from the middle: of ratings from their counts, else in a second pass."""
    rated = items.names[0] in survey.instrument.rating_index
    build = _of_counts if rated else _of_numbers
    feature, f = build(survey, items, about, by)
    output = Output(items.label, "coefficient", at(feature, "known"), "positive")
    return Statistic(f"deviation:{about}:{items.label}", (feature,), (output,), f)


def _of_counts(
    survey: Survey | SurveyStream, items: Items, about: str, by: str | None
) -> tuple[Feature, Any]:
    """How many chose each category of each item: all that the distances need."""
    answers = np.arange(items.low, items.high + 1)
    shape = (len(items.names), len(answers))

    def compute(batch: Survey) -> NDArray[Any]:
        x, known = complete_answers(batch, items)
        hit = (x[:, :, None] == answers) & known[:, None, None]
        return np.column_stack([known, hit.reshape(batch.n, -1)])

    columns = ("known", *(f"{name}={answer:g}" for name in items.names for answer in answers))
    feature = Feature(f"categories:{','.join(items.names)}", columns, compute)
    distance = np.abs(answers[:, None] - answers)

    def f(t: View) -> Array:
        total = t[feature.name]
        share = (total[..., 1:] / total[..., :1]).reshape(*total.shape[:-1], *shape)
        if about == "median":
            # A median is what makes the sum of distances smallest, whichever one is taken.
            found = (share @ distance).min(axis=-1)
        else:
            mean = (share * answers).sum(axis=-1, keepdims=True)
            found = (share * np.abs(answers - mean)).sum(axis=-1)
        return np.asarray(found.mean(axis=-1))[..., None]

    return feature, f


def _of_numbers(
    survey: Survey | SurveyStream, items: Items, about: str, by: str | None
) -> tuple[Feature, Any]:
    """Distances from the middle of each unit, found before; they move with a mean that moves."""
    labels, middle = _middles(survey, items, about, by)
    size = len(items.names)

    def compute(batch: Survey) -> NDArray[Any]:
        x, known = complete_answers(batch, items)
        group = group_index(batch, by, labels)
        from_middle = np.where(known[:, None], x - middle[group], 0.0)
        return np.column_stack([known, np.abs(from_middle), from_middle, -np.sign(from_middle)])

    kinds = ("distance", "from", "side")
    columns = ("known", *(f"{kind}:{name}" for kind in kinds for name in items.names))
    feature = Feature(f"distances:{about}:{by}:{','.join(items.names)}", columns, compute)

    def f(t: View) -> Array:
        mean = t[feature.name][..., 1:] / t[feature.name][..., :1]
        distance, moved, side = (mean[..., i * size : (i + 1) * size] for i in range(3))
        # At a median the distances have no slope; at a mean the surplus of one side is theirs.
        found = distance if about == "median" else distance + moved * side
        return np.asarray(found.mean(axis=-1))[..., None]

    return feature, f


def _middles(
    survey: Survey | SurveyStream, items: Items, about: str, by: str | None
) -> tuple[tuple[str, ...], Array]:
    """Labels of the units and the weighted mean or median of each item in each: (G + 1, k)."""
    from berakhlak_stats.survey.survey import Survey as InMemory

    if not isinstance(survey, InMemory):
        raise StatisticError("E837", statistic="average_deviation")
    require_answers(survey)
    labels = survey.column(by).labels if by else ("",)
    group = group_index(survey, by, labels)
    x, known = complete_answers(survey, items)
    weights = row_weights(survey)
    # The last row, all NaN, is that of people without a unit (code -1).
    out = np.full((len(labels) + 1, len(items.names)), np.nan)
    order = np.flatnonzero(known & (group >= 0))
    # Within a unit by lot, so that sums come out the same however the file is sorted.
    order = order[np.lexsort((survey.lots[order], group[order]))]
    units, starts = np.unique(group[order], return_index=True)
    for unit, rows in zip(units, np.split(order, starts[1:]), strict=True):
        if about == "mean":
            out[unit] = np.average(x[rows], axis=0, weights=weights[rows])
        else:
            out[unit] = [_median(column, weights[rows]) for column in x[rows].T]
    return labels, out


def _median(x: Array, weights: Array) -> float:
    ranked = np.argsort(x, kind="stable")
    reached = np.cumsum(weights[ranked])
    return float(x[ranked][np.searchsorted(reached, reached[-1] / 2)])
