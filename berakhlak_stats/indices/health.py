"""The total index, and all six together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, unanswered
from berakhlak_stats.indices.select import keep

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

SOURCE = (
    "Laporan Indeks ASN BerAKHLAK Kemendikbudristek 2022, for the names of the six indices",
    "Rao & Wu (1988), JASA 83, 231-241",
)


def culture_health(
    survey: Survey, *, weights: Mapping[str, float] | None = None, **options: Any
) -> Estimates:
    """Total culture health index: weighted mean of the five indices, 0-100.

    Parameters
    ----------
    survey : Survey
        With personal, current and desired lists.
    weights : mapping of index id to weight, optional
        Equal by default; scaled to sum to one and kept in the provenance.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``. Not smooth (it contains
        balance by coverage), so it always uses the bootstrap.

    Returns
    -------
    Estimates
        One row per group.

    Notes
    -----
    How the published total combines the five is not known and cannot be recovered from what
    is published; equal weights are assumed.

    References
    ----------
    Rao & Wu (1988), JASA 83, 231-241.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.culture_health(bs.simulate.simulate(seed=1), replicates=100)
    >>> sum(result.provenance.parameters["weights"].values())
    1.0
    """
    share = parts.component_weights(weights)
    made = about(
        "culture_health",
        variant="weighted mean of five",
        sureness="assumed",
        references=SOURCE,
        weights=share,
        **unanswered(survey),
    )
    result = estimate(survey, [parts.health(survey.instrument, share)], Options(**options), made)
    return keep(result, items=("culture_health",))


def all_indices(
    survey: Survey, *, weights: Mapping[str, float] | None = None, **options: Any
) -> Estimates:
    """The six indices and the seven value scores by their default variants, in one pass.

    Parameters
    ----------
    survey : Survey
        With personal, current and desired lists.
    weights : mapping of index id to weight, optional
        Weights of the five indices in the total; equal by default.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Thirteen rows per group: levels "index" and "value". Covariances are known among the
        smooth rows, and between balance and the total; other pairs are unknown (NaN).

    Notes
    -----
    Variants: reach, plain mean of seven, coverage, 100 minus limiting votes, mean individual
    overlap, weighted mean. See each index's own function for how sure its formula is.

    References
    ----------
    Binder (1983), International Statistical Review 51, 279-292; Rao & Wu (1988), JASA 83,
    231-241.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> len(bs.indices.all_indices(bs.simulate.simulate(seed=1), replicates=100))
    13
    """
    share = parts.component_weights(weights)
    statistics = [parts.smooth_indices(survey.instrument), parts.health(survey.instrument, share)]
    made = about(
        "all_indices", variant="defaults", sureness="assumed", references=SOURCE, weights=share
    )
    result = estimate(survey, statistics, Options(**options), made)
    return _ordered(result)


def _ordered(result: Estimates) -> Estimates:
    """Indices in their official order, then values, within each group."""
    from dataclasses import replace

    import numpy as np

    order = [*parts.COMPONENTS, "culture_health"]
    frame = result.frame
    place = frame["item"].map({item: i for i, item in enumerate(order)}).fillna(len(order))
    group = frame.groupby("group", sort=False).ngroup()
    rows = np.lexsort((np.arange(len(frame)), place, group))
    covariance = None if result.covariance is None else result.covariance[np.ix_(rows, rows)]
    return replace(result, frame=frame.iloc[rows].reset_index(drop=True), covariance=covariance)
