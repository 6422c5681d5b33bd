"""Variance components by expected mean squares, and the coefficients made of them.

Everything is a function of sums over respondents, over any leading axes. ``n`` may be an
effective number of respondents; with equal weights all of it is the textbook analysis of variance
(Brennan 2001, ch. 3 and 7; Searle, Casella & McCulloch 1992, ch. 5, for units of unequal size).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from berakhlak_stats.totals.statistic import Array

Facet = Literal["random", "fixed"]
NEGATIVE = "negative: counts as 0 in the coefficients"
FIXED_PICKS = "set by the number of picks, not by people: counts as 0 in the coefficients"
HEAD = 2
"""Columns before the items in the sums of respondents: who counts, and their weights."""


@dataclass(frozen=True)
class Means:
    """Moments of groups of respondents, (...): from their sums.

    ``items`` (..., m) are item means, ``persons`` the variance of person means, ``rest`` what
    is left of the scatter about item means, summed over items, once m times ``persons`` is out.
    """

    n: Array
    items: Array
    persons: Array
    rest: Array

    @classmethod
    def of(cls, sums: Array) -> Means:
        """From ``(sum w, sum w^2, sum w x_i, ..., sum w s^2, sum w q)``.

        ``s`` and ``q`` are the sums over items of a person's answers and of their squares.
        """
        size = sums.shape[-1] - HEAD - 2
        weight = sums[..., 0]
        scaled = sums / weight[..., None]
        items = scaled[..., HEAD : HEAD + size]
        persons = scaled[..., -2] / size**2 - items.mean(axis=-1) ** 2
        rest = scaled[..., -1] - (items**2).sum(axis=-1) - size * persons
        return cls(weight**2 / sums[..., 1], items, persons, rest)


def crossed(sums: Array) -> dict[str, Array]:
    """Components of respondents x items, from their sums (..., m + 4)."""
    found = Means.of(sums)
    n, m = found.n, found.items.shape[-1]
    grand = found.items.mean(axis=-1)
    residual = found.rest * n / ((n - 1) * (m - 1))
    person = (m * found.persons * n / (n - 1) - residual) / m
    between = ((found.items - grand[..., None]) ** 2).sum(axis=-1) / (m - 1)
    return {"person": person, "item": between - residual / n, "residual": residual}


def nested_sums(sums: Array) -> Array:
    """What each unit adds to the components of (respondents : units) x items, (units, m + 7)."""
    found = Means.of(sums)
    n = found.n[..., None]
    grand = found.items.mean(axis=-1, keepdims=True)
    squares = (found.items**2).sum(axis=-1, keepdims=True)
    within = np.stack([found.persons, found.rest], axis=-1)
    once = np.concatenate([1 / n, np.ones_like(n), n, found.items, grand**2, squares], axis=-1)
    return np.asarray(n * np.concatenate([once, within], axis=-1))


def nested(sums: Array) -> dict[str, Array]:
    """Components of (respondents : units) x items from added :func:`nested_sums` (..., m + 7)."""
    units, n, n2 = sums[..., 0], sums[..., 1], sums[..., 2]
    m = sums.shape[-1] - 7
    grand2, squares, persons, rest = (sums[..., j] for j in range(m + 3, m + 7))
    items = sums[..., 3 : m + 3] / n[..., None]
    middle = items.mean(axis=-1)
    ss_unit = m * (grand2 - n * middle**2)
    ss_item = n * ((items - middle[..., None]) ** 2).sum(axis=-1)
    ss_both = squares - m * grand2 - n * (items**2).sum(axis=-1) + m * n * middle**2
    residual = rest / ((n - units) * (m - 1))
    person = (m * persons / (n - units) - residual) / m
    # Respondents per unit, as unequal sizes let them count.
    size = (n - n2 / n) / (units - 1)
    both = (ss_both / ((units - 1) * (m - 1)) - residual) / size
    unit = (ss_unit / (units - 1) - residual - m * person - size * both) / (m * size)
    item = (ss_item / (m - 1) - residual - n2 / n * both) / n
    return {"unit": unit, "person": person, "item": item, "unit_item": both, "residual": residual}


def component_name(component: str, *, words: bool) -> str:
    """The item of a component's row: words are not items."""
    named = component.replace("item", "word") if words else component
    return f"variance_{named}"


def negative_note(item: str, value: float, *, words: bool) -> str:
    """Why a component below 0 is nothing to interpret."""
    if not value < 0:
        return ""
    return FIXED_PICKS if words and item in ("variance_person", "variance_unit") else NEGATIVE


def share(object_: Array, error: Array) -> Array:
    """Variance of what is measured over that plus the error variance; 0 where none is found."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(object_ / (object_ + error))


def word_coefficients(found: Mapping[str, Array], at: int) -> dict[str, Array]:
    """G and phi of the shares of words, from ``at`` respondents."""
    kept = _kept(found)
    return {
        "g_coefficient": share(kept["item"], kept["residual"] / at),
        "phi_coefficient": share(kept["item"], (kept["person"] + kept["residual"]) / at),
    }


def person_coefficients(found: Mapping[str, Array], at: int) -> dict[str, Array]:
    """G and phi of the mean score of a person, from ``at`` items."""
    kept = _kept(found)
    return {
        "g_coefficient": share(kept["person"], kept["residual"] / at),
        "phi_coefficient": share(kept["person"], (kept["item"] + kept["residual"]) / at),
    }


def unit_coefficients(
    found: Mapping[str, Array], at: int, items: int, facet: str
) -> dict[str, Array]:
    """G and phi of the mean score of a unit, from ``at`` respondents and ``items`` items."""
    kept = _kept(found)
    error = (kept["person"] + kept["residual"] / items) / at
    both = kept["unit_item"] / items
    if facet == "fixed":
        fixed = share(kept["unit"] + both, error)
        return {"g_coefficient": fixed, "phi_coefficient": fixed}
    return {
        "g_coefficient": share(kept["unit"], both + error),
        "phi_coefficient": share(kept["unit"], both + error + kept["item"] / items),
    }


def profile_coefficients(found: Mapping[str, Array], at: int) -> dict[str, Array]:
    """How well ``at`` respondents of a unit measure in which words it differs from others."""
    kept = _kept(found)
    return {"unit_profile_coefficient": share(kept["unit_item"], kept["residual"] / at)}


def _kept(found: Mapping[str, Array]) -> dict[str, Array]:
    """Negative estimates count as 0."""
    return {name: np.maximum(value, 0.0) for name, value in found.items()}
