"""How each item stands in its scale: correlations with the sum, mean and spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Scale,
    mean_rows,
    measured,
)
from berakhlak_stats.reliability.item_sets import ALL, ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.totals.coded import Block, choose, side_by_side
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Henrysson (1963)", "Guttman (1945)", "Binder (1983)")


def _standardised(S: Array) -> Array:
    return classical.item_total(classical.correlations(S))


def _spread(S: Array) -> Array:
    return np.asarray(np.sqrt(classical.variances(S)))


MEASURES: dict[str, tuple[Callable[[Array], Array], Scale]] = {
    "rest": (classical.item_rest, "correlation"),
    "corrected": (classical.item_corrected, "correlation"),
    "total": (classical.item_total, "correlation"),
    "total_standardised": (_standardised, "correlation"),
    "sd": (_spread, "plain"),
}
MEAN = "mean"


def item_statistics(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Correlation of each item with the rest of its scale, and its mean and spread.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two, which form one scale; without them every item within its scale of the
        instrument.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Per item and group, level "coefficient": "ITEM:rest" (with the sum of the other items),
        "ITEM:corrected" (with the sum of all, each item's own variance replaced by what the others
        predict of it), "ITEM:total" and "ITEM:total_standardised" (with the sum of all, itself
        among them), "ITEM:sd" and "ITEM:mean" (in categories, after turning reversed items).

    Notes
    -----
    R's psych calls the first four r.drop, r.cor, raw.r and std.r. An item with a negative
    correlation with the rest is named in a warning, and never turned round. Pairwise, all are
    functions of pairwise covariances; psych's raw.r is then of each person's mean over the items
    that were answered, which differs in the third decimal. In a scale of two items "rest" is the
    correlation of the two. Not for choosing items by their values in the same answers.

    References
    ----------
    Henrysson (1963), Psychometrika 28, 211-218; Guttman (1945), Psychometrika 10, 255-282.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import item_statistics
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> frame = item_statistics(survey, items=["a", "b"]).to_frame().set_index("item")
    >>> round(float(frame["estimate"]["a:rest"]), 3)
    0.8
    """
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "item_statistics")
    if len(sets) > 1:
        # Items stand in their own scale; all of them together would repeat every name.
        sets = tuple(each for each in sets if each.name != ALL)
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [_of_set(each, moments) for each, moments in zip(sets, found, strict=True)]
    made = described(
        "item_statistics",
        sets,
        REFERENCES,
        matrix=f"covariance, {missing}",
        missing=missing,
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short, *remarks.item_remarks(sets, found, result)]
    return remarks.warned(result, said)


def _of_set(each: ItemSet, found: Moments) -> Measured:
    """All measures of the first item, then of the second, and so on."""
    parts = (_correlations(each, found), _means(each, found))
    measures, size = len(MEASURES) + 1, len(each)
    order = np.arange(measures * size).reshape(measures, size).T.ravel()
    names = [one for part in parts for one in part.coefficients]
    values = np.concatenate([part.values for part in parts], axis=1)

    def rows(survey: Survey) -> Block:
        return choose(side_by_side([part.rows(survey) for part in parts]), order)

    return Measured(tuple(names[j] for j in order), values[:, order], rows, found.base)


def _correlations(each: ItemSet, found: Moments) -> Measured:
    names = [
        Coefficient(f"{item}:{name}", scale)
        for name, (_, scale) in MEASURES.items()
        for item in each.items
    ]

    def f(S: Array) -> Array:
        return np.concatenate([measure(S) for measure, _ in MEASURES.values()], axis=-1)

    return measured(found, names, f)


def _means(each: ItemSet, found: Moments) -> Measured:
    names = tuple(Coefficient(f"{item}:{MEAN}", "plain") for item in each.items)
    values = np.diagonal(found.mean, axis1=1, axis2=2) + found.centre
    gradient = np.broadcast_to(np.eye(len(each)), (len(values), len(each), len(each)))
    return Measured(names, values, mean_rows(found, gradient), found.base)
