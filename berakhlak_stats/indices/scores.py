"""Value scores and the implementation index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

SOURCE = (
    "Laporan Indeks ASN BerAKHLAK Kemendikbudristek 2022: implementation = plain mean of seven"
    " (inferred)",
    "Wilson (1927), JASA 22, 209-212",
    "Binder (1983), International Statistical Review 51, 279-292",
)


def value_score(survey: Survey, *, variant: str = "reach", **options: Any) -> Estimates:
    """Score of each of the seven values, 0-100.

    Parameters
    ----------
    survey : Survey
        With a ``current`` pick list (and ``personal`` for "union").
    variant : {"reach", "vote_sum", "union", "mean_share"}
        How votes become a score; see Notes.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``; see
        :class:`~berakhlak_stats.estimates.analyse.Options`.

    Returns
    -------
    Estimates
        Seven rows of level "value" and one row "implementation" per group.

    Notes
    -----
    The published formula is not known. All four readings are ours:

    * "reach": percent of respondents who picked at least one of the value's behaviours for
      the current culture. Fits the published figures (inferred).
    * "vote_sum": votes on the value's behaviours per 100 respondents. Fits too, but is not
      bounded by 100.
    * "union": picked at least one on the personal *or* the current list. Fits too.
    * "mean_share": mean over behaviours of the percent who picked each. **Excluded as the
      published formula**: on one ten-pick list the mean over seven values cannot pass
      10/21 = 47.6, and 58 to 63 is published.

    References
    ----------
    Wilson (1927), JASA 22, 209-212, for the interval of a single score.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.value_score(bs.simulate.simulate(seed=1))
    >>> list(result.to_frame()["item"])[:3]
    ['BP', 'AK', 'KO']
    """
    choice("variant", variant, parts.ValueVariant)
    statistic = parts.values(survey.instrument, variant)
    sureness = "excluded" if variant == "mean_share" else "assumed"
    made = about("value_score", variant=variant, sureness=sureness, references=SOURCE)
    return estimate(survey, [statistic], Options(**options), made)


def implementation(survey: Survey, *, variant: str = "reach", **options: Any) -> Estimates:
    """Implementation index: the plain mean of the seven value scores, 0-100.

    Parameters
    ----------
    survey : Survey
    variant : {"reach", "vote_sum", "union", "mean_share"}
        How a value score is made; see :func:`value_score`.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per group.

    Notes
    -----
    That the index is the plain mean of seven is inferred from two complete published sets
    (60.9 and 58.5); the value score behind it is our reading.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292, for the linearised variance.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> len(bs.indices.implementation(bs.simulate.simulate(seed=1)))
    1
    """
    from berakhlak_stats.indices.select import keep

    choice("variant", variant, parts.ValueVariant)
    statistic = parts.values(survey.instrument, variant)
    sureness = "excluded" if variant == "mean_share" else "inferred"
    made = about("implementation", variant=variant, sureness=sureness, references=SOURCE)
    return keep(estimate(survey, [statistic], Options(**options), made), items=("implementation",))
