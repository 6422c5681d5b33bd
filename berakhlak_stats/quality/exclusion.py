"""Taking flagged respondents out: never by default, and never without saying so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import OptionError, make_error
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.quality.answer_quality import about
from berakhlak_stats.quality.effects import compare
from berakhlak_stats.quality.flags import Flags, flag_answers

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def exclude(
    survey: Survey,
    *,
    flags: Sequence[str],
    rules: Mapping[str, str | float] | None = None,
    seconds: str | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    at_least: int = 1,
) -> Survey:
    """The survey without the respondents that carry so many of the flags named.

    Parameters
    ----------
    survey : Survey
    flags : sequence of str
        Named one by one: nobody is taken out by a default.
    rules, seconds, order
        See :func:`~berakhlak_stats.quality.flag_answers`.
    at_least : int
        Flags a respondent must carry.

    Returns
    -------
    Survey
        The rule is in its ``log`` and in the provenance of every result, with rows read and used.

    Raises
    ------
    StatisticError
        E847 where nobody is left.

    Notes
    -----
    Weights stay as they are: where they were calibrated, calibrate again. Show
    :func:`effect_of_exclusion` beside whatever is computed from the rest. Whoever left is gone
    from the sampling design too; where the design matters, prefer the effect, which keeps it.

    References
    ----------
    Curran (2016), Journal of Experimental Social Psychology 66, 4-19.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=300)
    >>> rest = exclude(survey, flags=["irv", "longstring"])
    >>> rest.n < survey.n == rest.log.rows_read
    True
    """
    found = flag_answers(survey, flags=flags, rules=rules, seconds=seconds, order=order)
    out = found.at_least(_number(at_least, found))
    if out.all():
        raise make_error("E847")
    rest = survey.take(~out)
    named = ", ".join(f"{name} {found.rules[name]}" for name in found.names)
    said = (
        f"Responden dengan {at_least} tanda atau lebih dikeluarkan ({named}): dari "
        f"{survey.n} baris dipakai {rest.n}.",
        f"Respondents with {at_least} flags or more were taken out ({named}): {rest.n} of "
        f"{survey.n} rows are used.",
    )
    log = survey.log
    logged = replace(log, rows_read=log.rows_read or survey.n, excluded=(*log.excluded, said))
    return replace(rest, log=logged)


def effect_of_exclusion(
    survey: Survey | SurveyStream,
    *,
    flags: Sequence[str] | None = None,
    rules: Mapping[str, str | float] | None = None,
    seconds: str | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    at_least: int | None = None,
    **options: Any,
) -> Estimates:
    """The scores of everybody, without the flagged, and the difference; nobody is deleted.

    Parameters
    ----------
    survey : Survey or SurveyStream
        With the three lists of the culture survey, or with rating items.
    flags, rules, seconds, order
        See :func:`~berakhlak_stats.quality.flag_answers`.
    at_least : int, optional
        Flags a respondent must carry to be left out: one where flags are named, two by default,
        since a single one has too many false alarms.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Scores 0-100 (six indices and the values, else rating scores) of level "before" and
        "after", and of level "change" their difference in points. Rows of "after" and "change" are
        hidden where fewer people were left out than may be shown, since they would tell their
        answers.

    Notes
    -----
    Before and after share most respondents; all three come from the totals of the same people,
    so the interval of the difference is that of a paired difference. A small difference says
    that the scores do not hang on the flags; it does not say that the flagged answered well. A
    large one does not say which figure is right: flags also hit honest people with few or
    extreme answers.

    References
    ----------
    Curran (2016), Journal of Experimental Social Psychology 66, 4-19, on showing results with
    and without; Binder (1983), International Statistical Review 51, 279-292, for the variance.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=500)
    >>> effect = effect_of_exclusion(survey, flags=["irv"])
    >>> sorted(set(effect.to_frame()["level"]))
    ['after', 'before', 'change']
    """
    settings = Options(**options)
    found = flag_answers(survey, flags=flags, rules=rules, seconds=seconds, order=order)
    least = min(2, len(found.names)) if flags is None else 1
    number = _number(least if at_least is None else at_least, found)
    made = about(found)
    made |= {"statistic": "effect_of_exclusion", "variant": f"{number} flags or more"}
    made["parameters"] = {**made["parameters"], "at_least": number}
    kept = ~found.at_least(number)
    return compare(survey, kept, ("before", "after"), settings, made)


def _number(at_least: int, found: Flags) -> int:
    if not 1 <= at_least <= len(found.names):
        expected = f"1 .. {len(found.names)}"
        raise OptionError("E703", name="at_least", expected=expected, given=at_least)
    return at_least
