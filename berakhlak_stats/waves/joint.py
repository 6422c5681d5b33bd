"""The same estimates in every wave, and how those of two waves covary."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.estimates.estimates import Estimates, Provenance
from berakhlak_stats.inference.pieces import COVARIANCE_LIMIT
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.survey import Codes, Survey
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

Estimator = Callable[..., Estimates]
"""A public function of a survey with an option ``by``, such as ``indices.implementation``."""
KEYS = ["list", "level", "item", "item_2", "group"]
CROSSED = "waves:crossed"
_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Joint:
    """Rows that all waves share, in one order.

    Attributes
    ----------
    frames : tuple of DataFrame
        One per wave, indexed by the same keys; rows that a wave lacks are NaN.
    covariance : array (rows, waves, waves)
        NaN off the diagonal where it is unknown.
    deviation : array (rows, waves)
        Standard deviation between persons, as if each had been drawn singly.
    linked : bool
    provenance : tuple of Provenance
        Of the waves' own results.
    """

    frames: tuple[pd.DataFrame, ...]
    covariance: Array
    deviation: Array
    linked: bool
    provenance: tuple[Provenance, ...]


def independent(surveys: Sequence[Survey], of: Estimator, options: dict[str, Any]) -> Joint:
    """Waves of samples that know nothing of each other: every one is analysed by itself."""
    results = [of(one, **options) for one in surveys]
    plain = [
        _undesigned(one, found, of, options) for one, found in zip(surveys, results, strict=True)
    ]
    keys = _union([found.frame for found in results])
    frames = [_aligned(found.frame, keys) for found in results]
    variance = np.stack([_column(frame, "std_error") ** 2 for frame in frames], axis=1)
    covariance = np.zeros((len(keys), len(frames), len(frames)))
    at = np.arange(len(frames))
    covariance[:, at, at] = variance
    return Joint(
        _hidden_alike(frames, plain, keys),
        covariance,
        _deviations(plain, keys),
        False,
        tuple(found.provenance for found in results),
    )


def dependent(
    survey: Survey, wave: str, labels: Sequence[str], of: Estimator, options: dict[str, Any]
) -> Joint:
    """Waves of one survey, as domains of one design."""
    by = options.get("by")
    rest = {name: value for name, value in options.items() if name != "by"}
    codes = _in_order(survey.column(wave), labels)
    apart = [survey.take(np.flatnonzero(codes == w)) for w in range(len(labels))]
    plain = [of(_plain(one), **options) for one in apart]
    width = max(len(found) // max(found.frame["group"].nunique(), 1) for found in plain)
    groups = survey.column(by) if by else Codes(np.zeros(survey.n, np.int32), ("",))
    step = max(1, COVARIANCE_LIMIT // max(width * len(labels), 1))
    pieces = [
        _crossed(survey, codes, groups, labels, range(start, start + step), of, rest)
        for start in range(0, len(groups.labels), step)
    ]
    whole = [_below([piece.frames[w] for piece in pieces]) for w in range(len(labels))]
    keys = _union(whole)
    frames = [_aligned(frame, keys) for frame in whole]
    place = {key: i for i, key in enumerate(keys)}
    covariance = np.full((len(keys), len(labels), len(labels)), np.nan)
    for piece in pieces:
        covariance[[place[key] for key in piece.keys]] = piece.covariance
    made = replace(pieces[0].provenance, by=by or "")
    deviation = _deviations(plain, keys)
    shown = _hidden_alike(frames, plain, keys)
    return Joint(shown, covariance, deviation, True, (made,) * len(labels))


@dataclass(frozen=True)
class _Piece:
    frames: tuple[pd.DataFrame, ...]
    keys: list[tuple[str, ...]]
    covariance: Array
    provenance: Provenance


def _crossed(
    survey: Survey,
    waves: Any,
    groups: Codes,
    labels: Sequence[str],
    chosen: range,
    of: Estimator,
    options: dict[str, Any],
) -> _Piece:
    """Some groups in every wave. Everybody else stays in the design, in no group.

    Few groups at a time: covariances of many are too large to keep.
    """
    names = [name for g, name in enumerate(groups.labels) if g in chosen]
    count, first = len(names), chosen.start
    inside = (waves >= 0) & (groups.codes >= first) & (groups.codes < first + count)
    code = np.where(inside, waves * count + groups.codes - first, -1).astype(np.int32)
    crossed = tuple(f"{w:03d}{_BETWEEN}{name}" for w in range(len(labels)) for name in names)
    domain = replace(survey, columns={**survey.columns, CROSSED: Codes(code, crossed)})
    result = of(domain, by=CROSSED, **options)
    if result.covariance is None:
        size = len(result) // max(len(crossed), 1)
        raise StatisticError("E897", statistic=result.provenance.statistic, rows=size)
    frame = _keyed(result.frame)
    split = frame["group"].str.split(_BETWEEN, n=1)
    wave, frame["group"] = split.str[0].astype(int), split.str[1]
    rows = [np.flatnonzero(wave == w) for w in range(len(labels))]
    keys = [list(map(tuple, frame.iloc[each][KEYS].to_numpy())) for each in rows]
    place = [
        {key: row for key, row in zip(k, r, strict=True)} for k, r in zip(keys, rows, strict=True)
    ]
    at = np.array([[here[key] for here in place] for key in keys[0]], np.intp).reshape(
        -1, len(rows)
    )
    covariance = result.covariance[at[:, :, None], at[:, None, :]]
    frames = tuple(frame.iloc[each].reset_index(drop=True) for each in rows)
    return _Piece(frames, keys[0], covariance, result.provenance)


def _in_order(column: Codes, labels: Sequence[str]) -> Any:
    """Codes of a column in the order of ``labels``; -1 outside them."""
    place = {label: w for w, label in enumerate(labels)}
    to = np.array([*(place.get(label, -1) for label in column.labels), -1], np.int64)
    return to[column.codes]


def _plain(survey: Survey) -> Survey:
    """Without design and weights: who answered, and how persons differ, are about persons."""
    return replace(survey, design=Design(), weights=None)


def _undesigned(
    survey: Survey, found: Estimates, of: Estimator, options: dict[str, Any]
) -> Estimates:
    """The result for persons drawn singly: the one at hand where they were."""
    design = survey.design
    parts = (survey.weights, design.strata, design.psu, design.population)
    if all(each is None for each in (*parts, design.replicates, design.calibration)):
        return found
    return of(_plain(survey), **options)


def _keyed(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    if "item_2" not in frame:
        frame["item_2"] = ""
    return frame


def _below(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def _union(frames: Sequence[pd.DataFrame]) -> list[tuple[str, ...]]:
    """Every row of any wave, those of the last wave first in its own order."""
    found: dict[tuple[str, ...], None] = {}
    for frame in reversed(frames):
        found |= dict.fromkeys(map(tuple, _keyed(frame)[KEYS].to_numpy()))
    return list(found)


def _aligned(frame: pd.DataFrame, keys: Sequence[tuple[str, ...]]) -> pd.DataFrame:
    import pandas as pd

    index = pd.MultiIndex.from_tuples(keys, names=KEYS)
    return _keyed(frame).set_index(KEYS).reindex(index)


def _column(frame: pd.DataFrame, name: str) -> Array:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return np.asarray(frame[name].astype(float).to_numpy())


def _deviations(plain: Sequence[Estimates], keys: Sequence[tuple[str, ...]]) -> Array:
    frames = [_aligned(found.frame, keys) for found in plain]
    return np.stack([_column(f, "std_error") * np.sqrt(_column(f, "n")) for f in frames], axis=1)


def _hidden_alike(
    frames: Sequence[pd.DataFrame], plain: Sequence[Estimates], keys: Sequence[tuple[str, ...]]
) -> tuple[pd.DataFrame, ...]:
    """The frames with a row hidden in all waves where any of them must hide it.

    One pattern for all: a wave that shows what another hides helps to work it out. Groups are
    held against their siblings wave by wave (``plain``), since the totals of each wave are
    published.
    """
    import pandas as pd

    made = [frame.copy() for frame in frames]
    flags = [*made, *(_aligned(found.frame, keys) for found in plain)]
    hidden = np.array([f["suppressed"].eq(True).to_numpy() for f in flags])
    any_hidden = hidden.any(axis=0)
    notes = np.full(len(keys), "protected", dtype=object)
    for frame, own in zip(flags, hidden, strict=True):
        text = frame["note"].to_numpy(object)
        notes = np.where(own & (notes == "protected"), text, notes)
    for frame in made:
        there = frame["suppressed"].notna().to_numpy()
        gone = any_hidden & there
        numbers = [
            c for c in frame if pd.api.types.is_numeric_dtype(frame[c]) and c != "suppressed"
        ]
        frame.loc[gone, numbers] = np.nan
        frame.loc[gone, "suppressed"] = True
        frame.loc[gone, "note"] = notes[gone]
        if "band" in frame:
            frame.loc[gone, "band"] = ""
    return tuple(made)
