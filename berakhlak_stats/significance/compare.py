"""Estimates against something: other groups, the rest, the median, a threshold, another wave."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.bounds import tested_size, upper_ends
from berakhlak_stats.estimates.estimates import Estimates, Provenance
from berakhlak_stats.inference.degrees import contrast_df, contrast_variance, has_spread, welch_df
from berakhlak_stats.inference.multiplicity import LEAST_EXPECTED, adjust_p_values, small_reasons
from berakhlak_stats.significance.contrasts import ROW_KEYS, Contrasted, contrasts_of
from berakhlak_stats.significance.pooled_variances import pooled_variances

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Marks = NDArray[np.bool_]
VARIANCES = ("auto", "own", "pooled")
_GONE = ("band", "deff", "n_eff", "n_kish", "count")


def compare(
    result: Estimates,
    *,
    against: str | float | Estimates = "rest",
    adjust: str = "holm",
    variance: str = "auto",
    conf_level: float | None = None,
) -> Estimates:
    """Differences between estimates, tested as one family.

    Parameters
    ----------
    result : Estimates
        By groups; or any result where ``against`` is a number or another wave.
    against : {"rest", "mean", "median", "pairs"}, float or Estimates
        "rest": each group less the mean of the others, each counted by its respondents.
        "mean": less the mean of all groups so counted. "median": less the median group.
        "pairs": every pair, second less first. A number: less that threshold, in the units of
        the estimate. Estimates: less the same rows of another, independent sample (an earlier
        wave, say).
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Over all differences of this call: they are one family. Holm for what was asked
        beforehand, BH for screening many.
    variance : {"auto", "own", "pooled"}
        Of a group: its own, or the variance per respondent pooled over groups
        (:func:`pooled_variances`). "auto" pools those of shares and value scores.
    conf_level : float, optional
        Of each single interval; that of ``result`` by default.

    Returns
    -------
    Estimates
        Rows are differences in the units of ``result``; ``against`` names what was subtracted;
        ``effect`` is the difference over the standard deviation between persons, where the
        sample has no clusters. Rows that were not tested say why in ``note``.

    Notes
    -----
    In a small group a share near 0 or 1 has a variance that is small by accident: by their own
    variances, thirteen alike units of 10 to 170 persons gave a false finding among seven values in
    14.5% of surveys at a nominal 5%, by pooled ones in 4.8% (400 permutations).

    Groups of fewer than 20 persons are not tested; where weights differ, fewer than 20 by Kish's
    effective number, ``(sum w)^2 / sum w^2``. A share compared by pooled variance is not tested
    either where fewer than five persons of the smaller side are expected for it, or against it,
    if groups were alike (Cochran 1954): twenty units of 12 to 30 persons then gave a false
    finding in 13% of surveys at shares of .9, and in 63% at .99 (4000 binomial samples each).

    Whether two intervals overlap is no test: this is, with the covariance between the groups
    (they may share primary units). Groups that share none have Satterthwaite's degrees of freedom;
    groups that do have those of the one with fewest. The population correction stays as in
    ``result``; for a statement about more than the people of today, compute the result without
    it. The median is the middle group, held fixed: a test against it is approximate. A
    difference that is not significant is not "no difference"; see ``equivalence_test``.

    A group's own variance is that of a domain, as in R's survey: centred over the whole design,
    with ``N / (N - 1)`` of its ``N`` units and not ``n / (n - 1)`` of the group's own. Where
    persons are drawn singly that is too little by a share of ``1 / n``: two groups of 20 among
    many are told apart in 5.6% at a nominal 5% (5.3% where they are the whole sample), of 50 in
    5.2%. ``two_sample_test`` has the form with the group's own.

    Intervals end where the scale does: levels lie in 0-100 (or 0-1), differences within as much.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292; Cochran (1954), Biometrics 10,
    417-451; Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Kish (1965), Survey
    Sampling, section 11.7; Satterthwaite (1946), Biometrics Bulletin 2, 110-114; Schenker &
    Gentleman (2001), American Statistician 55, 182-186.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> by_sex = bs.indices.implementation(survey, by="sex")
    >>> differences = bs.significance.compare(by_sex, against="pairs")
    >>> differences.to_frame()["against"].tolist()
    ['Perempuan']
    """
    level = result.provenance.conf_level if conf_level is None else conf_level
    if not 0 < level < 1:
        expected = "0 < conf_level < 1"
        raise OptionError("E703", name="conf_level", expected=expected, given=conf_level)
    if _pools(result, against, variance):
        result = pooled_variances(result)
    contrasts = contrasts_of(result, against)
    frame = _differences(result, contrasts, level)
    frame["p_adjusted"] = adjust_p_values(frame["p_value"].to_numpy(float), adjust)
    return Estimates(
        frame.astype({"against": object, "note": object}),
        _provenance(result, frame, against, adjust, level),
        _covariance(result, contrasts, frame),
    )


def _pools(result: Estimates, against: str | float | Estimates, variance: str) -> bool:
    """Whether groups are compared by the variance that they would share if they were alike."""
    if variance not in VARIANCES:
        choices = ", ".join(VARIANCES)
        raise OptionError("E701", name="variance", given=variance, choices=choices)
    if variance != "auto":
        return variance == "pooled"
    # Proportions alone know their effective sample size: their variance follows the estimate.
    shares = "n_eff" in result.frame and bool(result.frame["n_eff"].notna().any())
    grouped = bool((result.frame["group"] != "").any())
    return isinstance(against, str) and grouped and shares and result.covariance is not None


def _provenance(
    result: Estimates,
    frame: pd.DataFrame,
    against: str | float | Estimates,
    adjust: str,
    conf_level: float,
) -> Provenance:
    """That of ``result``, with the family of tests and its size."""
    made = result.provenance
    parameters: dict[str, Any] = {
        **made.parameters,
        "against": "another sample" if isinstance(against, Estimates) else against,
        "adjust": adjust,
        "family_size": int(frame["p_value"].notna().sum()),
    }
    return replace(
        made,
        statistic="compare",
        variant=made.statistic,
        conf_level=conf_level,
        parameters=parameters,
        references=(*made.references, "Holm (1979)"),
    )


def _covariance(
    result: Estimates, contrasts: list[Contrasted], frame: pd.DataFrame
) -> Array | None:
    if result.covariance is None:
        return None
    weights = np.array([each.weights for each in contrasts])
    covariance = weights @ np.nan_to_num(result.covariance) @ weights.T
    covariance += np.diag([each.extra for each in contrasts])
    hidden = frame["std_error"].isna().to_numpy(dtype=bool)
    covariance[hidden, :] = covariance[:, hidden] = np.nan
    return np.asarray(covariance)


def _differences(result: Estimates, contrasts: list[Contrasted], conf_level: float) -> pd.DataFrame:
    from scipy.special import stdtr, stdtrit

    frame = result.frame
    weights = np.array([each.weights for each in contrasts])
    constant, extra = (
        np.array([getattr(each, name) for each in contrasts]) for name in ("constant", "extra")
    )
    out = frame.iloc[[each.row for each in contrasts]].reset_index(drop=True)
    estimate = weights @ np.nan_to_num(frame["estimate"].to_numpy(float)) - constant
    known = _known(result)
    variance = np.maximum(contrast_variance(weights, known), 0.0)
    se = np.sqrt(variance + extra)
    size = np.abs(weights) @ np.abs(np.nan_to_num(frame["estimate"].to_numpy(float)))
    spread = has_spread(se, size + np.abs(np.nan_to_num(constant)))
    df = _degrees(result, weights, known)
    df = welch_df(variance, df, extra, np.array([each.df for each in contrasts]))
    why = _untested(result, contrasts, spread)
    tested, shown = why == "", ~np.isin(why, ("hidden", "no other group"))
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(tested, estimate / se, np.nan)
        out["effect"] = np.where(shown & spread, estimate / _deviation(result, weights), np.nan)
    reach = stdtrit(np.maximum(df, 1), 0.5 + conf_level / 2) * se
    out["against"] = [each.against for each in contrasts]
    out["estimate"] = np.where(shown, estimate, np.nan)
    out["std_error"] = np.where(shown & spread, se, np.nan)
    least, most = _attainable(result, contrasts)
    out["conf_low"] = np.maximum(out["estimate"] - reach, least)
    out["conf_high"] = np.minimum(out["estimate"] + reach, most)
    # The median group less itself is no difference and has none.
    out["df"] = np.where(shown & np.isfinite(df), df, np.nan)
    out["statistic"] = t
    out["p_value"] = np.where(tested, 2 * stdtr(np.maximum(df, 1), -np.abs(t)), np.nan)
    out["suppressed"] = why == "hidden"
    reason = np.where(why == "hidden", "suppressed", "not tested: " + why)
    out["note"] = np.where(tested, "", reason)
    return out.drop(columns=[c for c in out if c in _GONE or str(c).startswith("prob_")])


def _known(result: Estimates) -> Array:
    """The covariance of the rows, 0 where it is unknown.

    Without one only single rows can be compared with a constant.
    """
    if result.covariance is None:
        covariance = np.diag(result.frame["std_error"].to_numpy(float) ** 2)
    else:
        covariance = result.covariance
    return np.asarray(np.nan_to_num(covariance))


def _degrees(result: Estimates, weights: Array, known: Array) -> Array:
    """Satterthwaite's, but of one pooled variance there are no parts to be put together."""
    df = result.frame["df"].to_numpy(float)
    if result.provenance.parameters.get("sampling_variance") == "pooled":
        return np.array([np.nanmin(df[row != 0], initial=np.inf) for row in weights])
    return contrast_df(weights, known, df)


def _attainable(result: Estimates, contrasts: list[Contrasted]) -> tuple[Array, Array]:
    """The least and the most that each difference can be on the scale of its row."""
    end = upper_ends(result.frame, result.provenance.statistic)[[each.row for each in contrasts]]
    # What is subtracted is a number that was given, or may lie anywhere on the scale itself.
    fixed = np.array([each.fixed for each in contrasts])
    given = np.array([each.constant for each in contrasts])
    return np.where(fixed, -given, -end), np.where(fixed, end - given, end)


def _smaller_side(persons: Array, weights: Array) -> Array:
    """Persons on the side of a contrast that holds fewer."""
    n = np.nan_to_num(persons)
    sides = np.stack([(weights > 0).astype(float) @ n, (weights < 0).astype(float) @ n])
    return np.asarray(np.where(sides > 0, sides, np.inf).min(axis=0))


def _few_expected(result: Estimates, contrasts: list[Contrasted], size: Array) -> Marks:
    """Whether too few persons are expected for or against a share, if groups were alike."""
    frame = result.frame
    if "n_eff" not in frame or result.provenance.parameters.get("sampling_variance") != "pooled":
        return np.zeros(len(contrasts), bool)
    share = frame["estimate"].to_numpy(float) / upper_ends(frame, result.provenance.statistic)
    n, known = frame["n"].to_numpy(float), frame["n_eff"].notna().to_numpy(bool)
    minority = np.full(len(frame), np.nan)
    for rows in frame.groupby(list(ROW_KEYS), sort=False).indices.values():
        own = np.asarray(rows)[known[rows]]
        if len(own):
            common = np.average(share[own], weights=n[own])
            minority[own] = min(common, 1 - common)
    return np.asarray(size * minority[[each.row for each in contrasts]] < LEAST_EXPECTED)


def _untested(result: Estimates, contrasts: list[Contrasted], spread: Marks) -> NDArray[np.object_]:
    """Why each contrast is not tested: hidden, alone, few persons, no spread; "" where it is."""
    frame = result.frame
    weights = np.array([each.weights for each in contrasts])
    known = np.isfinite([each.constant + each.extra for each in contrasts])
    gone = (frame["suppressed"] | frame["estimate"].isna()).to_numpy(dtype=bool)
    why = np.full(len(weights), "", dtype=object)
    least = [each.least for each in contrasts]
    n, size = (
        np.fmin(_smaller_side(persons, weights), least)
        for persons in (frame["n"].to_numpy(float), tested_size(frame))
    )
    why[_few_expected(result, contrasts, size)] = "few expected"
    why[~spread] = "no spread"
    why = small_reasons(why, n, size)
    why[[each.alone for each in contrasts]] = "no other group"
    why[(weights[:, gone] != 0).any(axis=1) | ~known] = "hidden"
    return why


def _deviation(result: Estimates, weights: Array) -> Array:
    """Standard deviation between persons, pooled over the rows of each contrast.

    Known from ``n`` times the variance where persons were drawn singly; NaN under clusters,
    where the variance is not that of single persons.
    """
    if result.provenance.psu:
        return np.full(len(weights), np.nan)
    n = np.nan_to_num(result.frame["n"].to_numpy(float))
    spread = np.nan_to_num(n * result.frame["std_error"].to_numpy(float) ** 2)
    used = (weights != 0) * n
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(used @ spread / used.sum(axis=1)))
