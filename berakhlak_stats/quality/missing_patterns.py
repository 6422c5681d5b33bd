"""Which answers are missing, and which are missing together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, OptionError, make_error
from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.quality.marks import mark, marked
from berakhlak_stats.quality.row_index import batches
from berakhlak_stats.survey.hashing import hash_rows
from berakhlak_stats.survey.survey import pack_picks
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

COMPLETE, OTHER = "complete", "other_patterns"


def missing_patterns(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    most: int = 20,
    **options: Any,
) -> Estimates:
    """Share of respondents who left each item, list, or combination of them unanswered, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        Ids of pick lists, rating items and numeric items; all by default.
    most : int
        Patterns with names; the rest stand together as "other_patterns".
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "missing", one per item, then of level "pattern": "complete", the most
        frequent combinations ("a+b" where ``a`` and ``b`` are missing and nothing else is), and
        "other_patterns". ``count`` is weighted. Combinations that fewer people show than may be
        shown have no name of their own; rows of small counts are hidden.

    Notes
    -----
    A list without a single pick is missing, never "nothing chosen". What nobody was asked looks
    the same as what nobody answered.

    References
    ----------
    Little & Rubin (2019), Statistical analysis with missing data, chapter 1; Wilson (1927), JASA
    22, 209-212.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = missing_patterns(bs.simulate.simulate("rating-2022", seed=1, n=500))
    >>> result.to_frame()["level"].value_counts()["missing"]
    np.int64(21)
    """
    from berakhlak_stats.survey.survey import require_answers

    settings = Options(**options)
    if most < 0:
        raise OptionError("E703", name="most", expected=">= 0", given=most)
    require_answers(survey)
    names = answered_items(survey.instrument, items)
    absent = missing_matrix(survey, names)
    patterns, place = _patterns(absent, names, most, survey.smallest_group)
    statistics = [_shares("missing", names), _shares("pattern", patterns)]
    shown = np.asarray(place[:, None] == np.arange(len(patterns)))
    carried = marked(survey, missing=absent, pattern=shown)
    made = {
        "statistic": "missing_patterns",
        "sureness": "published",
        "references": ("Little & Rubin (2019)",),
        "parameters": {"items": list(names)},
    }
    return finish(survey, analyse(carried, statistics, settings), made)


def answered_items(instrument: Instrument, items: Sequence[str] | None) -> tuple[str, ...]:
    """Ids of what a respondent can leave unanswered."""
    kinds = (instrument.pick_lists, instrument.ratings, instrument.numbers)
    known = tuple(each.id for kind in kinds for each in kind)
    names = known if items is None else tuple(dict.fromkeys(items))
    for name in names:
        if name not in known:
            raise OptionError("E701", name="items", given=name, choices=", ".join(known))
    if not names:
        needed = Bilingual("daftar atau butir", "lists or items")
        raise make_error("E840", index="missing_patterns", needed=needed, found=0)
    return names


def missing_matrix(survey: Survey | SurveyStream, names: Sequence[str]) -> NDArray[np.bool_]:
    """True where a respondent left the item unanswered: (n, items)."""
    return np.concatenate([_missing(batch, names) for batch in batches(survey)])


def _missing(survey: Survey, names: Sequence[str]) -> NDArray[np.bool_]:
    asked = survey.instrument
    rated = {item.id: j for j, item in enumerate(asked.ratings)}
    out = np.empty((survey.n, len(names)), bool)
    for j, name in enumerate(names):
        if name in asked.list_index:
            out[:, j] = ~survey.picks[name].any(axis=1)
        elif name in rated:
            out[:, j] = survey.ratings[:, rated[name]] < 0
        else:
            out[:, j] = np.isnan(survey.number(name))
    return out


def _patterns(
    absent: NDArray[np.bool_], names: Sequence[str], most: int, least: int
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Names of the patterns that get a row, and which of them each respondent shows."""
    content = hash_rows([pack_picks(absent)], len(absent))
    found, first, place, count = np.unique(
        content, return_index=True, return_inverse=True, return_counts=True
    )
    whole = np.asarray(~absent[first].any(axis=1))
    # Ties go by content, so that the order of rows decides nothing.
    ranked = np.lexsort((found, -count))
    named = [int(i) for i in ranked if not whole[i] and count[i] >= least][:most]
    gone = [[name for name, no in zip(names, absent[first[i]], strict=True) if no] for i in named]
    labels = ["+".join(each) for each in gone]
    to = np.full(len(found), len(named) + 1, np.intp)
    to[whole] = 0
    to[named] = np.arange(1, len(named) + 1)
    return (COMPLETE, *labels, OTHER), to[place]


def _shares(level: str, names: tuple[str, ...]) -> Statistic:
    hit, one = mark(level, names), ft.one()

    def f(t: View) -> Array:
        return t[hit.name] / t[one.name]

    outputs = tuple(
        Output(name, level, one.name, "proportion", count=at(hit, name)) for name in names
    )
    # Patterns add up to everybody, so one must not follow from the others; items do not.
    together = level == "pattern"
    counts = tuple((at(hit, name), hit.name if together else at(hit, name)) for name in names)
    return Statistic(level, (hit, one), outputs, f, counts=counts)
