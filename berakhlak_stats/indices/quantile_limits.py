"""Interval limits of quantiles: by shares turned back, by score tests, by replicates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.quantile_parts import Answers, Below, read_below, share_below
from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.inference.quantiles import QuantileRule
from berakhlak_stats.inference.replicated import deviations
from berakhlak_stats.inference.woodruff import ShareForm, share_limits
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.replicate_weights import ReplicateWeights
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

QuantileInterval = Literal["mean", "beta", "xlogit", "score", "replicates"]


@dataclass(frozen=True)
class Task:
    """Quantiles at ``probs`` of ``items`` in ``groups``, and the answers they come from."""

    items: Sequence[str]
    probs: Array
    rule: QuantileRule
    groups: tuple[str, ...]
    answers: tuple[Answers, ...]

    def quantiles(self, probs: Array | None = None) -> Array:
        """Quantiles (G, k, q), at ``probs`` of the same shape or at those of the task."""
        return np.stack(
            [
                np.stack(
                    [
                        answers.distribution(j).quantile(
                            self.probs if probs is None else probs[g, j], self.rule
                        )
                        for j in range(len(self.items))
                    ]
                )
                for g, answers in enumerate(self.answers)
            ]
        )


def turned_back(task: Task, below: Below, form: ShareForm, conf_level: float) -> iv.Interval:
    """Limits of the share at or below each quantile, read off the distribution."""
    n, df = (np.broadcast_to(each, below.share.shape) for each in (below.n, below.df))
    shares = share_limits(form, below.share, below.std_error, n, df, conf_level)
    return iv.Interval(task.quantiles(shares.low), task.quantiles(shares.high))


def by_score(task: Task, survey: Survey | SurveyStream, df: Array, options: Options) -> iv.Interval:
    """First values whose share differs from the probability by less than t, and by t above.

    Halving finds them: the score of a value, its share minus the probability over the
    standard error of that share, rises with the value.
    """
    from scipy.special import stdtrit

    values = [
        [np.unique(each.distribution(j).values) for j in range(len(task.items))]
        for each in task.answers
    ]
    reach = stdtrit(np.where(df > 0, df, np.nan), 0.5 + options.conf_level / 2)
    goal = np.stack(np.broadcast_arrays(-reach, reach), axis=-1)
    shape = (len(task.groups), len(task.items), len(task.probs), 2)
    last = np.array([[max(len(v) - 1, 0) for v in row] for row in values])
    low = np.zeros(shape, np.intp)
    high = np.broadcast_to(last[:, :, None, None], shape).copy()
    while (low < high).any():
        middle = (low + high) // 2
        passed = _score(task, survey, _pick(values, middle), options) >= goal
        high = np.where(passed, middle, high)
        low = np.where(passed, low, np.minimum(middle + 1, high))
    found = _pick(values, low)
    return iv.Interval(found[..., 0], found[..., 1])


def _score(task: Task, survey: Survey | SurveyStream, thresholds: Array, options: Options) -> Array:
    flat = thresholds.reshape(*thresholds.shape[:2], -1)
    wanted = dict(zip(task.groups, flat, strict=True))
    below = read_below(share_below(survey, task.items, wanted, options), task.items)
    moved = below.share.reshape(thresholds.shape) - task.probs[:, None]
    error = below.std_error.reshape(thresholds.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(moved == 0, 0.0, moved / error)


def _pick(values: list[list[Array]], places: NDArray[np.intp]) -> Array:
    out = np.full(places.shape, np.nan)
    for g, row in enumerate(values):
        for j, known in enumerate(row):
            if len(known):
                out[g, j] = known[places[g, j]]
    return out


def by_replicates(
    task: Task, estimate: Array, df: Array, weights: ReplicateWeights, conf_level: float
) -> iv.Interval:
    """T interval with the spread of the quantiles under every set of replicate weights."""
    count = weights.factors.shape[1]
    drawn = np.stack(
        [
            [
                [
                    answers.distribution(j, r).quantile(task.probs, task.rule)
                    for j in range(len(task.items))
                ]
                for answers in task.answers
            ]
            for r in range(count)
        ]
    )
    variance = (deviations(estimate, drawn, weights) ** 2).sum(axis=0)
    return iv.student(estimate, np.sqrt(variance), np.broadcast_to(df, estimate.shape), conf_level)
