"""Reliability of unit scores: how much of the spread between units is not sampling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.unit_frames import unit_frame
from berakhlak_stats.indices.unit_scores import (
    Scores,
    UnitScores,
    VarianceRule,
    unit_scores,
)
from berakhlak_stats.inference.between_variance import (
    BetweenVariance,
    between_variance,
    q_profile,
)
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

SOURCES = (
    "Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385",
    "DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188",
    "Viechtbauer (2007), Statistics in Medicine 26, 37-52",
)


def unit_reliability(
    survey: Survey | SurveyStream,
    *,
    by: str,
    statistic: str = "indices",
    between: str = "paule_mandel",
    variance: str = "pooled",
    **options: Any,
) -> Estimates:
    """Share of the variance of unit scores that lies between units and is not sampling, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    by : str
        Column of the units. Units that may not be shown are left out.
    statistic : {"indices", "ratings"}
        "indices": the six indices and the value scores. "ratings": rating items, scales, total.
    between : {"paule_mandel", "dersimonian_laird", "reml"}
        Estimator of the variance between units; the first two by moments, without normality.
    variance : {"pooled", "own"}
        Sampling variance of a unit: that per respondent, pooled over units, divided by its n;
        or its own design-based estimate, which is noisy in small units.
    **options
        ``method``, ``conf_level``, ``replicates`` (200 by default), ``rng``.

    Returns
    -------
    Estimates
        Level "coefficient". Rows about everybody: reliability of the set of units; they carry
        the variance between units with its interval and the mean sampling variance. Then one
        row per unit: how reliable its own score is. No standard errors: intervals come from
        that of the variance between units.

    Notes
    -----
    With ``tau2`` the variance between units and ``v_i`` the sampling variance of unit i, the
    reliability of unit i is ``tau2 / (tau2 + v_i)``, and that of the set ``tau2 / (tau2 +
    mean of v_i)``. The interval is the Q-profile interval of ``tau2``, carried over; it is exact
    for normal scores with known variances, and widened to hold an estimate other than Paule and
    Mandel's. Sampling variances are those of a unit with as many respondents as
    it has. Population counts are left aside, as in tests between units: a full
    count of today's staff does not make units differ. Units are taken as independent.

    With pooled variances the 95% interval held the truth in 94 to 95% of 2,000 simulated surveys
    of each of three kinds. With each unit's own it held it in 90% of 400 at 10 to 60 respondents
    a unit, and in 75% of 200 at 10 to 30 in a hundred units, mostly by being too high: units
    that seem precise by chance weigh too much.

    Low reliability says that these units cannot be told apart with so few respondents. It does
    not say that the survey measures badly: units that are alike have none, however large.

    References
    ----------
    Paule & Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377-385;
    DerSimonian & Laird (1986), Controlled Clinical Trials 7, 177-188; Viechtbauer (2007),
    Statistics in Medicine 26, 37-52.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import unit_reliability
    >>> result = unit_reliability(bs.simulate.simulate(seed=1), by="unit").to_frame()
    >>> bool(result["estimate"].dropna().between(0, 1).all())
    True
    """
    choice("statistic", statistic, Scores)
    choice("between", between, BetweenVariance)
    choice("variance", variance, VarianceRule)
    scores = unit_scores(survey, by, statistic, variance, options, "unit_reliability")
    found = reliability(scores, between, scores.analysis.options.conf_level)
    made = about(
        "unit_reliability",
        variant=between,
        sureness="published",
        references=SOURCES,
        warnings=scores.warnings,
        scores=statistic,
        sampling_variance=variance,
        population_counts="left aside",
    )
    frame = _frame(scores, found, survey.smallest_group)
    return Estimates(frame, describe_origin(survey, scores.analysis, made), None)


@dataclass(frozen=True)
class Between:
    """Variance between units with its interval, and the mean sampling variance, each (k,)."""

    tau2: Array
    low: Array
    high: Array
    sampling: Array

    def share(self, v: Array) -> tuple[Array, Array, Array]:
        """Reliability at sampling variance ``v``, with its interval."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = [t / (t + v) for t in (self.tau2, self.low, self.high)]
        return found[0], found[1], found[2]


def reliability(scores: UnitScores, between: str, conf_level: float) -> Between:
    """Variance between the units of ``scores``."""
    y, v = scores.y, scores.v
    tau2 = between_variance(y, v, between)
    low, high = q_profile(y, v, conf_level)
    known = scores.known
    with np.errstate(invalid="ignore"):
        sampling = np.where(known, v, 0.0).sum(axis=0) / known.sum(axis=0)
    return Between(tau2, np.minimum(low, tau2), np.maximum(high, tau2), sampling)


def _frame(scores: UnitScores, found: Between, smallest_group: int) -> pd.DataFrame:
    estimate, low, high = found.share(found.sampling)
    count = scores.known.sum(axis=0)
    note = np.where(found.high == 0, "units differ less than sampling alone would make them", "")
    note = np.where(np.isnan(estimate), "no spread", note)
    everybody = {
        "estimate": estimate,
        "conf_low": low,
        "conf_high": high,
        "note": np.where(count < 2, "fewer than two units", note),
        "units": count.astype(float),
        "between_variance": found.tau2,
        "between_low": found.low,
        "between_high": found.high,
        "sampling_variance": found.sampling,
    }
    own, own_low, own_high = found.share(scores.v)
    units = {
        "estimate": own,
        "conf_low": own_low,
        "conf_high": own_high,
        "note": np.where(np.isnan(own), "no spread", ""),
        "sampling_variance": scores.v,
    }
    return unit_frame(scores, "coefficient", everybody, units, smallest_group)
