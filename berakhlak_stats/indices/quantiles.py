"""Quantiles of numeric items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.number_parts import number_items
from berakhlak_stats.indices.quantile_limits import (
    QuantileInterval,
    Task,
    by_replicates,
    by_score,
    turned_back,
)
from berakhlak_stats.indices.quantile_parts import (
    Below,
    answers_by_group,
    read_below,
    share_below,
)
from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.inference.quantiles import QuantileRule
from berakhlak_stats.inference.woodruff import TINY
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def number_quantile(
    survey: Survey | SurveyStream,
    *,
    probs: Sequence[float] = (0.25, 0.5, 0.75),
    items: Sequence[str] | None = None,
    qrule: str = "math",
    interval: str = "mean",
    **options: Any,
) -> Estimates:
    """Weighted quantiles of numeric items, in the items' own units.

    Parameters
    ----------
    survey : Survey
        Of an instrument with numeric items.
    probs : sequence of float
        Between 0 and 1, both excluded.
    items : sequence of str, optional
        All numeric items by default.
    qrule : {"math", "school", "hf7", "math-4.1", "school-4.1"}
        "math": the smallest value that at least this share of people do not exceed. "school":
        midway to the next value where the share is met exactly. "hf7": linear between values.
        The others repeat R's survey 4.1, which mistook the smallest value for the second one.
    interval : {"mean", "beta", "xlogit", "score", "replicates"}
        The first three turn an interval of the share at or below the quantile back into
        values: t, Korn-Graubard, or t on the log odds. "score": values whose share does not
        differ from the probability. "replicates": spread under replicate weights.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``. R goes by the
        degrees of freedom of the whole design: ``df_rule="design"``.

    Returns
    -------
    Estimates
        One row per group, item and probability, item ``"ITEM:PROBABILITY"``. ``std_error`` is
        the length of the interval over twice its t quantile. A limit that lies beyond the data
        is missing, and the standard error with it. There is no covariance.

    Notes
    -----
    A quantile is not smooth: linearising needs a density. Shares at or below a value are
    smooth, so their interval is turned round instead. A quantile is one person's answer: do
    not ask for extreme ones in small groups.

    References
    ----------
    Woodruff (1952), JASA 47, 635-646; Francisco & Fuller (1991), Annals of Statistics 19,
    454-469, for the score; Hyndman & Fan (1996), The American Statistician 50, 361-365.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [float(x) for x in range(1, 40)]})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> result = bs.indices.number_quantile(survey, probs=[0.5])
    >>> result.to_frame()[["estimate", "conf_low", "conf_high"]].iloc[0].tolist()
    [20.0, 14.0, 27.0]
    """
    from berakhlak_stats.survey.survey import require_answers

    choice("qrule", qrule, QuantileRule)
    choice("interval", interval, QuantileInterval)
    require_answers(survey)
    chosen = Options(**options)
    names = number_items(survey, items, "number_quantile")
    known = answers_by_group(survey, names, chosen.by)
    task = Task(
        names, _probs(probs), cast(QuantileRule, qrule), tuple(known), tuple(known.values())
    )
    estimate = task.quantiles()
    analysis = share_below(survey, names, dict(zip(task.groups, estimate, strict=True)), chosen)
    below = read_below(analysis, names)
    made = about(
        "number_quantile",
        variant=f"{qrule}/{interval}",
        sureness="published",
        items=list(names),
        probs=list(map(float, probs)),
    )
    bounds = _bounds(task, survey, estimate, below, cast(QuantileInterval, interval), chosen)
    return _with_quantiles(finish(survey, analysis, made), task, estimate, bounds, chosen)


def _probs(probs: Sequence[float]) -> Array:
    wanted = np.asarray(probs, float).ravel()
    if not len(wanted) or not ((wanted > 0) & (wanted < 1)).all():
        raise OptionError("E703", name="probs", expected="0 < p < 1", given=list(probs))
    return wanted


def _bounds(
    task: Task,
    survey: Survey | SurveyStream,
    estimate: Array,
    below: Below,
    interval: QuantileInterval,
    options: Options,
) -> iv.Interval:
    if interval == "score":
        return by_score(task, survey, below.df, options)
    if interval != "replicates":
        return turned_back(task, below, interval, options.conf_level)
    weights = survey.design.replicates
    if weights is None:
        needed = "with_replicates()"
        raise OptionError("E706", given="interval='replicates'", needed=needed)
    return by_replicates(task, estimate, below.df, weights, options.conf_level)


def _with_quantiles(
    result: Estimates, task: Task, estimate: Array, bounds: iv.Interval, options: Options
) -> Estimates:
    """The result with quantiles in place of the shares below them."""
    from scipy.special import stdtrit

    frame = result.frame.copy()
    shown = ~frame["suppressed"].to_numpy(dtype=bool)
    # No spread can be had where the share has none: one PSU, no degrees of freedom.
    known = shown & frame["std_error"].notna().to_numpy(dtype=bool)
    flat = known & (frame["std_error"].to_numpy(dtype=float) <= TINY)
    low, high = (np.where(known, each.ravel(), np.nan) for each in (bounds.low, bounds.high))
    df = frame["df"].to_numpy(dtype=float)
    t = stdtrit(np.where(df > 0, df, np.nan), 0.5 + options.conf_level / 2)
    frame["estimate"] = np.where(shown, estimate.ravel(), np.nan)
    frame["std_error"] = (high - low) / (2 * t)
    frame["conf_low"], frame["conf_high"] = low, high
    labels = [f"{item}:{p:g}" for item in task.items for p in task.probs]
    frame["item"] = labels * len(task.groups)
    beyond = known & np.isnan(frame["std_error"].to_numpy()) & (frame["note"] == "")
    frame.loc[beyond, "note"] = "a limit lies beyond the data"
    frame.loc[flat & (frame["note"] == ""), "note"] = "the share below shows no spread"
    return replace(result, frame=frame.astype({"item": object}), covariance=None)
