"""Positive against limiting words: in all votes, or among the most-voted words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.gaps.cultural_entropy import polar_words
from berakhlak_stats.gaps.rank_sets import in_top
from berakhlak_stats.indices.about import about, choice, pick_list
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.survey import Survey

RatioVariant = Literal["votes", "top_ten"]


def positive_limiting_ratio(
    survey: Survey,
    *,
    lists: str = "current",
    variant: str = "votes",
    size: int = 10,
    **options: Any,
) -> Estimates:
    """How many positive votes, or words, stand against the limiting ones.

    Parameters
    ----------
    survey : Survey
        Of an instrument with limiting words.
    lists : str
        One list id.
    variant : {"votes", "top_ten"}
        "votes": positive votes per limiting vote. "top_ten": numbers of positive and of
        limiting words among the most voted, after Barrett.
    size : int
        Words in the top; ties at the last place are in.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Level "ratio". "votes": one row, "positive_per_limiting", with a t interval on the
        logarithm turned back. "top_ten": rows "top_positive" and "top_limiting", counts with
        percentile intervals of the bootstrap.

    Notes
    -----
    The ratio of votes does not exist where nobody picked a limiting word. The counts are steps
    and say little where words are nearly tied at the last place; see
    :func:`~berakhlak_stats.gaps.word_ranks`.

    References
    ----------
    Barrett (2017), The Values-Driven Organization, 2nd ed.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import positive_limiting_ratio
    >>> frame = positive_limiting_ratio(bs.simulate.simulate(seed=1)).to_frame()
    >>> bool(frame["estimate"][0] > 1)
    True
    """
    choice("variant", variant, RatioVariant)
    if size < 1:
        raise OptionError("E703", name="size", expected=">= 1", given=size)
    block = pick_list(survey.instrument, lists, "positive_limiting_ratio")
    limiting = polar_words(survey.instrument, "positive_limiting_ratio")
    made = about(
        "positive_limiting_ratio",
        variant=variant,
        sureness="published",
        lists=[lists],
        size=size,
    )
    chosen = Options(**options)
    if variant == "top_ten":
        return estimate(survey, [_top(block, limiting, size)], chosen, made)
    return _as_ratio(estimate(survey, [_log_ratio(block, limiting)], chosen, made))


def _log_ratio(block: PickList, limiting: tuple[str, ...]) -> Statistic:
    votes = ft.votes(block, {"limiting": limiting, "all": block.words}, "polarity")
    base = ft.answered(block.id)

    def f(t: View) -> Array:
        low, every = t[votes.name][..., :1], t[votes.name][..., 1:]
        return np.asarray(np.where(low > 0, np.log((every - low) / low), np.nan))

    output = Output("positive_per_limiting", "ratio", base.name, "mean", list=block.id)
    return Statistic(f"log-ratio:{block.id}", (votes, base), (output,), f)


def _as_ratio(result: Estimates) -> Estimates:
    """Turn estimate and bounds back from the logarithm; the error by the delta method."""
    from dataclasses import replace

    frame = result.frame.copy()
    for column in ("estimate", "conf_low", "conf_high"):
        frame[column] = np.exp(frame[column].to_numpy(float))
    frame["std_error"] = frame["std_error"] * frame["estimate"]
    scale = frame["estimate"].to_numpy(float)
    kept = result.covariance
    covariance = None if kept is None else kept * np.outer(scale, scale)
    return replace(result, frame=frame, covariance=covariance)


def _top(block: PickList, limiting: tuple[str, ...], size: int) -> Statistic:
    picked, base = ft.picked(block), ft.answered(block.id)
    low = np.array([word in set(limiting) for word in block.words])

    def f(t: View) -> Array:
        top = in_top(t[picked.name], size)
        counts = np.stack([top[..., ~low].sum(axis=-1), top[..., low].sum(axis=-1)], axis=-1)
        return np.where(t[base.name] > 0, counts, np.nan)

    outputs = tuple(
        Output(item, "ratio", base.name, "discrete", size, block.id)
        for item in ("top_positive", "top_limiting")
    )
    return Statistic(f"top-polarity:{block.id}", (picked, base), outputs, f, smooth=False)
