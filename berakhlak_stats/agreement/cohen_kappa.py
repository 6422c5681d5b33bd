"""Agreement of two raters beyond chance.

Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; Cohen (1968),
Psychological Bulletin 70, 213-220, for weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.raters import (
    Categories,
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

Variant = Literal["unweighted", "linear", "quadratic"]


def cohen_kappa(
    survey: Survey,
    *,
    items: Sequence[str],
    variant: str = "unweighted",
    categories: str = "scale",
    **options: Any,
) -> Estimates:
    """Cohen's kappa of two raters of the same subjects.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : pair of str
        The two raters: rating or numeric items, or ``"list:word"``.
    variant : {"unweighted", "linear", "quadratic"}
        How near misses count: not at all, by their distance, or by its square, in categories.
    categories : {"scale", "used"}
        Distances between all categories of the scale (as vcd::Kappa), or only between those
        that either rater used (as irr::kappa2). Unweighted kappa is the same in both.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "coefficient" per group, at most 1; ``statistic`` and ``p_value`` test
        that there is no agreement beyond chance.

    Notes
    -----
    Of subjects rated by both. The standard error is the large-sample one of Fleiss, Cohen &
    Everitt (1969) times ``sqrt(n / (n - 1))``, which is what linearisation gives; the interval
    is t on the logarithm of the share of disagreement left. z rests on the variance under no
    agreement. Kappa falls as one category comes to dominate, at equal agreement: print the
    shares beside it. Quadratic weights make it nearly an intraclass correlation.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; Cohen (1968),
    Psychological Bulletin 70, 213-220; Fleiss, Cohen & Everitt (1969), Psychological Bulletin
    72, 323-327.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 1, 2, 2] * 5, "r2": [1, 2, 2, 2] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> bs.agreement.cohen_kappa(survey, items=["r1", "r2"]).to_frame()["estimate"][0]
    np.float64(0.5)
    """
    choice("variant", variant, Variant)
    choice("categories", categories, Categories)
    names = rater_names(items, exactly=2)
    answers = categories_of(survey, names, "cohen_kappa", which=categories)
    made = {
        "statistic": "cohen_kappa",
        "variant": variant,
        "sureness": "published",
        "references": ("Cohen (1960)", "Fleiss, Cohen & Everitt (1969)"),
        "parameters": {"items": list(names), "categories": answers.tolist()},
    }
    weights = agreement_weights(len(answers), variant)
    statistic = kappa_statistic(names, answers, weights)
    feature, size = statistic.features[0].name, len(answers)

    def under_chance(t: View) -> Array:
        n, table = t[feature][..., 0], t[feature][..., 1:]
        row, column, chance = _margins(table / n[..., None], weights, size)
        apart = weights - (column @ weights.T)[..., :, None] - (row @ weights)[..., None, :]
        spread = (row[..., :, None] * column[..., None, :] * apart**2).sum(axis=(-2, -1))
        return np.asarray((spread - chance**2) / (n * (1 - chance) ** 2))

    return chance_corrected(survey, statistic, options, made, under_chance)


def agreement_weights(size: int, variant: str) -> Array:
    """How much each pair of categories agrees, 1 on the diagonal, 0 in the far corners."""
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))) / max(size - 1, 1)
    if variant == "unweighted":
        return np.eye(size)
    return np.asarray(1 - (apart if variant == "linear" else apart**2))


def kappa_statistic(names: Sequence[str], answers: Array, weights: Array) -> Statistic:
    """Observed over expected disagreement, from the table of both raters."""
    size = len(answers)

    def cells(x: Array) -> NDArray[Any]:
        known = complete(x)
        place = np.searchsorted(answers, np.where(known[:, None], x, answers[0]))
        hit = (place[:, 0] * size + place[:, 1])[:, None] == np.arange(size * size)
        return np.column_stack([known, hit & known[:, None]])

    feature = counts_feature(names, answers, cells, "pairs")

    def f(t: View) -> Array:
        table = t[feature.name][..., 1:]
        # Over their own sum: shares then stay shares whatever cell is moved to differentiate.
        share = table / table.sum(axis=-1, keepdims=True)
        chance = _margins(share, weights, size)[2]
        seen = (share * weights.ravel()).sum(axis=-1)
        return np.asarray((1 - seen) / (1 - chance))[..., None]

    output = Output("+".join(names), "coefficient", at(feature, "known"), "positive")
    return Statistic(f"kappa:{'+'.join(names)}", (feature,), (output,), f)


def _margins(share: Array, weights: Array, size: int) -> tuple[Array, Array, Array]:
    """Row and column shares, and the agreement that they alone would make."""
    table = share.reshape(*share.shape[:-1], size, size)
    row, column = table.sum(axis=-1), table.sum(axis=-2)
    chance = np.einsum("...i,ij,...j->...", row, weights, column)
    return row, column, np.asarray(chance)
