"""How alike several raters order the subjects.

Source: Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275-287.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
)
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.indices.about import choice
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["ties", "plain"]


def kendall_w(
    survey: Survey, *, items: Sequence[str], variant: str = "ties", **options: Any
) -> Estimates:
    """Kendall's coefficient of concordance.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``.
    variant : {"ties", "plain"}
        With or without the correction for tied ranks (``correct=TRUE`` of irr::kendall).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "coefficient" per group, 0 to 1; ``statistic``, ``df`` and ``p_value``
        are Friedman's chi-squared test of no concordance.

    Notes
    -----
    ``12 S / (k^2 (n^3 - n))``, ``S`` being the spread of the rank sums of ``n`` subjects over
    ``k`` raters who rated all of them; with ties the denominator loses ``k`` times their sum
    of ``t^3 - t``. Ranks follow from how many subjects got each answer, so that few different
    answers, as on rating scales, make the plain form fall short of 1: prefer "ties" there.
    Levels of raters do not count.

    References
    ----------
    Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10, 275-287.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 2, 3, 4] * 5, "r2": [1, 2, 4, 3] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> found = bs.agreement.kendall_w(survey, items=["r1", "r2"])
    >>> round(float(found.to_frame()["estimate"][0]), 2)
    0.9
    """
    choice("variant", variant, Variant)
    names = rater_names(items)
    answers = categories_of(survey, names, "kendall_w", which="used", most=MOST_CATEGORIES)
    made = {
        "statistic": "kendall_w",
        "variant": variant,
        "sureness": "published",
        "references": ("Kendall & Babington Smith (1939)",),
        "parameters": {"items": list(names)},
    }
    statistic = _statistic(names, answers, ties=variant == "ties")
    result = chance_corrected(survey, statistic, options, made)
    return replace(result, frame=_tested(result.frame, len(names)))


def _tested(frame: Any, raters: int) -> Any:
    from scipy.special import chdtrc

    n, w = frame["n"].to_numpy(float), frame["estimate"].to_numpy(float)
    chi2 = raters * (n - 1) * w
    df = np.where(np.isnan(w), np.nan, n - 1)
    return frame.assign(statistic=chi2, df=df, p_value=chdtrc(df, chi2))


def _statistic(names: tuple[str, ...], answers: Array, *, ties: bool) -> Statistic:
    """From the table of every pair of raters: sums of products of ranks need no more."""
    raters, size = len(names), len(answers)
    pairs = list(combinations(range(raters), 2))
    first, second = (list(each) for each in zip(*pairs, strict=True))

    def compute(x: Array) -> NDArray[Any]:
        known = complete(x)
        place = np.searchsorted(answers, np.where(known[:, None], x, answers[0]))
        cell = place[:, first] * size + place[:, second]
        hit = (cell[:, :, None] == np.arange(size * size)) & known[:, None, None]
        own = (place[:, :, None] == np.arange(size)) & known[:, None, None]
        return np.column_stack([known, own.reshape(len(x), -1), hit.reshape(len(x), -1)])

    feature = counts_feature(names, answers, compute, "concordance")

    def f(t: View) -> Array:
        total = t[feature.name]
        # W belongs to the subjects at hand: shares and their number, without n^3 of weights.
        n, lead = total[..., 0], total.shape[:-1]
        split = 1 + raters * size
        share = total[..., 1:split].reshape(*lead, raters, size)
        share = share / share.sum(axis=-1, keepdims=True)
        table = total[..., split:].reshape(*lead, len(pairs), size, size)
        table = table / table.sum(axis=(-1, -2), keepdims=True)
        rank = np.cumsum(share, axis=-1) - share / 2 - 0.5
        own = (share * rank**2).sum(axis=(-1, -2))
        cross = np.einsum(
            "...pi,...pij,...pj->...", rank[..., first, :], table, rank[..., second, :]
        )
        tied = (share**3).sum(axis=(-1, -2)) / raters - 1 / n**2 if ties else 0.0
        return np.asarray(1 - 12 * (own + 2 * cross) / raters**2 / (1 - 1 / n**2 - tied))[..., None]

    output = Output("+".join(names), "coefficient", at(feature, "known"), "positive")
    return Statistic(f"concordance:{'+'.join(names)}", (feature,), (output,), f)
