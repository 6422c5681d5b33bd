"""Vote shares of words, behaviours and areas, and paired gaps between lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices.about import about, area_words, choice, pick_list
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

ShareLevel = Literal["word", "behaviour", "area"]
LISTS = ("personal", "current", "desired")


def vote_share(
    survey: Survey, *, lists: Sequence[str] | None = None, level: str = "word", **options: Any
) -> Estimates:
    """Vote shares, 0-1.

    Parameters
    ----------
    survey : Survey
        With pick lists.
    lists : sequence of list ids, optional
        All lists of the instrument by default.
    level : {"word", "behaviour", "area"}
        "word" and "behaviour": share of respondents who picked it (base: persons). "area":
        share of the positive votes of the list that fall on the area (base: votes; the
        shares of a list sum to one).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per list, item and group; ``count`` is the weighted number of votes. Rows
        that fewer persons picked than may be shown are suppressed.

    Notes
    -----
    Picks of one person are negatively dependent (their number is fixed), so the person is
    the sampling unit and never the vote.

    References
    ----------
    Wilson (1927), JASA 22, 209-212; Korn & Graubard (1998), Survey Methodology 24, 193-201.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.vote_share(bs.simulate.simulate(seed=1), lists=("current",))
    >>> bool(result.to_frame()["estimate"].dropna().between(0, 1).all())
    True
    """
    choice("level", level, ShareLevel)
    instrument = survey.instrument
    names = tuple(lists) if lists is not None else tuple(instrument.list_index)
    blocks = [pick_list(instrument, name, "vote_share") for name in names]
    statistics = [share_statistic(instrument, block, level) for block in blocks]
    # One joint statistic keeps covariances across lists; with groups that would be too wide.
    if options.get("by") is None and len(statistics) > 1:
        statistics = [joined(f"share:{level}", statistics)]
    made = about("vote_share", variant=level, sureness="published", lists=list(names))
    return estimate(survey, statistics, Options(**options), made)


def share_statistic(instrument: Instrument, block: PickList, level: str) -> Statistic:
    """Vote shares of one list at one level."""
    if level == "area":
        return _area_share(instrument, block)
    base = ft.answered(block.id)
    if level == "word":
        feature = ft.picked(block)
    else:
        sets = {
            behaviour.id: [w.id for w in instrument.words if w.behaviour == behaviour.id]
            for behaviour in instrument.behaviours
        }
        feature = ft.reach((block,), sets, "behaviour")

    def f(t: View) -> Array:
        return t[feature.name] / t[base.name]

    outputs = tuple(
        Output(item, level, base.name, "proportion", 1, block.id, at(feature, item))
        for item in feature.columns
    )
    return Statistic(f"share:{level}:{block.id}", (feature, base), outputs, f)


def _area_share(instrument: Instrument, block: PickList) -> Statistic:
    feature = ft.votes(block, area_words(instrument), "area")
    base = ft.answered(block.id)

    def f(t: View) -> Array:
        v = t[feature.name]
        return np.asarray(v / v.sum(axis=-1, keepdims=True))

    outputs = tuple(
        Output(item, "area", base.name, "composite", 1, block.id) for item in feature.columns
    )
    return Statistic(f"share:area:{block.id}", (feature, base), outputs, f)


def gap(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("current", "desired"),
    level: str = "word",
    **options: Any,
) -> Estimates:
    """Paired difference in vote share between two lists: second minus first, -1 to 1.

    Parameters
    ----------
    survey : Survey
        Persons who answered both lists count.
    lists : pair of list ids
        The share on the second minus the share on the first.
    level : {"word", "area"}
        Words (base: persons) or areas (base: positive votes).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per item and group, with ``statistic``, ``p_value`` (two-sided t test of no
        difference) and ``p_adjusted`` (Benjamini-Hochberg over the items of a group). A gap is
        hidden where either share is: the other one and the gap would give it away.

    Notes
    -----
    The same persons answered both lists, so the difference is taken person by person; its
    standard error uses their covariance. Intervals are t intervals.

    References
    ----------
    Benjamini & Hochberg (1995), JRSS B 57, 289-300.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.gap(bs.simulate.simulate(seed=1))
    >>> set(result.to_frame()["list"])
    {'current>desired'}
    """
    from berakhlak_stats.indices.testing import with_tests

    choice("level", level, Literal["word", "area"])
    statistic = gap_statistic(survey.instrument, lists, level)
    made = about(
        "gap", variant=level, sureness="published", lists=list(lists), family="items of a group, BH"
    )
    return with_tests(estimate(survey, [statistic], Options(**options), made))


def gap_statistic(instrument: Instrument, lists: tuple[str, str], level: str) -> Statistic:
    """Second minus first share of every word or area, for those who answered both lists."""
    first, second = (pick_list(instrument, name, "gap") for name in lists)
    return (_word_gap if level == "word" else _area_gap)(instrument, first, second)


def _word_gap(instrument: Instrument, first: PickList, second: PickList) -> Statistic:
    both = (first.id, second.id)
    a, b = (ft.picked(block, among=both) for block in (first, second))
    base, words = ft.answered(*both), ft.common_words(first, second)
    at_a = [first.words.index(word) for word in words]
    at_b = [second.words.index(word) for word in words]

    def f(t: View) -> Array:
        return np.asarray((t[b.name][..., at_b] - t[a.name][..., at_a]) / t[base.name])

    guards = [(at(a, word), at(b, word)) for word in words]
    return _gap_statistic("word", first, second, (a, b, base), words, f, guards)


def _area_gap(instrument: Instrument, first: PickList, second: PickList) -> Statistic:
    areas: Mapping[str, Sequence[str]] = area_words(instrument)
    both = (first.id, second.id)
    a, b = (ft.votes(block, areas, "area", among=both) for block in (first, second))
    base = ft.answered(*both)

    def f(t: View) -> Array:
        shares = [t[each.name] / t[each.name].sum(axis=-1, keepdims=True) for each in (a, b)]
        return np.asarray(shares[1] - shares[0])

    return _gap_statistic("area", first, second, (a, b, base), tuple(areas), f, [()] * len(areas))


def _gap_statistic(
    level: str,
    first: PickList,
    second: PickList,
    features: tuple[Feature, ...],
    items: Sequence[str],
    f: Callable[[View], Array],
    guards: Sequence[tuple[str, ...]],
) -> Statistic:
    pair = f"{first.id}>{second.id}"
    base = features[-1].name
    outputs = tuple(
        Output(item, level, base, "difference", 1, pair, guards=guard)
        for item, guard in zip(items, guards, strict=True)
    )
    return Statistic(f"gap:{level}:{pair}", features, outputs, f)
