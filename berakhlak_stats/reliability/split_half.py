"""Split-half coefficients: odd against even, and all splits at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.association.covariance import Moments, numeric_gradient, set_moments
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.reliability import remarks
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    Solution,
    check_matrix,
    estimates,
    solved,
)
from berakhlak_stats.reliability.item_sets import ItemSet, item_sets
from berakhlak_stats.reliability.splits import (
    MOST,
    count_of,
    extreme_splits,
    mean_slope,
    mean_value,
    odd_even,
    split_slope,
    split_value,
)
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Guttman (1945)", "Spearman (1910)", "Brown (1910)", "Cronbach (1951)")
PARTS = (
    Coefficient("flanagan"),
    Coefficient("highest_split"),
    Coefficient("lowest_split"),
    Coefficient("mean_split"),
    Coefficient("odd_even_r", "correlation"),
    Coefficient("odd_even"),
    Coefficient("error_of_score", "plain"),
)


def split_half(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    on: str = "covariance",
    halves: bool = True,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Agreement of two halves of a set of items: odd against even, and over all splits.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two, in the order in which they were asked; without them every scale of the
        instrument, and all rating items together.
    on : {"covariance", "correlation"}
        Halves of the answers, or of standardised answers.
    halves : bool
        Whether highest and lowest are over parts of equal size (one apart for an odd number of
        items), or over parts of any size.
    missing : {"listwise", "pairwise"}
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng`` (which also draws splits where
        there are more than 22 items).

    Returns
    -------
    Estimates
        Per set and group, level "coefficient": "SET:flanagan" (odd against even places, as
        Guttman and Flanagan), "SET:highest_split" (lambda 4), "SET:lowest_split" (beta),
        "SET:mean_split", "SET:odd_even_r" (correlation of the halves), "SET:odd_even" (the same
        by the Spearman-Brown formula), "SET:error_of_score" (standard error of measurement of
        the sum, in points).

    Notes
    -----
    Of a split into A and B, ``4 cov(A, B) / var(A + B)``; Spearman-Brown ``2 r / (1 + r)``. The
    mean over splits is in closed form, and is alpha for an even number of items. The highest
    and lowest are extremes: they over- and understate in small samples, and their intervals take
    the split that was found as given. Not for speeded tests, nor for items that belong in pairs.

    References
    ----------
    Spearman (1910), British Journal of Psychology 3, 271-295; Brown (1910), ibid. 296-322;
    Guttman (1945), Psychometrika 10, 255-282; Cronbach (1951), Psychometrika 16, 297-334; Revelle
    (1979), Multivariate Behavioral Research 14, 57-74, for the lowest split (beta).

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import split_half
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> frame = split_half(survey, items=["a", "b"]).to_frame()
    >>> round(float(frame.set_index("item")["estimate"]["a+b:odd_even_r"]), 3)
    0.8
    """
    check_matrix(on)
    chosen = Options(**options)
    sets, short = item_sets(survey.instrument, items, "split_half")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [
        _splits(each, moments, on, halves, chosen.seed)
        for each, moments in zip(sets, found, strict=True)
    ]
    made = {
        "statistic": "split_half",
        "variant": on,
        "sureness": "published",
        "references": REFERENCES,
        "missing_rule": missing,
        "parameters": {
            "items": {each.name: list(each.items) for each in sets},
            "matrix": f"{on}, {missing}",
            "splits": {each.name: count_of(len(each), halves=halves) for each in sets},
        },
    }
    result = estimates(survey, parts, chosen, made)
    large = [each for each in sets if len(each) > MOST]
    said = [remarks.say("E812", scale=each.name, count=count_of(len(each))) for each in large]
    said += [*short, *remarks.item_remarks(sets, found, result)]
    return remarks.warned(result, [*said, remarks.say("E806")])


def _splits(each: ItemSet, found: Moments, on: str, halves: bool, seed: int) -> Measured:
    names = [Coefficient(f"{each.name}:{part.item}", part.scale) for part in PARTS]
    fixed = odd_even(len(each))

    def f(S: Array) -> Array:
        return _against(S, fixed)

    def solve(S: Array) -> Solution:
        found = extreme_splits(S, halves=halves, seed=seed)
        picked = (fixed, found.highest, found.lowest)
        values = [*(split_value(S, signs) for signs in picked), mean_value(S), *f(S)]
        slopes = [*(split_slope(S, signs) for signs in picked), mean_slope(S)]
        return Solution(np.array(values), np.concatenate([slopes, numeric_gradient(f, S)]))

    return solved(found, names, solve, on=on)


def _against(S: Array, signs: Array) -> Array:
    """Correlation of two parts, its Spearman-Brown form, and the error of the sum (..., 3)."""
    first, second = np.maximum(signs, 0), np.maximum(-signs, 0)
    a, b, c = (
        np.einsum("i,...ij,j->...", x, S, y)
        for x, y in ((first, first), (second, second), (first, second))
    )
    r = c / np.sqrt(a * b)
    brown = 2 * r / (1 + r)
    error = np.sqrt((a + b + 2 * c) * (1 - brown))
    return np.stack([r, brown, error], axis=-1)
