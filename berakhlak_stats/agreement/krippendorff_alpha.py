"""Agreement of any number of raters, at any level of measurement, with answers missing.

Source: Krippendorff (2013), Content Analysis, 3rd ed., ch. 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.raters import (
    MOST_CATEGORIES,
    categories_of,
    chance_corrected,
    counts_feature,
    rater_names,
    ratings,
    require_quantities,
)
from berakhlak_stats.errors import StatisticError
from berakhlak_stats.indices.about import choice
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Variant = Literal["krippendorff", "irr"]
MOST_ORDERED = 20
MOST_VALUES = 200


def krippendorff_alpha(
    survey: Survey,
    *,
    items: Sequence[str],
    metric: str = "ordinal",
    variant: str = "krippendorff",
    **options: Any,
) -> Estimates:
    """One minus observed over expected disagreement of raters.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``. Any may be missing.
    metric : {"nominal", "ordinal", "interval", "ratio"}
        What makes two answers far apart: being different; how many answers lie between them;
        their difference; their difference over their sum.
    variant : {"krippendorff", "irr"}
        "irr": as kripp.alpha of R's irr 0.84.1, which in complete tables of more than two
        raters takes pairs of answers for answers in the correction for drawing without
        replacement.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "coefficient" per group, at most 1; ``n`` counts subjects that at
        least two raters rated.

    Notes
    -----
    Every pair of answers to one subject counts ``1 / (m - 1)``, ``m`` being how many rated it;
    expected disagreement is that of answers drawn from all subjects together, without
    replacement. Standard errors are linearised over subjects, intervals t on the logarithm of
    the disagreement left. It is low where nearly all subjects are rated alike, however well
    raters agree on them.

    References
    ----------
    Krippendorff (2013), Content Analysis, 3rd ed., ch. 12; Hayes & Krippendorff (2007),
    Communication Methods and Measures 1, 77-89.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 1, 2, 2] * 5, "r2": [1, 2, 2, 2] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> found = bs.agreement.krippendorff_alpha(survey, items=["r1", "r2"], metric="nominal")
    >>> round(float(found.to_frame()["estimate"][0]), 2)
    0.48
    """
    choice("metric", metric, Metric)
    choice("variant", variant, Variant)
    names = rater_names(items)
    require_quantities(survey, names)
    most = {"ordinal": MOST_ORDERED, "nominal": MOST_CATEGORIES}.get(metric, MOST_VALUES)
    answers = categories_of(survey, names, "krippendorff_alpha", most=most)
    if metric == "ratio" and answers.min() < 0:
        raise StatisticError("E834", item="+".join(names))
    made = {
        "statistic": "krippendorff_alpha",
        "variant": metric if variant == "krippendorff" else f"{metric}, {variant}",
        "sureness": "published",
        "missing_rule": "subjects with at least two raters",
        "references": ("Krippendorff (2013)",),
        "parameters": {"items": list(names)},
    }
    statistic = _statistic(names, answers, metric, pairs_as_answers=variant == "irr")
    return chance_corrected(survey, statistic, options, made)


def distances(answers: Array, metric: str) -> Array:
    """Squared distances (V, V) between answers, where counts do not matter."""
    a, b = answers[:, None], answers[None, :]
    if metric == "nominal":
        return np.asarray(a != b, float)
    if metric == "interval":
        return np.asarray((a - b) ** 2)
    total = a + b
    return np.asarray(np.divide(a - b, total, out=np.zeros_like(total), where=total != 0) ** 2)


def _ordinal(votes: Array) -> Array:
    """Squared ordinal distances (..., V, V): how many answers lie from one to the other."""
    middle = np.cumsum(votes, axis=-1) - votes / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def _feature(names: tuple[str, ...], answers: Array, metric: str, fixed: Array | None) -> Feature:
    """Subjects, answers to them by category, and disagreement: between categories if ordinal."""
    pairs = np.triu_indices(len(answers), 1)

    def compute(x: Array) -> NDArray[Any]:
        given = np.isfinite(x)
        several = given.sum(axis=1) > 1
        votes = ((x[:, :, None] == answers) & several[:, None, None]).sum(axis=1)
        share = 2 / np.maximum(given.sum(axis=1) - 1, 1)
        if fixed is None:
            apart = np.stack([votes[:, i] * votes[:, j] for i, j in zip(*pairs, strict=True)], 1)
            return np.column_stack([several, votes, apart * share[:, None]])
        place = np.searchsorted(answers, np.where(given, x, answers[0]))
        apart = np.zeros(len(x))
        for a, b in combinations(range(x.shape[1]), 2):
            apart += np.where(given[:, a] & given[:, b], fixed[place[:, a], place[:, b]], 0.0)
        return np.column_stack([several, votes, apart * share])

    return counts_feature(names, answers, compute, f"krippendorff:{metric}")


def _statistic(
    names: tuple[str, ...], answers: Array, metric: str, *, pairs_as_answers: bool
) -> Statistic:
    size, raters = len(answers), len(names)
    pairs = np.triu_indices(size, 1)
    fixed = None if metric == "ordinal" else distances(answers, metric)
    feature = _feature(names, answers, metric, fixed)

    def of_weights(batch: Survey) -> NDArray[Any]:
        several = np.isfinite(ratings(batch, names)).sum(axis=1) > 1
        return np.asarray(several * row_weights(batch))[:, None]

    squared = Feature(f"weight-of-rated:{','.join(names)}", ("weight",), of_weights)

    def f(t: View) -> Array:
        total = t[feature.name]
        votes, apart = total[..., 1 : 1 + size], total[..., 1 + size :]
        every = votes.sum(axis=-1)
        far = _ordinal(votes) if fixed is None else fixed
        expected = np.einsum("...i,...ij,...j->...", votes, far, votes) / every**2
        seen = apart[..., 0] if fixed is not None else (far[..., *pairs] * apart).sum(axis=-1)
        # Answers are drawn without replacement, from as many as the weights are worth.
        worth = every * total[..., 0] / t[squared.name][..., 0]
        if pairs_as_answers:
            whole = np.isclose(every, raters * total[..., 0])
            worth = np.where(whole, worth * (raters - 1), worth)
        return np.asarray(seen / every / expected * (worth - 1) / worth)[..., None]

    output = Output("+".join(names), "coefficient", at(feature, "known"), "positive")
    return Statistic(f"alpha:{metric}:{'+'.join(names)}", (feature, squared), (output,), f)
