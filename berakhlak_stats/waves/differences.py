"""From estimates of waves to a frame: one row per wave, and one per pair of waves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.bounds import tested_size, upper_ends
from berakhlak_stats.estimates.glossary import BROKEN, TEXT
from berakhlak_stats.inference.degrees import has_spread, welch_df
from berakhlak_stats.inference.multiplicity import adjust_p_values, small_reasons
from berakhlak_stats.totals.statistic import Array
from berakhlak_stats.waves.joint import Joint

if TYPE_CHECKING:
    import pandas as pd

Against = Literal["previous", "first"]
_KEPT = ("estimate", "std_error", "conf_low", "conf_high", "n", "df", "suppressed", "note")


def pairs_of(count: int, against: Against) -> list[tuple[int, int]]:
    """Earlier and later wave of every difference."""
    return [(0 if against == "first" else w - 1, w) for w in range(1, count)]


def wave_frame(
    joint: Joint,
    labels: Sequence[str],
    *,
    pairs: Sequence[tuple[int, int]],
    broken: Sequence[bool],
    adjust: str,
    conf_level: float,
) -> pd.DataFrame:
    """Rows of every wave and of every pair, key by key; all tests are one family."""
    import pandas as pd

    parts = [_of_wave(joint, w, label) for w, label in enumerate(labels)]
    for (a, b), gap in zip(pairs, broken, strict=True):
        part = _of_pair(joint, a, b, gap, conf_level)
        parts.append(part.assign(wave=labels[b], against=labels[a]))
    size = len(parts[0])
    whole = pd.concat([part.reset_index() for part in parts], ignore_index=True)
    order = np.arange(len(whole)).reshape(-1, size).T.ravel()
    whole = whole.iloc[order].reset_index(drop=True)
    # A wave that never had a row says nothing about it.
    whole = whole[whole["note"].notna()].reset_index(drop=True)
    whole["p_adjusted"] = adjust_p_values(whole["p_value"].to_numpy(float), adjust)
    if (whole["item_2"] == "").all():
        whole = whole.drop(columns="item_2")
    for name in TEXT:
        if name in whole:
            whole[name] = whole[name].fillna("").astype(object)
    whole["suppressed"] = whole["suppressed"].astype(bool)
    return whole


def _of_wave(joint: Joint, w: int, label: str) -> pd.DataFrame:
    frame = joint.frames[w]
    kept = [
        name
        for name in map(str, frame)
        if name in _KEPT or name == "band" or name.startswith("prob_")
    ]
    return frame[kept].assign(wave=label, against="")


def _of_pair(joint: Joint, a: int, b: int, broken: bool, conf_level: float) -> pd.DataFrame:
    import pandas as pd
    from scipy.special import stdtr, stdtrit

    first, second = joint.frames[a], joint.frames[b]
    c = joint.covariance
    difference = _numbers(second, "estimate") - _numbers(first, "estimate")
    variance = c[:, a, a] + c[:, b, b] - 2 * c[:, a, b]
    se = np.sqrt(np.maximum(variance, 0.0))
    df = _degrees(joint, a, b)
    n = np.fmin(_numbers(first, "n"), _numbers(second, "n"))
    why = _untested(first, second, se, df, n)
    known, tested = ~np.isin(why, ("hidden", "one wave")), (why == "") & (not broken)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = difference / se
        spread = np.sqrt((joint.deviation[:, a] ** 2 + joint.deviation[:, b] ** 2) / 2)
        effect = difference / np.where(has_spread(spread, difference), spread, np.nan)
    sure = known & (why != "no spread") & (se > 0) & (df > 0)
    reach = stdtrit(np.where(sure, df, 1.0), 0.5 + conf_level / 2) * np.where(sure, se, np.nan)
    p = 2 * stdtr(np.where(sure, df, 1.0), -np.abs(np.where(tested, t, 0.0)))
    end = upper_ends(first.reset_index(), joint.provenance[-1].statistic)
    columns: dict[str, Any] = {
        "estimate": np.where(known, difference, np.nan),
        "std_error": np.where(sure, se, np.nan),
        "conf_low": np.where(known, np.maximum(difference - reach, -end), np.nan),
        "conf_high": np.where(known, np.minimum(difference + reach, end), np.nan),
        "n": np.where(known, n, np.nan),
        "df": np.where(sure, df, np.nan),
        "suppressed": why == "hidden",
        "note": _notes(why, first, second, broken),
        "statistic": np.where(tested, t, np.nan),
        "p_value": np.where(tested, p, np.nan),
        "effect": np.where(known, effect, np.nan),
    }
    return pd.DataFrame(columns, index=first.index)


def _degrees(joint: Joint, a: int, b: int) -> Array:
    """Degrees of freedom: the smaller of two linked waves, Welch's of independent ones."""
    first, second = (np.maximum(_numbers(joint.frames[w], "df"), 0.0) for w in (a, b))
    if joint.linked:
        return np.asarray(np.fmin(first, second))
    u, v = joint.covariance[:, a, a], joint.covariance[:, b, b]
    return welch_df(u, first, v, second)


def _untested(
    first: pd.DataFrame, second: pd.DataFrame, se: Array, df: Array, n: Array
) -> NDArray[np.object_]:
    """Why each difference is not tested; "" where it is."""
    why = np.full(len(se), "", dtype=object)
    size = sum(np.abs(np.nan_to_num(_numbers(frame, "estimate"))) for frame in (first, second))
    why[~has_spread(se, np.asarray(size))] = "no spread"
    why[np.isnan(se) | ~(df > 0)] = "no variance"
    why = small_reasons(why, n, np.fmin(tested_size(first), tested_size(second)))
    lost = [~np.isfinite(_numbers(frame, "estimate")) for frame in (first, second)]
    why[lost[0] | lost[1]] = "one wave"
    hidden = [frame["suppressed"].eq(True).to_numpy() for frame in (first, second)]
    why[hidden[0] | hidden[1]] = "hidden"
    return why


def _notes(
    why: NDArray[np.object_], first: pd.DataFrame, second: pd.DataFrame, broken: bool
) -> NDArray[np.object_]:
    reason = np.array([f"not tested: {each}" if each else "" for each in why], dtype=object)
    shown = ~np.isin(why, ("hidden", "one wave"))
    if broken:
        reason[shown] = BROKEN
    for frame in (second, first):
        own = (why == "hidden") & frame["suppressed"].eq(True).to_numpy()
        reason[own] = frame["note"].to_numpy(object)[own]
    return reason


def _numbers(frame: pd.DataFrame, name: str) -> Array:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return np.asarray(frame[name].astype(float).to_numpy())
