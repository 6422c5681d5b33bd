"""What quantiles need: distributions by group, and shares at or below thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Analysis, Options, analyse
from berakhlak_stats.estimates.estimates import OVERALL
from berakhlak_stats.estimates.frames import support_of
from berakhlak_stats.inference.quantiles import Distribution
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Answers:
    """Values (n, k), weights (n,) and replicate factors (n, R) of some people, or None.

    They stand in the order of their ``keys``, so that equal values of unlike weight come in one
    order whatever that of the file.
    """

    keys: NDArray[np.uint64]
    values: Array
    weights: Array
    factors: Array | None

    def distribution(self, j: int, replicate: int | None = None) -> Distribution:
        """The weighted distribution of item ``j``, under one set of replicate weights or none."""
        weights = self.weights
        if replicate is not None and self.factors is not None:
            weights = weights * self.factors[:, replicate]
        known = np.isfinite(self.values[:, j])
        return Distribution.of(self.values[known, j], weights[known])


def answers_by_group(
    survey: Survey | SurveyStream, items: Sequence[str], by: str | None
) -> dict[str, Answers]:
    """The answers of every group, in the order that totals have; people without one are in none."""
    from berakhlak_stats.survey.survey import Survey

    found: dict[str, list[Answers]] = {}
    known: set[tuple[str, ...]] = set()
    for batch in [survey] if isinstance(survey, Survey) else survey:
        values = np.stack([batch.number(item) for item in items], axis=1)
        weights = row_weights(batch)
        drawn = batch.design.replicates
        parts = _rows(batch, by)
        known.add(tuple(parts))
        for label, rows in parts.items():
            factors = None if drawn is None else drawn.factors[rows]
            one = Answers(batch.keys[rows], values[rows], weights[rows], factors)
            found.setdefault(label, []).append(one)
    # Batches that know different labels are merged under sorted ones.
    order = list(found) if len(known) == 1 else sorted(found)
    return {label: _joined(found[label]) for label in order}


def _rows(survey: Survey, by: str | None) -> dict[str, NDArray[np.intp]]:
    if by is None:
        return {OVERALL: np.arange(survey.n)}
    column = survey.column(by)
    order = np.argsort(column.codes, kind="stable")
    edges = np.searchsorted(column.codes[order], np.arange(len(column.labels) + 1))
    return {label: order[edges[g] : edges[g + 1]] for g, label in enumerate(column.labels)}


def _joined(pieces: Sequence[Answers]) -> Answers:
    keys = np.concatenate([each.keys for each in pieces])
    order = np.argsort(keys, kind="stable")
    drawn = [each.factors for each in pieces if each.factors is not None]
    return Answers(
        keys[order],
        np.concatenate([each.values for each in pieces])[order],
        np.concatenate([each.weights for each in pieces])[order],
        np.concatenate(drawn)[order] if drawn else None,
    )


@dataclass(frozen=True)
class Below:
    """Shares at or below thresholds (G, k, q), their standard errors, n and df (G, k, 1)."""

    share: Array
    std_error: Array
    n: Array
    df: Array


def share_below(
    survey: Survey | SurveyStream,
    items: Sequence[str],
    thresholds: dict[str, Array],
    options: Options,
) -> Analysis:
    """Shares of people at or below ``thresholds``: per group an array (items, q)."""
    width = next(iter(thresholds.values())).shape[1]
    below = _below(items, thresholds, options.by, width)
    known = ft.number_answered(items)

    def f(t: View) -> Array:
        return t[below.name] / np.repeat(t[known.name], width, axis=-1)

    outputs = tuple(
        Output(item, "item", at(known, item), "mean") for item in items for _ in range(width)
    )
    return analyse(survey, [Statistic("below", (below, known), outputs, f)], options)


def _below(
    items: Sequence[str], thresholds: dict[str, Array], by: str | None, width: int
) -> Feature:
    nowhere = np.full((len(items), width), np.nan)

    def compute(survey: Survey) -> NDArray[Any]:
        values = np.stack([survey.number(item) for item in items], axis=1)
        if by is None:
            limits = thresholds[OVERALL][None]
        else:
            column = survey.column(by)
            table = [thresholds.get(label, nowhere) for label in column.labels]
            # Code -1, no group, takes the last entry.
            limits = np.stack([*table, nowhere])[column.codes]
        return np.asarray((values[:, :, None] <= limits).reshape(survey.n, -1))

    columns = tuple(f"{item}@{q}" for item in items for q in range(width))
    return Feature(f"below:{','.join(items)}", columns, compute)


def read_below(analysis: Analysis, items: Sequence[str]) -> Below:
    """The numbers of :func:`share_below`, groups in the order of its totals."""
    result, totals = analysis.results[0], analysis.totals
    support = [support_of(analysis, at(ft.number_answered(items), item)) for item in items]
    shape = (len(totals.groups), len(items), -1)
    return Below(
        result.estimate.reshape(shape),
        np.sqrt(result.variance).reshape(shape),
        np.stack([each.n for each in support], axis=1)[:, :, None],
        np.stack([each.df for each in support], axis=1)[:, :, None],
    )
