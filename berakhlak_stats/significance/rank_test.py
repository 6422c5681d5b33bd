"""Rank tests of groups under a survey design.

Source: Lumley & Scott (2013), Biometrika 100, 831-842.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.linearised import (
    Linearised,
    for_tests,
    require_df,
    rows_total,
    wald,
)
from berakhlak_stats.significance import variables
from berakhlak_stats.significance.result import TestResult, t_result
from berakhlak_stats.survey.row_weights import row_weights

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

RankScore = Literal["wilcoxon", "vanderWaerden", "median", "KruskalWallis"]
Ties = Literal["midrank", "running"]
REFERENCE = "Lumley & Scott (2013)"


def rank_test(
    survey: Survey,
    *,
    item: str,
    by: str,
    score: RankScore = "wilcoxon",
    ties: Ties = "midrank",
    finite_population: bool = False,
) -> TestResult:
    """Whether groups differ in where they stand in the ranking of everybody.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric or rating item, or ``"list:word"``.
    by : str
        Column of the groups; two or more in use.
    score : {"wilcoxon", "vanderWaerden", "median", "KruskalWallis"}
        What a rank counts: itself over the population size; the normal quantile of that;
        whether it lies above the middle. "KruskalWallis" is "wilcoxon" by the name usual for
        several groups.
    ties : {"midrank", "running"}
        "midrank": tied people share the middle of their weight. "running": the mean of their
        running ranks in the order of the file, as R's ``svyranktest`` has it; the two part
        where tied people have unequal weights.
    finite_population : bool
        Apply the population counts of the design. Off for a test, which asks about more than
        the people of today. Replicate weights carry theirs with them.

    Returns
    -------
    TestResult
        Two groups: a t, and as ``estimate`` the difference in mean score, second group less
        first. More groups: an F, without an estimate.

    Notes
    -----
    Ranks are those in the estimated population: the weight below a value plus half the
    weight at it, so that ties share one rank whatever the order of rows. Scores are then
    held fixed, and their means compared as any means are: holding them fixed changes the
    test by a smaller order than its standard error. Degrees of freedom: PSUs less strata,
    less groups beyond the first. The difference in mean rank is about who stands higher, not
    about how much; with three groups it can be circular.

    References
    ----------
    Lumley & Scott (2013), Biometrika 100, 831-842.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.significance import rank_test
    >>> answers = pd.DataFrame({"hours": [1.0, 2.0, 3.0, 4.0] * 6, "unit": ["a", "b"] * 12})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> round(rank_test(survey, item="hours", by="unit").estimate, 3)
    0.25
    """
    for name, given, literal in (("score", score, RankScore), ("ties", ties, Ties)):
        if given not in get_args(literal):
            choices = ", ".join(get_args(literal))
            raise OptionError("E701", name=name, given=given, choices=choices)
    tested = for_tests(survey, finite_population)
    values, codes = variables.quantity(survey, item), variables.classification(survey, by)
    known = np.isfinite(values) & (codes.codes >= 0)
    codes = variables.used(codes, known)
    variables.require_groups(codes, by, "rank_test")
    if len(codes.labels) == 2:
        variables.require_size(survey, codes, by)
    weights = row_weights(survey)
    scores = np.zeros(survey.n)
    scores[known] = rank_scores(values[known], weights[known], score, ties)
    differences, rows = _differences(scores, codes.codes, weights, len(codes.labels))
    found = rows_total(tested, rows, known)
    df = require_df(found.df - len(differences), "rank_test")
    return _verdict(f"{item} by {by}", f"rank_test [{score}]", differences, found, df)


def rank_scores(
    values: variables.Array, weights: variables.Array, score: RankScore, ties: Ties = "midrank"
) -> variables.Array:
    """Scores (n,) of ranks in the estimated population, as shares of it."""
    from scipy.special import ndtri

    _, place = np.unique(values, return_inverse=True)
    if ties == "midrank":
        mass = np.bincount(place, weights=weights)
        rank = (np.cumsum(mass) - mass / 2)[place]
    else:
        order = np.argsort(place, kind="stable")
        running = np.empty(len(values))
        running[order] = np.cumsum(weights[order]) - weights[order] / 2
        rank = (np.bincount(place, weights=running) / np.bincount(place))[place]
    rank = rank / weights.sum()
    if score == "vanderWaerden":
        return np.asarray(ndtri(rank))
    # Somebody exactly in the middle is not above it, whatever rounding makes of the sum.
    return np.asarray(rank > 0.5 + 1e-12, float) if score == "median" else rank


def _differences(
    scores: variables.Array, codes: variables.Labels, weights: variables.Array, groups: int
) -> tuple[variables.Array, variables.Array]:
    """Mean score of each later group less that of the first, and what rows add to it."""
    inside = codes[:, None] == np.arange(groups)
    size = weights @ inside
    means = (weights * scores) @ inside / size
    parts = inside * (scores[:, None] - means) / size
    return means[1:] - means[0], parts[:, 1:] - parts[:, :1]


def _verdict(
    name: str, method: str, differences: variables.Array, found: Linearised, df: float
) -> TestResult:
    """A t of one difference, or an F of several."""
    from scipy.special import fdtrc

    if len(differences) == 1:
        return t_result(
            name,
            float(differences[0]),
            float(found.covariance[0, 0]),
            df,
            conf_level=0.95,
            n=found.n,
            method=method,
            reference=REFERENCE,
        )
    size = float(len(differences))
    value = wald(differences, found.covariance, "rank_test") / size
    p = float(fdtrc(size, df, value))
    return TestResult(name, value, size, p, found.n, method, REFERENCE, df_2=df)
