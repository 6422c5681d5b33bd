"""Votes over the seven levels of consciousness, after Barrett."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.gaps.vote_profile import sets_by, vote_profile

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

LEVELS = {level: f"level_{level}" for level in range(1, 8)}
REFERENCES = ("Barrett (2017), The Values-Driven Organization",)


def levels_profile(
    survey: Survey, *, lists: Sequence[str] | str | None = None, **options: Any
) -> Estimates:
    """Share of the votes of each list that falls on each of seven levels, 0-1.

    Parameters
    ----------
    survey : Survey
        Of an instrument whose words carry levels 1-7.
    lists : sequence of list ids, optional
        All lists by default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "stage" per list and level: "level_1" to "level_7" for positive words,
        "level_1_limiting" and so on for limiting ones. The shares of a list add up to one.

    Notes
    -----
    Votes on the level over all votes, a ratio of totals of persons; logit t intervals. Which
    word stands at which level is a table of the instrument, here our own arrangement; another
    table gives another profile.

    References
    ----------
    Barrett (2017), The Values-Driven Organization, 2nd ed.; Binder (1983), International
    Statistical Review 51, 279-292, for the standard error.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import levels_profile
    >>> frame = levels_profile(bs.simulate.simulate(seed=1), lists="current").to_frame()
    >>> round(float(frame["estimate"].sum()), 6)
    1.0
    """
    sets = sets_by(survey.instrument, "level", LEVELS, "levels_profile", by_polarity=True)
    return vote_profile(
        survey,
        sets,
        statistic="levels_profile",
        level="stage",
        lists=lists,
        references=REFERENCES,
        options=options,
    )
