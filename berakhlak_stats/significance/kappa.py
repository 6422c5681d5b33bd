"""Agreement of two classifications beyond chance, under a survey design.

Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.significance import variables
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def cohen_kappa(survey: Survey, *, first: str, second: str, **options: Any) -> Estimates:
    """Cohen's kappa of two classifications of the same people in the population.

    Parameters
    ----------
    survey : Survey
    first, second : str
        Columns, rating items or ``"list:word"``, with labels in common. People without an
        answer to either are outside the domain.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per group, level "coefficient", between -1 and 1; t intervals.

    Notes
    -----
    ``(po - pe) / (1 - pe)`` of weighted cell shares, ``po`` on the diagonal, ``pe`` that of
    independence with the same margins. It falls as one label comes to dominate, at equal
    agreement; print the shares beside it. It asks how far two questions classify the people
    of a population alike, under the design they were drawn with; for raters of a few subjects
    see the room ``agreement``.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; Binder (1983),
    International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import cohen_kappa
    >>> survey = bs.simulate.simulate(seed=1)
    >>> pair = {"first": "current:bertanggung_jawab", "second": "desired:bertanggung_jawab"}
    >>> float(cohen_kappa(survey, **pair).to_frame()["estimate"][0]) < 1
    True
    """
    require_answers(survey)
    made = {
        "statistic": "cohen_kappa",
        "sureness": "published",
        "references": ("Cohen (1960)",),
        "parameters": {"first": first, "second": second},
    }
    return estimate(survey, [kappa_statistic(survey, first, second)], Options(**options), made)


def kappa_statistic(survey: Survey, first: str, second: str) -> Statistic:
    """Kappa as a function of the weighted shares of the cells."""
    labels = _labels(survey, first, second)
    size = len(labels)
    if size < 2:
        raise DesignError("E640", column=first, count=size, needed=">= 2", statistic="cohen_kappa")

    def cells(batch: Survey) -> NDArray[Any]:
        a, b = (_codes(batch, name, labels) for name in (first, second))
        cell = np.where((a >= 0) & (b >= 0), a * size + b, -1)
        return np.asarray(cell[:, None] == np.arange(size * size))

    def either(batch: Survey) -> NDArray[Any]:
        return np.asarray(cells(batch).any(axis=1, keepdims=True))

    names = tuple(f"{a}/{b}" for a in labels for b in labels)
    inside = Feature(f"cells:{first}:{second}", names, cells)
    known = Feature(f"both:{first}:{second}", ("both",), either)

    def f(t: View) -> Array:
        share = t[inside.name] / t[known.name]
        table = share.reshape(*share.shape[:-1], size, size)
        agreed = np.trace(table, axis1=-2, axis2=-1)
        chance = (table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1)
        return np.asarray((agreed - chance) / (1 - chance))[..., None]

    output = Output(f"{first}+{second}", "coefficient", known.name, "mean")
    return Statistic(f"kappa:{first}:{second}", (inside, known), (output,), f)


def _labels(survey: Survey, first: str, second: str) -> tuple[str, ...]:
    """Labels of either classification among people who have both."""
    one, two = (variables.classification(survey, name) for name in (first, second))
    known = (one.codes >= 0) & (two.codes >= 0)
    one, two = variables.used(one, known), variables.used(two, known)
    return tuple(dict.fromkeys((*one.labels, *two.labels)))


def _codes(survey: Survey, name: str, labels: tuple[str, ...]) -> NDArray[np.int64]:
    codes = variables.classification(survey, name)
    place = [labels.index(label) if label in labels else -1 for label in codes.labels]
    return np.array([*place, -1], np.int64)[codes.codes]
