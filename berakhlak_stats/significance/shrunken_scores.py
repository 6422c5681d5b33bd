"""Scores of groups drawn to their mean as far as they are uncertain: empirical Bayes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.tidy import t_bounds
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.unit_frames import unit_frame
from berakhlak_stats.indices.unit_scores import Scores, UnitScores, VarianceRule, unit_scores
from berakhlak_stats.inference.between_variance import (
    BetweenVariance,
    between_variance,
    q_profile,
)
from berakhlak_stats.inference.shrinkage import LEAST_UNITS, Shrunken, shrink
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

SOURCES = (
    "Morris (1983), Journal of the American Statistical Association 78, 47-55",
    "Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385",
    "Viechtbauer (2007), Statistics in Medicine 26, 37-52",
)


def shrunken_scores(
    survey: Survey | SurveyStream,
    *,
    by: str,
    statistic: str = "indices",
    between: str = "paule_mandel",
    variance: str = "pooled",
    **options: Any,
) -> Estimates:
    """Best guess at each group's score, from its own answers and from how groups spread.

    Parameters
    ----------
    survey : Survey or SurveyStream
    by : str
        Column of the groups, four at least. Groups that may not be shown are left out.
    statistic : {"indices", "ratings"}
        "indices": the six indices and the value scores. "ratings": rating items, scales, total.
    between : {"paule_mandel", "dersimonian_laird", "reml"}
        Estimator of the variance between groups; Paule and Mandel's is Morris's own.
    variance : {"pooled", "own"}
        Sampling variance of a group: that per respondent, pooled over groups, divided by its n;
        or its own design-based estimate, which is noisy in small groups.
    **options
        ``method``, ``conf_level``, ``replicates`` (200 by default), ``rng``.

    Returns
    -------
    Estimates
        Level "shrunken", on 0-100. Rows about everybody: the centre, with the variance between
        groups and its Q-profile interval. Then one row per group: the shrunken score with
        Morris's interval, ``raw`` (the score as answered) and ``reliability``, 0-1: the share of
        the variance between groups in the variance of its raw score.

    Notes
    -----
    With ``tau2`` the variance between groups and ``v`` the sampling variance of a group, a part
    ``v / (v + tau2)`` of its distance from the centre is expected to be chance; the shrunken score
    takes ``(m - 3) / (m - 1)`` of that part away, ``m`` groups being known. Morris's interval
    allows for the centre and ``tau2`` being estimated. It holds the true score in about 95% of
    groups, taken over all of them; of a single group far from the others it may hold less. With
    ``tau2 = 0`` all scores are near the centre and the intervals err to the wide side.
    Intervals may reach outside 0-100.

    When not to use it: not to report what people answered (that is ``raw``, and official figures
    are raw); not to test whether a group differs (``compare``, ``funnel``); not where groups are
    of different kinds, such as schools among offices, for these have no common centre. Population
    counts are left aside, and groups are taken as independent.

    References
    ----------
    Morris (1983), Journal of the American Statistical Association 78, 47-55; Paule & Mandel (1982),
    Journal of Research of the National Bureau of Standards 87, 377-385; DerSimonian & Laird
    (1986), Controlled Clinical Trials 7, 177-188; Viechtbauer (2007), Statistics in Medicine 26,
    37-52.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import shrunken_scores
    >>> frame = shrunken_scores(bs.simulate.simulate(seed=1), by="unit").to_frame()
    >>> bool(frame["reliability"].dropna().between(0, 1).all())
    True
    """
    choice("statistic", statistic, Scores)
    choice("between", between, BetweenVariance)
    choice("variance", variance, VarianceRule)
    scores = unit_scores(survey, by, statistic, variance, options, "shrunken_scores", LEAST_UNITS)
    made = about(
        "shrunken_scores",
        variant=between,
        sureness="published",
        references=SOURCES,
        warnings=scores.warnings,
        scores=statistic,
        sampling_variance=variance,
        population_counts="left aside",
    )
    frame = _frame(scores, between, survey.smallest_group)
    return Estimates(frame, describe_origin(survey, scores.analysis, made), None)


def _frame(scores: UnitScores, between: str, smallest_group: int) -> pd.DataFrame:
    y, v, level = scores.y, scores.v, scores.analysis.options.conf_level
    tau2 = between_variance(y, v, between)
    found = shrink(y, v, tau2)
    few = scores.known.sum(axis=0) < LEAST_UNITS
    note = np.where(np.isfinite(found.centre), "", "no spread")
    note = np.where(few, f"fewer than {LEAST_UNITS} units", note)
    shown = np.isfinite(found.estimate)
    with np.errstate(divide="ignore", invalid="ignore"):
        reliability = tau2 / (tau2 + v)
    units = {
        "estimate": found.estimate,
        "std_error": found.std_error,
        **t_bounds(found.estimate, found.std_error, np.inf, level),
        "note": np.broadcast_to(note, y.shape),
        "raw": np.where(shown, y, np.nan),
        "reliability": np.where(shown, reliability, np.nan),
        "sampling_variance": np.where(shown, v, np.nan),
    }
    everybody = _everybody(scores, found, tau2) | {"note": note}
    return unit_frame(scores, "shrunken", everybody, units, smallest_group)


def _everybody(scores: UnitScores, found: Shrunken, tau2: Array) -> dict[str, Any]:
    """The centre, and the variance between groups with its interval."""
    level = scores.analysis.options.conf_level
    known = np.isfinite(found.centre)
    units = scores.known.sum(axis=0).astype(float)
    low, high = q_profile(scores.y, scores.v, level)
    ends = (tau2, np.minimum(low, tau2), np.maximum(high, tau2))
    kept = [np.where(known, each, np.nan) for each in ends]
    return {
        "estimate": found.centre,
        "std_error": found.centre_error,
        **t_bounds(found.centre, found.centre_error, units - 1, level),
        "units": units,
        "between_variance": kept[0],
        "between_low": kept[1],
        "between_high": kept[2],
    }
