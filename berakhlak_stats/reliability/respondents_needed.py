"""Respondents per unit that would make unit scores as reliable as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.unit_scores import Scores, UnitScores, unit_scores
from berakhlak_stats.inference.between_variance import BetweenVariance
from berakhlak_stats.reliability.unit_reliability import (
    SOURCES,
    Between,
    reliability,
)
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def respondents_needed(
    survey: Survey | SurveyStream,
    *,
    by: str,
    statistic: str = "indices",
    targets: Sequence[float] = (0.70, 0.80),
    between: str = "paule_mandel",
    **options: Any,
) -> Estimates:
    """Respondents per unit at which unit scores reach a reliability, as a whole number.

    Parameters
    ----------
    survey : Survey or SurveyStream
    by : str
        Column of the units. Units that may not be shown are left out.
    statistic : {"indices", "ratings"}
        See :func:`~berakhlak_stats.reliability.unit_reliability`.
    targets : sequence of float
        Reliabilities aimed at, above 0 and below 1.
    between : {"paule_mandel", "dersimonian_laird", "reml"}
    **options
        ``method``, ``conf_level``, ``replicates`` (200 by default), ``rng``.

    Returns
    -------
    Estimates
        Level "respondents", one row per score and target; ``item_2`` is the target. No number
        where units do not differ; no upper limit where they may not differ.

    Notes
    -----
    With ``c`` the variance that one respondent contributes within units, pooled over them,
    reliability R takes ``c / tau2 * R / (1 - R)`` respondents of each unit, by the design of
    this survey (weights and clusters are in ``c``) and without counting who works there. The
    interval carries that of ``tau2`` over, taking ``c`` as known.

    References
    ----------
    Brennan (2001), Generalizability Theory, ch. 2, for the rule; Viechtbauer (2007), Statistics
    in Medicine 26, 37-52, for the interval.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import respondents_needed
    >>> result = respondents_needed(bs.simulate.simulate(seed=1), by="unit", targets=[0.7])
    >>> set(result.to_frame()["item_2"])
    {'0.70'}
    """
    choice("statistic", statistic, Scores)
    choice("between", between, BetweenVariance)
    for target in targets:
        if not 0 < target < 1:
            raise OptionError("E703", name="targets", expected="0 < targets < 1", given=target)
    scores = unit_scores(survey, by, statistic, "pooled", options, "respondents_needed")
    found = reliability(scores, between, scores.analysis.options.conf_level)
    made = about(
        "respondents_needed",
        variant=between,
        sureness="published",
        references=SOURCES,
        warnings=scores.warnings,
        scores=statistic,
        targets=[float(target) for target in targets],
        population_counts="left aside",
    )
    frame = _frame(scores, found, targets)
    return Estimates(frame, describe_origin(survey, scores.analysis, made), None)


def needed(per_person: Array, tau2: Array, target: float) -> Array:
    """Respondents at which reliability reaches ``target``; NaN where units do not differ."""
    with np.errstate(divide="ignore", invalid="ignore"):
        n = per_person / tau2 * target / (1 - target)
    # A hair below the next whole number is rounding, not a further respondent.
    return np.where(tau2 > 0, np.maximum(np.ceil(n * (1 - 1e-12)), 1.0), np.nan)


def _frame(scores: UnitScores, found: Between, targets: Sequence[float]) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for j, output in enumerate(scores.outputs):
        known = scores.known[:, j]
        for target in targets:
            limits = (found.tau2, found.high, found.low)
            estimate, low, high = (
                float(needed(scores.per_person[j], limit[j], target)) for limit in limits
            )
            rows.append(
                {
                    "list": output.list,
                    "level": "respondents",
                    "item": output.item,
                    "item_2": f"{target:.2f}",
                    "group": OVERALL,
                    "estimate": estimate,
                    "std_error": np.nan,
                    "conf_low": low,
                    "conf_high": high,
                    "n": float(scores.n[known, j].sum()),
                    "units": float(known.sum()),
                    "suppressed": False,
                    "note": _note(estimate, high),
                }
            )
    return with_text(pd.DataFrame(rows))


def _note(estimate: float, high: float) -> str:
    if np.isnan(estimate):
        return "units do not differ"
    return "no upper limit: units may not differ" if np.isnan(high) else ""
