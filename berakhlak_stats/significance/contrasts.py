"""What is subtracted from what: weights on the rows of a result, one set per difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, OptionError, StatisticError
from berakhlak_stats.estimates.bounds import tested_size
from berakhlak_stats.estimates.estimates import Estimates

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Against = Literal["rest", "mean", "median", "pairs"]
ROW_KEYS = ("list", "level", "item")


@dataclass(frozen=True)
class Contrasted:
    """One difference: weights on rows of the result, what they stand against, and a constant."""

    row: int
    against: str
    weights: Array
    constant: float = 0.0
    extra: float = 0.0
    """Variance of what comes from another sample."""
    df: float = np.inf
    least: float = np.inf
    """Persons behind the smaller side, as far as they are not rows of the result."""
    alone: bool = False
    """Whether there is nobody to stand against."""
    fixed: bool = False
    """Whether what is subtracted is a number that was given."""


def contrasts_of(result: Estimates, against: str | float | Estimates) -> list[Contrasted]:
    """The differences that ``against`` asks for; see ``compare``."""
    if isinstance(against, Estimates):
        return _waves(result, against)
    if isinstance(against, str):
        if against not in get_args(Against):
            choices = ", ".join((*get_args(Against), "float", "Estimates"))
            raise OptionError("E701", name="against", given=against, choices=choices)
        return _between_groups(result, _MAKERS[against])
    size = len(result)
    name = f"{float(against):g}"
    return [Contrasted(i, name, _unit(size, i), float(against), fixed=True) for i in range(size)]


def _between_groups(
    result: Estimates, make: Callable[[pd.DataFrame, NDArray[np.intp]], list[Contrasted]]
) -> list[Contrasted]:
    """Contrasts within every item."""
    if result.covariance is None:
        raise DesignError("E609", reason="not kept")
    frame = result.frame
    if not (frame["group"] != "").any():
        raise OptionError("E706", given="against", needed="by")
    grouped = frame[frame["group"] != ""].groupby(list(ROW_KEYS), sort=False)
    found = [
        each
        for rows in grouped.indices.values()
        for each in make(frame, np.flatnonzero(frame["group"] != "")[rows])
    ]
    if not found:
        column = result.provenance.by
        raise StatisticError("E851", statistic="compare", least=2, column=column, found=1)
    return found


def _unit(size: int, i: int, value: float = 1.0) -> Array:
    out = np.zeros(size)
    out[i] = value
    return out


def _shown(frame: pd.DataFrame, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    there = (~frame["suppressed"] & frame["estimate"].notna()).to_numpy(dtype=bool)
    return rows[there[rows]]


def _rest(frame: pd.DataFrame, rows: NDArray[np.intp], *, whole: bool = False) -> list[Contrasted]:
    """Each group less the mean of the others, or of all."""
    shown, made = _shown(frame, rows), []
    n = frame["n"].to_numpy(float)
    for i in rows:
        others = shown if whole else shown[shown != i]
        weights = _unit(len(frame), i)
        if i in shown and len(shown) > 1:
            weights[others] -= n[others] / n[others].sum()
        name, alone = "mean" if whole else "rest", len(shown) < 2
        made.append(Contrasted(int(i), name, weights, alone=alone))
    return made


def _median(frame: pd.DataFrame, rows: NDArray[np.intp]) -> list[Contrasted]:
    """Each group less the middle one, or less the mean of the middle two."""
    shown = _shown(frame, rows)
    order = shown[np.argsort(frame["estimate"].to_numpy(float)[shown], kind="stable")]
    middle = order[(len(order) - 1) // 2 : len(order) // 2 + 1]
    centre = np.zeros(len(frame))
    centre[middle] = 1 / max(len(middle), 1)
    alone = len(shown) < 2
    return [Contrasted(int(i), "median", _unit(len(frame), i) - centre, alone=alone) for i in rows]


def _pairs(frame: pd.DataFrame, rows: NDArray[np.intp]) -> list[Contrasted]:
    size = len(frame)
    return [
        Contrasted(int(j), str(frame["group"].iloc[i]), _unit(size, j) - _unit(size, i))
        for i, j in combinations(rows, 2)
    ]


_MAKERS: dict[str, Callable[[Any, NDArray[np.intp]], list[Contrasted]]] = {
    "rest": _rest,
    "mean": lambda frame, rows: _rest(frame, rows, whole=True),
    "median": _median,
    "pairs": _pairs,
}


def _waves(result: Estimates, other: Estimates) -> list[Contrasted]:
    """Rows of ``result`` less the same rows of an independent sample."""
    place = {
        tuple(row): i
        for i, row in enumerate(other.frame[[*ROW_KEYS, "group"]].itertuples(index=False))
    }
    made, size, persons = [], len(result), tested_size(other.frame).tolist()
    name = other.provenance.title or other.provenance.source or "-"
    for i, key in enumerate(result.frame[[*ROW_KEYS, "group"]].itertuples(index=False)):
        j = place.get(tuple(key))
        if j is None:
            continue
        row = other.frame.iloc[j]
        value, se = float(row["estimate"]), float(row["std_error"])
        made.append(Contrasted(i, name, _unit(size, i), value, se**2, float(row["df"]), persons[j]))
    if not made:
        known = ", ".join(dict.fromkeys(other.frame["item"])) or "-"
        raise OptionError("E704", row="against", known=known)
    return made
