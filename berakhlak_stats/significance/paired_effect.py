"""How far two answers of the same persons lie apart."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, get_args

from berakhlak_stats.significance.effect_size import (
    EffectSize,
    check_measure,
    make_effect,
    ranked_interval,
    shrunk,
    standardised,
)
from berakhlak_stats.significance.paired_test import rank_biserial
from berakhlak_stats.significance.samples import complete, require_simple, require_spread

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PairedMeasure = Literal["dz", "gz", "rank_biserial"]


def paired_effect(
    survey: Survey,
    *,
    items: tuple[str, str],
    measure: PairedMeasure = "gz",
    conf_level: float = 0.95,
    ignore_design: bool = False,
) -> EffectSize:
    """How far two answers of the same persons lie apart, first less second.

    Parameters
    ----------
    survey : Survey
    items : pair of str
    measure : {"dz", "gz", "rank_biserial"}
        Mean difference over the SD of differences, without and with the correction for small
        samples; rank sums of positive less negative differences, over both.
    conf_level : float
        Between 0 and 1.
    ignore_design : bool
        Knowingly measure a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    EffectSize

    Notes
    -----
    dz grows as the two answers agree more from person to person; it must not be compared with
    the d of two groups.

    References
    ----------
    Cohen (1988), Statistical Power Analysis, 2nd ed., ch. 2; Kerby (2014), Comprehensive
    Psychology 3, 11.IT.3.1.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"a": [1.0, 2, 3, 4, 5] * 4, "b": [1.0, 1, 2, 4, 3] * 4})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> round(bs.significance.paired_effect(survey, items=("a", "b"), measure="dz").estimate, 3)
    1.042
    """
    check_measure(measure, get_args(PairedMeasure), conf_level)
    require_simple(survey, "paired_effect", "compare", ignore_design)
    answers = complete(survey, items, "paired_effect")
    differences = answers[:, 0] - answers[:, 1]
    require_spread(differences, "paired_effect")
    n = len(differences)
    if measure == "rank_biserial":
        bounds = ranked_interval(
            rank_biserial(differences),
            math.sqrt((2 * n**3 + 3 * n**2 + n) / 6) / ((n**2 + n) / 2),
            conf_level,
        )
    else:
        d = float(differences.mean() / differences.std(ddof=1))
        bounds = standardised(d, math.sqrt(1 / n), n - 1.0, conf_level)
        if measure == "gz":
            bounds = shrunk(bounds, n - 1.0)
    return make_effect(f"{items[0]} - {items[1]}", measure, bounds, conf_level, n)
