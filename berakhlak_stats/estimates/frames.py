"""Assemble the tidy frame of a result: intervals, bands, what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.threshold import hidden_groups
from berakhlak_stats.inference.summary import Rows, Step, at_edge, below, interval, pooled_deff
from berakhlak_stats.totals.statistic import Array, Output

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.analyse import Analysis, Result
    from berakhlak_stats.instrument.model import Band, Instrument

BANDED_LEVELS = ("index", "value", "total")
BLANKED = ("estimate", "std_error", "conf_low", "conf_high", "n", "df", "n_eff", "deff", "count")


def assemble(
    analysis: Analysis, instrument: Instrument, smallest_group: int
) -> tuple[pd.DataFrame, Array | None]:
    """The frame of an analysis, group by group, and the covariance in the same order."""
    import pandas as pd

    pieces = [
        pd.DataFrame(_rows(analysis, result, output, j, instrument.bands))
        for result in analysis.results
        for j, output in enumerate(result.statistic.outputs)
    ]
    frame = pd.concat(pieces, ignore_index=True)
    groups = len(analysis.totals.groups)
    order = np.arange(len(frame)).reshape(-1, groups).T.ravel()
    frame = frame.iloc[order].reset_index(drop=True)
    covariance = _covariance(analysis, groups)
    frame = _suppress(frame, analysis, smallest_group)
    if covariance is not None:
        hidden = frame["suppressed"].to_numpy(dtype=bool)
        covariance[hidden, :] = np.nan
        covariance[:, hidden] = np.nan
    return frame.drop(columns=["_guard"]), covariance


def _rows(
    analysis: Analysis, result: Result, output: Output, j: int, bands: tuple[Band, ...]
) -> dict[str, Any]:
    """All groups of one output, as columns."""
    totals = analysis.totals
    layout = totals.plan.layout
    n = totals.by_group(totals.cells.count[:, layout.column(output.base)])
    variance = np.where(analysis.lone, np.nan, result.variance[:, j])
    rows = Rows(
        estimate=result.estimate[:, j],
        std_error=np.sqrt(variance),
        n=n,
        df=analysis.df,
        scale=output.scale,
        deff=_deff(result, n),
        replicates=None if result.replicates is None else result.replicates[:, :, j],
        step=_step(result, output),
    )
    bounds = interval(output.kind, rows, analysis.options.conf_level)
    missing = ~np.isfinite(rows.estimate) | np.isnan(variance)
    columns: dict[str, Any] = {
        "list": output.list,
        "level": output.level,
        "item": output.item,
        "group": list(totals.groups),
        "estimate": rows.estimate,
        "std_error": rows.std_error,
        "conf_low": np.where(missing, np.nan, bounds.low),
        "conf_high": np.where(missing, np.nan, bounds.high),
        "n": n,
        "df": rows.df,
        "suppressed": False,
        "note": _notes(rows, analysis),
    }
    columns |= _sizes(output, rows)
    columns |= _counts(analysis, output, n)
    if bands and output.scale == 100 and output.level in BANDED_LEVELS:
        columns |= _bands(output, rows, bounds.low, bounds.high, bands, missing)
    return columns


def _step(result: Result, output: Output) -> Step | None:
    """The stepped part of a sum, by the replicates of the output it is made from."""
    if output.step is None or result.replicates is None:
        return None
    item, weight = output.step
    j = [each.item for each in result.statistic.outputs].index(item)
    return Step(weight * result.estimate[:, j], weight * result.replicates[:, :, j])


def _deff(result: Result, n: Array) -> Array:
    """Design effect pooled over the proportions of this statistic."""
    chosen = [j for j, each in enumerate(result.statistic.outputs) if each.kind == "proportion"]
    if not chosen:
        return np.ones(len(n))
    scale = np.array([result.statistic.outputs[j].scale for j in chosen])
    p = result.estimate[:, chosen] / scale
    return pooled_deff(p, result.variance[:, chosen] / scale**2, n[:, None])


def _notes(rows: Rows, analysis: Analysis) -> list[str]:
    notes = np.full(len(rows.estimate), "", dtype=object)
    notes[rows.n == 0] = "no answers"
    notes[analysis.lone & (rows.n > 0)] = "one PSU"
    return [str(note) for note in notes]


def _sizes(output: Output, rows: Rows) -> dict[str, Array]:
    """Effective sample size and design effect of a proportion (against SRS with replacement)."""
    if output.kind != "proportion":
        return {}
    p, v = rows.estimate / output.scale, (rows.std_error / output.scale) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        n_eff = np.where(at_edge(p, np.sqrt(v)), rows.n / rows.deff, p * (1 - p) / v)
        deff = rows.n / n_eff
    return {"n_eff": n_eff, "deff": deff}


def _counts(analysis: Analysis, output: Output, n: Array) -> dict[str, Array]:
    """Weighted total behind a row, and the unweighted count its publication rests on."""
    if not output.count:
        return {"_guard": n}
    totals, column = analysis.totals, analysis.totals.plan.layout.column(output.count)
    return {
        "count": totals.by_group(totals.cells.total[:, column]),
        "_guard": totals.by_group(totals.cells.count[:, column]),
    }


def _bands(
    output: Output, rows: Rows, low: Array, high: Array, bands: tuple[Band, ...], missing: NDArray[np.bool_]
) -> dict[str, Any]:
    """Bands the interval reaches, and the approximate probability of each."""
    from berakhlak_stats.instrument.bands import band_of, cut_points

    rising = list(reversed(bands))
    levels = [np.zeros(len(low))]
    levels += [below(output.kind, rows, cut) for cut in cut_points(bands)]
    levels.append(np.ones(len(low)))
    mass = np.diff(np.stack(levels), axis=0)
    codes = [band.code for band in rising]
    reached = [
        "" if gone else _span(codes, band_of(a, bands).code, band_of(b, bands).code)
        for a, b, gone in zip(low, high, missing, strict=True)
    ]
    out: dict[str, Any] = {"band": reached}
    for code, share in zip(codes, mass, strict=True):
        out[f"prob_{code}"] = np.where(missing, np.nan, np.clip(share, 0, 1))
    return out


def _span(codes: list[str], lowest: str, highest: str) -> str:
    return "-".join(codes[codes.index(lowest) : codes.index(highest) + 1])


def _covariance(analysis: Analysis, groups: int) -> Array | None:
    """Blocks of the results in frame order; pairs from different results stay unknown (NaN)."""
    if any(result.covariance is None for result in analysis.results):
        return None
    widths = [len(result.statistic.outputs) for result in analysis.results]
    total = sum(widths)
    out = np.full((groups * total, groups * total), np.nan)
    start = 0
    for result, width in zip(analysis.results, widths, strict=True):
        # Frame order is group by group, each with the outputs of all results in turn.
        at = (np.arange(groups)[:, None] * total + start + np.arange(width)).ravel()
        out[np.ix_(at, at)] = result.covariance
        start += width
    return out


def _suppress(frame: pd.DataFrame, analysis: Analysis, smallest_group: int) -> pd.DataFrame:
    """Blank every row of a hidden group, and rows that rest on too few persons."""
    reasons = dict(zip(analysis.totals.groups, group_reasons(analysis, smallest_group), strict=True))
    why = frame["group"].map(reasons).to_numpy(dtype=object)
    thin = (why == "") & (frame["n"] > 0) & (frame["n"] < smallest_group)
    if "count" in frame:
        thin |= (why == "") & frame["count"].notna() & (frame["_guard"] < smallest_group)
    why = np.where(thin, "suppressed", why)
    hidden = why != ""
    frame.loc[hidden, "note"] = why[hidden]
    frame["suppressed"] = hidden
    columns = [c for c in frame.columns if c in BLANKED or c.startswith("prob_")]
    frame.loc[hidden, columns] = np.nan
    if "band" in frame:
        frame.loc[hidden, "band"] = ""
        frame["band"] = frame["band"].fillna("")
    return frame


def group_reasons(analysis: Analysis, smallest_group: int) -> list[str]:
    """Why each group is hidden ("" where it is shown), from unweighted counts."""
    totals = analysis.totals
    n = totals.by_group(totals.cells.n.astype(float)).astype(np.int64)
    return [str(reason) for reason in hidden_groups(n, smallest_group)]
