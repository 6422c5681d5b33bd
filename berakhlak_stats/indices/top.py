"""The most-voted words, with how often each stays among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.indices.about import about, list_names, pick_list
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.indices.shares import share_statistic
from berakhlak_stats.totals.statistic import Array, Statistic, View

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.analyse import Result
    from berakhlak_stats.survey.survey import Survey


def top_words(
    survey: Survey, *, lists: Sequence[str] | str | None = None, size: int = 10, **options: Any
) -> Estimates:
    """Vote shares of words, 0-1, with the share of resamples in which each is among the top.

    Parameters
    ----------
    survey : Survey
        With pick lists.
    lists : sequence of list ids, optional
        All lists of the instrument by default.
    size : int
        Words in the top, ties at the last place included.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        What :func:`~berakhlak_stats.indices.vote_share` returns, with ``top_share`` (0-1).

    Notes
    -----
    ``top_share`` is a share of bootstrap resamples, not the probability that the word is in
    the population's top: near ties make a top ten change from sample to sample, and a word
    with 60% may well be out in the population. Words whose counts are hidden have none.
    Where the last word of the top is tied with the next, or cannot be told from it, the
    narrative says so.

    References
    ----------
    Rao & Wu (1988), JASA 83, 231-241; Hall & Miller (2009), Annals of Statistics 37,
    3929-3959, on what the bootstrap can and cannot say about ranks.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.top_words(bs.simulate.simulate(seed=1), lists=("current",))
    >>> float(result.to_frame()["top_share"].max())
    1.0
    """
    instrument = survey.instrument
    names = list_names(instrument, lists)
    blocks = [pick_list(instrument, name, "top_words") for name in names]
    shares = [share_statistic(instrument, block, "word") for block in blocks]
    chosen = Options(**options)
    plain = [joined("share:word", shares)] if chosen.by is None and len(shares) > 1 else shares
    analysis = analyse(survey, [*plain, *(membership(each, size) for each in shares)], chosen)
    kept = replace(analysis, results=analysis.results[: len(plain)])
    frame, covariance = assemble(kept, instrument, survey.smallest_group)
    _add_top_share(frame, analysis.results[len(plain) :], analysis.totals.groups)
    made = about("vote_share", variant="word", sureness="published", lists=list(names), top=size)
    return Estimates(frame, describe_origin(survey, analysis, made), covariance)


def membership(shares: Statistic, size: int) -> Statistic:
    """1 where a word is among the ``size`` most-voted of its list."""

    def f(t: View) -> Array:
        votes = shares.f(t)
        place = min(size, votes.shape[-1])
        last = -np.partition(-votes, place - 1, axis=-1)[..., place - 1 : place]
        return np.where(np.isnan(last), np.nan, (votes >= last * (1 - 1e-9)) & (votes > 0))

    return Statistic(f"top:{shares.id}", shares.features, shares.outputs, f, smooth=False)


def _add_top_share(frame: pd.DataFrame, drawn: Sequence[Result], groups: Sequence[str]) -> None:
    """Look the share of resamples up for every row that may be shown."""
    known: dict[tuple[str, str, str], float] = {}
    for result in drawn:
        replicates = result.replicates
        share = replicates.mean(axis=0) if replicates is not None else result.estimate
        for j, output in enumerate(result.statistic.outputs):
            for g, group in enumerate(groups):
                known[output.list, output.item, group] = float(share[g, j])
    keys = zip(frame["list"], frame["item"], frame["group"], strict=True)
    values = np.array([known[key] for key in keys])
    frame["top_share"] = np.where(frame["suppressed"], np.nan, values)
