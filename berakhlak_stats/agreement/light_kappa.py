"""Agreement of several raters as the mean kappa of their pairs.

Source: Light (1971), Psychological Bulletin 76, 365-377.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.raters import (
    categories_of,
    chance_corrected,
    counts_feature,
    rater_names,
)
from berakhlak_stats.agreement.unit_answers import complete
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def light_kappa(survey: Survey, *, items: Sequence[str], **options: Any) -> Estimates:
    """Light's kappa: the plain mean of Cohen's kappas of all pairs of raters.

    Parameters
    ----------
    survey : Survey
        One row per subject.
    items : sequence of str
        At least two raters: rating or numeric items, or ``"list:word"``.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "coefficient" per group, at most 1.

    Notes
    -----
    Of subjects that every rater rated, categories unordered. Each pair is corrected for the
    habits of its own two raters, unlike :func:`fleiss_kappa`, which supposes that all share
    one distribution. A pair that never disagrees by chance alone has no kappa, and then the
    mean has none either.

    References
    ----------
    Light (1971), Psychological Bulletin 76, 365-377; Conger (1980), Psychological Bulletin 88,
    322-328.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> rated = pd.DataFrame({"r1": [1, 1, 2, 2] * 5, "r2": [1, 2, 2, 2] * 5})
    >>> survey = bs.read_survey(rated, instrument=bs.make_instrument(ratings=["r1", "r2"]))
    >>> bs.agreement.light_kappa(survey, items=["r1", "r2"]).to_frame()["estimate"][0]
    np.float64(0.5)
    """
    names = rater_names(items)
    answers = categories_of(survey, names, "light_kappa")
    made = {
        "statistic": "light_kappa",
        "sureness": "published",
        "references": ("Light (1971)",),
        "parameters": {"items": list(names), "categories": answers.tolist()},
    }
    return chance_corrected(survey, _statistic(names, answers), options, made)


def _statistic(names: tuple[str, ...], answers: Array) -> Statistic:
    pairs, size = list(combinations(range(len(names)), 2)), len(answers)
    raters = len(names)

    def compute(x: Array) -> NDArray[Any]:
        known = complete(x)
        hit = (x[:, :, None] == answers) & known[:, None, None]
        same = [(x[:, a] == x[:, b]) & known for a, b in pairs]
        return np.column_stack([known, *same, hit.reshape(len(x), -1)])

    feature = counts_feature(names, answers, compute, "light")

    def f(t: View) -> Array:
        total = t[feature.name][..., 1:]
        own = total[..., len(pairs) :].reshape(*total.shape[:-1], raters, size)
        n = own.sum(axis=-1, keepdims=True)
        seen, own = total[..., : len(pairs)] / n[..., 0, :], own / n
        first, second = zip(*pairs, strict=True)
        chance = (own[..., first, :] * own[..., second, :]).sum(axis=-1)
        return np.asarray(((1 - seen) / (1 - chance)).mean(axis=-1))[..., None]

    output = Output("+".join(names), "coefficient", at(feature, "known"), "positive")
    return Statistic(f"light:{'+'.join(names)}", (feature,), (output,), f)
