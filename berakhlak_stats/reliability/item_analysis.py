"""Item analysis: alpha of scales, and what every item does in its scale, from one reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.coefficients import Coefficient, Measured, measured
from berakhlak_stats.reliability.item_sets import ALL, ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Cronbach (1951)", "Henrysson (1963)", "Binder (1983)")
STANDARDISED, AVERAGE, WITHOUT, REST = "standardised", "mean_r", "without", "rest"


def item_analysis(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Cronbach's alpha of scales, and how each item bears on it.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two, which form one scale; without them every scale of the instrument, and all
        rating items together.
    missing : {"listwise", "pairwise"}
        People who answered every item of the set, or both items of each pair.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Level "coefficient". Per set and group: "SET" (alpha), "SET:standardised" (alpha of
        standardised answers) and "SET:mean_r" (average correlation between its items). Per item
        of a scale: "ITEM:without" (alpha of the others, for three items or more) and "ITEM:rest"
        (correlation with the sum of the others).

    Notes
    -----
    What :func:`~berakhlak_stats.reliability.cronbach_alpha`,
    :func:`~berakhlak_stats.reliability.scale_statistics` and
    :func:`~berakhlak_stats.reliability.item_statistics` say of the same sets, with the covariances
    between all rows. Reversed items are turned round where the instrument declares them. Not for
    dropping items until alpha rises: in the next sample it will not.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; Henrysson (1963), Psychometrika 28, 211-218; Binder
    (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import item_analysis
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> frame = item_analysis(survey, items=["a", "b"]).to_frame().set_index("item")
    >>> round(float(frame["estimate"]["a+b:mean_r"]), 3)
    0.8
    """
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "item_analysis")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts: list[Measured] = []
    for each, moments in zip(sets, found, strict=True):
        parts.append(_of_set(each, moments))
        # Items stand in their own scale; all of them together would repeat every name.
        if each.name != ALL or len(sets) == 1:
            parts.append(_of_items(each, moments))
    made = described(
        "item_analysis", sets, REFERENCES, matrix=f"covariance, {missing}", missing=missing
    )
    result = estimates(survey, parts, chosen, made)
    said = [*short]
    said += [remarks.say("E801", scale=each.name) for each in sets if len(each) == 2]
    said += remarks.item_remarks(sets, found, result)
    said += remarks.size_remarks(sets, result)
    return remarks.warned(result, [*said, remarks.say("E806")])


def _of_set(each: ItemSet, found: Moments) -> Measured:
    names = (
        Coefficient(each.name),
        Coefficient(f"{each.name}:{STANDARDISED}"),
        Coefficient(f"{each.name}:{AVERAGE}", "correlation"),
    )

    def f(S: Array) -> Array:
        R = classical.correlations(S)
        return np.stack([classical.alpha(S), classical.alpha(R), classical.mean_correlation(S)], -1)

    return measured(found, names, f, _gradient)


def _gradient(S: Array) -> Array:
    of_R = [classical.alpha_gradient(classical.correlations(S)), classical.average_gradient(S)]
    through = classical.through_correlations(S, np.stack(of_R))
    return np.concatenate([classical.alpha_gradient(S)[None], through])


def _of_items(each: ItemSet, found: Moments) -> Measured:
    deleted = len(each) > 2
    names = [Coefficient(f"{item}:{WITHOUT}") for item in each.items if deleted]
    names += [Coefficient(f"{item}:{REST}", "correlation") for item in each.items]

    def f(S: Array) -> Array:
        apart = [classical.alpha(classical.without(S, j)) for j in range(len(each)) if deleted]
        return np.concatenate([*(one[..., None] for one in apart), classical.item_rest(S)], axis=-1)

    return measured(found, names, f)
