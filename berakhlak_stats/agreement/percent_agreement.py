"""On how many subjects all raters say the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.raters import (
    counts_feature,
    rater_names,
    require_quantities,
)
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def percent_agreement(
    survey: Survey, *, items: Sequence[str], tolerance: float = 0.0, **options: Any
) -> Estimates:
    """Share of subjects whose ratings all lie within ``tolerance`` of each other.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``.
    tolerance : float
        Largest difference that still counts as agreement, in units of the answers.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "coefficient" per group, 0 to 1, Wilson intervals.

    Notes
    -----
    Of subjects that every rater rated. Chance is not taken out: with two categories raters who
    toss coins agree on half of the subjects. Print it beside a kappa, not instead of one.

    References
    ----------
    Wilson (1927), JASA 22, 209-212, for the interval.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 1, 2, 2] * 5, "r2": [1, 2, 2, 2] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> bs.agreement.percent_agreement(survey, items=["r1", "r2"]).to_frame()["estimate"][0]
    np.float64(0.75)
    """
    if not tolerance >= 0:
        raise OptionError("E703", name="tolerance", expected=">= 0", given=tolerance)
    names = rater_names(items)
    require_quantities(survey, names)
    made = {
        "statistic": "percent_agreement",
        "sureness": "published",
        "references": ("Wilson (1927)",),
        "parameters": {"items": list(names), "tolerance": tolerance},
    }
    return estimate(survey, [_statistic(names, tolerance)], Options(**options), made)


def _statistic(names: tuple[str, ...], tolerance: float) -> Statistic:
    def compute(x: Array) -> NDArray[Any]:
        known = complete(x)
        apart = np.where(known, x.max(axis=1) - x.min(axis=1), np.inf)
        return np.column_stack([known, apart <= tolerance + 1e-12])

    feature = counts_feature(names, np.zeros(1), compute, f"same:{tolerance}")

    def f(t: View) -> Array:
        total = t[feature.name]
        return np.asarray(total[..., 1:] / total[..., :1])

    output = Output("+".join(names), "coefficient", at(feature, "known"), "proportion")
    return Statistic(f"same:{tolerance}:{'+'.join(names)}", (feature,), (output,), f)
