"""The covariance matrix of all correlations and thresholds, for weighted least squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.correlation import CorrelationMatrix
from berakhlak_stats.association.pairs import PairCorrelations
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.influence import Influence, influence_statistic
from berakhlak_stats.inference.strata import describe_strata
from berakhlak_stats.inference.taylor import taylor
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Output

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class AsymptoticCovariance:
    """Variances and covariances of correlations and thresholds.

    Attributes
    ----------
    pairs : tuple of (item, item)
        The first rows and columns, in the order of the upper triangle.
    thresholds : tuple of (item, int)
        The rows after them: item and number of the cut point, from 1; none for correlations of
        numbers or ranks.
    matrix : array (groups, k, k)
        Of the estimates themselves (not multiplied by n); NaN for what was not estimated.
    """

    pairs: tuple[tuple[str, str], ...]
    thresholds: tuple[tuple[str, int], ...]
    matrix: Array


def asymptotic_covariance(
    survey: Survey | SurveyStream, *, of: CorrelationMatrix
) -> AsymptoticCovariance:
    """Design-based covariance matrix of the estimates in ``of``, in a second pass.

    Parameters
    ----------
    survey : Survey or SurveyStream
        The one that ``of`` was made from.
    of : CorrelationMatrix
        Not smoothed.

    Returns
    -------
    AsymptoticCovariance

    Notes
    -----
    Linearised: strata, primary units, population counts and calibration count; replicate
    weights are refused. Thresholds are those of each item, whatever the pairs used.

    References
    ----------
    Muthen (1984), Psychometrika 49, 115-132; Joreskog (1994), Psychometrika 59, 381-389.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.association import asymptotic_covariance, correlation
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4] * 9, "b": [1, 2, 4, 3] * 9})
    >>> asked = bs.make_instrument(ratings=["a", "b"], scale=(1, 4))
    >>> survey = bs.read_survey(answers, instrument=asked)
    >>> made = correlation(survey, items=["a", "b"], kind="polychoric")
    >>> asymptotic_covariance(survey, of=made).matrix.shape
    (1, 7, 7)
    """
    if of.smoothed.any():
        raise StatisticError("E826")
    if survey.design.replicates is not None:
        raise StatisticError("E827")
    given = _influence(of)
    statistic = influence_statistic(given)
    totals = collect(survey, [statistic], by=of.by)
    found = taylor(statistic, totals, describe_strata(totals), within=True).within
    lost = ~np.isfinite(given.estimate)
    within = np.where(lost[:, :, None] | lost[:, None, :], np.nan, np.asarray(found))
    first, second = of.pairs.found.pairs
    pairs = tuple((of.items[i], of.items[j]) for i, j in zip(first, second, strict=True))
    cuts = len(of.pairs.found.categories) - 1 if of.thresholds is not None else 0
    numbered = tuple((item, k + 1) for item in of.items for k in range(cuts))
    return AsymptoticCovariance(pairs, numbered, within)


def _influence(of: CorrelationMatrix) -> Influence:
    """Correlations, then thresholds where they are the model's; hidden ones without a number."""
    pairs, base = of.pairs, of.base
    shown = np.isfinite(of.matrix[:, *pairs.found.pairs]) & pairs.estimable
    estimate = np.where(shown, pairs.rho, np.nan)
    latent = of.thresholds is not None
    if of.thresholds is not None:
        cuts = of.thresholds.reshape(len(estimate), -1)
        estimate = np.concatenate([estimate, np.where(np.isfinite(cuts), cuts, np.nan)], axis=1)
    outputs = tuple(Output(f"{j}", "pair", base.name, "mean") for j in range(estimate.shape[1]))

    def rows(survey: Survey) -> Array:
        return np.concatenate([pairs.rows(survey), *_thresholds(pairs, survey, latent)], axis=1)

    name = f"asymptotic:{of.name}:{','.join(of.items)}"
    return Influence(name, outputs, (base,), estimate, rows)


def _thresholds(pairs: PairCorrelations, survey: Survey, latent: bool) -> list[NDArray[Any]]:
    return [pairs.threshold_rows(survey)] if latent else []
