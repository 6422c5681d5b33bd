"""Cronbach's alpha of a set of items in the population, from weighted totals.

Source: Cronbach (1951), Psychometrika 16, 297-334.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.reliability.pick_lists import refuse_pick_lists
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def cronbach_alpha(survey: Survey, *, items: Sequence[str], **options: Any) -> Estimates:
    """Cronbach's alpha of ``items``: the share of the variance of their sum that they share.

    Parameters
    ----------
    survey : Survey
    items : sequence of str
        At least two, all rating items or all numeric items. Rating items that the instrument
        marks as reversed are turned round.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per group, level "scale", at most 1; t intervals.

    Notes
    -----
    ``k / (k - 1) * (1 - sum of item variances / variance of the sum)``, of people who answered
    every item. It is a lower bound of reliability for uncorrelated errors, and says nothing
    about whether the items measure one thing. Picks from a list of k words are no items: they
    depend on each other negatively by the way they are asked. Answers are accumulated about a
    centre fixed before the pass, so that squares do not cancel.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; Binder (1983), International Statistical Review
    51, 279-292, for the standard error.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import cronbach_alpha
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> round(float(cronbach_alpha(survey, items=["a", "b"]).to_frame()["estimate"][0]), 3)
    0.889
    """
    refuse_pick_lists(survey.instrument, items, "cronbach_alpha")
    names = tuple(dict.fromkeys(items))
    if len(names) < 2:
        raise OptionError("E703", name="items", expected=">= 2 butir / items", given=list(items))
    made = {
        "statistic": "cronbach_alpha",
        "variant": "raw",
        "sureness": "published",
        "references": ("Cronbach (1951)",),
        "parameters": {"items": list(names)},
    }
    return estimate(survey, [alpha_statistic(survey, names)], Options(**options), made)


def alpha_statistic(survey: Survey, items: tuple[str, ...]) -> Statistic:
    """Alpha as a function of totals: items, their squares, and the square of their sum."""
    _check_items(survey, items)
    first = _answers(survey, items)
    complete = first[_complete(first)]
    centre = np.round(np.median(complete, axis=0)) if len(complete) else np.zeros(len(items))

    def moments(batch: Survey) -> NDArray[Any]:
        x = _answers(batch, items) - centre
        known = _complete(x)
        x = np.where(known[:, None], x, 0.0)
        whole = x.sum(axis=1)
        return np.column_stack([known, x, x**2, whole**2])

    size = len(items)
    columns = ("known", *items, *(f"{item}^2" for item in items), "sum^2")
    sums = Feature(f"alpha:{','.join(items)}@{centre.tolist()}", columns, moments)

    def f(t: View) -> Array:
        total = t[sums.name] / t[sums.name][..., :1]
        mean, square = total[..., 1 : size + 1], total[..., size + 1 : 2 * size + 1]
        apart = (square - mean**2).sum(axis=-1)
        together = total[..., -1] - mean.sum(axis=-1) ** 2
        return np.asarray(size / (size - 1) * (1 - apart / together))[..., None]

    output = Output("+".join(items), "scale", sums.name, "mean")
    return Statistic(f"alpha:{','.join(items)}", (sums,), (output,), f)


def _check_items(survey: Survey, items: tuple[str, ...]) -> None:
    asked = survey.instrument
    ratings, numbers = [tuple(each.id for each in kind) for kind in (asked.ratings, asked.numbers)]
    known = ratings if items[0] in ratings else numbers
    for item in items:
        if item not in known:
            choices = ", ".join(known) or "-"
            raise OptionError("E701", name="items", given=item, choices=choices)


def _answers(survey: Survey, items: tuple[str, ...]) -> Array:
    """Answers (n, items) in one direction, NaN for missing."""
    asked = survey.instrument.rating_index
    if items[0] not in asked:
        return np.stack([survey.number(item) for item in items], axis=1)
    rated = np.stack([survey.rating(item) for item in items], axis=1).astype(float)
    # Only variances count, so turning an item round needs no more than its sign.
    sign = np.array([-1.0 if asked[item].reversed else 1.0 for item in items])
    return np.asarray(np.where(rated < 0, np.nan, rated) * sign)


def _complete(answers: Array) -> NDArray[np.bool_]:
    return np.asarray(np.isfinite(answers).all(axis=1))
