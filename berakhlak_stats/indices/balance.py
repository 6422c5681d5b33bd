"""Balance of the current culture over areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def balance(survey: Survey, *, variant: str = "coverage", **options: Any) -> Estimates:
    """Balance index: how far positive current values spread over the areas, 0-100.

    Parameters
    ----------
    survey : Survey
        With a ``current`` pick list whose words carry areas.
    variant : {"coverage", "evenness", "entropy"}
        "coverage": percent of areas that hold at least one of the ten most-voted positive
        words, ties at the tenth place included. "evenness": Simpson's evenness of positive
        votes over areas, rescaled so that one area gives 0 and equal shares give 100.
        "entropy": Shannon entropy of the same shares over its maximum.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``. Coverage is not smooth
        and always uses the bootstrap.

    Returns
    -------
    Estimates
        One row per group.

    Notes
    -----
    The published formula is not known; coverage fits a published figure of exactly 100
    (assumed). Coverage takes only as many values as there are areas plus one, so one word
    entering or leaving the ten moves it by a whole step. "evenness" and "entropy" are ours
    and are **not** the published index.

    References
    ----------
    Smith & Wilson (1996), Oikos 76, 70-82, for evenness; Pielou (1966), Journal of
    Theoretical Biology 13, 131-144, for normalised entropy.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> bs.indices.balance(bs.simulate.simulate(seed=1), variant="entropy").provenance.variant
    'entropy'
    """
    choice("variant", variant, parts.BalanceVariant)
    instrument = survey.instrument
    coverage = variant == "coverage"
    statistic = parts.coverage(instrument) if coverage else parts.spread(instrument, variant)
    made = about("balance", variant=variant, sureness="assumed")
    return estimate(survey, [statistic], Options(**options), made)
