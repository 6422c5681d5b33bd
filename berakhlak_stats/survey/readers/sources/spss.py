"""SPSS: variables with labels, and multiple-response sets of either kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.source import Source, Top
from berakhlak_stats.survey.texts import clean


def _header_rows(top: Top) -> int:
    return int(top.kind == "sav")


def _plain(draft: Draft) -> None:
    """Name the variables of a set after the set; all others keep name or label, whichever fits."""
    names, labels = draft.header[0], draft.header[-1]
    variants = [[name, clean(label), name] for name, label in zip(names, labels, strict=True)]
    sets: Mapping[str, Mapping[str, Any]] = draft.details.get("sets") or {}
    for name, each in sets.items():
        _name_set(name, each, draft, variants)
    draft.choose_titles(variants)
    if sets:
        count = len(sets)
        draft.form = (f"{count} himpunan jawaban ganda", f"{count} multiple-response sets")


def _name_set(name: str, each: Mapping[str, Any], draft: Draft, variants: list[list[str]]) -> None:
    places = {variable.casefold(): place for place, variable in enumerate(draft.header[0])}
    members = [places[each] for each in map(str.casefold, each["variable_list"]) if each in places]
    heads = (name.lstrip("$"), clean(str(each.get("label") or "")))
    for order, place in enumerate(members, start=1):
        parts: tuple[str, ...]
        variable, label = draft.header[0][place], clean(draft.header[-1][place])
        if each["is_dichotomy"]:
            parts = (label, variable)
            if each.get("counted_value") is not None:
                _count_value(place, each["counted_value"], draft)
        else:
            parts = (str(order),)
        named = [f"{head}[{part}]" for head in heads if head for part in parts if part]
        variants[place] = [*named, *variants[place]]


def _count_value(place: int, counted: Any, draft: Draft) -> None:
    """1 where the variable holds the counted value, 0 where it holds another, empty otherwise."""
    import pyarrow as pa

    cells = draft.cells(place)
    wanted = str(counted).strip()
    chosen = np.array([text.strip() == wanted for text in cells.texts], dtype=bool)
    values = cells.lookup(chosen, False)
    draft.columns[place] = pa.array(values.astype(np.int8), mask=cells.codes < 0)
    # The labels of the counted value speak of the option; the flags need none.
    draft.value_labels.pop(place, None)


SOURCE = Source("spss", ("berkas SPSS", "SPSS file"), _header_rows, _plain)
