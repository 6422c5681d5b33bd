"""Assemble the tidy frame of a result: intervals, bands, what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.bounds import SCORE_LEVELS
from berakhlak_stats.estimates.suppression import suppress
from berakhlak_stats.estimates.tidy import by_group, with_text
from berakhlak_stats.inference.strata import degrees_of_freedom, members
from berakhlak_stats.inference.summary import Rows, Step, at_edge, below, interval, pooled_deff
from berakhlak_stats.totals.statistic import Array, Output, feature_of

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.analyse import Analysis, Result
    from berakhlak_stats.instrument.model import Band, Instrument

EQUAL = 1e-9
"""Weights that cost a smaller share of the sample than this are alike."""


@dataclass(frozen=True)
class Support:
    """What the answers behind a row can carry, per group (G,).

    ``df`` counts PSUs that hold answers; ``lone`` marks groups whose answers lie in one PSU,
    and ``stuck`` those with one PSU in each stratum: no variance can be had there. ``census``
    marks groups whose whole population was asked.
    """

    n: Array
    df: Array
    lone: NDArray[np.bool_]
    stuck: NDArray[np.bool_]
    census: NDArray[np.bool_]


def assemble(
    analysis: Analysis, instrument: Instrument, smallest_group: int
) -> tuple[pd.DataFrame, Array | None]:
    """The frame of an analysis, group by group, and the covariance in the same order."""
    bases = {each.base for result in analysis.results for each in result.statistic.outputs}
    support = {base: support_of(analysis, base) for base in bases}
    rows = [
        columns
        for result in analysis.results
        for columns in _result_rows(analysis, result, support, instrument.bands)
    ]
    groups = len(analysis.totals.groups)
    frame = by_group(rows, groups)
    covariance = _covariance(analysis, groups)
    frame = suppress(frame, analysis.totals, smallest_group, _families(analysis))
    if covariance is not None:
        # Where there is no standard error there is no covariance either.
        hidden = frame["std_error"].isna().to_numpy(dtype=bool)
        covariance[hidden, :] = np.nan
        covariance[:, hidden] = np.nan
    return with_text(frame.drop(columns="_guards")), covariance


def _families(analysis: Analysis) -> dict[str, str]:
    """What each count of persons adds up to."""
    statistics = [result.statistic for result in analysis.results]
    found = dict(each for statistic in statistics for each in statistic.counts)
    for output in (output for statistic in statistics for output in statistic.outputs):
        for path in guards_of(output):
            found.setdefault(path, feature_of(path))
    return found


def guards_of(output: Output) -> tuple[str, ...]:
    """Paths of the counts that a row's publication rests on beside its base."""
    return output.guards or ((output.count,) if output.count else ())


def support_of(analysis: Analysis, base: str) -> Support:
    """Count the answers of one base column, and the PSUs that hold them."""
    totals, strata = analysis.totals, analysis.strata
    n = totals.by_group(totals.cells.count[:, totals.plan.layout.column(base)])
    psus = members(totals, base)
    df = degrees_of_freedom(totals, strata, analysis.options.df_rule, base)
    census = ~((psus > 0) & (strata.rate < 1)).any(axis=1) & (n > 0)
    lone = (psus.sum(axis=1) <= 1) & ~census
    return Support(n=n, df=df, lone=lone, stuck=(df <= 0) & ~census, census=census)


def _result_rows(
    analysis: Analysis, result: Result, support: Mapping[str, Support], bands: tuple[Band, ...]
) -> Iterator[dict[str, Any]]:
    """The columns of every output of a result."""
    # Outputs of one base share their design effect, a median over all of them.
    effects = {base: _deff(result, each.n) for base, each in support.items()}
    for j, output in enumerate(result.statistic.outputs):
        behind = support[output.base]
        variance = np.where(behind.lone | behind.stuck, np.nan, result.variance[:, j])
        rows = Rows(
            estimate=result.estimate[:, j],
            std_error=np.sqrt(variance),
            n=behind.n,
            df=behind.df,
            scale=output.scale,
            deff=effects[output.base],
            replicates=None if result.replicates is None else result.replicates[:, :, j],
            step=_step(result, output),
        )
        yield _columns(analysis, output, rows, behind, bands)


def _columns(
    analysis: Analysis, output: Output, rows: Rows, support: Support, bands: tuple[Band, ...]
) -> dict[str, Any]:
    """All groups of one output, as columns."""
    n = support.n
    bounds = interval(output.kind, rows, analysis.options.conf_level)
    low = np.where(support.census, rows.estimate, bounds.low)
    high = np.where(support.census, rows.estimate, bounds.high)
    missing = ~np.isfinite(rows.estimate) | np.isnan(rows.std_error)
    columns: dict[str, Any] = {
        "list": output.list,
        "level": output.level,
        "item": output.item,
        "group": list(analysis.totals.groups),
        "estimate": rows.estimate,
        "std_error": rows.std_error,
        "conf_low": np.where(missing, np.nan, low),
        "conf_high": np.where(missing, np.nan, high),
        "n": n,
        "df": rows.df,
        "suppressed": False,
        "note": _notes(rows, support),
    }
    columns |= _sizes(output, rows) | _kish(analysis, n) | _counts(analysis, output, n)
    columns |= {"item_2": output.item_2} if output.item_2 else {}
    if bands and output.scale == 100 and output.level in SCORE_LEVELS:
        columns |= _bands(output, rows, (low, high), bands, missing | support.census)
        if support.census.any():
            columns |= _sure_bands(columns, rows.estimate, support.census & ~missing, bands)
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


def _notes(rows: Rows, support: Support) -> list[str]:
    notes = np.full(len(rows.estimate), "", dtype=object)
    notes[np.isnan(rows.std_error)] = "missing from most replicates"
    notes[support.stuck] = "no degrees of freedom"
    notes[support.lone] = "one PSU"
    notes[rows.n == 0] = "no answers"
    return [str(note) for note in notes]


def _sizes(output: Output, rows: Rows) -> dict[str, Array]:
    """Effective sample size and design effect of a proportion (1 for a simple sample)."""
    if output.kind != "proportion":
        return {}
    p, v = rows.estimate / output.scale, (rows.std_error / output.scale) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        # The pooled effect is against p(1-p)/n, this one against p(1-p)/(n-1): 1 without a design.
        pooled = rows.deff * (rows.n - 1) / rows.n
        deff = np.where(at_edge(p, np.sqrt(v)), pooled, v * (rows.n - 1) / (p * (1 - p)))
        n_eff = rows.n / deff
    return {"n_eff": n_eff, "deff": deff}


def _kish(analysis: Analysis, n: Array) -> dict[str, Array]:
    """Persons as far as weights are equal (Kish 1965, Survey Sampling, section 11.7)."""
    totals = analysis.totals
    whole, squares = totals.by_group(totals.cells.weights).T
    people = totals.by_group(totals.cells.n[:, None].astype(float))[:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(people > 0, whole**2 / squares / people, 1.0)
    return {"n_kish": n * share} if (share < 1 - EQUAL).any() else {}


def _counts(analysis: Analysis, output: Output, n: Array) -> dict[str, Any]:
    """Weighted total behind a row, and the counts of persons its publication rests on."""
    totals, layout = analysis.totals, analysis.totals.plan.layout
    guard = {"_guards": [guards_of(output)] * len(n)}
    if not output.count:
        return guard
    return {"count": totals.by_group(totals.cells.total[:, layout.column(output.count)]), **guard}


def _bands(
    output: Output,
    rows: Rows,
    bounds: tuple[Array, Array],
    bands: tuple[Band, ...],
    missing: NDArray[np.bool_],
) -> dict[str, Any]:
    """Bands the interval reaches, and the approximate probability of each."""
    from berakhlak_stats.instrument.bands import band_of, cut_points

    rising = list(reversed(bands))
    levels = [np.zeros(len(missing))]
    levels += [below(output.kind, rows, cut) for cut in cut_points(bands)]
    levels.append(np.ones(len(missing)))
    mass = np.diff(np.stack(levels), axis=0)
    codes = [band.code for band in rising]
    # A t interval may reach below the scale, where no band is.
    reach = [np.maximum(bound, rising[0].low) for bound in bounds]
    reached = [
        "" if gone else _span(codes, band_of(a, bands).code, band_of(b, bands).code)
        for a, b, gone in zip(*reach, missing, strict=True)
    ]
    out: dict[str, Any] = {"band": reached}
    for code, share in zip(codes, mass, strict=True):
        out[f"prob_{code}"] = np.where(missing, np.nan, np.clip(share, 0, 1))
    return out


def _sure_bands(
    columns: dict[str, Any],
    estimate: Array,
    census: NDArray[np.bool_],
    bands: tuple[Band, ...],
) -> dict[str, Any]:
    """The one band of a group of which everybody was asked."""
    from berakhlak_stats.instrument.bands import band_codes

    codes = band_codes(np.where(census, estimate, np.nan), bands)
    out = {"band": np.where(census, codes, columns["band"])}
    for band in bands:
        name = f"prob_{band.code}"
        out[name] = np.where(census, (codes == band.code).astype(float), columns[name])
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
