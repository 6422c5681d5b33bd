"""Means, totals, ratios and variances of numeric items, in the items' own units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import number_parts
from berakhlak_stats.indices.about import about
from berakhlak_stats.indices.design_effect import estimate_with_effect

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def number_mean(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    design_effect: str | None = None,
    **options: Any,
) -> Estimates:
    """Means of numeric items.

    Parameters
    ----------
    survey : Survey
        Of an instrument with numeric items.
    items : sequence of str, optional
        All numeric items by default.
    design_effect : {"with_replacement", "without_replacement"}, optional
        Adds ``deff`` and ``n_eff``: the variance over that of a simple random sample of as
        many people, drawn with replacement, or without from a population as large as the
        weights say (missing where that is no larger than the sample).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``.

    Returns
    -------
    Estimates
        One row per item and group; t intervals.

    Notes
    -----
    A ratio of weighted totals over those who answered. Values are accumulated about a centre
    fixed before the pass, so that squares do not cancel.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292; Kish (1965), Survey Sampling,
    ch. 8, for design effects.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2.0, 3.0, 4.0, 5.0] * 4})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> result = bs.indices.number_mean(survey, design_effect="with_replacement")
    >>> float(result.to_frame()["estimate"][0]), float(result.to_frame()["deff"].round(3)[0])
    (3.0, 1.0)
    """
    names = number_parts.number_items(survey, items, "number_mean")
    middle = number_parts.centres(survey, names)
    statistic = number_parts.mean_statistic(names, middle, squared=design_effect is not None)
    made = about("number_mean", sureness="published", items=list(names), **_named(design_effect))
    return estimate_with_effect(survey, statistic, Options(**options), made, design_effect)


def number_total(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    design_effect: str | None = None,
    **options: Any,
) -> Estimates:
    """Weighted totals of numeric items.

    Parameters
    ----------
    survey : Survey
        Of an instrument with numeric items. Without weights the total is that of the sample.
    items : sequence of str, optional
        All numeric items by default.
    design_effect : {"with_replacement", "without_replacement"}, optional
        As in :func:`number_mean`.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``.

    Returns
    -------
    Estimates
        One row per item and group; t intervals.

    Notes
    -----
    The sum of weight times value over those who answered: missing answers are not made up
    for, so a total is too low by what they would have said. The variance counts that the
    number of people in a group is itself estimated.

    References
    ----------
    Sarndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 2-4.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2.0, 3.0, 4.0, 5.0] * 4})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> float(bs.indices.number_total(survey).to_frame()["estimate"][0])
    60.0
    """
    names = number_parts.number_items(survey, items, "number_total")
    middle = number_parts.centres(survey, names)
    statistic = number_parts.total_statistic(names, middle, squared=design_effect is not None)
    made = about("number_total", sureness="published", items=list(names), **_named(design_effect))
    return estimate_with_effect(survey, statistic, Options(**options), made, design_effect)


def number_ratio(
    survey: Survey | SurveyStream, *, numerator: str, denominator: str, **options: Any
) -> Estimates:
    """Ratio of the totals of two numeric items.

    Parameters
    ----------
    survey : Survey
        Of an instrument with numeric items.
    numerator, denominator : str
        Numeric items; persons who answered both count.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``.

    Returns
    -------
    Estimates
        One row per group, item ``"NUMERATOR/DENOMINATOR"``; t intervals.

    Notes
    -----
    ``sum(w y) / sum(w x)``: a ratio of totals, which is not the mean of people's ratios.
    Where the denominator is near zero the linearised interval does not hold.

    References
    ----------
    Sarndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, ch. 5.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"days": [1.0, 2.0, 3.0] * 4, "planned": [4.0, 4.0, 4.0] * 4})
    >>> instrument = bs.make_instrument(numbers=["days", "planned"])
    >>> survey = bs.read_survey(answers, instrument=instrument)
    >>> result = bs.indices.number_ratio(survey, numerator="days", denominator="planned")
    >>> float(result.to_frame()["estimate"][0])
    0.5
    """
    pair = number_parts.number_items(survey, (numerator, denominator), "number_ratio")
    statistic = number_parts.ratio_statistic(*pair)
    made = about("number_ratio", sureness="published", items=list(pair))
    return estimate(survey, [statistic], Options(**options), made)


def number_variance(
    survey: Survey | SurveyStream, *, items: Sequence[str] | None = None, **options: Any
) -> Estimates:
    """Population variances of numeric items, in squared units.

    Parameters
    ----------
    survey : Survey
        Of an instrument with numeric items.
    items : sequence of str, optional
        All numeric items by default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``, ``df_rule``.

    Returns
    -------
    Estimates
        One row per item and group; t intervals, which are rough for skewed items.

    Notes
    -----
    The weighted mean square about the weighted mean, times ``n / (n - 1)`` for n answers.
    That factor is a constant: the standard error does not differentiate it.

    References
    ----------
    Kish (1965), Survey Sampling, ch. 8; Binder (1983), International Statistical Review 51,
    279-292.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 3.0] * 8})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> round(float(bs.indices.number_variance(survey).to_frame()["estimate"][0]), 4)
    1.0667
    """
    names = number_parts.number_items(survey, items, "number_variance")
    statistic = number_parts.variance_statistic(names, number_parts.centres(survey, names))
    made = about("number_variance", sureness="published", items=list(names))
    return estimate(survey, [statistic], Options(**options), made)


def _named(design_effect: str | None) -> dict[str, Any]:
    return {} if design_effect is None else {"design_effect": design_effect}
