"""Whether people of one unit agree more than people thrown together at random.

Source: Bliese (2000), in Klein & Kozlowski (eds), Multilevel Theory, Research, and Methods in
Organizations, 349-381.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.agreement.rows import result_of, warn_of_design
from berakhlak_stats.agreement.unit_totals import require_spread
from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey


def random_group_resampling(
    survey: Survey,
    *,
    by: str,
    item: str | None = None,
    items: Sequence[str] | None = None,
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int | np.random.Generator = 1,
) -> Estimates:
    """Mean variance within units beside that within random groups of the same sizes.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the units.
    item, items : str, sequence of str
        What is compared; exactly one of them, as in :func:`icc1`.
    conf_level : float
        Between 0 and 1.
    replicates : int
        Random regroupings of all persons.
    rng : int or numpy Generator
        Seed.

    Returns
    -------
    Estimates
        Rows of level "coefficient": ``ITEM:units``; ``ITEM:random`` with the range of
        the middle ``conf_level`` of regroupings as its interval; ``ITEM:ratio``, the first
        over the second, with ``statistic`` (z) and a one-sided ``p_value``.

    Notes
    -----
    Every regrouping deals all persons into groups as large as the units. ``p_value`` is
    ``(1 + number of regroupings with no larger variance) / (1 + replicates)``. Units with one
    person have no variance and are left out of the mean. Weights are not used: the question is
    about the persons who answered. Unlike rwg it needs no null distribution, but what it finds
    is that units differ, not how well people agree.

    References
    ----------
    Bliese (2000), in Klein & Kozlowski (eds), Multilevel Theory, Research, and Methods in
    Organizations, 349-381; Phipson & Smyth (2010), Statistical Applications in Genetics and
    Molecular Biology 9, 39, for the p value.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> ask = {"by": "unit", "item": "AK", "replicates": 99}
    >>> 0 < bs.agreement.random_group_resampling(survey, **ask).to_frame()["p_value"][2] <= 1
    np.True_
    """
    require_answers(survey)
    ready = Options(conf_level=conf_level, replicates=replicates, rng=rng)
    value, seed = person_value(survey, item=item, items=items), ready.seed
    x, sizes = _by_unit(survey, value.compute(survey), by)
    observed = _mean_variance(x, sizes)
    generator = np.random.default_rng(seed)
    drawn = np.array(
        [_mean_variance(generator.permutation(x), sizes) for _ in range(ready.replicates)]
    )
    return result_of(
        survey,
        _rows(value.label, len(x), observed, drawn, ready.conf_level),
        statistic="random_group_resampling",
        sureness="published",
        method="random regrouping",
        conf_level=ready.conf_level,
        seed=seed,
        replicates=ready.replicates,
        references=("Bliese (2000)",),
        parameters={"over": by, "units": len(sizes)},
        warnings=warn_of_design(survey, weights=True),
    )


def _by_unit(survey: Survey, value: Array, by: str) -> tuple[Array, NDArray[np.int64]]:
    """Values unit by unit, in an order that the rows of the file do not change; unit sizes."""
    codes = survey.column(by).codes
    kept = np.flatnonzero(np.isfinite(value) & (codes >= 0))
    kept = kept[np.lexsort((survey.lots[kept], codes[kept]))]
    sizes = np.unique(codes[kept], return_counts=True)[1]
    require_spread(sizes.astype(float), "random_group_resampling")
    return value[kept] - value[kept].mean(), sizes


def _mean_variance(x: Array, sizes: NDArray[np.int64]) -> float:
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    total, square = np.add.reduceat(x, starts), np.add.reduceat(x**2, starts)
    several = sizes > 1
    n = sizes[several]
    return float(((square[several] - total[several] ** 2 / n) / (n - 1)).mean())


def _rows(label: str, n: int, observed: float, drawn: Array, level: float) -> list[dict[str, Any]]:
    tail = (1 - level) / 2
    mean, spread = float(drawn.mean()), float(drawn.std(ddof=1))
    low, high = (float(each) for each in np.quantile(drawn, [tail, 1 - tail]))
    none = drawn.max() <= 1e-14
    p = (1 + int((drawn <= observed * (1 + 1e-12)).sum())) / (1 + len(drawn))
    test = {
        "statistic": np.nan if none else (observed - mean) / spread,
        "p_value": np.nan if none else p,
    }
    ratio = np.nan if none else observed / mean
    alone = "no variance" if none else "no interval of its own"
    return [
        {"item": f"{label}:units", "n": n, "estimate": observed, "note": alone},
        {
            "item": f"{label}:random",
            "n": n,
            "estimate": mean,
            "std_error": spread,
            "conf_low": low,
            "conf_high": high,
        },
        {"item": f"{label}:ratio", "n": n, "estimate": ratio, "note": alone, **test},
    ]
