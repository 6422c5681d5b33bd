"""Picks that gather at the top or the bottom of the list as it was shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.quality.picks import Array, asked_lists, in_order, picked
from berakhlak_stats.quality.row_index import RowIndex, finished, gather
from berakhlak_stats.quality.rules import MAD_TO_SD

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


def list_position(
    survey: Survey | SurveyStream,
    *,
    lists: Sequence[str] | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    rule: str | float | None = None,
) -> RowIndex:
    """How far each respondent's picks lie above or below the usual place, in standard deviations.

    Parameters
    ----------
    survey : Survey or SurveyStream
    lists : sequence of list ids, optional
        All by default.
    order : mapping of list id to words, optional
        The order in which the words were shown; that of the instrument by default.
    rule : {"three_sd"} or float, optional

    Returns
    -------
    RowIndex
        Distance from the median respondent; higher is more careless.

    Notes
    -----
    For each list ``(mean place of the picks - M) / (S sqrt((W - m) / (m (W - 1))))``, with ``m``
    picks of ``W`` words and ``M``, ``S`` the mean and standard deviation of the places of all
    votes: popular words at the top of a list are not held against anybody. The mean over the
    lists a person answered keeps its sign, so that the same end of all lists counts; it is
    measured from the median of everybody in scaled median absolute deviations, since one
    person's lists resemble each other. Words that were shuffled for each respondent have no
    order, and the index means nothing then.

    References
    ----------
    Krosnick & Alwin (1987), Public Opinion Quarterly 51, 201-219, on response order; the index
    and its cut are ours.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = list_position(bs.simulate.simulate(seed=1, n=300))
    >>> bool(found.flagged.mean() < 0.05)
    True
    """
    blocks = asked_lists(survey.instrument, lists, "list_position")
    places = [_places(block, (order or {}).get(block.id)) for block in blocks]
    usual = [_usual(survey, block, place) for block, place in zip(blocks, places, strict=True)]

    def values(batch: Survey) -> Array:
        total, count = np.zeros(batch.n), np.zeros(batch.n)
        for block, place, (mean, sd) in zip(blocks, places, usual, strict=True):
            votes = picked(batch, block)
            m, words = votes.sum(axis=1, dtype=float), len(block.words)
            with np.errstate(divide="ignore", invalid="ignore"):
                spread = sd * np.sqrt((words - m) / (m * (words - 1)))
                z = (votes @ place / m - mean) / spread
            usable = np.isfinite(z)
            total += np.where(usable, z, 0.0)
            count += usable
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(total / count)

    return finished("list_position", _apart(gather(survey, values)), rule, size=len(blocks))


def _apart(z: Array) -> Array:
    """Distance from the median in robust standard deviations."""
    known = z[np.isfinite(z)]
    middle = np.median(known) if len(known) else np.nan
    spread = MAD_TO_SD * np.median(np.abs(known - middle)) if len(known) else np.nan
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.abs(z - middle) / spread)


def _places(block: PickList, order: Sequence[str] | None) -> Array:
    """Place of each word of the instrument's order, from 1."""
    out = np.empty(len(block.words))
    out[in_order(block, order)] = np.arange(1, len(block.words) + 1)
    return out


def _usual(survey: Survey | SurveyStream, block: PickList, place: Array) -> tuple[float, float]:
    """Mean and standard deviation of the places of all votes."""
    from berakhlak_stats.totals.collect import collect
    from berakhlak_stats.totals.features import picked as votes_of
    from berakhlak_stats.totals.statistic import Output, Statistic

    feature = votes_of(block)
    base = Output("votes", "word", feature.name, "mean")
    statistic = Statistic(f"votes:{block.id}", (feature,), (base,), lambda t: t[feature.name])
    votes = collect(survey, [statistic]).cells.total.sum(axis=0)
    total = votes.sum()
    if total <= 0:
        return np.nan, np.nan
    mean = float(votes @ place / total)
    return mean, float(np.sqrt(votes @ (place - mean) ** 2 / total))
