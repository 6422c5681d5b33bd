"""Positive energy: what limiting words leave over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def positive_energy(survey: Survey, *, variant: str = "vote_share", **options: Any) -> Estimates:
    """Positive energy of the current culture, 0-100.

    Parameters
    ----------
    survey : Survey
        With a ``current`` pick list and limiting words.
    variant : {"vote_share", "people"}
        "vote_share": 100 minus the percent of current votes that fall on limiting words
        (cultural entropy). "people": percent of respondents who picked no limiting word.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per group.

    Notes
    -----
    The published definition is not known; 100 minus entropy is inferred from the one
    published figure (92.4), which was reported beside counts of limiting votes. "people" is
    our alternative and is **not** the published index.

    References
    ----------
    Cultural entropy after Barrett: limiting votes over all votes of the current culture.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.positive_energy(bs.simulate.simulate(seed=1))
    >>> bool(result.to_frame()["estimate"][0] <= 100)
    True
    """
    choice("variant", variant, parts.EnergyVariant)
    statistic = parts.energy(survey.instrument, variant)
    sureness = "inferred" if variant == "vote_share" else "assumed"
    made = about("positive_energy", variant=variant, sureness=sureness)
    return estimate(survey, [statistic], Options(**options), made)
