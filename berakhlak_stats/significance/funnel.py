"""Each group against the centre of all, with limits that widen as groups get smaller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.indices.unit_frames import unit_frame
from berakhlak_stats.indices.unit_scores import Scores, UnitScores, unit_scores
from berakhlak_stats.inference.funnel_limits import LEVELS, FunnelShape
from berakhlak_stats.inference.multiplicity import Adjustment, adjust_p_values
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Overdispersion = Literal["none", "multiplicative", "additive"]
LEAST_UNITS = 3
SOURCES = (
    "Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202",
    "Spiegelhalter (2005), Quality and Safety in Health Care 14, 347-351",
)


def funnel(
    survey: Survey | SurveyStream,
    *,
    by: str,
    statistic: str = "indices",
    overdispersion: str = "none",
    winsor: float = 0.10,
    adjust: str = "holm",
    **options: Any,
) -> Estimates:
    """Distance of each group's score from the centre of all groups, beside what chance allows.

    Parameters
    ----------
    survey : Survey or SurveyStream
    by : str
        Column of the groups. Groups that may not be shown are left out.
    statistic : {"indices", "ratings"}
        "indices": the six indices and the value scores. "ratings": rating items, scales, total.
    overdispersion : {"none", "multiplicative", "additive"}
        What counts as usual. "none": sampling alone. "multiplicative": sampling variances times
        a factor. "additive": sampling plus a variance between groups.
    winsor : float
        Share of the groups at either end whose deviation is pulled in to the next before the
        factor or the variance is estimated, so that groups far out do not hide themselves.
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Over the groups of each score: they are one family.
    **options
        ``method``, ``conf_level``, ``replicates`` (200 by default), ``rng``.

    Returns
    -------
    Estimates
        Level "funnel". Rows about everybody: the centre, with ``units``, ``per_person``,
        ``dispersion`` and ``between_variance``, from which the limits follow. Then one row per
        group: its score and interval, ``statistic`` (its distance in standard errors), p values,
        and limits of 95% and 99.8% at its number of respondents. Scores are on 0-100.

    Notes
    -----
    The centre is the mean of the groups shown, each counted by its respondents. A group of ``n``
    among ``N`` is part of that centre, so its distance has the variance ``s2 (1/n - 1/N)``, where
    ``s2`` is the design-based variance per respondent, pooled over groups: one smooth curve.
    Limits are those of Student's t on the pooled degrees of freedom. Population counts are
    left aside, as in tests between units. Groups are taken as independent.

    Of ``m`` groups that do not differ at all, ``0.05 m`` lie outside the inner limits and ``0.002
    m`` outside the outer ones. Only ``p_adjusted`` allows for that; a group outside a limit with
    a larger one is what such a number of groups brings with it.

    With ``z`` the distance from the centre over the group's standard error, winsorised, the factor
    is ``sum z^2 / (m - 1)``, and the variance between groups ``(sum z^2 - (m - 1)) / (sum w - sum
    w^2 / sum w)`` with ``w = 1 / variance``; neither makes limits narrower. The source divides by
    ``m``, for a centre known from outside. Winsorising a tenth at both ends takes about a third
    of ``sum z^2`` away where nothing is amiss, so small overdispersion stays undetected.

    When not to use it: not to name the last of a list, for something is always outermost; not
    where the spread between persons differs much from group to group (``compare`` uses each
    group's own); not with "multiplicative" or "additive" to ask whether groups differ, for these
    take the usual difference as given; and not for fewer than ten groups or so with either, for
    they are estimated from the groups alone.

    References
    ----------
    Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
    Medicine 24, 1185-1202; Spiegelhalter (2005), Handling over-dispersion of performance
    indicators, Quality and Safety in Health Care 14, 347-351.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import funnel
    >>> frame = funnel(bs.simulate.simulate(seed=1), by="unit").to_frame()
    >>> bool((frame["limit_95_low"].dropna() <= frame["limit_95_high"].dropna()).all())
    True
    """
    choice("statistic", statistic, Scores)
    choice("overdispersion", overdispersion, Overdispersion)
    choice("adjust", adjust, Adjustment)
    if not 0 <= winsor < 0.5:
        raise OptionError("E703", name="winsor", expected="0 <= winsor < 0.5", given=winsor)
    scores = unit_scores(survey, by, statistic, "pooled", options, "funnel", LEAST_UNITS)
    shape = funnel_shape(scores, overdispersion, winsor)
    made = about(
        "funnel",
        variant=overdispersion,
        sureness="published",
        references=SOURCES,
        warnings=scores.warnings,
        scores=statistic,
        winsor=winsor,
        adjust=adjust,
        population_counts="left aside",
    )
    frame = _frame(scores, shape, adjust, survey.smallest_group)
    return Estimates(frame, describe_origin(survey, scores.analysis, made), None)


def funnel_shape(scores: UnitScores, overdispersion: str, winsor: float) -> FunnelShape:
    """Centre and limits (k,) of the groups of ``scores``; NaN for scores of too few groups."""
    known = scores.known
    n = np.where(known, scores.n, 0.0)
    total, units = n.sum(axis=0), known.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = (n * np.where(known, scores.y, 0.0)).sum(axis=0) / total
        # Where all answers agree there is no chance to hold a distance against.
        centre = np.where((units >= LEAST_UNITS) & (scores.per_person > 0), centre, np.nan)
        z = winsorised((scores.y - centre) / np.sqrt(scores.v), winsor)
        q = np.where(known, z, 0.0) ** 2
        spread = q.sum(axis=0) - (units - 1)
        weight = np.where(known, 1 / scores.v, 0.0)
        whole = weight.sum(axis=0)
        between = np.maximum(spread, 0.0) / (whole - (weight**2).sum(axis=0) / whole)
        factor = np.maximum(q.sum(axis=0) / (units - 1), 1.0)
        squares = ((n / total) ** 2).sum(axis=0)
    plain = np.ones(len(centre))
    return FunnelShape(
        centre,
        scores.per_person,
        total,
        factor if overdispersion == "multiplicative" else plain,
        between if overdispersion == "additive" else 0 * plain,
        squares,
        np.where(known, scores.df, 0.0).sum(axis=0),
    )


def winsorised(z: Array, share: float) -> Array:
    """``z`` (units, k) with the outer ``share`` of either end set to the quantile there."""
    known = np.isfinite(z).any(axis=0)
    out = z.copy()
    if share > 0 and known.any():
        low, high = np.nanquantile(z[:, known], [share, 1 - share], axis=0)
        out[:, known] = np.clip(z[:, known], low, high)
    return out


def _frame(
    scores: UnitScores, shape: FunnelShape, adjust: str, smallest_group: int
) -> pd.DataFrame:
    from scipy.special import stdtr

    n = np.where(scores.known, scores.n, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (scores.y - shape.centre) / np.sqrt(shape.variance(n))
    p = 2 * stdtr(shape.df, -np.abs(t))
    limits = [shape.limits(n, level) for level in LEVELS]
    error = np.sqrt(scores.v)
    few = scores.known.sum(axis=0) < LEAST_UNITS
    note = np.where(np.isfinite(shape.centre), "", "no spread")
    note = np.where(few, f"fewer than {LEAST_UNITS} units", note)
    level = scores.analysis.options.conf_level
    units = {
        "estimate": scores.y,
        "std_error": error,
        **_bounds(scores.y, error, shape.df, level),
        "df": np.where(scores.known, shape.df, np.nan),
        "note": np.broadcast_to(note, scores.y.shape),
        "statistic": t,
        "p_value": p,
        "p_adjusted": adjust_p_values(p.T, adjust).T,
        "limit_95_low": limits[0][0],
        "limit_95_high": limits[0][1],
        "limit_998_low": limits[1][0],
        "limit_998_high": limits[1][1],
    }
    return unit_frame(scores, "funnel", _everybody(scores, shape, note), units, smallest_group)


def _everybody(scores: UnitScores, shape: FunnelShape, note: Any) -> dict[str, Any]:
    """The centre and what the limits follow from."""
    with np.errstate(divide="ignore", invalid="ignore"):
        sampling = shape.dispersion * shape.per_person / shape.total
        error = np.sqrt(sampling + shape.between * shape.squares)
    known = np.isfinite(shape.centre)
    return {
        "estimate": shape.centre,
        "std_error": np.where(known, error, np.nan),
        **_bounds(shape.centre, error, shape.df, scores.analysis.options.conf_level),
        "df": np.where(known, shape.df, np.nan),
        "note": note,
        "units": scores.known.sum(axis=0).astype(float),
        "per_person": np.where(known, shape.per_person, np.nan),
        "dispersion": np.where(known, shape.dispersion, np.nan),
        "between_variance": np.where(known, shape.between, np.nan),
    }


def _bounds(estimate: Array, error: Array, df: Array, level: float) -> dict[str, Array]:
    from berakhlak_stats.estimates.tidy import t_bounds

    return t_bounds(estimate, error, df, level)
