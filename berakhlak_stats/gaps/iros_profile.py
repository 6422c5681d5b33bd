"""Votes over individual, relationship, organisational and societal words, after Barrett."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.gaps.vote_profile import sets_by, vote_profile

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

TYPES = {"I": "individual", "R": "relationship", "O": "organisational", "S": "societal"}
REFERENCES = ("Barrett (2017), The Values-Driven Organization",)


def iros_profile(
    survey: Survey, *, lists: Sequence[str] | str | None = None, **options: Any
) -> Estimates:
    """Share of the votes of each list on each type of word, 0-1.

    Parameters
    ----------
    survey : Survey
        Of an instrument whose words carry types I, R, O or S.
    lists : sequence of list ids, optional
        All lists by default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "type" per list and type, positive words; those with the ending
        "_limiting" for limiting words. The shares of a list add up to one.

    Notes
    -----
    Barrett's reports count the top ten only, which jumps at near ties; this counts all votes.
    Which word is of which type is a table of the instrument. Logit t intervals.

    References
    ----------
    Barrett (2017), The Values-Driven Organization, 2nd ed.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import iros_profile
    >>> frame = iros_profile(bs.simulate.simulate(seed=1), lists="personal").to_frame()
    >>> frame["item"][0]
    'individual'
    """
    sets = sets_by(survey.instrument, "type", TYPES, "iros_profile", by_polarity=True)
    return vote_profile(
        survey,
        sets,
        statistic="iros_profile",
        level="type",
        lists=lists,
        references=REFERENCES,
        options=options,
    )
