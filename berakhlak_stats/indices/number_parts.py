"""Statistics of numeric items: features and functions of their totals, no uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def number_items(
    survey: Survey | SurveyStream, items: Sequence[str] | None, statistic: str
) -> tuple[str, ...]:
    """The numeric items asked for, all by default; refuses others."""
    known = tuple(number.id for number in survey.instrument.numbers)
    if not known:
        needed = "numeric items / butir angka"
        raise OptionError(
            "E702", instrument=survey.instrument.id, needed=needed, statistic=statistic
        )
    for name in items or ():
        if name not in known:
            raise OptionError("E701", name="items", given=name, choices=", ".join(known))
    return tuple(items) if items is not None else known


def centres(survey: Survey | SurveyStream, items: Sequence[str]) -> tuple[float, ...]:
    """A round number near the data of each item: enough to keep squares from cancelling."""
    from berakhlak_stats.survey.survey import Survey

    sample = survey if isinstance(survey, Survey) else next(iter(survey))
    return tuple(_centre(sample.number(item)) for item in items)


def _centre(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(np.round(np.median(known))) if len(known) else 0.0


def squares(items: Sequence[str], middle: Sequence[float]) -> Feature:
    """Per numeric item: the square of its distance from a fixed centre, 0 where missing."""
    about = np.asarray(middle, float)

    def compute(survey: Survey) -> NDArray[Any]:
        values = np.stack([survey.number(item) for item in items], axis=1)
        return np.where(np.isnan(values), 0.0, (values - about) ** 2)

    named = ",".join(f"{item}@{centre!r}" for item, centre in zip(items, middle, strict=True))
    return Feature(f"squares:{named}", tuple(items), compute)


def sums(items: Sequence[str], middle: Sequence[float]) -> tuple[Feature, Feature, Feature]:
    """Sums about fixed centres, who answered, and squares about the centres."""
    return ft.number_sum(items, middle), ft.number_answered(items), squares(items, middle)


def mean_statistic(
    items: Sequence[str], middle: Sequence[float], *, squared: bool = False
) -> Statistic:
    """Means of ``items``, accumulated about ``middle``; ``squared`` collects squares too."""
    features = sums(items, middle)
    total, known, _ = features

    def f(t: View) -> Array:
        return np.asarray(t[total.name] / t[known.name])

    kept, name = features if squared else features[:2], f"means:{','.join(items)}"
    return Statistic(name, kept, _outputs(items, known), f, offset=tuple(middle))


def total_statistic(
    items: Sequence[str], middle: Sequence[float], *, squared: bool = False
) -> Statistic:
    """Weighted totals of ``items``; ``squared`` collects squares too."""
    features = sums(items, middle)
    total, known, _ = features
    about = np.asarray(middle, float)

    def f(t: View) -> Array:
        return t[total.name] + about * t[known.name]

    kept = features if squared else features[:2]
    return Statistic(f"totals:{','.join(items)}", kept, _outputs(items, known), f)


def variance_statistic(items: Sequence[str], middle: Sequence[float]) -> Statistic:
    """Population variances of ``items``, times n/(n - 1) for n answers."""
    total, known, square = sums(items, middle)

    def f(t: View) -> Array:
        return population_variance(t[total.name], t[known.name], t[square.name])

    def factor(counts: View) -> Array:
        return bessel(counts[known.name])

    return Statistic(
        f"variances:{','.join(items)}",
        (total, known, square),
        _outputs(items, known),
        f,
        factor=factor,
    )


def population_variance(total: Array, known: Array, square: Array) -> Array:
    """Mean square about the mean, from weighted sums about any centre near the data."""
    return np.asarray(square / known - (total / known) ** 2)


def bessel(n: Array) -> Array:
    """``n / (n - 1)``; NaN where a single person answered."""
    return np.asarray(n / np.where(n > 1, n - 1, np.nan))


def ratio_statistic(numerator: str, denominator: str) -> Statistic:
    """Ratio of two totals over those who answered both items."""
    both = _pair(numerator, denominator)

    def f(t: View) -> Array:
        top, bottom = t[both.name][..., :1], t[both.name][..., 1:2]
        return np.asarray(top / bottom)

    name = f"{numerator}/{denominator}"
    output = Output(name, "item", at(both, "answered"), "mean")
    return Statistic(f"ratio:{name}", (both,), (output,), f)


def _pair(numerator: str, denominator: str) -> Feature:
    def compute(survey: Survey) -> NDArray[Any]:
        values = np.stack([survey.number(numerator), survey.number(denominator)], axis=1)
        known = ~np.any(np.isnan(values), axis=1, keepdims=True)
        return np.concatenate([np.where(known, values, 0.0), known], axis=1)

    columns = ("numerator", "denominator", "answered")
    return Feature(f"pair:{numerator}/{denominator}", columns, compute)


def _outputs(items: Sequence[str], known: Feature) -> tuple[Output, ...]:
    return tuple(Output(item, "item", at(known, item), "mean") for item in items)
