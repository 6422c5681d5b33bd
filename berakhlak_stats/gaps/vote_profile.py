"""Shares of all votes of a list by a property of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import Bilingual, OptionError
from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices.about import about, list_names, pick_list
from berakhlak_stats.indices.parts import joined
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Instrument, PickList
    from berakhlak_stats.survey.survey import Survey

Sets = Mapping[str, tuple[str, ...]]


def sets_by(
    instrument: Instrument,
    attribute: str,
    names: Mapping[Any, str],
    statistic: str,
    *,
    by_polarity: bool,
) -> dict[str, tuple[str, ...]]:
    """Words by a property, split into positive and limiting ones where asked.

    ``names`` maps the values of the property to ids of rows.
    """
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    limiting: dict[str, list[str]] = {f"{name}_limiting": [] for name in names.values()}
    for word in instrument.words:
        value = getattr(word, attribute)
        if value not in names:
            continue
        split = by_polarity and word.polarity == "limiting"
        (limiting[f"{names[value]}_limiting"] if split else found[names[value]]).append(word.id)
    made = {**found, **{name: words for name, words in limiting.items() if words}}
    kept = {name: tuple(words) for name, words in made.items() if words}
    if not kept:
        needed = Bilingual(f"kata dengan {attribute}", f"words with a {attribute}")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic=statistic)
    return kept


def profile_statistic(block: PickList, sets: Sets, level: str) -> Statistic:
    """Share of all votes of a list on each set of words, 0-1.

    Sets that fewer persons voted for than may be shown are hidden.
    """
    votes = ft.votes(block, {**sets, "every vote": block.words}, level)
    base, voters = ft.answered(block.id), ft.reach((block,), sets, level)

    def f(t: View) -> Array:
        v = t[votes.name]
        return np.asarray(v[..., :-1] / v[..., -1:])

    outputs = tuple(
        Output(item, level, base.name, "composite", 1, block.id, guards=(at(voters, item),))
        for item in sets
    )
    return Statistic(f"profile:{level}:{block.id}", (votes, base, voters), outputs, f)


def vote_profile(
    survey: Survey,
    sets: Sets,
    *,
    statistic: str,
    level: str,
    lists: Sequence[str] | str | None,
    references: Sequence[str],
    options: Mapping[str, Any],
) -> Estimates:
    """Shares of votes per list; see the public functions that are made of it."""
    instrument = survey.instrument
    names = list_names(instrument, lists)
    parts = [
        profile_statistic(pick_list(instrument, name, statistic), sets, level) for name in names
    ]
    whole = [joined(f"profile:{level}", parts)] if len(parts) > 1 else parts
    made = about(statistic, sureness="assumed", references=references, lists=list(names))
    return estimate(survey, whole, Options(**options), made)
