"""What the rule for missing answers does to the scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.quality.effects import compare
from berakhlak_stats.quality.missing_patterns import answered_items, missing_matrix

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def effect_of_missing_rule(
    survey: Survey | SurveyStream, *, items: Sequence[str] | None = None, **options: Any
) -> Estimates:
    """The scores from all available answers, from complete respondents only, and the difference.

    Parameters
    ----------
    survey : Survey or SurveyStream
        With the three lists of the culture survey, or with rating items.
    items : sequence of str, optional
        Lists and items that a complete respondent answered; all pick lists and rating items by
        default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Scores 0-100 of level "available" and "listwise", and of level "change" the difference,
        listwise less available, in points. Hidden as in
        :func:`~berakhlak_stats.quality.effect_of_exclusion`.

    Notes
    -----
    Both rules are right where answers are missing completely at random, and neither is where the
    missing answers would have been other ones. A difference shows that the respondents with gaps
    answered differently in what they did answer.

    References
    ----------
    Little & Rubin (2019), Statistical analysis with missing data, chapter 3; Binder (1983),
    International Statistical Review 51, 279-292, for the variance.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=500)
    >>> effect = effect_of_missing_rule(survey)
    >>> sorted(set(effect.to_frame()["level"]))
    ['available', 'change', 'listwise']
    """
    from berakhlak_stats.survey.survey import require_answers

    settings = Options(**options)
    require_answers(survey)
    asked = survey.instrument
    given = [each.id for kind in (asked.pick_lists, asked.ratings) for each in kind]
    names = answered_items(asked, given if items is None else items)
    complete = np.asarray(~missing_matrix(survey, names).any(axis=1))
    made = {
        "statistic": "effect_of_missing_rule",
        "variant": "listwise less available",
        "sureness": "published",
        "references": ("Little & Rubin (2019)", "Binder (1983)"),
        "parameters": {"items": list(names)},
        "missing_rule": "available answers and listwise, compared",
    }
    return compare(survey, complete, ("available", "listwise"), settings, made)
