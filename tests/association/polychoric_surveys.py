"""Surveys with rating items made from tables, reference data or a normal model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Codes, Survey, make_keys
from tests.reference import reference_data

Array = NDArray[np.float64]


def rated(
    answers: NDArray[np.integer[Any]],
    *,
    items: Sequence[str] = (),
    scale: tuple[int, int] = (1, 5),
    weights: Array | None = None,
    unit: NDArray[np.integer[Any]] | None = None,
    smallest_group: int = 5,
    reversed_items: Sequence[str] = (),
) -> Survey:
    """A survey of rating items (n, q), -1 for missing, with weights and a column of units."""
    names = list(items) or [f"i{j + 1}" for j in range(answers.shape[1])]
    columns = {}
    if unit is not None:
        labels = tuple(f"u{u}" for u in range(int(unit.max()) + 1))
        columns["unit"] = Codes(unit.astype(np.int32), labels)
    return Survey(
        instrument=make_instrument(ratings=names, scale=scale, reversed=reversed_items),
        n=len(answers),
        ratings=np.ascontiguousarray(answers, np.int8),
        columns=columns,
        weights=weights,
        keys=make_keys([answers], len(answers)),
        smallest_group=smallest_group,
    )


def from_table(table: Sequence[Sequence[int]]) -> Survey:
    """Two items with one row per person counted in ``table``; categories from 1."""
    counts = np.array(table)
    cells = np.argwhere(counts > 0)
    rows = np.repeat(cells + 1, counts[counts > 0], axis=0)
    return rated(rows, scale=(1, max(counts.shape)))


def reference_survey(data: str, items: Sequence[str], scale: tuple[int, int]) -> Survey:
    """Items of a reference data set, as they lie."""
    frame = reference_data(data)[list(items)]
    return rated(frame.fillna(-1).to_numpy(dtype=np.int8), items=items, scale=scale)


def normal_answers(
    rng: np.random.Generator, n: int, correlation: Array, cuts: Sequence[float]
) -> NDArray[np.int8]:
    """Categories from 1 of normal variables cut at ``cuts``."""
    latent = rng.multivariate_normal(np.zeros(len(correlation)), correlation, n)
    return (1 + np.searchsorted(np.array(cuts), latent)).astype(np.int8)
