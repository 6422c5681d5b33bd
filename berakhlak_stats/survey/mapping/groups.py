"""All other columns: weights and groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.checks.groups import check_groups, check_unfilled
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.checks.weights import bad_weights, check_weight
from berakhlak_stats.survey.mapping.cells import Cells, cell_text, factorise
from berakhlak_stats.survey.mapping.numbers import all_numbers, is_typed_number, read_number
from berakhlak_stats.survey.mapping.plan import Plan
from berakhlak_stats.survey.mapping.reading import Reading
from berakhlak_stats.survey.survey import Codes
from berakhlak_stats.survey.texts import name_key, unguarded, vocabulary_set

# Numbers with more distinct values than this are measurements, not groups, unless whole.
_MOST_NUMBER_GROUPS = 50
_WHOLE = re.compile(r"^[+-]?\d+$")


def read_weights(plan: Plan, reading: Reading, decimal: str) -> NDArray[np.float64] | None:
    """The weights; those that cannot be used are reported and stand as NaN."""
    if plan.weight is None:
        reading.say("unweighted")
        return None
    column = reading.table.columns[plan.weight]
    answers = read_number(column, decimal)
    bad = bad_weights(answers)
    texts = [cell_text(value) for value in column.take(_arrow(bad)).to_pylist()] if len(bad) else []
    reading.add(check_weight(answers, texts, plan.weight, reading.place))
    reading.say("weighted", column=plan.weight)
    return answers.values


def _arrow(positions: NDArray[Any]) -> Any:
    import pyarrow as pa

    return pa.array(positions)


def read_groups(
    cells: Mapping[str, Cells], reading: Reading, decimal: str
) -> tuple[dict[str, Codes], dict[str, NDArray[np.float64]]]:
    """Every other column as codes, and numeric ones (also) as numbers."""
    columns: dict[str, Codes] = {}
    numbers: dict[str, NDArray[np.float64]] = {}
    found: list[Problem] = []
    for title, column in cells.items():
        array = reading.table.columns[title]
        labels = reading.table.value_labels.get(title)
        numeric = not labels and (is_typed_number(array) or all_numbers(column))
        if numeric:
            values = read_number(array, decimal).values
            values[column.codes < 0] = np.nan
            numbers[title] = values
        if not numeric or _may_group(column):
            columns[title] = _codes(column, labels or {}, numeric)
            if not numeric:
                found += check_groups(title, columns[title], reading.place)
            elif name_key(title) in vocabulary_set("unit_titles"):
                found += check_unfilled(title, columns[title], reading.place)
    reading.add(found)
    if found:
        doubtful = dict.fromkeys(str(each.column) for each in found)
        reading.say("doubtful_groups", columns=", ".join(doubtful))
    return columns, numbers


def _may_group(column: Cells) -> bool:
    if len(column.texts) <= _MOST_NUMBER_GROUPS:
        return True
    return all(_WHOLE.match(text) for text in column.texts)


def _codes(column: Cells, labels: Mapping[float, str], numeric: bool) -> Codes:
    """Codes with sorted labels, so that they do not depend on the order of rows."""
    texts = [_label(text, labels) for text in column.texts]
    present = np.zeros(len(texts), dtype=bool)
    present[column.codes[column.codes >= 0]] = True
    used = {text for text, here in zip(texts, present.tolist(), strict=True) if here}
    ranked = sorted(used, key=_number_order if numeric else None)
    rank = {text: place for place, text in enumerate(ranked)}
    translate = np.array([rank.get(text, -1) for text in texts], dtype=np.int32)
    codes = column.lookup(translate, -1)
    codes.setflags(write=False)
    return Codes(codes, tuple(ranked))


def _number_order(text: str) -> tuple[float, str]:
    return float(text.replace(",", ".")) if text.count(",") + text.count(".") < 2 else 0.0, text


def _label(text: str, labels: Mapping[float, str]) -> str:
    if labels:
        try:
            return labels.get(float(text), text)
        except ValueError:
            return text
    # The apostrophe was put there by a careful writer (see the writers).
    return unguarded(text)


def read_synthetic(plan: Plan, reading: Reading) -> bool:
    """Whether the file marks its rows as made up."""
    if plan.synthetic is None:
        return reading.table.synthetic
    cells = factorise(reading.table.columns[plan.synthetic])
    yes = np.array([text.casefold() in vocabulary_set("yes") for text in cells.texts], dtype=bool)
    marked = len(cells.where(yes))
    if 0 < marked < reading.table.n:
        source = reading.place.source
        reading.add(
            [make_problem("warning", "E236", source=source, count=marked, total=reading.table.n)]
        )
    return marked > 0 or reading.table.synthetic
