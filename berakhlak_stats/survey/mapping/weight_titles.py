"""Weights under another title than ``weight``: taken where title and cells agree, else told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.checks.report import make_problem
from berakhlak_stats.survey.checks.weights import is_running_number
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.numbers import all_numbers, is_typed_number, read_number
from berakhlak_stats.survey.mapping.plan import Plan
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import name_key, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.reading import Reading

# Weights are commonly scaled to a mean of one, or to add up to the population.
_MEAN_LOW, _MEAN_HIGH = 0.8, 1.25
_NEARLY_WHOLE = 0.02
_FEWEST = 10


def weight_title(titles: Sequence[str]) -> str | None:
    """The one title that says "weight" in other words; None where there are none or several.

    Examples
    --------
    >>> weight_title(["Unit", "Faktor Pengali"]), weight_title(["Penimbang", "Bobot Sampel"])
    ('Faktor Pengali', None)
    """
    known = vocabulary_set("weight_titles")
    found = [title for title in titles if name_key(title) in known]
    return found[0] if len(found) == 1 else None


def claim_weights(plan: Plan, table: RawTable) -> None:
    """Take the one column that is titled as weights and holds nothing but numbers above zero."""
    if plan.weight is not None:
        return
    found = []
    for title in plan.others:
        short = name_key(title) in vocabulary_set("weight_letters")
        if not short and name_key(title) not in vocabulary_set("weight_titles"):
            continue
        values = _numbers(table.columns[title])
        if values is not None and _are_weights(values) and not (short and _whole(values)):
            found.append(title)
    if len(found) == 1:
        plan.claim_weight(found[0])


def told_doubts(numbers: Mapping[str, NDArray[np.float64]], plan: Plan, reading: Reading) -> None:
    """Say of each numeric column that may hold weights that it is not used as such (E250)."""
    used = plan.weight
    instead = Bilingual("", "")
    if used is not None:
        instead = Bilingual(f" (yang dipakai: {used!r})", f" (used: {used!r})")
    for title in plan.others:
        values = numbers.get(title)
        named = name_key(title) in vocabulary_set("weight_titles")
        if values is not None:
            named = named or may_be_weights(title, values, only_named=used is not None)
        if not named or title in plan.groups:
            continue
        source = reading.place.source
        reading.add([make_problem("warning", "E250", source=source, column=title, instead=instead)])


def may_be_weights(title: str, values: NDArray[np.float64], *, only_named: bool = False) -> bool:
    """Whether numbers above zero may be weights, by a word of their title or by their sum or mean.

    With ``only_named`` the title must say so.

    Examples
    --------
    >>> values = np.tile([0.8, 1.2], 20)
    >>> may_be_weights("Kolom X", values), may_be_weights("Indeks", values)
    (True, False)
    """
    words = set(name_key(title).split("_"))
    if words & vocabulary_set("measure_words"):
        return False
    filled = values[~np.isnan(values)]
    if not len(filled) or not (filled > 0).any():
        return False
    if words & (vocabulary_set("weight_words") | vocabulary_set("weight_letters")):
        return not is_running_number(values)
    return not only_named and _scaled(values)


def doubtful_weights(title: str, column: Any) -> bool:
    """The same of a column that was not read as numbers yet."""
    if name_key(title) in vocabulary_set("weight_titles"):
        return True
    values = _numbers(column)
    return values is not None and may_be_weights(title, values)


def _scaled(values: NDArray[np.float64]) -> bool:
    """Whether every person has a number above zero, not all whole, with a telling mean or sum."""
    if len(values) < _FEWEST or not _are_weights(values) or _whole(values):
        return False
    if values.min() == values.max():
        return False
    total = float(values.sum())
    expands = values.min() >= 1 and abs(total - round(total)) < _NEARLY_WHOLE
    return expands or _MEAN_LOW <= total / len(values) <= _MEAN_HIGH


def _are_weights(values: NDArray[np.float64]) -> bool:
    usable = np.isfinite(values) & (values > 0)
    return bool(usable.all()) and not is_running_number(values)


def _whole(values: NDArray[np.float64]) -> bool:
    return bool((values == np.floor(values)).all())


def _numbers(column: Any) -> NDArray[np.float64] | None:
    """The numbers of a column under the decimal mark it shows; None where it holds others."""
    if is_typed_number(column):
        return read_number(column, ".").values
    cells = factorise(column)
    if not all_numbers(cells):
        return None
    comma = any("," in text for text in cells.texts)
    return read_number(column, "," if comma else ".").values
