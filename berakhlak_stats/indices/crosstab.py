"""One question by one grouping."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about
from berakhlak_stats.indices.shares import share_statistic
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at, keep_outputs

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey


def crosstab(survey: Survey, *, row: str, item: str, **options: Any) -> Estimates:
    """Answers to one item by the groups of one column.

    Parameters
    ----------
    survey : Survey
    row : str
        Column whose labels form the groups.
    item : str
        Id or label (either language) of a word, behaviour, value or rating item.
    **options
        ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Words and behaviours: share of respondents who picked it, 0-1, one row per list and
        group. Values: score by reach, 0-100. Rating items: share of answers per category,
        0-1, level "category", item ``"ID:category"``.

    Notes
    -----
    Shares are within groups (row percentages). Differences between groups are not tested
    here; overlapping intervals do not mean "no difference".

    References
    ----------
    Wilson (1927), JASA 22, 209-212, for the intervals.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> table = bs.indices.crosstab(survey, row="sex", item="bertanggung_jawab")
    >>> sorted(set(table.to_frame()["list"]))
    ['current', 'desired', 'personal']
    """
    found = resolve_item(survey.instrument, item)
    statistics = _statistics(survey.instrument, found)
    made = about("crosstab", variant=found, sureness="published", item=found)
    return estimate(survey, statistics, Options(by=row, **options), made)


def resolve_item(instrument: Instrument, item: str) -> str:
    """The id behind an id or a label; E705 with near matches where there is none."""
    names: dict[str, str] = {}
    for each in _items(instrument):
        for lang in ("en", "id"):
            names.setdefault(instrument.label(each, lang).casefold(), each)
    for each in _items(instrument):
        names[each.casefold()] = each
    wanted = item.strip().casefold()
    if wanted in names:
        return names[wanted]
    near = get_close_matches(wanted, names, n=3, cutoff=0.7)
    likely = ", ".join(dict.fromkeys(names[each] for each in near))
    raise OptionError("E705", item=item, near=likely or "-")


def _items(instrument: Instrument) -> Iterable[str]:
    """Every id a crosstab can be made of; later kinds win where a label is shared."""
    yield from (word.id for word in instrument.words)
    for block in instrument.pick_lists:
        yield from (word for word in block.words if word not in instrument.word_index)
    yield from (behaviour.id for behaviour in instrument.behaviours)
    yield from (each.id for each in instrument.ratings)
    yield from (value.id for value in instrument.values)


def _statistics(instrument: Instrument, item: str) -> list[Statistic]:
    if item in instrument.rating_index:
        return [_categories(instrument, item)]
    if item in instrument.value_index and instrument.pick_lists:
        return [keep_outputs(parts.values(instrument), [item])]
    behaviours = {behaviour.id for behaviour in instrument.behaviours}
    level = "behaviour" if item in behaviours else "word"
    blocks = [b for b in instrument.pick_lists if level == "behaviour" or item in b.words]
    return [keep_outputs(share_statistic(instrument, block, level), [item]) for block in blocks]


def _categories(instrument: Instrument, item: str) -> Statistic:
    """Share of each category among those who rated the item."""
    scale = instrument.scale
    categories = tuple(range(scale.low, scale.high + 1)) if scale else ()
    chosen = ft.rating_category(item, categories)
    known = ft.rating_answered((item,))

    def f(t: View) -> Array:
        return t[chosen.name] / t[known.name]

    outputs = tuple(
        Output(
            f"{item}:{column}",
            "category",
            known.name,
            "proportion",
            1,
            "",
            at(chosen, column),
        )
        for column in chosen.columns
    )
    counts = tuple((at(chosen, column), item) for column in chosen.columns)
    return Statistic(f"categories:{item}", (chosen, known), outputs, f, counts=counts)
