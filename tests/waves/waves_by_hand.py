"""Small waves with numbers known beforehand, and their differences by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import Survey
from tests.surveys import number_survey

Array = NDArray[np.float64]
LABELS = ("2022", "2023")


def wave(
    values: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    **columns: Sequence[str | None],
) -> Survey:
    """One wave of a numeric item ``score``."""
    return number_survey({"score": values}, columns=columns, weights=weights)


def designed(survey: Survey, **design: str) -> Survey:
    """The wave with a design that keeps its weights."""
    return survey.with_design(**design)  # type: ignore[arg-type]


def linked_variance(
    values: tuple[Array, Array],
    weights: tuple[Array, Array],
    units: tuple[Sequence[str], Sequence[str]],
    strata: dict[str, str],
) -> float:
    """Variance of the difference of two weighted means over shared units, by its definition.

    ``strata`` maps every unit to its stratum. Influence of a person on the later mean is
    ``w (y - mean) / sum w``, on the earlier one its negative; units add theirs up.
    """
    total = dict.fromkeys(strata, 0.0)
    for sign, y, w, unit in zip((-1, 1), values, weights, units, strict=True):
        influence = sign * w * (y - (w @ y) / w.sum()) / w.sum()
        for each, name in zip(influence, unit, strict=True):
            total[name] += each
    variance = 0.0
    for stratum in set(strata.values()):
        z = np.array([total[unit] for unit, where in strata.items() if where == stratum])
        variance += len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()
    return variance


def shuffled(survey: Survey, seed: int = 3) -> Survey:
    """The same wave in another order of rows."""
    return survey.take(np.random.default_rng(seed).permutation(survey.n))


def with_threshold(survey: Survey, smallest: int) -> Survey:
    """The wave with another threshold of publication."""
    return replace(survey, smallest_group=smallest)
