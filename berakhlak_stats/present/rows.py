"""The rows of a result as plain records, on the scale on which they are printed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.present.levels import PAIR, Scale, scale_of
from berakhlak_stats.survey.texts import shortened

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

State = Literal[
    "shown", "suppressed", "protected", "few_picks", "not_computed", "not_tested", "not_ranked"
]
ITEM_PAIRS = frozenset({PAIR, "cell", "model", "surface"})
"""Levels whose rows are about two things at once."""
FEW_PICKS = "few picks"
"""The note of a row hidden for few persons chose the word, though the group is large enough."""
NOT_ASKED = "no answers"
"""The note of a row to which nobody gave an answer: the list or item was not asked."""
LONGEST_NAME = 200
"""Characters of the name of a group that are printed."""
UNTESTED = "not tested"
"""Notes that begin so mark a row whose difference was not tested."""
UNRANKED = "not ranked"
"""Notes that begin so mark a group with too few persons for a place among the others."""


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
    """Whether the row is itself a difference that was, or was not, tested."""
    against: str = ""
    """What was subtracted, where a comparison names it."""
    least: int = 10
    """Fewer persons than these are hidden."""
    verdict: str = ""
    """What a cited rule allows to be said of the group."""
    item_2: str = ""
    """What stands beside the item: the other item of a pair, another list, or choices made."""
    statistic: str = ""
    """Who made the row."""
    missing: tuple[str, ...] = ()
    """Pick lists without which the row cannot be computed, where it was not asked."""

    @property
    def shown(self) -> bool:
        """Whether there are numbers that may be printed."""
        return self.state == "shown"

    @property
    def scale(self) -> Scale:
        """How its numbers are printed."""
        return scale_of(self.level, self.item, self.statistic)

    @property
    def decimals(self) -> int:
        """Decimals it is printed with."""
        return self.scale.decimals

    @property
    def way(self) -> str:
        """What stands beside an item that is no half of a pair."""
        return "" if self.level in ITEM_PAIRS else self.item_2

    @property
    def letters(self) -> tuple[str, ...]:
        """Bands the interval reaches, low to high."""
        return tuple(self.band.split("-")) if self.band else ()

    @property
    def hidden(self) -> bool:
        """Whether confidentiality hides the row."""
        return self.state in ("suppressed", "protected", "few_picks")


def _number(record: Mapping[str, Any], key: str) -> float:
    value = record.get(key)
    return math.nan if value is None else float(value)


_HIDDEN: dict[str, State] = {"protected": "protected", FEW_PICKS: "few_picks"}


_ALIGNMENT = "alignment_"
_CURRENT = frozenset({"implementation", "balance", "positive_energy"})
_TOTAL = "culture_health"


def _state(record: Mapping[str, Any]) -> State:
    if not _number(record, "n") or record["note"] == NOT_ASKED:
        return "not_computed"
    if record["suppressed"]:
        return _HIDDEN.get(record["note"], "suppressed")
    if str(record["note"]).startswith(UNTESTED):
        return "not_tested"
    if not math.isnan(_number(record, "estimate")):
        return "shown"
    if str(record["note"]).startswith(UNRANKED):
        return "not_ranked"
    return "not_tested" if _is_difference(record) else "not_computed"


def _is_difference(record: Mapping[str, Any]) -> bool:
    if "p_value" not in record:
        return False
    # Beside its differences, a result about waves holds the estimates of every wave.
    if "wave" in record:
        return bool(record.get("against"))
    return "against" in record or ">" in str(record["list"])


def _row(position: int, record: Mapping[str, Any], statistic: str, least: int) -> Row:
    state = _state(record)
    row = Row(
        index=position,
        list=str(record["list"] or ""),
        level=str(record["level"]),
        item=str(record["item"]),
        group=shortened(str(record["group"] or ""), LONGEST_NAME),
        estimate=math.nan,
        low=math.nan,
        high=math.nan,
        # Who picked a word is what is hidden there; how many were asked is known anyway.
        n=_number(record, "n") if state == "few_picks" else math.nan,
        state=state,
        note=str(record["note"] or ""),
        verdict=str(record.get("verdict") or ""),
        difference=_is_difference(record),
        against=str(record.get("against") or ""),
        least=least,
        item_2=str(record.get("item_2") or ""),
        statistic=statistic,
    )
    # A hidden row leaves here without numbers, whatever a statistic left in its frame.
    return row if row.hidden else _with_numbers(row, record)


def _with_numbers(row: Row, record: Mapping[str, Any]) -> Row:
    factor = row.scale.factor
    probs = {x.removeprefix("prob_"): _number(record, x) for x in record if x.startswith("prob_")}
    return replace(
        row,
        estimate=factor * _number(record, "estimate"),
        low=factor * _number(record, "conf_low"),
        high=factor * _number(record, "conf_high"),
        n=_number(record, "n"),
        band=str(record.get("band") or ""),
        probs=whole_percents({x: share for x, share in probs.items() if not math.isnan(share)}),
        p_value=_number(record, "p_value"),
        p_adjusted=_number(record, "p_adjusted"),
        effect=_number(record, "effect"),
        count=_number(record, "count"),
        top_share=_number(record, "top_share"),
    )


def whole_percents(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares to whole percents that add to what they added to; those below 1% stay as they are."""
    large = {code: 100 * share for code, share in shares.items() if share >= 0.01}
    floors = {code: math.floor(share + 1e-9) for code, share in large.items()}
    left = round(sum(large.values())) - sum(floors.values())
    ordered = sorted(large, key=lambda code: floors[code] - large[code])
    up = set(ordered[: max(left, 0)])
    if any(share > 99 for share in large.values()):
        return dict(shares)
    whole = {code: (floors[code] + (code in up)) / 100 for code in large}
    return {code: whole.get(code, share) for code, share in shares.items()}


def rows_of(result: Estimates) -> list[Row]:
    """All rows of a result, in the order of its frame."""
    records = result.frame.to_dict(orient="records")
    made = result.provenance
    # The rows of a change are those of the statistic that was computed in every wave.
    statistic = made.variant if "wave" in result.frame else made.statistic
    rows = [
        _row(i, {str(k): v for k, v in record.items()}, statistic, made.smallest_group)
        for i, record in enumerate(records)
    ]
    if not any(row.state == "not_computed" for row in rows):
        return rows
    return _name_missing(rows, made.parameters.get("lists_without_answers", ()))


def _rests_on(row: Row) -> tuple[str, ...]:
    """The pick lists whose answers a row needs, as far as its name tells."""
    if row.item.startswith(_ALIGNMENT):
        return tuple(row.item.removeprefix(_ALIGNMENT).split("_"))
    if row.item in _CURRENT:
        return ("current",)
    return tuple(name for name in row.list.split(">") if name)


def _name_missing(rows: list[Row], unanswered: Sequence[str]) -> list[Row]:
    """Tell rows that nobody could answer which lists they lack; the total lacks what others do.

    Where a statistic says which lists were ``unanswered``, nothing is concluded.
    """
    asked = {name for row in rows if row.n > 0 and row.item != _TOTAL for name in _rests_on(row)}
    needed = {row.index: _rests_on(row) for row in rows if row.state == "not_computed"}
    lacking = dict.fromkeys(
        unanswered or (name for each in needed.values() for name in each if name not in asked)
    )
    made = []
    for row in rows:
        if row.item == _TOTAL and row.state == "not_computed" and lacking:
            row = replace(row, missing=tuple(lacking))
        elif row.index in needed:
            missing = tuple(name for name in needed[row.index] if name in lacking)
            row = replace(row, missing=missing)
        made.append(row)
    return made


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
