"""SPSS ``.sav``: codes with value labels, and missing values the file declares itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import cell_text
from berakhlak_stats.survey.readers.limits import ReadLimits
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.registry import apply_source, choose_source
from berakhlak_stats.survey.readers.sources.source import Top
from berakhlak_stats.survey.readers.table import RawTable
from berakhlak_stats.survey.texts import clean, sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

Ranges = Sequence[Mapping[str, Any]]


def read_sav(
    path: Path,
    *,
    decimal: str | None = None,
    source: str | None = None,
    fits: Instrument | None = None,
    limits: ReadLimits | None = None,
) -> RawTable:
    """The variables of an SPSS file; rows are counted from 1, as in SPSS.

    Values that the file declares user-missing (97, 98, 99, ...) become empty and are counted.
    """
    data, meta = _load(path, limits or ReadLimits())
    names = tuple(str(name or "") for name in meta.column_names)
    count = len(next(iter(data.values()))) if names else 0
    if count == 0:
        raise make_error("E102", place=path.name)
    problems, columns = [], []
    for name, values in zip(names, data.values(), strict=True):
        column, missing = _column(values, meta.missing_ranges.get(name, ()))
        columns.append(column)
        if missing:
            problems.append(_user_missing(path.name, name, missing))
    claims = Claims(fits)
    labels = _labels(meta.variable_value_labels)
    texts = tuple(str(label or "") for label in meta.column_labels)
    draft = Draft(
        source=path.name,
        header=(names, texts),
        columns=columns,
        rows=np.arange(1, count + 1, dtype=np.int64),
        claims=claims,
        understood=(sentence("format_other", kind="SPSS (.sav)"),),
        problems=problems,
        decimal=decimal,
        value_labels={place: labels[name] for place, name in enumerate(names) if name in labels},
        descriptions={place: clean(text) for place, text in enumerate(texts) if clean(text)},
        details={"sets": meta.mr_sets},
    )
    apply_source(choose_source(Top((names,), "sav"), source, claims, path.name), draft)
    return draft.table()


def _load(path: Path, limits: ReadLimits) -> tuple[Mapping[str, Any], Any]:
    import pyreadstat

    unreadable = (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, OSError, ValueError)
    try:
        _, said = pyreadstat.read_sav(str(path), metadataonly=True)
        rows, columns = said.number_rows or 0, said.number_columns or 0
        limits.refuse_too_sparse(path.name, max(rows, 0), columns, path.stat().st_size)
        data, meta = pyreadstat.read_sav(str(path), user_missing=True, output_format="dict")
    except (*unreadable, OverflowError) as error:
        raise make_error("E131", place=path.name, kind="SPSS", reason=str(error)) from error
    return data, meta


def _column(values: Any, ranges: Ranges) -> tuple[Any, int]:
    """An Arrow array, and how many values were declared missing."""
    import pyarrow as pa

    if all(value is None or isinstance(value, (int, float)) for value in values):
        numbers = np.array([np.nan if value is None else value for value in values], np.float64)
        declared = _declared(numbers, ranges)
        numbers[declared] = np.nan
        return pa.array(numbers, from_pandas=True), int(declared.sum())
    hidden = {str(each["lo"]).strip() for each in ranges if isinstance(each.get("lo"), str)}
    texts = [cell_text(value) for value in values]
    kept = [None if text.strip() in hidden else text for text in texts]
    return pa.array(kept, type=pa.string()), sum(text is None for text in kept)


def _declared(numbers: NDArray[np.float64], ranges: Ranges) -> NDArray[np.bool_]:
    declared = np.zeros(len(numbers), dtype=bool)
    for each in ranges:
        if not isinstance(each["lo"], str):
            declared |= (numbers >= float(each["lo"])) & (numbers <= float(each["hi"]))
    return declared


def _user_missing(source: str, column: str, count: int) -> Problem:
    return make_problem("fixed", "E206", source=source, column=column, count=count)


def _labels(raw: Mapping[str, Mapping[Any, str]]) -> dict[str, dict[float, str]]:
    """Labels of numeric codes only: labelled texts already speak for themselves."""
    kept = {}
    for name, labels in raw.items():
        numeric = {
            float(key): str(text) for key, text in labels.items() if not isinstance(key, str)
        }
        if numeric:
            kept[name] = numeric
    return kept
