"""From estimates and variances to intervals, effective sizes and band probabilities."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from berakhlak_stats.inference import intervals as iv
from berakhlak_stats.totals.statistic import Array, Kind


@dataclass(frozen=True)
class Rows:
    """One kind of output for all groups: everything an interval rule needs, shape (r,).

    ``estimate`` and ``std_error`` are on the output's own scale; ``deff`` is the design effect
    pooled from siblings, used where a proportion is 0 or 1; ``replicates`` (B, r) exists for
    discrete outputs; ``step`` for discrete outputs that are smooth but for one part.
    """

    estimate: Array
    std_error: Array
    n: Array
    df: Array
    scale: float
    deff: Array
    replicates: Array | None = None
    step: Step | None = None


@dataclass(frozen=True)
class Step:
    """The part of a sum that moves in steps, in units of the sum.

    ``estimate`` has shape (r,), ``replicates`` (B, r).
    """

    estimate: Array
    replicates: Array


def interval(kind: Kind, rows: Rows, conf_level: float) -> iv.Interval:
    """The interval of the house for one kind of quantity."""
    if kind == "correlation":
        return iv.fisher_student(rows.estimate, rows.std_error, rows.df, conf_level)
    if kind == "discrete" and rows.replicates is not None:
        return _discrete(rows, rows.replicates, conf_level)
    if kind in ("mean", "difference"):
        return iv.student(rows.estimate, rows.std_error, rows.df, conf_level)
    if kind == "positive":
        return iv.log_student(rows.estimate, rows.std_error, rows.df, conf_level)
    u, se = rows.estimate / rows.scale, rows.std_error / rows.scale
    if kind == "proportion":
        n_eff = iv.effective_n(u, se**2, rows.n, rows.df, conf_level)
        inner = iv.wilson(u, n_eff, conf_level)
    else:
        inner = iv.logit_student(u, se, rows.df, conf_level)
    edge = at_edge(u, se)
    exact = iv.clopper_pearson(u, rows.n / rows.deff, conf_level)
    low = np.where(edge, exact.low, inner.low) * rows.scale
    high = np.where(edge, exact.high, inner.high) * rows.scale
    return iv.Interval(low, high)


def _discrete(rows: Rows, replicates: Array, conf_level: float) -> iv.Interval:
    if rows.step is None:
        return iv.percentile(replicates, rows.estimate, rows.df, conf_level)
    found = iv.stepped(
        replicates, rows.step.replicates, rows.estimate, rows.step.estimate, rows.df, conf_level
    )
    return iv.Interval(np.maximum(found.low, 0.0), np.minimum(found.high, rows.scale))


def below(kind: Kind, rows: Rows, cut: float) -> Array:
    """Confidence that the quantity lies below ``cut`` (on the output's own scale)."""
    if kind == "correlation":
        return iv.fisher_below(cut, rows.estimate, rows.std_error, rows.df)
    if kind == "discrete" and rows.replicates is not None:
        known = np.isfinite(rows.replicates).sum(axis=0)
        return np.asarray((rows.replicates < cut).sum(axis=0) / np.maximum(known, 1))
    if kind in ("mean", "difference"):
        return iv.student_below(cut, rows.estimate, rows.std_error, rows.df)
    if kind == "positive":
        return iv.log_below(cut, rows.estimate, rows.std_error, rows.df)
    u, se, c = rows.estimate / rows.scale, rows.std_error / rows.scale, cut / rows.scale
    if kind == "proportion":
        inner = iv.wilson_below(c, u, iv.effective_n(u, se**2, rows.n, rows.df))
    else:
        inner = iv.logit_below(c, u, se, rows.df)
    return np.where(at_edge(u, se), iv.exact_below(c, u, rows.n / rows.deff), inner)


def at_edge(u: Array, se: Array) -> Array:
    """Where a share is 0 or 1, or shows no spread: the normal theory has nothing to hold on to.

    Rounding leaves traces near 1e-16, so "no spread" is judged against the share itself.
    """
    tiny = 1e-12
    return np.asarray((u <= tiny) | (u >= 1 - tiny) | (se <= tiny))


def pooled_deff(p: Array, variance: Array, n: Array) -> Array:
    """Design effect per group: median over sibling outputs (G, k) with a share inside (0, 1).

    Against simple random sampling with replacement. At least 1, so that an exact interval is
    never narrower than the binomial one.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = variance / (p * (1 - p) / n)
    usable = np.isfinite(deff) & (p > 0) & (p < 1) & (variance > 0)
    deff = np.where(usable, deff, np.nan)
    out = np.ones(len(p))
    known = usable.any(axis=1)
    out[known] = np.maximum(np.nanmedian(deff[known], axis=1), 1.0)
    return out
