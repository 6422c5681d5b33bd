"""Even-odd consistency: whether the two halves of a person's scales tell the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.association.items import scales_of
from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.quality.answers import Array, correlation, filled, rating_items
from berakhlak_stats.quality.row_index import RowIndex, finished, gather

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

LEAST_SCALES = 3


def even_odd(
    survey: Survey | SurveyStream,
    *,
    scales: Mapping[str, Sequence[str]] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """Within-person correlation of the odd and the even halves of the scales, turned round.

    Parameters
    ----------
    survey : Survey or SurveyStream
    scales : mapping of scale to items, optional
        Those of the instrument by default. Three at least, each of two items or more.
    rule : {"jackson", "below_zero", "mad", "highest_tenth"} or float, optional
        A number is a consistency; who lies at it or below is flagged.

    Returns
    -------
    RowIndex
        Minus the consistency, which is the correlation stepped up to full length by Spearman
        and Brown and cut off at -1; ``measure`` is the consistency.

    Raises
    ------
    StatisticError
        E840 with fewer scales.

    Notes
    -----
    Each half is the mean of its answered items, reversed ones turned round. R's
    ``careless::evenodd`` (1.2.2) takes columns as they stand: the same where nothing is declared
    reversed. Undefined for people whose halves do not vary. With few scales that measure nearly
    the same, as the seven values do, honest people are inconsistent often; look, do not exclude.

    References
    ----------
    Jackson (1976), The appraisal of personal reliability; Johnson (2005), Journal of Research in
    Personality 39, 103-129; Meade & Craig (2012), Psychological Methods 17, 437-455.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = even_odd(bs.simulate.simulate("rating-2022", seed=1, n=200))
    >>> bool(np.nanmax(found.measure) <= 1)
    True
    """
    given = scales_of(survey.instrument) if scales is None else scales
    known = {name: tuple(items) for name, items in given.items() if len(items) > 1}
    if len(known) < LEAST_SCALES:
        needed = Bilingual(
            f"{LEAST_SCALES} skala berisi dua butir atau lebih",
            f"{LEAST_SCALES} scales of two items or more",
        )
        raise make_error("E840", index="even_odd", needed=needed, found=len(known))
    names = rating_items(survey.instrument, [i for items in known.values() for i in items], "")
    halves = [_members(known, names, first) for first in (0, 1)]

    def values(batch: Survey) -> Array:
        x, answered = filled(batch, names, turned=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            a, b = ((x @ half) / (answered @ half) for half in halves)
            r = _row_correlation(a, b)
            # Whoever is less consistent than chance could be steps up to below -1.
            return -np.maximum(2 * r / (1 + r), -1.0)

    return finished("even_odd", gather(survey, values), rule, sign=-1, size=len(known))


def _members(scales: Mapping[str, Sequence[str]], items: Sequence[str], first: int) -> Array:
    """Which items (q, scales) form the half that begins with item ``first`` of each scale."""
    out = np.zeros((len(items), len(scales)))
    for j, members in enumerate(scales.values()):
        for item in members[first::2]:
            out[items.index(item), j] = 1
    return out


def _row_correlation(a: Array, b: Array) -> Array:
    """Correlation of ``a`` and ``b`` within rows, over the columns known on both sides."""
    both = np.isfinite(a) & np.isfinite(b)
    n = both.sum(axis=1).astype(float)
    a, b = np.where(both, a, 0.0), np.where(both, b, 0.0)
    # Halves are means, not whole numbers: centred before they are squared.
    a = np.where(both, a - (a.sum(axis=1) / n)[:, None], 0.0)
    b = np.where(both, b - (b.sum(axis=1) / n)[:, None], 0.0)
    zero = np.zeros(len(n))
    found = correlation(
        n, zero, zero, (a * a).sum(axis=1), (b * b).sum(axis=1), (a * b).sum(axis=1)
    )
    return np.where(n >= LEAST_SCALES, found, np.nan)
