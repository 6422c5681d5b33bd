"""From a positive ratio per unit to an index of agreement, and the mean over units.

Every index of within-unit agreement is a falling (or, for the average deviation, rising)
function of a positive number such as observed over expected variance. Standard error and
interval are made for that number, on the logarithm, and carried over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

Rows = NDArray[np.intp]
NO_VARIANCE = "no variance"
BELOW_ZERO = "below zero, set to zero"
NO_UNITS = "no unit to average"
NO_SPREAD = "no spread to judge by"
ZERO, STUCK = 1e-12, 1e-9


@dataclass(frozen=True)
class Scale:
    """How a ratio ``u`` becomes an index: ``g(u)``, monotone, with derivative ``slope(u)``.

    ``floor`` and ``ceiling`` bound the index; what would lie below the floor is set to it.
    """

    g: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    rising: bool = False
    floor: float = -np.inf
    ceiling: float = 1.0


IDENTITY = Scale(lambda u: u, np.ones_like, rising=True, floor=0.0, ceiling=np.inf)


def complement(floor: float = -np.inf) -> Scale:
    """One minus the ratio."""
    return Scale(lambda u: 1 - u, lambda u: -np.ones_like(u), floor=floor)


def on_scale(
    result: Estimates, scale: Scale | Mapping[str, Scale], *, spread: bool = True
) -> Estimates:
    """A result about ratios as one about an index; ``scale`` may differ by item.

    ``spread`` says that the ratios are of variances or distances from a middle that the same
    persons gave; see :func:`small_sample`.
    """
    frame = result.frame.copy()
    linearised = spread and result.provenance.method == "taylor"
    slope = np.ones(len(frame))
    scales = scale if isinstance(scale, Mapping) else dict.fromkeys(frame["item"], scale)
    for item, each in scales.items():
        rows = np.flatnonzero((frame["item"] == item).to_numpy())
        slope[rows] = _move(frame, rows, each, linearised, bool(result.provenance.population))
    cov = None if result.covariance is None else result.covariance * np.outer(slope, slope)
    if cov is not None:
        unknown = frame["std_error"].isna().to_numpy()
        cov[unknown, :] = cov[:, unknown] = np.nan
    return replace(result, frame=frame, covariance=cov)


def small_sample(n: Array, linearised: bool) -> Array:
    """By how much a linearised error of a variance falls short of the delete-one jackknife.

    Of the variance of ``n`` persons exactly ``(n - 1) / (n - 2)``.
    """
    if not linearised:
        return np.ones_like(n)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > 2, (n - 1) / (n - 2), np.nan)


def _move(frame: pd.DataFrame, rows: Rows, scale: Scale, linearised: bool, surveyed: bool) -> Array:
    """Move some rows in place; returns the slope of each, by which errors grow."""
    columns = ("estimate", "conf_low", "conf_high", "std_error")
    u, low, high, se = (frame[name].to_numpy(float)[rows] for name in columns)
    wider = small_sample(frame["n"].to_numpy(float)[rows], linearised)
    with np.errstate(invalid="ignore", divide="ignore"):
        low, high, se = u * (low / u) ** wider, u * (high / u) ** wider, se * wider
    still = u < ZERO
    # Where everybody moves the estimate alike, as in a unit split in two halves at both ends,
    # nothing tells how sure it is; of a whole population it is sure.
    stuck = ~still & (se < STUCK * u) & (not surveyed)
    with np.errstate(invalid="ignore", divide="ignore"):
        slope = np.where(np.isfinite(u), scale.slope(u), 1.0)
        raw = scale.g(u)
        ends = (scale.g(low), scale.g(high))
    low, high = ends if scale.rising else ends[::-1]
    under = raw < scale.floor
    values = [np.clip(each, scale.floor, scale.ceiling) for each in (raw, low, high)]
    values = [values[0], *(np.where(still | stuck, np.nan, each) for each in values[1:])]
    se = np.where(still | stuck, np.nan, se * np.abs(slope))
    index = frame.index[rows]
    for name, each in zip(columns, (*values, se), strict=True):
        frame.loc[index, name] = each
    frame.loc[index[stuck], "note"] = NO_SPREAD
    frame.loc[index[still], "note"] = NO_VARIANCE
    frame.loc[index[under], "note"] = BELOW_ZERO
    return np.asarray(slope * wider)


def with_mean(result: Estimates, scale: Scale | Mapping[str, Scale]) -> Estimates:
    """The result with one row per item in front: the plain mean over the units shown."""
    import pandas as pd

    if not result.provenance.by:
        return result
    frame, rows, shares = result.frame, [], []
    scales = scale if isinstance(scale, Mapping) else dict.fromkeys(frame["item"], scale)
    for item in dict.fromkeys(frame["item"]):
        mine = (frame["item"] == item).to_numpy()
        used = mine & frame["estimate"].notna().to_numpy()
        shares.append(used / max(used.sum(), 1))
        rows.append(_mean_row(result, np.flatnonzero(mine), np.flatnonzero(used), scales[item]))
    top = pd.DataFrame(rows).astype({"suppressed": bool})
    text = {name: object for name in frame.columns if frame[name].dtype == object}
    both = pd.concat([top, frame], ignore_index=True).astype(text)[list(frame.columns)]
    return replace(result, frame=both, covariance=_bordered(result, np.array(shares)))


def _mean_row(result: Estimates, mine: Rows, used: Rows, scale: Scale) -> dict[str, Any]:
    from scipy.special import stdtrit

    frame = result.frame
    first, chosen = frame.iloc[mine[0]], frame.iloc[used]
    hidden = not len(used) and bool(frame["suppressed"].iloc[mine].any())
    row = {**first.to_dict(), "group": OVERALL, "suppressed": hidden}
    variance, df = _variance(result, used)
    mean = float(chosen["estimate"].mean()) if len(used) else np.nan
    reach = float(stdtrit(df, 0.5 + result.provenance.conf_level / 2)) * np.sqrt(variance)
    row |= {
        "estimate": mean,
        "std_error": np.sqrt(variance),
        "conf_low": float(np.clip(mean - reach, scale.floor, scale.ceiling)),
        "conf_high": float(np.clip(mean + reach, scale.floor, scale.ceiling)),
        "n": float(chosen["n"].sum()) if len(used) else np.nan if hidden else 0.0,
        "df": df,
        "note": "suppressed" if hidden else NO_UNITS if not len(used) else "",
    }
    if len(used) and np.isnan(variance):
        row["note"] = NO_VARIANCE
    return row


def _variance(result: Estimates, used: Rows) -> tuple[float, float]:
    """Variance of the mean over units as they are, and Satterthwaite's degrees of freedom.

    A unit without any variance adds none. Units share no persons; where they share primary
    units the covariance knows it, as long as it is small enough to be kept.
    """
    own = result.frame["std_error"].to_numpy(float)[used] ** 2
    known = np.isfinite(own)
    if not known.any():
        return np.nan, np.nan
    own, df = own[known], result.frame["df"].to_numpy(float)[used][known]
    total = own.sum()
    if result.covariance is not None:
        at = used[known]
        total = float(np.nansum(result.covariance[np.ix_(at, at)]))
    pooled = own.sum() ** 2 / (own**2 / np.maximum(df, 1)).sum() if total > 0 else df.sum()
    return float(max(total, 0.0)) / len(used) ** 2, float(pooled)


def _bordered(result: Estimates, shares: Array) -> Array | None:
    """The covariance with the means in front."""
    if result.covariance is None:
        return None
    plain = np.nan_to_num(result.covariance)
    cross = shares @ plain
    unknown = np.isnan(np.diag(result.covariance))
    cross[:, unknown] = np.nan
    top = np.concatenate([shares @ plain @ shares.T, cross], axis=1)
    empty = ~(shares[:, ~unknown] > 0).any(axis=1)
    out = np.concatenate([top, np.concatenate([cross.T, result.covariance], axis=1)])
    out[: len(shares)][empty] = np.nan
    out[:, : len(shares)][:, empty] = np.nan
    return np.asarray(out)
