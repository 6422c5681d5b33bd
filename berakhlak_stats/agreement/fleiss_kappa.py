"""Agreement of several raters beyond chance, over all and category by category.

Source: Fleiss (1971), Psychological Bulletin 76, 378-382; Conger (1980), Psychological
Bulletin 88, 322-328, for chance from each rater's own habits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.raters import (
    categories_of,
    chance_corrected,
    counts_feature,
    rater_names,
)
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.indices.about import choice
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["fleiss", "conger"]


def fleiss_kappa(
    survey: Survey, *, items: Sequence[str], variant: str = "fleiss", **options: Any
) -> Estimates:
    """Fleiss' kappa of several raters, and the same of each category against all others.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``.
    variant : {"fleiss", "conger"}
        Chance agreement from the categories pooled over raters, or from each rater's own.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "coefficient" per group, at most 1: of all categories (raters joined by
        "+"), and for "fleiss" of each category in use (``kappa:3``), with z tests of no
        agreement beyond chance.

    Notes
    -----
    Of subjects that every rater rated; categories are unordered. With "fleiss" the raters of
    one subject need not be those of another. Standard errors are linearised, intervals t on
    the logarithm of the disagreement left; z rests on the variance under no agreement (Fleiss,
    Nee & Landis 1979). "conger" has no such test here.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378-382; Fleiss, Nee & Landis (1979),
    Psychological Bulletin 86, 974-977; Conger (1980), Psychological Bulletin 88, 322-328.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 1, 2, 2] * 5, "r2": [1, 2, 2, 2] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> found = bs.agreement.fleiss_kappa(survey, items=["r1", "r2"]).to_frame()["estimate"]
    >>> round(float(found[0]), 4)
    0.4667
    """
    choice("variant", variant, Variant)
    names = rater_names(items)
    answers = categories_of(survey, names, "fleiss_kappa", which="used")
    made = {
        "statistic": "fleiss_kappa",
        "variant": variant,
        "sureness": "published",
        "references": ("Fleiss (1971)" if variant == "fleiss" else "Conger (1980)",),
        "parameters": {"items": list(names), "categories": answers.tolist()},
    }
    if variant == "conger":
        return chance_corrected(survey, _conger(names, answers), options, made)
    statistic = _fleiss(names, answers)
    name, k = statistic.features[0].name, len(names)

    def under_chance(t: View) -> Array:
        n = t[name][..., :1]
        p = t[name][..., 1 : 1 + len(answers)] / (n * k)
        pq = (p * (1 - p)).sum(axis=-1, keepdims=True)
        skew = (p * (1 - p) * (1 - 2 * p)).sum(axis=-1, keepdims=True)
        pairs = n * k * (k - 1)
        whole = 2 * (pq**2 - skew) / (pq**2 * pairs)
        return np.concatenate([whole, np.broadcast_to(2 / pairs, p.shape)], axis=-1)

    return chance_corrected(survey, statistic, options, made, under_chance)


def _hits(x: Array, answers: Array) -> tuple[NDArray[np.bool_], NDArray[Any]]:
    """Who was rated by all, and who said what of them (n, raters, categories)."""
    known = complete(x)
    return known, (x[:, :, None] == answers) & known[:, None, None]


def _fleiss(names: tuple[str, ...], answers: Array) -> Statistic:
    raters, size = len(names), len(answers)

    def compute(x: Array) -> NDArray[Any]:
        known, hit = _hits(x, answers)
        count = hit.sum(axis=1)
        return np.column_stack([known, count, count**2])

    feature = counts_feature(names, answers, compute, "fleiss")

    def f(t: View) -> Array:
        total = t[feature.name]
        votes = total[..., 1 : 1 + size].sum(axis=-1, keepdims=True)
        p = total[..., 1 : 1 + size] / votes
        # Pairs of raters of a subject that agree on a category, per vote for it.
        same = total[..., 1 + size :] - p * votes
        each = same / (votes * (raters - 1) * p)
        whole = (1 - (p * np.where(p > 0, each, 0)).sum(axis=-1)) / (1 - (p**2).sum(axis=-1))
        return np.concatenate([whole[..., None], (1 - each) / (1 - p)], axis=-1)

    base = at(feature, "known")
    labels = ("+".join(names), *(f"kappa:{answer:g}" for answer in answers))
    outputs = tuple(Output(label, "coefficient", base, "positive") for label in labels)
    return Statistic(f"fleiss:{'+'.join(names)}", (feature,), outputs, f)


def _conger(names: tuple[str, ...], answers: Array) -> Statistic:
    raters, size = len(names), len(answers)

    def compute(x: Array) -> NDArray[Any]:
        known, hit = _hits(x, answers)
        same = (hit.sum(axis=1) ** 2).sum(axis=1) - raters * known
        return np.column_stack([known, same, hit.reshape(len(x), -1)])

    feature = counts_feature(names, answers, compute, "conger")

    def f(t: View) -> Array:
        total = t[feature.name]
        own = total[..., 2:].reshape(*total.shape[:-1], raters, size)
        n = own.sum(axis=-1, keepdims=True)
        seen, own = total[..., 1] / n[..., 0, 0] / (raters * (raters - 1)), own / n
        pooled = own.sum(axis=-2)
        apart = (pooled**2 - (own**2).sum(axis=-2)).sum(axis=-1) / (raters * (raters - 1))
        return np.asarray((1 - seen) / (1 - apart))[..., None]

    output = Output("+".join(names), "coefficient", at(feature, "known"), "positive")
    return Statistic(f"conger:{'+'.join(names)}", (feature,), (output,), f)
