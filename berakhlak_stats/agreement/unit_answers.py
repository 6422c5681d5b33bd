"""Answers to the items of a scale, and their weighted moments about a fixed centre.

Variances have divisor ``m - 1``, ``m`` being the effective number of persons ``(sum w)^2 /
sum w^2``: n where everybody counts once, so that they agree with other packages, and unbiased
for the spread of persons under any weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import centre_of, check_items, item_answers, scales_of
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array, Feature, View, at

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Scale = tuple[float, float]


@dataclass(frozen=True)
class Items:
    """Items that are analysed together: ``label`` names them; ``low`` and ``high`` bound them.

    The bounds are NaN for numeric items without a declared scale.
    """

    label: str
    names: tuple[str, ...]
    low: float
    high: float

    @property
    def categories(self) -> float:
        """How many whole answers there are between the bounds."""
        return self.high - self.low + 1

    @property
    def known_categories(self) -> float | None:
        """The same for a record: None where the bounds are unknown."""
        return None if np.isnan(self.low) else self.categories

    def require_bounds(self, statistic: str) -> None:
        """Refuse items without a known lowest and highest answer (E831)."""
        if np.isnan(self.low):
            raise StatisticError("E831", statistic=statistic, item=self.names[0])


def resolve_items(
    survey: Survey | SurveyStream,
    items: Sequence[str] | str,
    *,
    scale: Scale | None = None,
    least: int = 1,
) -> Items:
    """The items of a scale, by the id of the scale or one by one.

    ``scale`` bounds numeric items; rating items have the bounds of their instrument.
    """
    instrument, label = survey.instrument, ""
    if isinstance(items, str):
        scales = scales_of(instrument)
        label, items = items, scales.get(items, (items,))
    names = check_items(instrument, items, least=least)
    rated = names[0] in instrument.rating_index and instrument.scale is not None
    bounds = (instrument.scale.low, instrument.scale.high) if rated else scale  # type: ignore[union-attr]
    low, high = bounds or (np.nan, np.nan)
    if low >= high:
        raise OptionError("E703", name="scale", expected="low < high", given=scale)
    return Items(label or "+".join(names), names, float(low), float(high))


@dataclass(frozen=True)
class Moments:
    """The feature that sums ``items`` of people who answered all of them, and what follows."""

    items: Items
    feature: Feature
    centre: Array

    @property
    def base(self) -> str:
        """Path of the count of people."""
        return at(self.feature, "known")

    def size(self, t: View) -> Array:
        """Effective number of persons (...)."""
        total = t[self.feature.name]
        return np.asarray(total[..., 0] ** 2 / total[..., 1])

    def mean(self, t: View) -> Array:
        """Means (..., items)."""
        total, k = t[self.feature.name], len(self.items.names)
        return np.asarray(total[..., 2 : 2 + k] / total[..., :1] + self.centre)

    def variance(self, t: View) -> Array:
        """Variances (..., items) with divisor ``m - 1``; NaN for one person."""
        total, k = t[self.feature.name], len(self.items.names)
        mean = total[..., 2 : 2 + k] / total[..., :1]
        spread = np.maximum(total[..., 2 + k :] / total[..., :1] - mean**2, 0.0)
        size = self.size(t)[..., None]
        return np.asarray(np.where(size > 1 + 1e-9, spread * size / (size - 1), np.nan))


def moments(survey: Survey | SurveyStream, items: Items) -> Moments:
    """Counts, weights, sums and squares of ``items``, of people who answered all of them."""
    centre = centre_of(survey, items.names)

    def compute(batch: Survey) -> NDArray[Any]:
        x, known = complete_answers(batch, items)
        x = np.where(known[:, None], x - centre, 0.0)
        return np.column_stack([known, known * row_weights(batch), x, x**2])

    squares = (f"{name}^2" for name in items.names)
    columns = ("known", "weight", *items.names, *squares)
    name = f"agreement:{','.join(items.names)}@{centre.tolist()}"
    return Moments(items, Feature(name, columns, compute), centre)


def complete_answers(batch: Survey, items: Items) -> tuple[Array, NDArray[np.bool_]]:
    """Answers (n, items) and who gave all of them (n,)."""
    x = item_answers(batch, items.names)
    return x, complete(x)


def complete(x: Array) -> NDArray[np.bool_]:
    """Which rows (n,) have all their columns."""
    return np.asarray(np.isfinite(x).all(axis=1), dtype=bool)
