"""What relative weights and Shapley shares are made of: covariances of predictors and outcome."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import centre_of, check_items, item_answers
from berakhlak_stats.errors import OptionError, make_error
from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.indices.about import about
from berakhlak_stats.totals.statistic import (
    Array,
    Feature,
    Kind,
    Output,
    Statistic,
    View,
)

if TYPE_CHECKING:
    from berakhlak_stats.estimates.analyse import Analysis
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

PER_PREDICTOR = 10
"""Respondents per predictor that a driver analysis needs at least."""
VIF_LIMIT = 10.0
SINGULAR = 1e-10
Weights = Callable[[Array], Array]
"""Maps correlations (..., p + 1, p + 1), the outcome last, to raw weights (..., p)."""


@dataclass(frozen=True)
class Model:
    """Predictors and outcome, and the feature with their sums and products."""

    items: tuple[str, ...]
    outcome: str
    sums: Feature
    centre: Array

    def correlations(self, t: View) -> Array:
        """Correlations (..., p + 1, p + 1) from totals."""
        return correlation(self.covariance(t))

    def covariance(self, t: View) -> Array:
        """Covariances (..., p + 1, p + 1) from totals."""
        size = len(self.items) + 1
        mean = t[self.sums.name] / t[self.sums.name][..., :1]
        first, second = mean[..., 1 : size + 1], mean[..., size + 1 :]
        i, j = np.triu_indices(size)
        out = np.empty((*mean.shape[:-1], size, size))
        out[..., i, j] = out[..., j, i] = second - first[..., i] * first[..., j]
        return out

    def means(self, t: View) -> Array:
        """Means of the predictors (..., p)."""
        first = t[self.sums.name][..., 1 : len(self.items) + 1] / t[self.sums.name][..., :1]
        return first + self.centre[:-1]


def correlation(covariance: Array) -> Array:
    """Correlations behind covariances (..., q, q)."""
    spread = np.sqrt(np.einsum("...ii->...i", covariance))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(covariance / (spread[..., :, None] * spread[..., None, :]))


def solvable(r: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Correlations (..., q, q) that can be worked with, and which of them are real (...).

    Where predictors determine each other (few people, no spread), an identity stands in.
    """
    known = np.asarray(np.isfinite(r).all(axis=(-1, -2)))
    safe = np.where(known[..., None, None], r, np.eye(r.shape[-1]))
    known &= np.linalg.eigvalsh(safe[..., :-1, :-1])[..., 0] > SINGULAR
    return np.where(known[..., None, None], safe, np.eye(r.shape[-1])), known


def driver_model(survey: Survey, items: Sequence[str], outcome: str) -> Model:
    """Check the items, and prepare what the pass adds up: respondents with every answer."""
    names = check_items(survey.instrument, items)
    (last,) = check_items(survey.instrument, (outcome,), least=1)
    if last in names:
        raise OptionError("E703", name="outcome", expected="not in items", given=outcome)
    centre = np.concatenate([centre_of(survey, names), centre_of(survey, (last,))])
    size = len(names) + 1
    i, j = np.triu_indices(size)

    def compute(batch: Survey) -> NDArray[Any]:
        x = np.column_stack([item_answers(batch, names), item_answers(batch, (last,))]) - centre
        known = np.isfinite(x).all(axis=1)
        x = np.where(known[:, None], x, 0.0)
        return np.column_stack([known, x, x[:, i] * x[:, j]])

    pairs = tuple(f"{a}*{b}" for a, b in zip(i, j, strict=True))
    columns = ("known", *names, last, *pairs)
    where = f"{','.join(names)}>{last}@{centre.tolist()}"
    return Model(names, last, Feature(f"drivers:{where}", columns, compute), centre)


def driver_statistic(model: Model, weights: Weights, kind: Kind) -> Statistic:
    """Raw weights, their shares of the explained variance, and R squared; all 0-1."""
    base = model.sums.name

    def f(t: View) -> Array:
        raw = weights(model.correlations(t))
        whole = raw.sum(axis=-1, keepdims=True)
        return np.concatenate([raw, raw / whole, whole], axis=-1)

    outputs = [Output(item, "driver", base, kind, list="") for item in model.items]
    outputs += [Output(item, "driver_share", base, kind) for item in model.items]
    outputs.append(Output("r_squared", "driver", base, kind))
    return Statistic(f"drivers:{kind}:{base}", (model.sums,), tuple(outputs), f)


def drivers(
    survey: Survey,
    *,
    items: Sequence[str],
    outcome: str,
    statistic: str,
    weights: Weights,
    references: Sequence[str],
    options: dict[str, Any],
) -> Estimates:
    """Weights of the predictors of an outcome with intervals; see the functions made of it."""
    model = driver_model(survey, items, outcome)
    chosen = Options(**options)
    # Percentiles, as the literature asks for, where there are replicates.
    kind: Kind = "discrete" if chosen.method == "bootstrap" else "mean"
    analysis = analyse(survey, [driver_statistic(model, weights, kind)], chosen)
    made = about(
        statistic,
        sureness="published",
        references=references,
        warnings=checked(analysis, model, statistic),
        items=list(model.items),
        outcome=model.outcome,
    )
    return finish(survey, analysis, made)


def checked(analysis: Analysis, model: Model, statistic: str) -> list[tuple[str, str]]:
    """Refuse too few respondents; warn of predictors that nearly repeat each other."""
    totals = analysis.totals
    n = totals.by_group(totals.cells.count[:, [totals.plan.layout.column(model.sums.name)]])
    needed = PER_PREDICTOR * len(model.items)
    if n.max(initial=0) < needed:
        reason = f"n = {int(n.max(initial=0))} < {needed}"
        raise make_error("E871", statistic=statistic, reason=reason)
    columns = totals.plan.layout.positions((model.sums,))
    whole = totals.cells.total[:, columns].sum(axis=0)
    r = model.correlations({model.sums.name: whole})[:-1, :-1]
    if not np.isfinite(r).all():
        raise make_error("E871", statistic=statistic, reason="no spread")
    if np.linalg.matrix_rank(r, tol=1e-10) < len(r):
        raise make_error("E871", statistic=statistic, reason="rank")
    inflation = np.diag(np.linalg.inv(r))
    close = [item for item, value in zip(model.items, inflation, strict=True) if value > VIF_LIMIT]
    if not close:
        return []
    named = ", ".join(close)
    return [
        (
            f"{named} hampir terulang oleh butir lain (VIF di atas {VIF_LIMIT:.0f}); "
            "pembagian bobot di antara mereka tidak mantap.",
            f"{named} nearly repeat other items (VIF above {VIF_LIMIT:.0f}); how weight is shared "
            "among them is unsure.",
        )
    ]
