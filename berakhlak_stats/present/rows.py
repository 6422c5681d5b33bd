"""The rows of a result as plain records, on the scale on which they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

State = Literal["shown", "suppressed", "protected", "not_tested"]
SHARE_LEVELS = frozenset({"word", "behaviour", "area", "category"})
"""Levels whose estimates are shares 0-1 in the frame and percent on paper."""
UNTESTED = "not tested"
"""Notes that begin so mark a row whose difference was not tested."""
LETTERS = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Row:
    """One estimate as printed: scores on 0-100, shares in percent, differences in points."""

    index: int
    list: str
    level: str
    item: str
    group: str
    estimate: float
    low: float
    high: float
    n: float
    state: State
    note: str = ""
    band: str = ""
    probs: Mapping[str, float] = field(default_factory=dict)
    p_value: float = math.nan
    p_adjusted: float = math.nan
    effect: float = math.nan
    count: float = math.nan
    top_share: float = math.nan
    difference: bool = False
    """Whether the row is itself a tested difference between two lists."""

    @property
    def shown(self) -> bool:
        """Whether there are numbers that may be printed."""
        return self.state == "shown"

    @property
    def letters(self) -> tuple[str, ...]:
        """Bands the interval reaches, low to high."""
        return tuple(self.band.split("-")) if self.band else ()

    @property
    def hidden(self) -> bool:
        """Whether confidentiality hides the row."""
        return self.state in ("suppressed", "protected")


def _number(record: Mapping[str, Any], key: str) -> float:
    value = record.get(key)
    return math.nan if value is None else float(value)


def _state(record: Mapping[str, Any]) -> State:
    if record["suppressed"]:
        return "protected" if record["note"] == "protected" else "suppressed"
    untested = math.isnan(_number(record, "estimate")) or str(record["note"]).startswith(UNTESTED)
    return "not_tested" if untested else "shown"


def _row(position: int, record: Mapping[str, Any], factor: float) -> Row:
    row = Row(
        index=position,
        list=str(record["list"] or ""),
        level=str(record["level"]),
        item=str(record["item"]),
        group=str(record["group"] or ""),
        estimate=math.nan,
        low=math.nan,
        high=math.nan,
        n=math.nan,
        state=_state(record),
        note=str(record["note"] or ""),
        difference="p_value" in record and ">" in str(record["list"]),
    )
    # A hidden row leaves here without numbers, whatever a statistic left in its frame.
    return row if row.hidden else _with_numbers(row, record, factor)


def _with_numbers(row: Row, record: Mapping[str, Any], factor: float) -> Row:
    probs = {x: _number(record, f"prob_{x}") for x in LETTERS if f"prob_{x}" in record}
    return replace(
        row,
        estimate=factor * _number(record, "estimate"),
        low=factor * _number(record, "conf_low"),
        high=factor * _number(record, "conf_high"),
        n=_number(record, "n"),
        band=str(record.get("band") or ""),
        probs={code: share for code, share in probs.items() if not math.isnan(share)},
        p_value=_number(record, "p_value"),
        p_adjusted=_number(record, "p_adjusted"),
        effect=_number(record, "effect"),
        count=_number(record, "count"),
        top_share=_number(record, "top_share"),
    )


def factor_of(level: str) -> float:
    """What turns the frame's scale of a level into the printed one."""
    return 100.0 if level in SHARE_LEVELS else 1.0


def rows_of(result: Estimates) -> list[Row]:
    """All rows of a result, in the order of its frame."""
    records = result.frame.to_dict(orient="records")
    return [
        _row(i, {str(k): v for k, v in record.items()}, factor_of(str(record["level"])))
        for i, record in enumerate(records)
    ]


def overall(rows: Iterable[Row]) -> list[Row]:
    """Rows about everybody."""
    return [row for row in rows if row.group == ""]


def grouped(rows: Iterable[Row]) -> list[Row]:
    """Rows about groups."""
    return [row for row in rows if row.group != ""]


def pick(rows: Iterable[Row], **where: str) -> list[Row]:
    """Rows whose fields equal ``where``."""
    return [row for row in rows if all(getattr(row, k) == v for k, v in where.items())]


def reach(rows: Iterable[Row]) -> list[float]:
    """Estimates and interval ends of the shown rows, as far as they are known."""
    ends = (end for row in rows if row.shown for end in (row.low, row.estimate, row.high))
    return [end for end in ends if not math.isnan(end)]
