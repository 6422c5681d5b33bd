"""Real numbers, with the decimal mark decided once for the whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.survey.mapping.bad_cells import BadCells
from berakhlak_stats.survey.mapping.cells import Cells, factorise

_PLAIN = r"[+-]?(?:\d+(?:{mark}\d*)?|{mark}\d+)(?:[eE][+-]?\d+)?"
_PATTERNS = {mark: re.compile(f"^{_PLAIN.format(mark=re.escape(mark))}$") for mark in ".,"}
_DECIMALS = {mark: re.compile(rf"^[+-]?\d*{re.escape(mark)}\d+$") for mark in ".,"}
_THOUSANDS = {
    mark: re.compile(rf"^[+-]?[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+$") for mark in ".,"
}
_GROUPED = {
    mark: re.compile(
        rf"^[+-]?[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(mark)}\d+)?$"
    )
    for mark, other in (".,", ",.")
}
_WHOLE = re.compile(r"^[+-]?\d+$")
_MIXED = re.compile(r"^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:,\d{3})+\.\d+)$")
_SAMPLE = 20_000
# Codes such as "007" are names, not numbers.
_LEADING_ZERO = re.compile(r"^[+-]?0\d")
_NOT_FINITE = re.compile(r"^[+-]?(inf|infinity|nan|∞)$", re.IGNORECASE)


@dataclass(frozen=True)
class NumberAnswers:
    """``values`` (float64, NaN missing), infinite cells, and cells that are not numbers."""

    values: NDArray[np.float64]
    not_finite: BadCells
    unknown: BadCells


def is_typed_number(column: Any) -> bool:
    """Whether an Arrow array holds numbers already."""
    import pyarrow as pa

    kind = column.type
    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def read_number(column: Any, decimal: str) -> NumberAnswers:
    """The numbers of one column; cells at fault become NaN and are listed."""
    if is_typed_number(column):
        return _typed(column)
    fast = _all_plain(column, decimal)
    if fast is not None:
        return NumberAnswers(fast, BadCells(), BadCells())
    cells = factorise(column)
    parsed = np.array([_parse(text, decimal) for text in cells.texts], dtype=np.float64)
    infinite = np.isinf(parsed) | np.array([bool(_NOT_FINITE.match(t)) for t in cells.texts], bool)
    unknown = np.isnan(parsed) & ~infinite
    parsed[infinite] = np.nan
    bad = [
        BadCells(found, tuple(cells.at(found)))
        for found in (cells.where(infinite), cells.where(unknown))
    ]
    return NumberAnswers(cells.lookup(parsed, np.nan), bad[0], bad[1])


def _typed(column: Any) -> NumberAnswers:
    import pyarrow as pa

    values = column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64)
    found = np.flatnonzero(np.isinf(values))
    bad = BadCells(found, tuple(str(value) for value in values[found].tolist()))
    values[found] = np.nan
    return NumberAnswers(values, bad, BadCells())


def _all_plain(column: Any, decimal: str) -> NDArray[np.float64] | None:
    """All cells at once, or None where some cell needs a closer look."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_string(column.type):
        return None
    text = pc.utf8_trim_whitespace(column)
    text = pc.if_else(pc.equal(pc.binary_length(text), 0), None, text)
    if decimal == ",":
        if pc.any(pc.match_substring(text, ".")).as_py():
            return None
        text = pc.replace_substring(text, ",", ".")
    try:
        numbers = pc.cast(text, pa.float64())
    except pa.ArrowInvalid:
        return None
    if not pc.all(pc.is_finite(numbers)).as_py() and numbers.null_count < len(numbers):
        return None
    values: NDArray[np.float64] = numbers.to_numpy(zero_copy_only=False)
    return values.astype(np.float64)


def _parse(text: str, decimal: str) -> float:
    """The number, or NaN. ``1e400`` gives infinity, which is then refused by name.

    The mark that is not the decimal one stands between thousands.
    """
    if _GROUPED[decimal].match(text):
        text = text.replace("." if decimal == "," else ",", "")
    if _PATTERNS[decimal].match(text):
        return float(text.replace(",", "."))
    return float("nan")


def all_numbers(cells: Cells) -> bool:
    """Whether every text is a plain number under one of the two decimal marks."""
    return bool(cells.texts) and all(
        (_PATTERNS["."].match(text) or _PATTERNS[","].match(text) or _MIXED.match(text))
        and not _LEADING_ZERO.match(text)
        for text in cells.texts
    )


def find_decimal(columns: Sequence[Cells], separator: str | None, source: str) -> tuple[str, bool]:
    """The decimal mark of a file, and whether anything showed it.

    Raises
    ------
    FileError
        E107 where points and commas both occur, or where ``12.345`` may be twelve thousand:
        beside whole numbers and no other decimals in its column, or alone where the mark is not
        the one such a file has between decimals.
    """
    seen = {mark: _example(columns, _DECIMALS[mark], _THOUSANDS[mark]) for mark in ".,"}
    either = {mark: _example(columns, _THOUSANDS[mark]) for mark in ".,"}
    mixed = _example(columns, _MIXED)
    used = {mark: seen[mark] or either[mark] for mark in ".,"}
    if mixed or (used["."] and used[","]):
        shown = [text for text in (mixed, used[","], seen["."], either["."]) if text]
        raise make_error("E107", place=source, example=" / ".join(shown))
    for mark, usual in ((".", separator != ";"), (",", separator == ";")):
        alone = "" if usual or seen[mark] else either[mark]
        if alone or (either[mark] and (alone := _beside_whole(columns, mark))):
            raise make_error("E107", place=source, example=two_readings(alone))
    return ("," if used[","] else "."), bool(used[","] or used["."])


def telling_numbers(column: Any) -> Any:
    """Enough of a column to tell its decimal mark by: its first cells, and every 12.345 below."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(column) <= _SAMPLE or not pa.types.is_string(column.type):
        return column.slice(0, _SAMPLE)
    below = column.slice(_SAMPLE)
    grouped = below.filter(pc.match_substring_regex(below, r"^\s*[+-]?\d{1,3}([.,]\d{3})+\s*$"))
    return pa.concat_arrays([column.slice(0, _SAMPLE), grouped.slice(0, _SAMPLE)])


def two_readings(text: str) -> Bilingual:
    """What ``12.345`` can mean, written with the decimal mark of each language."""
    whole = text.replace(".", "").replace(",", "")
    part = text.replace(",", ".")
    return Bilingual(
        f'"{text}" = {whole} atau {part.replace(".", ",")}', f'"{text}" = {whole} or {part}'
    )


def _beside_whole(columns: Iterable[Cells], mark: str) -> str:
    """The first ``12.345`` in a column that otherwise holds whole numbers only, or nothing."""
    for cells in columns:
        found = _example([cells], _THOUSANDS[mark])
        decimals = _example([cells], _DECIMALS[mark], _THOUSANDS[mark])
        if found and not decimals and _example([cells], _WHOLE):
            return found
    return ""


def _example(
    columns: Iterable[Cells], pattern: re.Pattern[str], but_not: re.Pattern[str] | None = None
) -> str:
    for cells in columns:
        for text in cells.texts:
            if pattern.match(text) and not (but_not and but_not.match(text)):
                return text
    return ""
