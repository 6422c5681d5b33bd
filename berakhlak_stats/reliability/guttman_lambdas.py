"""Guttman's lower bounds of reliability, and those of ten Berge and Zegers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, numeric_gradient, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Solution,
    check_matrix,
    estimates,
    solved,
)
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.reliability.splits import extreme_splits, split_slope, split_value
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Guttman (1945)", "ten Berge & Zegers (1978)", "Armor (1974)")
BOUNDS: dict[str, Callable[[Array], Array]] = {
    "lambda1": classical.lambda1,
    "lambda2": classical.lambda2,
    "lambda3": classical.alpha,
    "lambda5": classical.lambda5,
    "lambda5_plus": classical.lambda5_plus,
    "lambda6": classical.lambda6,
    **{f"mu{depth}": partial(classical.ten_berge, depth=depth) for depth in range(4)},
    "theta": classical.theta,
}
LAMBDA4 = "lambda4"


def guttman_lambdas(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    on: str = "covariance",
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Lower bounds of the reliability of a sum of items: lambda 1 to 6, mu 0 to 3, and theta.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two; without them every scale of the instrument, and all rating items together.
    on : {"covariance", "correlation"}
        Bounds for the sum of the answers, or of standardised answers as R's psych prints them.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows "SET:lambda1" to "SET:lambda6", "SET:lambda5_plus", "SET:mu0" to "SET:mu3" and
        "SET:theta" per group, level "coefficient".

    Notes
    -----
    All are lower bounds of reliability where errors are uncorrelated; lambda 3 is alpha, and mu 0
    and mu 1 are lambda 3 and lambda 2. Lambda 4 is the largest split-half coefficient over all
    splits into halves (:func:`split_half`): being a maximum, it overstates in small samples, as
    does lambda 6 with many items; the intervals do not correct that, and take the split that was
    found as given. ``lambda5_plus`` follows psych. Theta is of the correlations whatever ``on``
    says, and is the reliability of the first principal component, not a bound.

    References
    ----------
    Guttman (1945), Psychometrika 10, 255-282; ten Berge & Zegers (1978), Psychometrika 43,
    575-579; Armor (1974), Sociological Methodology 5, 17-50; Benton (2015), in: Millsap et al.,
    Quantitative Psychology Research, 301-314, on the bias of lambda 4.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import guttman_lambdas
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> frame = guttman_lambdas(survey, items=["a", "b"]).to_frame()
    >>> round(float(frame.set_index("item")["estimate"]["a+b:lambda1"]), 3)
    0.444
    """
    check_matrix(on)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "guttman_lambdas")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [_bounds(each, moments, on, chosen) for each, moments in zip(sets, found, strict=True)]
    made = {
        "statistic": "guttman_lambdas",
        "variant": on,
        "sureness": "published",
        "references": REFERENCES,
        "missing_rule": missing,
        "parameters": {
            "items": {each.name: list(each.items) for each in sets},
            "matrix": f"{on}, {missing}",
        },
    }
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.item_remarks(sets, found, result)]
    said += remarks.matrix_remarks(sets, found, result)
    return remarks.warned(result, [*said, remarks.say("E806")])


def _bounds(each: ItemSet, found: Moments, on: str, options: Options) -> Measured:
    names = [Coefficient(f"{each.name}:{bound}") for bound in (*BOUNDS, LAMBDA4)]

    def f(S: Array) -> Array:
        return np.stack([bound(S) for bound in BOUNDS.values()], axis=-1)

    def solve(S: Array) -> Solution:
        split = extreme_splits(S, seed=options.seed).highest
        values = np.append(f(S), split_value(S, split))
        slopes = [*numeric_gradient(f, S), split_slope(S, split)]
        return Solution(values, np.stack(slopes))

    return solved(found, names, solve, on=on)
