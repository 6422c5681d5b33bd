"""Whether groups differ, by dealing the answers out anew: no law of the answers is assumed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance.result import TestResult
from berakhlak_stats.significance.samples import Array, require_simple, require_spread, samples

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

BLOCK = 4_000_000


def permutation_test(
    survey: Survey,
    *,
    item: str,
    by: str,
    replicates: int = 9_999,
    rng: int = 1,
    ignore_design: bool = False,
) -> TestResult:
    """Whether the mean of ``item`` depends on the group, by random permutation.

    Parameters
    ----------
    survey : Survey
    item : str
        Numeric item, rating item, or ``"list:word"``.
    by : str
        Column of the groups; two or more in use.
    replicates : int
        Permutations; the smallest p value is one over this plus one.
    rng : int
        Seed.
    ignore_design : bool
        Knowingly test a weighted or clustered survey as if persons had been drawn singly.

    Returns
    -------
    TestResult
        Statistic: the F of the analysis of variance.

    Notes
    -----
    Exact for the hypothesis that the group says nothing about the answer; a difference of spread
    alone can trouble it too. Persons of one office are not exchangeable with others: with
    clusters use ``wald_test``.

    References
    ----------
    Pitman (1937), JRSS Supplement 4, 119-130; Phipson & Smyth (2010), Statistical Applications in
    Genetics and Molecular Biology 9, 39.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> answers = pd.DataFrame({"hours": [1.0, 2, 3, 4, 5, 3, 4, 5, 6, 7] * 2,
    ...                         "unit": (["a"] * 5 + ["b"] * 5) * 2})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["hours"]))
    >>> test = bs.significance.permutation_test(survey, item="hours", by="unit")
    >>> round(test.statistic, 3), test.p_value < 0.02
    (9.0, True)
    """
    if replicates < 99:
        raise OptionError("E703", name="replicates", expected=">= 99", given=replicates)
    require_simple(survey, "permutation_test", "wald_test", ignore_design)
    found = samples(survey, item, by, "permutation_test")
    # In order within groups, so that the order of the rows says nothing.
    values = np.concatenate([np.sort(each) for each in found.values])
    values -= values.mean()
    require_spread(values, "permutation_test")
    sizes = found.sizes.astype(int)
    between = float(_between(values[None, :], sizes)[0])
    generator, reached, done = np.random.default_rng(rng), 0, 0
    while done < replicates:
        rows = min(replicates - done, max(1, BLOCK // len(values)))
        drawn = generator.permuted(np.broadcast_to(values, (rows, len(values))), axis=1)
        reached += int((_between(drawn, sizes) >= between * (1 - 1e-12)).sum())
        done += rows
    df, df_2 = len(sizes) - 1.0, len(values) - float(len(sizes))
    within = float((values**2).sum()) - between
    return TestResult(
        name=f"{item} by {by}",
        statistic=between / df / (within / df_2) if within > 0 else math.inf,
        df=df,
        df_2=df_2,
        p_value=(reached + 1) / (replicates + 1),
        n=found.n,
        method=f"permutation_test [{replicates} permutations, seed {rng}]",
        reference="Pitman (1937)",
    )


def _between(values: Array, sizes: Array) -> Array:
    """Sum of squares between groups of each row; rows are centred at zero."""
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(int)
    sums = np.add.reduceat(values, starts, axis=1)
    return np.asarray((sums**2 / sizes).sum(axis=1))
