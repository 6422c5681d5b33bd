"""Frequencies of a list: percent of respondents, and of picks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.gaps.marks import Empty
from berakhlak_stats.indices.about import about, choice, pick_list, word_counts
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

Base = Literal["cases", "responses"]


def multi_response(
    survey: Survey,
    *,
    lists: str = "current",
    base: str = "cases",
    empty: str = "missing",
    **options: Any,
) -> Estimates:
    """Frequencies of the words of one list, 0-1, and the mean number of picks.

    Parameters
    ----------
    survey : Survey
    lists : str
        One list id.
    base : {"cases", "responses"}
        "cases": share of respondents who picked the word. "responses": share of all picks; the
        shares add up to one.
    empty : {"missing", "none"}
        Whether a list without any pick was left unanswered, or counts as a case that picked
        nothing.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row of level "word" per word, with ``count`` (weighted picks), and one of level
        "item", ``mean_picks``: picks per case. Words that fewer persons picked than may be
        shown are suppressed.

    Notes
    -----
    Shares of cases get Wilson intervals at the effective sample size. Shares of responses are
    ratios of totals of persons, with logit intervals: the person is the unit, never the pick.

    References
    ----------
    Wilson (1927), JASA 22, 209-212; Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import multi_response
    >>> result = multi_response(bs.simulate.simulate(seed=1), base="responses")
    >>> round(float(result.to_frame().query("item == 'mean_picks'")["estimate"].iloc[0]), 1)
    10.0
    """
    choice("base", base, Base)
    choice("empty", empty, Empty)
    block = pick_list(survey.instrument, lists, "multi_response")
    statistic = frequencies(survey.instrument, block, base, empty)
    made = about("multi_response", variant=base, sureness="published", lists=[lists], empty=empty)
    return estimate(survey, [statistic], Options(**options), made)


def frequencies(instrument: Instrument, block: PickList, base: str, empty: str) -> Statistic:
    """Shares of words by one base, and picks per case."""
    picked, cases = ft.picked(block), cases_of(block, empty)
    kind: Literal["proportion", "composite"] = "proportion" if base == "cases" else "composite"
    outputs = [
        Output(word, "word", cases.name, kind, 1, block.id, count=at(picked, word))
        for word in block.words
    ]
    outputs.append(Output("mean_picks", "item", cases.name, "mean", list=block.id))

    def f(t: View) -> Array:
        picks = t[picked.name]
        every = picks.sum(axis=-1, keepdims=True)
        shares = picks / (t[cases.name] if base == "cases" else every)
        return np.concatenate([shares, every / t[cases.name]], axis=-1)

    counts = word_counts(instrument, block, picked)
    name = f"frequencies:{base}:{empty}:{block.id}"
    return Statistic(name, (picked, cases), tuple(outputs), f, counts=counts)


def cases_of(block: PickList, empty: str) -> Feature:
    """1 for every respondent with a pick, or for every respondent."""
    if empty == "missing":
        return ft.answered(block.id)

    def compute(survey: Survey) -> NDArray[Any]:
        return np.ones((survey.n, 1))

    return Feature(f"cases:{block.id}", ("case",), compute)
