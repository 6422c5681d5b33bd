"""Cross-tables of every pair of rating items, in one pass over the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.blocks import category_marks
from berakhlak_stats.association.items import check_items
from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.totals.coded import Block
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Products

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.totals.state import Totals

MissingRule = Literal["listwise", "pairwise"]


@dataclass(frozen=True)
class CrossTables:
    """Weighted tables of ``q`` items with ``c`` categories each, for every group.

    Attributes
    ----------
    items, groups : tuple of str
    by : str or None
    missing : "listwise" or "pairwise"
    categories : tuple of int
        Answers from low to high; reversed items are turned round.
    tables : array (groups, q, q, c, c)
        Weights added up; the tables of an item with itself hold its margin on the diagonal.
    n : array (groups, q, q)
        Unweighted people behind each table.
    totals : Totals
        What the pass kept besides, for the groups that may be shown.
    """

    items: tuple[str, ...]
    groups: tuple[str, ...]
    by: str | None
    missing: MissingRule
    categories: tuple[int, ...]
    tables: Array
    n: Array
    totals: Totals

    @property
    def margins(self) -> Array:
        """Weights of the categories of each item (groups, q, c), whoever the pairs leave out."""
        return np.asarray(np.einsum("giiaa->gia", self.tables))

    @property
    def pairs(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """First and second item of each pair, the first before the second."""
        first, second = np.triu_indices(len(self.items), 1)
        return first, second

    @property
    def base(self) -> Feature:
        """For each pair: 1 for people behind its table."""
        first, second = self.pairs

        def compute(survey: Survey) -> NDArray[Any]:
            known = item_codes(survey, self.items, missing=self.missing) >= 0
            return known[:, first] & known[:, second]

        names = tuple(
            f"{self.items[i]}+{self.items[j]}" for i, j in zip(first, second, strict=True)
        )
        return Feature(f"pairs:{self.missing}:{','.join(self.items)}", names, compute)


def cross_tables(
    source: Survey | SurveyStream,
    *,
    items: Sequence[str],
    by: str | None = None,
    missing: str = "pairwise",
) -> CrossTables:
    """Cross-tables of all pairs of ``items``.

    Parameters
    ----------
    source : Survey or SurveyStream
    items : sequence of str
        Rating items.
    by : str, optional
        Column of the groups.
    missing : {"pairwise", "listwise"}
        People who answered both items of a pair, or all items.

    Returns
    -------
    CrossTables
    """
    if missing not in get_args(MissingRule):
        choices = ", ".join(get_args(MissingRule))
        raise OptionError("E701", name="missing", given=missing, choices=choices)
    rule: MissingRule = "listwise" if missing == "listwise" else "pairwise"
    names = check_items(source.instrument, items)
    scale = source.instrument.scale
    if scale is None or names[0] not in source.instrument.rating_index:
        raise StatisticError("E822", items=", ".join(names))
    size, count = scale.high - scale.low + 1, len(names)

    def answers(survey: Survey) -> tuple[Block, Block]:
        found = tuple(category_marks(survey, names, scale, missing=rule))
        return found, found

    # Without weights the tables already count people.
    counted = getattr(source, "weights", True) is None
    products = [Products("answers", answers)]
    products += [] if counted else [Products("persons", answers, weighted=False)]
    totals = collect(source, [], by=by, products=products)
    sums = {name: totals.by_group(each) for name, each in totals.cells.products.items()}
    shape = (-1, count, size, count, size)
    tables = sums["answers"].reshape(shape).transpose(0, 1, 3, 2, 4)
    n = sums["answers" if counted else "persons"].reshape(shape).sum(axis=(2, 4))
    categories = tuple(range(scale.low, scale.high + 1))
    return CrossTables(names, totals.groups, by, rule, categories, tables, n, totals)


def item_codes(survey: Survey, items: Sequence[str], *, missing: MissingRule) -> NDArray[np.int8]:
    """Categories (n, items) from 0, -1 where missing or, under listwise, where any is missing."""
    asked, scale = survey.instrument.rating_index, survey.instrument.scale
    low, high = (0, 0) if scale is None else (scale.low, scale.high)
    out = np.empty((survey.n, len(items)), np.int8)
    for j, item in enumerate(items):
        rated = survey.rating(item)
        turned = high - rated if asked[item].reversed else rated - low
        out[:, j] = np.where(rated < 0, -1, turned)
    if missing == "listwise":
        out[(out < 0).any(axis=1)] = -1
    return out
