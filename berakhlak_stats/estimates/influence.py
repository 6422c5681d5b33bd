"""Statistics that bring their own influence values: the second pass.

What is made of many products (covariances, factor loadings, polychoric correlations) or found
by iteration is not differentiated through its totals. Its author gives the estimate and the
influence that every respondent has on it; the weighted total of influence values has the
variance of the estimate (Binder 1983, International Statistical Review 51, 279-292; Deville
1999, Survey Methodology 25, 193-203). So strata, primary units, population counts, calibration
and replicate weights come from the one road of ``analyse``, as for every other statistic.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Analysis, Options, Result, analyse
from berakhlak_stats.totals.coded import Block
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Influence:
    """Estimates and the influence of every respondent on them.

    Attributes
    ----------
    name : str
    outputs : tuple of Output
        What is estimated; their bases are paths into ``bases``.
    bases : tuple of Feature
        0/1 columns of who answered what an output needs.
    estimate : array (groups, outputs)
        In the order of the groups of the first pass.
    rows : callable
        Maps a batch of respondents to influence values (n, outputs), or the same by codes
        (:mod:`~berakhlak_stats.totals.coded`), in units of the estimate
        and without the respondent's weight; 0 for who is not in any estimate.
    """

    name: str
    outputs: tuple[Output, ...]
    bases: tuple[Feature, ...]
    estimate: Array
    rows: Callable[[Survey], Block]


def analyse_influence(
    source: Survey | SurveyStream, given: Sequence[Influence], options: Options
) -> Analysis:
    """Read respondents once more and attach uncertainty to what ``given`` estimates.

    Under the bootstrap, replicates are those of the linearised statistic.
    """
    analysis = analyse(source, [influence_statistic(each) for each in given], options)
    results = zip(analysis.results, given, strict=True)
    return replace(analysis, results=tuple(_moved(*each) for each in results))


def influence_statistic(given: Influence) -> Statistic:
    """The total of influence values as a statistic: its variance is that of the estimate."""
    columns = tuple(f"{j}" for j in range(len(given.outputs)))
    rows = Feature(f"influence:{given.name}", columns, given.rows)

    def f(t: View) -> Array:
        return t[rows.name]

    return Statistic(given.name, (rows,), given.outputs, f, bases=given.bases)


def _moved(result: Result, given: Influence) -> Result:
    """The spread of total influence, put about the estimate it belongs to."""
    known = np.isfinite(given.estimate)
    drawn = result.replicates
    covariance = result.covariance
    if covariance is not None:
        lost = ~known.ravel()
        covariance = np.where(lost[:, None] | lost[None, :], np.nan, covariance)
    return replace(
        result,
        estimate=given.estimate,
        variance=np.where(known, result.variance, np.nan),
        replicates=None if drawn is None else drawn - result.estimate + given.estimate,
        covariance=covariance,
    )


def group_index(survey: Survey, by: str | None, groups: Sequence[str]) -> NDArray[np.intp]:
    """Place of each respondent's group in ``groups``; -1 outside every group.

    Batches of a stream may each know other labels, in another order.
    """
    if not by:
        return np.zeros(survey.n, np.intp)
    column = survey.column(by)
    place = {label: g for g, label in enumerate(groups)}
    to = np.array([*(place.get(label, -1) for label in column.labels), -1], np.intp)
    return np.asarray(to[column.codes], np.intp)


def with_zeros(values: NDArray[Any], group: NDArray[np.intp]) -> Array:
    """Influence values (n, k) with 0 for respondents outside every group, and for unknown ones."""
    return np.where((group >= 0)[:, None] & np.isfinite(values), values, 0.0)
