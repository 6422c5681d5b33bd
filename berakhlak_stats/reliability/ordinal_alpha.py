"""Alpha of the normal variables thought to lie behind ordered answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.correlation import CorrelationMatrix, correlation
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.coefficients import Coefficient, Measured, Solution, solved
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Zumbo, Gadermann & Zeisser (2007)", "Chalmers (2018)")


def ordinal_alpha(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    missing: str = "listwise",
    empty: str = "none",
    **options: Any,
) -> Estimates:
    """Alpha of polychoric correlations: of the sum of normal variables behind ordered answers.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two rating items; without them every scale of the instrument, and all rating
        items together.
    missing : {"listwise", "pairwise"}
    empty : {"none", "half"}
        Empty cells of a cross-table count nothing, or half a person.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per set and group, level "coefficient".

    Notes
    -----
    ``k r / (1 + (k - 1) r)`` with the average polychoric correlation ``r``. It is not the
    reliability of the score that is reported: nobody has the sum of the normal variables, and
    the sum of the answers is less reliable (Chalmers 2018). It shows what categories cost, and
    what more of them might gain. For the reliability of the score itself take
    :func:`categorical_omega`, or alpha of the answers. Nothing falls back to correlations of the
    answers: where a pair cannot be estimated there is no number.

    References
    ----------
    Zumbo, Gadermann & Zeisser (2007), Journal of Modern Applied Statistical Methods 6, 21-29;
    Gadermann, Guhn & Zumbo (2012), Practical Assessment, Research & Evaluation 17, 3; Chalmers
    (2018), Educational and Psychological Measurement 78, 1056-1071.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import ordinal_alpha
    >>> rng = np.random.default_rng(1)
    >>> x = np.clip(np.round(3 + rng.normal(size=(300, 1)) + rng.normal(size=(300, 3))), 1, 5)
    >>> asked = bs.make_instrument(ratings=["a", "b", "c"])
    >>> survey = bs.read_survey(pd.DataFrame(x, columns=["a", "b", "c"]), instrument=asked)
    >>> bool(0.6 < ordinal_alpha(survey, items=["a", "b", "c"]).to_frame()["estimate"][0] < 0.9)
    True
    """
    require_answers(survey)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "ordinal_alpha")
    found = [
        correlation(
            survey, items=each.items, kind="polychoric", by=chosen.by, missing=missing, empty=empty
        )
        for each in sets
    ]
    parts = [_alpha(each, matrix) for each, matrix in zip(sets, found, strict=True)]
    made = described(
        "ordinal_alpha",
        sets,
        REFERENCES,
        matrix=found[0].name,
        missing=missing,
        empty_cells=empty,
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.matrix_warnings(found), remarks.say("E810")]
    return remarks.warned(result, [*said, remarks.say("E806")])


def _alpha(each: ItemSet, found: CorrelationMatrix) -> Measured:
    def solve(R: Array) -> Solution:
        return Solution(np.atleast_1d(classical.alpha(R)), classical.alpha_gradient(R)[None])

    return solved(found, [Coefficient(each.name)], solve)
