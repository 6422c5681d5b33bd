"""Jumps: what people ask for far more than they see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.gaps.value_gap import value_gap

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

FLOOR = 0.01


def jumps(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("current", "desired"),
    size: int = 10,
    floor: float = FLOOR,
    alpha: float = 0.05,
    adjust: str = "holm",
    **options: Any,
) -> Estimates:
    """The words with the largest increase from the first list to the second, by a stated rule.

    Parameters
    ----------
    survey : Survey
    lists : pair of list ids
    size : int
        At most so many words (per group).
    floor : float
        Smallest increase, as a share (0.01 is one point).
    alpha : float
        Level of the adjusted test, 0-1.
    adjust : {"holm", "BH", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Adjustment over all words of a group.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of :func:`~berakhlak_stats.gaps.value_gap` that pass, in order of the lower end of
        their interval; none where no word passes.

    Notes
    -----
    A word is a jump where its increase is at least ``floor`` and its adjusted p is below
    ``alpha``. The order is by the lower end, not by the estimate, so that a rare word of a
    small sample does not lead; neighbours in it need not differ.

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import jumps
    >>> len(jumps(bs.simulate.simulate(seed=1), size=3)) <= 3
    True
    """
    if size < 1:
        raise OptionError("E703", name="size", expected=">= 1", given=size)
    if not 0 < alpha < 1:
        raise OptionError("E703", name="alpha", expected="0 < alpha < 1", given=alpha)
    result = value_gap(survey, lists=lists, level="word", adjust=adjust, **options)
    frame = result.frame
    passed = (frame["p_adjusted"] < alpha) & (frame["estimate"] >= floor)
    ordered = frame[passed.to_numpy(bool)].sort_values(
        ["conf_low", "item"], ascending=[False, True], kind="stable"
    )
    kept = ordered.groupby("group", sort=False).head(size).index.to_numpy()
    place = frame["group"].iloc[kept].map({g: i for i, g in enumerate(frame["group"].unique())})
    kept = kept[np.argsort(place.to_numpy(int), kind="stable")]
    covariance = None if result.covariance is None else result.covariance[np.ix_(kept, kept)]
    made = replace(
        result.provenance,
        statistic="jumps",
        parameters={**result.provenance.parameters, "floor": floor, "alpha": alpha, "size": size},
    )
    return replace(
        result,
        frame=frame.iloc[kept].reset_index(drop=True),
        covariance=covariance,
        provenance=made,
    )
