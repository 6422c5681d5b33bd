"""Scores of rating items and scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.errors import Bilingual, OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Kind, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument, RatingScale
    from berakhlak_stats.survey.survey import Survey

RatingVariant = Literal["mean", "favourable"]


def rating_score(survey: Survey, *, variant: str = "mean", **options: Any) -> Estimates:
    """Scores of rating items, of the scales they form, and of all scales together, 0-100.

    Parameters
    ----------
    survey : Survey
        Of an instrument with rating items.
    variant : {"mean", "favourable"}
        "mean": the mean rating, rescaled so that the lowest category is 0 and the highest
        100. "favourable": percent of answers in the upper two categories (scales: mean over
        their items of that percent).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "item", then "value" (one per scale), then "total" (mean of scales).

    Notes
    -----
    Reversed items are turned round as the instrument declares, never by guess. A scale's
    mean is over persons who answered at least half of its items. A rating score is not the
    pick-list index: never mix the two.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> bs.indices.rating_score(survey).to_frame()["level"].value_counts()["item"]
    np.int64(21)
    """
    choice("variant", variant, RatingVariant)
    statistic = score_statistic(survey.instrument, variant)
    made = about("rating_score", variant=variant, sureness="assumed")
    return estimate(survey, [statistic], Options(**options), made)


def score_statistic(instrument: Instrument, variant: str = "mean") -> Statistic:
    """Rating scores of items, scales and all scales together, as a function of totals."""
    if not instrument.ratings or instrument.scale is None:
        needed = Bilingual("butir penilaian", "rating items")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic="rating_score")
    items = tuple(item.id for item in instrument.ratings)
    build = _mean_parts if variant == "mean" else _favourable_parts
    return joined(f"rating:{variant}", build(instrument, instrument.scale, items))


def _scales(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    names = dict.fromkeys(item.scale for item in instrument.ratings if item.scale)
    return {
        name: tuple(item.id for item in instrument.ratings if item.scale == name) for name in names
    }


def _reversed(instrument: Instrument) -> tuple[str, ...]:
    return tuple(item.id for item in instrument.ratings if item.reversed)


def _mean_parts(
    instrument: Instrument, scale: RatingScale, items: Sequence[str]
) -> list[Statistic]:
    turned, width = _reversed(instrument), scale.high - scale.low
    total = ft.rating_sum(items, scale.midpoint, turned)
    known = ft.rating_answered(items)

    def f(t: View) -> Array:
        return 50 + 100 * t[total.name] / t[known.name] / width

    parts = [_rows("item", items, (total, known), known, "composite", f)]
    scales = _scales(instrument)
    if scales:
        means, enough = ft.rating_mean(scales, scale.midpoint, turned, instrument.id)

        def g(t: View) -> Array:
            return 50 + 100 * t[means.name] / t[enough.name] / width

        parts += _with_total(scales, (means, enough), enough, g)
    return parts


def _favourable_parts(
    instrument: Instrument, scale: RatingScale, items: Sequence[str]
) -> list[Statistic]:
    liked = ft.rating_favourable(items, scale.low, scale.high, _reversed(instrument))
    known = ft.rating_answered(items)

    def f(t: View) -> Array:
        return 100 * t[liked.name] / t[known.name]

    parts = [_rows("item", items, (liked, known), known, "proportion", f)]
    scales = _scales(instrument)
    if scales:
        pick = np.array([[item in members for item in items] for members in scales.values()], float)
        pick /= pick.sum(axis=1, keepdims=True)

        def g(t: View) -> Array:
            return np.asarray(f(t) @ pick.T)

        first = [members[0] for members in scales.values()]
        parts += _with_total(scales, (liked, known), known, g, columns=first)
    return parts


def _with_total(
    scales: Mapping[str, Sequence[str]],
    features: tuple[Feature, ...],
    base: Feature,
    f: Any,
    columns: Sequence[str] | None = None,
) -> list[Statistic]:
    """Rows of the scales and of their mean."""
    names = tuple(scales)
    column = columns[0] if columns else names[0]
    total = Output("total", "total", at(base, column), "composite", 100)

    def mean(t: View) -> Array:
        return np.asarray(f(t).mean(axis=-1, keepdims=True))

    rows = _rows("value", names, features, base, "composite", f, columns=columns)
    return [rows, Statistic(f"{base.name}:total", features, (total,), mean)]


def _rows(
    level: str,
    items: Sequence[str],
    features: tuple[Feature, ...],
    base: Feature,
    kind: Kind,
    f: Any,
    columns: Sequence[str] | None = None,
) -> Statistic:
    bases = columns if columns is not None else items
    outputs = tuple(
        Output(item, level, at(base, column), kind, 100)
        for item, column in zip(items, bases, strict=True)
    )
    return Statistic(f"{base.name}:{level}", features, outputs, f)
