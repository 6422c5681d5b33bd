"""Votes over six business needs, after Barrett's scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from berakhlak_stats.gaps.vote_profile import sets_by, vote_profile

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

NEEDS = ("finance", "fitness", "customers", "evolution", "culture", "society")
REFERENCES = ("Barrett (2017), The Values-Driven Organization",)


def business_needs(
    survey: Survey, *, lists: Sequence[str] | str | None = ("current", "desired"), **options: Any
) -> Estimates:
    """Share of the votes of each list on each business need, 0-1.

    Parameters
    ----------
    survey : Survey
        Of an instrument whose words carry needs.
    lists : sequence of list ids
        The current and the desired list by default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "need" per list and need; "need_limiting" for the limiting words of it.
        The shares of a list add up to one where every word has a need.

    Notes
    -----
    Barrett's scorecard sorts the top ten words; this counts all votes, so that a near tie
    moves nothing. Which word serves which need is a table of the instrument. Logit t intervals.

    References
    ----------
    Barrett (2017), The Values-Driven Organization, 2nd ed.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import business_needs
    >>> frame = business_needs(bs.simulate.simulate(seed=1)).to_frame()
    >>> bool(frame["estimate"].dropna().between(0, 1).all())
    True
    """
    names = {need: f"need_{need}" for need in NEEDS}
    sets = sets_by(survey.instrument, "need", names, "business_needs", by_polarity=True)
    return vote_profile(
        survey,
        sets,
        statistic="business_needs",
        level="need",
        lists=lists,
        references=REFERENCES,
        options=options,
    )
