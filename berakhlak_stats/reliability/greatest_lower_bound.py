"""The greatest lower bound of reliability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Solution,
    check_matrix,
    estimates,
    solved,
    unsolved,
)
from berakhlak_stats.reliability.glb_solver import largest_error
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Jackson & Agunwamba (1977)", "Woodhouse & Jackson (1977)", "Shapiro (1982)")


def greatest_lower_bound(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    on: str = "covariance",
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """The smallest reliability of a sum of items that their covariances allow.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two; without them every scale of the instrument, and all rating items together.
    on : {"covariance", "correlation"}
        For the sum of the answers, or of standardised answers.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per set and group, level "coefficient"; empty, with a warning, where the matrix
        is not positive definite.

    Notes
    -----
    ``1 - tr(E) / var(sum)`` with the largest diagonal ``E >= 0`` that leaves ``S - E`` positive
    semidefinite: no smaller reliability is possible with uncorrelated errors, so that no lower
    bound can be better. In samples it overstates, the more so the more items and the fewer
    people (hundreds of people or more per ten items): use it beside alpha, not in its place.
    Where the solution is unique its derivative is that of the dual, which gives the standard
    error; the interval does not correct the bias.

    References
    ----------
    Jackson & Agunwamba (1977), Psychometrika 42, 567-578; Woodhouse & Jackson (1977), Psychometrika
    42, 579-591; Shapiro (1982), Psychometrika 47, 187-199; ten Berge & Socan (2004), Psychometrika
    69, 613-625, on its bias.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import greatest_lower_bound
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> round(float(greatest_lower_bound(survey, items=["a", "b"]).to_frame()["estimate"][0]), 3)
    0.889
    """
    check_matrix(on)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "greatest_lower_bound")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [_bound(each, moments, on) for each, moments in zip(sets, found, strict=True)]
    made = {
        "statistic": "greatest_lower_bound",
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


def _bound(each: ItemSet, found: Moments, on: str) -> Measured:
    return solved(found, [Coefficient(each.name)], solve_bound, on=on)


def solve_bound(S: Array) -> Solution:
    """The bound of one matrix and its derivatives."""
    made = largest_error(S)
    if made is None:
        return unsolved(1, len(S), "E807")
    whole, error = S.sum(), made.theta.sum()
    slope = error / whole**2 - made.dual / whole
    return Solution(np.array([1 - error / whole]), slope[None])
