"""McDonald's omega of scales with one factor, from covariances."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Solution,
    check_choice,
    solved,
)
from berakhlak_stats.reliability.item_sets import ALL, ItemSet, item_sets
from berakhlak_stats.reliability.one_factor import Made, OneFactor, solve_with
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Denominator = Literal["model", "observed"]
REFERENCES = ("McDonald (1999)", "Joreskog (1967)", "Fornell & Larcker (1981)")
AVE, LOADING, RESIDUAL = "average_variance", "loading", "residual"


def mcdonald_omega(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    denominator: str = "model",
    details: bool = False,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """McDonald's omega: the share of the variance of a sum of items that one factor explains.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least three, all rating items or all numeric items; without them every scale of the
        instrument that has three, and all rating items together.
    denominator : {"model", "observed"}
        Whether the variance of the sum is that of the model or that of the answers; they differ
        where one factor does not fit.
    details : bool
        Whether loadings and residual variances of the items are given too; of items in several
        sets, those of their scale.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Per set and group, level "coefficient": "SET", "SET:average_variance" (AVE: the factor's
        share of the variance of the items), and with ``details`` "ITEM:loading" and
        "ITEM:residual", unstandardised, for a factor with variance 1.

    Notes
    -----
    ``(sum of loadings)^2 / ((sum of loadings)^2 + sum of residual variances)`` of a factor found
    by maximum likelihood. Unlike alpha it does not ask for equal loadings, but like alpha it is
    wrong where errors correlate or one factor does not fit: look at
    :func:`omega_hierarchical` then. Answers in few categories are taken as they are, as numbers
    (for ordered answers :func:`categorical_omega`). A set whose factor is improper (Heywood),
    does not converge, or whose matrix is not positive definite has no number, a note, and a
    warning. Standard errors differentiate the solution implicitly and do not assume normal
    answers. With three items the factor fits exactly and nothing is tested.

    References
    ----------
    McDonald (1999), Test Theory: a Unified Treatment; Joreskog (1971), Psychometrika 36, 109-133;
    Joreskog (1967), Psychometrika 32, 443-482; Fornell & Larcker (1981), Journal of Marketing
    Research 18, 39-50; Kelley & Pornprasertmanit (2016), Psychological Methods 21, 69-92.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import mcdonald_omega
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(200, 1)) * [1, 2, 1.5] + rng.normal(size=(200, 3))
    >>> asked = bs.make_instrument(numbers=["a", "b", "c"])
    >>> survey = bs.read_survey(pd.DataFrame(x, columns=["a", "b", "c"]), instrument=asked)
    >>> bool(0.8 < mcdonald_omega(survey, items=["a", "b", "c"]).to_frame()["estimate"][0] < 0.95)
    True
    """
    check_choice("denominator", denominator, Denominator)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "mcdonald_omega", least=3)
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    observed = denominator == "observed"
    parts = [
        part
        for each, moments in zip(sets, found, strict=True)
        for part in _of_set(
            each,
            moments,
            observed=observed,
            # Items stand in their own scale; all of them together would repeat every name.
            details=details and (each.name != ALL or len(sets) == 1),
        )
    ]
    made = described(
        "mcdonald_omega",
        sets,
        REFERENCES,
        matrix=f"covariance, {missing}",
        missing=missing,
        variant=denominator,
        extraction="ml",
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.item_remarks(sets, found, result)]
    wholes = [part for part in parts if not part.coefficients[0].item.endswith(f":{LOADING}")]
    said += remarks.problem_remarks(wholes, result)
    said += remarks.size_remarks(sets, result)
    return remarks.warned(result, [*said, remarks.say("E806")])


def _of_set(each: ItemSet, found: Moments, *, observed: bool, details: bool) -> list[Measured]:
    names = [Coefficient(each.name), Coefficient(f"{each.name}:{AVE}")]

    def solve(S: Array) -> Solution:
        whole = S.sum() if observed else None
        return solve_with(S, 2, partial(omega_and_ave, whole=whole))

    parts = [solved(found, names, solve)]
    if details:
        rows = [
            Coefficient(f"{item}:{name}", "plain")
            for name in (LOADING, RESIDUAL)
            for item in each.items
        ]
        parts.append(solved(found, rows, _parameters, population=True))
    return parts


def omega_and_ave(factor: OneFactor, whole: float | None) -> Made:
    """Omega and the average variance extracted; ``whole`` is the observed variance of the sum."""
    x, size = factor.loadings, len(factor.loadings)
    common, error, square = float(x.sum() ** 2), float(factor.unique.sum()), float((x**2).sum())
    slope = 2 * x.sum()
    if whole is None:
        total, direct = common + error, np.zeros((size, size))
        first = np.full(size, slope * error / total**2), np.full(size, -common / total**2)
    else:
        total, direct = whole, np.full((size, size), -common / whole**2)
        first = np.full(size, slope / whole), np.zeros(size)
    parts = square + error
    second = 2 * x * error / parts**2, np.full(size, -square / parts**2)
    return Made(
        np.array([common / total, square / parts]),
        np.stack([first[0], second[0]]),
        np.stack([first[1], second[1]]),
        np.stack([direct, np.zeros((size, size))]),
    )


def _parameters(S: Array) -> Solution:
    """Loadings and residual variances themselves."""
    size = len(S)

    def make(factor: OneFactor) -> Made:
        unit, none = np.eye(size), np.zeros((size, size))
        return Made(
            np.concatenate([factor.loadings, factor.unique]),
            np.concatenate([unit, none]),
            np.concatenate([none, unit]),
            np.zeros((2 * size, size, size)),
        )

    return solve_with(S, 2 * size, make)
