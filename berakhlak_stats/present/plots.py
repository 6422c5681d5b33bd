"""Which figure shows a result: chosen by what its rows are, not by who made it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from berakhlak_stats.estimates.bounds import PROFILE_LEVELS
from berakhlak_stats.present.figures.figure import WIDE, Figure
from berakhlak_stats.present.narrative.narrate import SPECIAL, kind_of, narrate, own_level
from berakhlak_stats.present.own import own_presentation
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.select import select, select_limiting

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


def plot(result: Estimates, lang: str = "en", *, width: float = WIDE, title: str = "") -> Figure:
    """The figure of a result, with the message its tests allow.

    Parameters
    ----------
    result : Estimates
        Any result.
    lang : str
        "id" or "en".
    width : float
        760 for a page, 344 for a phone: two layouts, not one drawing shrunk.
    title : str
        Another message.

    Returns
    -------
    Figure
        Displays itself in a notebook; ``svg()`` gives the bare drawing.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate(seed=1)
    >>> plot(bs.indices.implementation(survey), "id").name
    'headline'
    """
    if own := own_presentation(result):
        return own.figure(result, lang, width=width, title=title)
    rows = rows_of(result)
    if title:
        return _draw(result, rows, lang, width, title)
    said = narrate(result, lang)
    drawn = _draw(result, rows, lang, width, str(said.heading))
    level = own_level(said, result)
    return replace(drawn, subtitle=f"{drawn.subtitle} {level}") if level else drawn


def _draw(result: Estimates, rows: list[Row], lang: str, width: float, title: str) -> Figure:
    kind = kind_of(rows)
    if kind == "verdict":
        # One axis holds one index: the first, with the units' verdicts in the table.
        first = rows[0].item
        return _dots(select(result, lambda row: row.item == first), lang, width, title)
    if kind == "effect":
        return _dots(select(result, lambda row: row.level == "change"), lang, width, title)
    if kind == "gap":
        from berakhlak_stats.present.figures.gaps import gaps

        own = select(result, lambda row: row.difference)
        rest = select(result, lambda row: not row.difference)
        return gaps(own, lang, shares=rest if len(rest) else None, width=width, title=title)
    if kind == "compared":
        return _compared(result, rows, lang, width, title)
    if kind == "group":
        return _groups(result, rows, lang, width, title)
    if kind in ("vote", "measure") and {row.level for row in rows} <= PROFILE_LEVELS | {"entropy"}:
        from berakhlak_stats.present.figures.profile import profile

        return profile(result, lang, width=width, title=title)
    if kind in SPECIAL:
        bounded = {row.index for row in rows if row.level != "test" and row.low == row.low}
        return _dots(select(result, lambda row: row.index in bounded), lang, width, title)
    if kind == "share":
        return _shares(result, rows, lang, width, title)
    return (
        _scores(result, rows, lang, width, title)
        if kind == "score"
        else _dots(result, lang, width, title)
    )


def _compared(result: Estimates, rows: list[Row], lang: str, width: float, title: str) -> Figure:
    """Groups by items as a heatmap; one item, or groups against each other, as dots."""
    from berakhlak_stats.present.figures.heatmap import heatmap

    cells = {(row.item, row.group) for row in rows if row.group}
    once = len(cells) == len(rows)
    if once and len({row.item for row in rows}) > 1 and len({row.group for row in rows}) > 1:
        return heatmap(result, lang, width=width, title=title)
    return _dots(result, lang, width, title)


def _dots(result: Estimates, lang: str, width: float, title: str) -> Figure:
    from berakhlak_stats.present.figures.dots import dots

    return dots(result, lang, width=width, title=title)


def _groups(result: Estimates, rows: list[Row], lang: str, width: float, title: str) -> Figure:
    from berakhlak_stats.present.figures.forest import forest

    banded = [row for row in rows if row.band]
    if not banded:
        return _dots(result, lang, width, title)
    return forest(result, lang, item=banded[0].item, width=width, title=title)


def _shares(result: Estimates, rows: list[Row], lang: str, width: float, title: str) -> Figure:
    from berakhlak_stats.present.figures.areas import areas
    from berakhlak_stats.present.figures.behaviours import behaviours
    from berakhlak_stats.present.figures.limiting import limiting
    from berakhlak_stats.present.figures.top_ten import top_ten

    level, lists = rows[0].level, {row.list for row in rows}
    if level == "area":
        return areas(result, lang, width=width, title=title)
    if level == "behaviour":
        name = "current" if "current" in lists else rows[0].list
        return behaviours(result, lang, name=name, width=width, title=title)
    if len(lists) > 1:
        return top_ten(result, lang, width=width, title=title)
    if len(select_limiting(result, name=rows[0].list)) == len(rows):
        return limiting(result, lang, name=rows[0].list, width=width, title=title)
    ordered = sorted((row for row in rows if row.shown), key=lambda row: -row.estimate)[:20]
    kept = {row.index for row in ordered}
    return _dots(select(result, lambda row: row.index in kept), lang, width, title)


def _scores(result: Estimates, rows: list[Row], lang: str, width: float, title: str) -> Figure:
    from berakhlak_stats.present.figures.headline import headline
    from berakhlak_stats.present.figures.indices import indices
    from berakhlak_stats.present.figures.tiles import tiles

    levels = {row.level for row in rows}
    if len(rows) == 1:
        return headline(result, lang, item=rows[0].item, width=width, title=title)
    if "value" in levels and len([row for row in rows if row.level == "value"]) > 2:
        return tiles(result, lang, width=width, title=title)
    return indices(result, lang, width=width, title=title, level=rows[0].level)
