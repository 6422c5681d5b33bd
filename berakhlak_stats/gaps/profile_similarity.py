"""Likeness of two rated profiles, averaged over persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import check_items, item_answers
from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.gaps.profile_measures import PROFILE_MEASURES, profile_measures
from berakhlak_stats.indices.about import about
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473",)


def profile_similarity(
    survey: Survey, *, first: Sequence[str], second: Sequence[str], **options: Any
) -> Estimates:
    """How alike two rated profiles of the same persons are, on average.

    Parameters
    ----------
    survey : Survey
    first, second : sequences of item ids
        Equally long and in one order: ``first[i]`` is compared with ``second[i]``. Rating items
        that the instrument marks as reversed are turned round.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Means over persons: level "profile" for ``pearson``, ``spearman`` and
        ``double_entry_icc`` (-1 to 1), level "distance" for ``d2``, ``d``, ``mean_abs`` and
        ``mean_difference`` (units of the answers, ``d2`` squared). Then one row of level "item"
        per pair: the mean gap, second minus first, with t intervals.

    Notes
    -----
    Persons who answered all items of both profiles. Correlations of a flat profile do not
    exist; their ``n`` is smaller. One number cannot hold level, spread and shape of a profile,
    so several are given. Difference scores hide direction and assume equal weights (Edwards
    1993): to explain an outcome use :func:`~berakhlak_stats.gaps.response_surface`.

    References
    ----------
    Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473; Edwards (1993), Personnel
    Psychology 46, 641-665; Furr (2010), Multivariate Behavioral Research 45, 173-195.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import profile_similarity
    >>> answers = pd.DataFrame({f"i{j}": [j, 4 - j, (2 * j) % 5, 3.0] * 5 for j in range(4)})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> frame = profile_similarity(survey, first=["i0", "i1"], second=["i2", "i3"]).to_frame()
    >>> frame["item"][0]
    'pearson'
    """
    one, two = (check_items(survey.instrument, items) for items in (first, second))
    if len(one) != len(two):
        expected = f"{len(one)} butir / items"
        raise OptionError("E703", name="second", expected=expected, given=len(two))
    made = about(
        "profile_similarity",
        sureness="published",
        references=REFERENCES,
        first=list(one),
        second=list(two),
    )
    return estimate(survey, [profile_statistic(one, two)], Options(**options), made)


def profile_statistic(first: tuple[str, ...], second: tuple[str, ...]) -> Statistic:
    """Means of the measures, and of the gaps of items, of persons with complete profiles."""
    gaps = tuple(f"{b} - {a}" for a, b in zip(first, second, strict=True))
    names = (*PROFILE_MEASURES, *gaps)

    def measured(survey: Survey) -> Array:
        x, y = item_answers(survey, first), item_answers(survey, second)
        complete = np.isfinite(np.concatenate([x, y], axis=1)).all(axis=1)
        values = np.concatenate([profile_measures(x, y), y - x], axis=1)
        return np.where(np.asarray(complete)[:, None], values, np.nan)

    def known(survey: Survey) -> NDArray[Any]:
        return np.isfinite(measured(survey))

    where = f"{','.join(first)}|{','.join(second)}"
    values = Feature(f"profile:{where}", names, lambda survey: np.nan_to_num(measured(survey)))
    bases = Feature(f"profiled:{where}", names, known)

    def f(t: View) -> Array:
        return t[values.name] / t[bases.name]

    correlations = PROFILE_MEASURES[:3]
    outputs = tuple(
        Output(
            name,
            "item" if name in gaps else "profile" if name in correlations else "distance",
            at(bases, name),
            "mean",
        )
        for name in names
    )
    return Statistic(f"profile:{where}", (values, bases), outputs, f)
