"""Omega of a sum of ordered answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.association.correlation import CorrelationMatrix, correlation
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.reliability import remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Problem,
    Solution,
    check_choice,
    solved,
    unsolved,
)
from berakhlak_stats.reliability.green_yang import score_reliability
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.reliability.one_factor import Made, OneFactor, one_factor, through
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.coded import written_out
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Extraction = Literal["minres", "ml"]
Denominator = Literal["model", "observed"]
REFERENCES = ("Green & Yang (2009)", "Olsson (1979)", "Harman & Jones (1966)")


def categorical_omega(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    denominator: str = "observed",
    extraction: str = "minres",
    missing: str = "listwise",
    empty: str = "none",
    **options: Any,
) -> Estimates:
    """Reliability of the sum of ordered answers, from one factor of polychoric correlations.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least three rating items; without them every scale of the instrument that has three,
        and all rating items together.
    denominator : {"observed", "model"}
        Whether the variance of the sum follows from the polychoric correlations, as Green and
        Yang and R's semTools have it, or from the factor.
    extraction : {"minres", "ml"}
        How the factor is found: unweighted least squares, or maximum likelihood.
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
    The factor and the cut points give the covariances of the answers themselves, and with them
    the share of the variance of their sum that the factor explains: the reliability of the score
    that people get, unlike :func:`ordinal_alpha`. It leans on normal variables behind the
    answers and on one factor. Standard errors count that cut points, correlations and loadings
    are all estimated. Categories count 0, 1, 2, ...: not for scores with other spacing. A set
    whose factor is improper or does not converge has no number, a note and a warning.

    References
    ----------
    Green & Yang (2009), Psychometrika 74, 155-167; Yang & Green (2015), Methodology 11, 23-34;
    Kelley & Pornprasertmanit (2016), Psychological Methods 21, 69-92; Flora (2020), Advances in
    Methods and Practices in Psychological Science 3, 484-501.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import categorical_omega
    >>> rng = np.random.default_rng(1)
    >>> x = np.clip(np.round(3 + rng.normal(size=(300, 1)) + rng.normal(size=(300, 3))), 1, 5)
    >>> asked = bs.make_instrument(ratings=["a", "b", "c"])
    >>> survey = bs.read_survey(pd.DataFrame(x, columns=["a", "b", "c"]), instrument=asked)
    >>> found = categorical_omega(survey, items=["a", "b", "c"]).to_frame()
    >>> bool(0.6 < found["estimate"][0] < 0.9)
    True
    """
    check_choice("denominator", denominator, Denominator)
    check_choice("extraction", extraction, Extraction)
    require_answers(survey)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "categorical_omega", least=3)
    found = [
        correlation(
            survey, items=each.items, kind="polychoric", by=chosen.by, missing=missing, empty=empty
        )
        for each in sets
    ]
    model = (extraction, denominator == "observed")
    parts = [_omega(*both, *model) for both in zip(sets, found, strict=True)]
    made = described(
        "categorical_omega",
        sets,
        REFERENCES,
        matrix=found[0].name,
        missing=missing,
        variant=denominator,
        empty_cells=empty,
        extraction=extraction,
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.matrix_warnings(found)]
    said += [*remarks.problem_remarks(parts, result), *remarks.size_remarks(sets, result)]
    return remarks.warned(result, [*said, remarks.say("E806")])


def _omega(each: ItemSet, found: CorrelationMatrix, method: str, observed: bool) -> Measured:
    thresholds = found.thresholds if found.thresholds is not None else np.empty((0, 0, 0))
    slopes = np.zeros((len(found.groups), *thresholds.shape[1:]))
    groups = iter(np.flatnonzero(np.isfinite(found.matrix).all(axis=(1, 2))))

    def solve(R: Array) -> Solution:
        g = next(groups)
        factor = one_factor(R, method) if _inside(R) else Problem("E807")
        if isinstance(factor, Problem):
            return unsolved(1, len(R), factor.code, factor.places)
        made, slopes[g] = _made(factor, thresholds[g], R, observed=observed)
        return through(R, factor, made)

    part = solved(found, [Coefficient(each.name)], solve)

    def rows(survey: Survey) -> Array:
        group = group_index(survey, found.by, found.groups)
        cuts = found.pairs.threshold_rows(survey)
        by_cut = slopes.reshape(len(slopes), -1)[group]
        moved = np.where(group >= 0, np.einsum("nc,nc->n", cuts, by_cut), 0.0)
        return written_out(part.rows(survey)) + moved[:, None]

    return replace(part, rows=rows)


def _inside(R: Array) -> bool:
    """Whether no pair correlates perfectly."""
    return bool((np.abs(R[~np.eye(len(R), dtype=bool)]) < 1).all())


def _made(factor: OneFactor, cuts: Array, R: Array, *, observed: bool) -> tuple[Made, Array]:
    """Omega with its derivatives by loadings and correlations, and those by cut points."""
    found = score_reliability(factor.loadings, cuts, R, observed=observed)
    none = np.zeros((1, len(R)))
    made = Made(np.array([found.value]), found.by_loading[None], none, found.by_r[None])
    return made, found.by_cut
