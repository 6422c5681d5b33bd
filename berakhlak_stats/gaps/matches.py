"""Matches: how many of the most-voted words two lists share, and what the sample leaves open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Analysis, Options, Result
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.estimates.tidy import stacked, tidy
from berakhlak_stats.gaps.drawn_shares import Drawn, ShareDraws, draw_shares
from berakhlak_stats.gaps.rank_sets import RankSets, in_top, match_bounds, rank_sets
from berakhlak_stats.indices.about import about
from berakhlak_stats.inference.replicates import spread
from berakhlak_stats.inference.strata import degrees_of_freedom
from berakhlak_stats.totals.statistic import Array, Output, Statistic

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

SIZE = 10
LEAST_SHARE = 0.05
REFERENCES = ("Mogstad, Romano, Shaikh & Wilhelm (2024)", "Hall & Miller (2009)")
NOTE = "share of resamples"


def matches(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("personal", "current"),
    size: int = SIZE,
    **options: Any,
) -> Estimates:
    """How many of the most-voted words of two lists are the same, after Barrett.

    Parameters
    ----------
    survey : Survey
        Persons who answered both lists count.
    lists : pair of list ids
    size : int
        Words in each top; ties at the last place are in.
    **options
        ``by``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "matches" per group, a count: the number in the sample, with the fewest
        and most matches that the population may have. Without ``by``, also one row of level
        "word" per word that is a match in at least 5% of resamples; its ``estimate`` is that
        share of resamples (0-1), which is not a probability.

    Notes
    -----
    Tops of near-tied words change from sample to sample. The interval follows from
    simultaneous sets of ranks of the words of both lists (pairwise differences against the
    distribution of their maximum), so it needs no smoothness and makes no use of the bootstrap
    of the count, which fails at near ties. It assumes that no two words are exactly tied at
    the last place in the population. The count in a small sample is biased: too few matches
    where the lists are alike. Rules of thumb after Barrett about tops of ten words are rules of
    :func:`~berakhlak_stats.interpret.interpret`, not a part of the number.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Hall &
    Miller (2009), Annals of Statistics 37, 3929-3959.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import matches
    >>> row = matches(bs.simulate.simulate(seed=1), replicates=200).to_frame().iloc[0]
    >>> bool(0 <= row["conf_low"] <= row["estimate"] <= row["conf_high"] <= 10)
    True
    """
    if size < 1:
        raise OptionError("E703", name="size", expected=">= 1", given=size)
    draws = draw_shares(survey, lists, Options(**options), "matches")
    counted = [_count(draws, each, size) for each in draws.groups()]
    made = about(
        "matches", sureness="published", references=REFERENCES, lists=list(lists), size=size
    )
    frame, analysis = _group_rows(survey, draws, counted, lists)
    if draws.options.by is None:
        words = _word_rows(counted[0], lists, survey.smallest_group)
        frame = stacked([frame, words]) if len(words) else frame
    origin = describe_origin(survey, analysis, made)
    return Estimates(frame, replace(origin, method="bootstrap"), None)


@dataclass(frozen=True)
class _Counted:
    """Matches of one group, their bounds, replicates (B,), and shares of resamples by word."""

    estimate: float
    low: float
    high: float
    replicates: Array
    words: dict[str, tuple[float, float]]
    n: float


def _count(draws: ShareDraws, drawn: Drawn, size: int) -> _Counted:
    common = [word for word in draws.words[0] if word in set(draws.words[1])]
    places = [np.array([words.index(word) for word in common]) for words in draws.words]
    if drawn.n < 2 or len(drawn.replicates[0]) < 2:
        nothing = np.full(1, np.nan)
        return _Counted(np.nan, np.nan, np.nan, nothing, {}, drawn.n)
    tops = [in_top(shares, size)[at] for shares, at in zip(drawn.shares, places, strict=True)]
    redrawn = [in_top(each, size)[:, at] for each, at in zip(drawn.replicates, places, strict=True)]
    estimate = int((tops[0] & tops[1]).sum())
    moved = [(s, d - d.mean(axis=0)) for s, d in zip(drawn.shares, drawn.replicates, strict=True)]
    level = draws.options.conf_level
    sets = rank_sets(moved, conf_level=level, df=drawn.df, size=size)
    first, second = (_only(each, at) for each, at in zip(sets, places, strict=True))
    low, high = match_bounds(first, second, size)
    both = redrawn[0] & redrawn[1]
    shares = both.mean(axis=0)
    fewest = np.minimum(*(c[at] for c, at in zip(drawn.counts, places, strict=True)))
    words = {
        word: (float(shares[j]), float(fewest[j]))
        for j, word in enumerate(common)
        if shares[j] >= LEAST_SHARE
    }
    count = both.sum(axis=1).astype(float)
    return _Counted(estimate, min(low, estimate), max(high, estimate), count, words, drawn.n)


def _only(sets: RankSets, at: NDArray[np.intp]) -> RankSets:
    return replace(sets, low=sets.low[at], high=sets.high[at])


def _group_rows(
    survey: Survey, draws: ShareDraws, counted: list[_Counted], lists: tuple[str, str]
) -> tuple[pd.DataFrame, Analysis]:
    base = draws.statistic.outputs[0].base
    item = f"matches_{lists[0]}_{lists[1]}"
    output = Output(item, "matches", base, "discrete", 1, f"{lists[0]}>{lists[1]}")
    statistic = Statistic(
        "matches", draws.statistic.features, (output,), draws.statistic.f, smooth=False
    )
    estimate = np.array([each.estimate for each in counted])
    replicates = _side_by_side([each.replicates for each in counted])
    variance = spread(replicates)
    result = Result(statistic, estimate[:, None], variance[:, None], replicates[..., None])
    df = degrees_of_freedom(draws.totals, draws.strata)
    analysis = Analysis(draws.totals, draws.strata, (result,), draws.options, draws.seed, df)
    frame, _ = assemble(analysis, survey.instrument, survey.smallest_group)
    shown = frame["conf_low"].notna().to_numpy()
    for column, name in (("conf_low", "low"), ("conf_high", "high")):
        bound = np.array([getattr(each, name) for each in counted])
        frame[column] = np.where(shown, bound, np.nan)
    return frame, analysis


def _side_by_side(replicates: list[Array]) -> Array:
    """Replicates (B, groups), NaN where a replicate holds nobody of a group."""
    out = np.full((max(len(each) for each in replicates), len(replicates)), np.nan)
    for g, each in enumerate(replicates):
        out[: len(each), g] = each
    return out


def _word_rows(counted: _Counted, lists: tuple[str, str], least: int) -> pd.DataFrame:
    known = {w: share for w, (share, picked) in counted.words.items() if picked >= least}
    ordered = sorted(known, key=lambda word: (-known[word], word)) if counted.n >= least else []
    return tidy(
        {
            "list": ">".join(lists),
            "level": "word",
            "item": ordered,
            "estimate": [known[word] for word in ordered],
            "n": [counted.n] * len(ordered),
            "note": NOTE,
        }
    )
