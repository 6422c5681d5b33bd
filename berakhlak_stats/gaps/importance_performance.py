"""Importance against performance: the map of what goes with an outcome and how it is rated.

Source: Martilla & James (1977), Journal of Marketing 41, 77-79.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.gaps.drivers import Model, Weights, checked, driver_model
from berakhlak_stats.gaps.lmg import shapley
from berakhlak_stats.gaps.relative_weights import johnson
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Importance = Literal["relative_weights", "lmg", "correlation"]
NAME = "importance_performance"
REFERENCES = ("Martilla & James (1977), Journal of Marketing 41, 77-79",)


def importance_performance(
    survey: Survey,
    *,
    items: Sequence[str],
    outcome: str,
    importance: str = "relative_weights",
    **options: Any,
) -> Estimates:
    """Importance and performance of each item, with intervals for both.

    Parameters
    ----------
    survey : Survey
        Respondents with every answer count.
    items : sequence of str
    outcome : str
        What importance is about.
    importance : {"relative_weights", "lmg", "correlation"}
        Shares of the explained variance by Johnson or Shapley, or correlations with the outcome.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Two rows per item: level "driver_share" (0-1; correlations have level "driver"), the
        importance; and level "performance", the mean answer in its own units.

    Notes
    -----
    Data for a map, without lines across it: where the lines go decides which quadrant an item
    falls into, and items whose intervals cross them belong to none. Importance is association
    with the outcome in this survey, and is no promise of what a change would bring.

    References
    ----------
    Martilla & James (1977), Journal of Marketing 41, 77-79; Johnson (2000), Multivariate
    Behavioral Research 35, 1-19.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import importance_performance
    >>> rng = np.random.default_rng(1)
    >>> answers = pd.DataFrame(rng.normal(size=(60, 3)), columns=["pay", "trust", "stay"])
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> len(importance_performance(survey, items=["pay", "trust"], outcome="stay"))
    4
    """
    choice("importance", importance, Importance)
    model = driver_model(survey, items, outcome)
    analysis = analyse(survey, [_statistic(model, importance)], Options(**options))
    made = about(
        NAME,
        variant=importance,
        sureness="published",
        references=REFERENCES,
        warnings=checked(analysis, model, NAME),
        items=list(model.items),
        outcome=model.outcome,
    )
    return finish(survey, analysis, made)


def _statistic(model: Model, importance: str) -> Statistic:
    ways: dict[str, Weights] = {"relative_weights": johnson, "lmg": shapley}

    def f(t: View) -> Array:
        r = model.correlations(t)
        if importance == "correlation":
            weights = r[..., :-1, -1]
        else:
            raw = ways[importance](r)
            weights = raw / raw.sum(axis=-1, keepdims=True)
        return np.concatenate([weights, model.means(t)], axis=-1)

    base = model.sums.name
    level = "driver" if importance == "correlation" else "driver_share"
    outputs = [Output(item, level, base, "mean") for item in model.items]
    outputs += [Output(item, "performance", base, "mean") for item in model.items]
    return Statistic(f"{NAME}:{importance}:{base}", (model.sums,), tuple(outputs), f)
