"""Whether a person answers items alike that everybody else answers alike, or oppositely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import OptionError, make_error
from berakhlak_stats.quality.answers import Array, correlation, filled, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEAST_PAIRS = 3


def psychometric_synonyms(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    critical: float = 0.60,
    rule: str | float | None = None,
) -> RowIndex:
    """Within-person correlation over pairs of items that correlate strongly, turned round.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default.
    critical : float
        Pairs that correlate above this form the index (Meade & Craig: .60).
    rule : {"below_zero", "mad", "highest_tenth"} or float, optional
        A number is a correlation; who lies at it or below is flagged.

    Returns
    -------
    RowIndex
        Minus the correlation; ``measure`` is the correlation, ``parameters`` hold the pairs.

    Raises
    ------
    StatisticError
        E844 with fewer than three pairs.

    Notes
    -----
    Answers as they were ticked, correlations of everybody pairwise under the weights. The first
    members of the pairs, each the later item of the instrument, are correlated with the second
    ones: the convention of R's ``careless::psychsyn`` (1.2.2), which ``critical`` reproduces at
    other levels. Undefined for people who answer one side all alike.

    References
    ----------
    Meade & Craig (2012), Psychological Methods 17, 437-455; Johnson (2005), Journal of Research
    in Personality 39, 103-129.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=400)
    >>> len(dict(psychometric_synonyms(survey, critical=0.2).parameters)["pairs"]) >= 3
    True
    """
    return _pairs(survey, items, critical, rule, opposite=False)


def psychometric_antonyms(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    critical: float = 0.60,
    rule: str | float | None = None,
) -> RowIndex:
    """Within-person correlation over pairs of items that correlate strongly and negatively.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        All rating items by default.
    critical : float
        Pairs that correlate below minus this form the index.
    rule : {"below_zero", "mad", "highest_tenth"} or float, optional
        "below_zero" means the wrong side of 0, here above; a number is a correlation, and who
        lies at it or above is flagged.

    Returns
    -------
    RowIndex
        The correlation: whoever agrees with opposites stands high.

    Raises
    ------
    StatisticError
        E844 with fewer than three pairs: an instrument without reversed items has no opposites.

    Notes
    -----
    As :func:`psychometric_synonyms`, on answers as they were ticked.

    References
    ----------
    Johnson (2005), Journal of Research in Personality 39, 103-129; Meade & Craig (2012),
    Psychological Methods 17, 437-455.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1, n=200)
    >>> psychometric_antonyms(survey)
    Traceback (most recent call last):
    ...
    berakhlak_stats.errors.tree.StatisticError: E844: ...
    """
    return _pairs(survey, items, critical, rule, opposite=True)


def _pairs(
    survey: Survey | SurveyStream,
    items: Sequence[str] | None,
    critical: float,
    rule: str | float | None,
    *,
    opposite: bool,
) -> RowIndex:
    if not 0 < critical < 1:
        raise OptionError("E703", name="critical", expected="0 < critical < 1", given=critical)
    name = "psychometric_antonyms" if opposite else "psychometric_synonyms"
    names = rating_items(survey.instrument, items, name, least=LEAST_PAIRS)
    r = np.tril(_correlations(survey, names), -1)
    strength = -r if opposite else r
    chosen = strength > critical
    if chosen.sum() < LEAST_PAIRS:
        raise make_error(
            "E844",
            index=name,
            least=LEAST_PAIRS,
            found=int(chosen.sum()),
            critical=critical,
            largest=f"{np.sort(strength, axis=None)[-LEAST_PAIRS] + 0.0:.2f}",
        )
    pairs = tuple((names[i], names[j]) for i, j in np.argwhere(chosen))
    member = chosen.astype(float)
    sign = 1 if opposite else -1

    def values(batch: Survey) -> Array:
        return sign * _within(batch, names, member)

    found = gather(survey, values)
    return finished(name, found, rule, sign=sign, size=len(pairs), critical=critical, pairs=pairs)


def _correlations(survey: Survey | SurveyStream, items: Sequence[str]) -> Array:
    """Correlations of people who answered both items of a pair; 0 where there are none."""

    def blocks(batch: Survey) -> tuple[Array, Array]:
        x, known = filled(batch, items, turned=False)
        both = np.concatenate([known, x, x * x], axis=1)
        return both, both

    totals = collect(survey, [], products=[Products("pairs", blocks)])
    gram = totals.by_group(totals.cells.products["pairs"])[0]
    k = len(items)
    known, value, square = slice(0, k), slice(k, 2 * k), slice(2 * k, 3 * k)
    n, x, xx, xy = gram[known, known], gram[value, known], gram[square, known], gram[value, value]
    return np.nan_to_num(correlation(n, x, x.T, xx, xx.T, xy))


def _within(survey: Survey, items: Sequence[str], member: Array) -> Array:
    """Correlation within each person over the pairs that ``member`` (q, q) marks.

    Sums over pairs are quadratic forms in a person's answers, so no column per pair is written.
    """
    x, known = filled(survey, items, turned=False)
    x_of, known_of, square_of = x @ member.T, known @ member.T, (x * x) @ member.T

    def over(first: Array, second: Array) -> Array:
        return np.asarray((first * second).sum(axis=1))

    n = over(known, known_of)
    found = correlation(
        n,
        over(x, known_of),
        over(known, x_of),
        over(x * x, known_of),
        over(known, square_of),
        over(x, x_of),
    )
    return np.where(n >= LEAST_PAIRS, found, np.nan)
