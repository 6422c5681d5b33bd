"""Group forms of alignment: bias-corrected, with what identical profiles would give.

A form of two noisy profiles is biased, and no fixed formula removes that bias. Here noise is
*added*: replicates whose deviation from the totals is stretched by sqrt(l) carry 1 + l times
the sampling variance. The form, averaged over replicates, is a smooth curve of the noise
level; the curve is extrapolated to a level of zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, Result
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.indices.about import pick_list
from berakhlak_stats.indices.profiles import FORMS
from berakhlak_stats.inference.replicates import Resampler, resampler
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey

NOISE_LEVELS = np.array([1.0, 2.0, 4.0, 6.0, 9.0])
"""Multiples of the sampling variance; 1 is the data themselves."""


def group_alignment(
    survey: Survey, lists: tuple[str, str], variant: str, options: Options, about: Mapping[str, Any]
) -> Estimates:
    """Bias-corrected group alignment with bootstrap intervals; see ``alignment``."""
    statistic = profile_statistic(survey.instrument, lists, variant)
    totals = collect(survey, [statistic], by=options.by, replicates=True)
    strata, seed = describe_strata(totals), options.seed
    sampler = resampler(totals, strata, replicates=options.replicates, seed=seed)
    corrected, spread, reference = correct(statistic, sampler)
    result = Result(statistic, corrected[:, None], spread[:, None] ** 2)
    df = degrees_of_freedom(totals, strata)
    analysis = Analysis(totals, strata, (result,), options, seed, df)
    frame, covariance = assemble(analysis, survey.instrument, survey.smallest_group)
    frame["reference"] = np.where(frame["suppressed"], np.nan, reference)
    made = describe_origin(survey, analysis, about)
    return Estimates(frame, _as_bootstrap(made, options, seed), covariance)


def _as_bootstrap(made: Any, options: Options, seed: int) -> Any:
    from dataclasses import replace

    return replace(
        made, method="bootstrap, noise extrapolation", seed=seed, replicates=options.replicates
    )


def profile_statistic(instrument: Instrument, lists: tuple[str, str], variant: str) -> Statistic:
    """The plain (uncorrected) form as a statistic of the votes on both lists, 0-100."""
    first, second = (pick_list(instrument, name, "alignment") for name in lists)
    common = ft.common_words(first, second)
    form = FORMS[variant]
    a, b = ft.picked(first), ft.picked(second)
    base = ft.answered(*lists)
    at_a = [first.words.index(word) for word in common]
    at_b = [second.words.index(word) for word in common]

    def f(t: View) -> Array:
        return 100 * form(t[a.name][..., at_a], t[b.name][..., at_b])[..., None]

    item = f"alignment_{lists[0]}_{lists[1]}"
    output = Output(item, "index", base.name, "composite", 100, f"{lists[0]}>{lists[1]}")
    return Statistic(f"{variant}:{first.id}>{second.id}", (a, b, base), (output,), f, smooth=False)


def correct(statistic: Statistic, sampler: Resampler) -> tuple[Array, Array, Array]:
    """Corrected estimate, its standard error, and the reference, each (groups,)."""
    columns = sampler.totals.plan.columns_of(statistic)
    base = sampler.totals.by_group(sampler.totals.cells.total[:, columns])
    size = len(base)
    corrected, spread, reference = np.empty(size), np.empty(size), np.empty(size)
    for where, drawn in sampler.totals_by_group(columns):
        noise = drawn - base[where]
        corrected[where], spread[where] = _extrapolate(statistic, base[where], noise)
        reference[where] = _identical(statistic, base[where], noise)
    return corrected, spread, reference


def _extrapolate(statistic: Statistic, base: Array, noise: Array) -> tuple[Array, Array]:
    """The curve of the form over noise levels, taken to zero; SE by delete-a-group jackknife."""
    stretch = np.sqrt(NOISE_LEVELS[1:] - 1)
    plain = _value(statistic, base)
    curves = np.stack([_value(statistic, base + s * noise) for s in stretch])
    weights = extrapolation_weights(NOISE_LEVELS)
    levels = np.concatenate([plain[None], curves.mean(axis=1)])
    corrected = np.clip(np.tensordot(weights, levels, 1), 0, 100)
    # Each replicate's own curve around its own start shows how the corrected value moves.
    drawn = _value(statistic, base + noise)
    return corrected, drawn.std(axis=0, ddof=1)


def _value(statistic: Statistic, totals: Array) -> Array:
    return np.asarray(statistic.f(statistic.layout.view(totals))[..., 0])


def extrapolation_weights(levels: Array) -> Array:
    """Weights that give the value at level 0 of a least-squares ``a + b sqrt(l) + c l``.

    The square root is there because a kink (|difference| at zero) makes the bias grow with
    the standard deviation of the noise, not with its variance.
    """
    root = np.sqrt(levels)
    design = np.stack([np.ones_like(root), root, levels], axis=1)
    return np.asarray(np.linalg.pinv(design)[0])


def _identical(statistic: Statistic, base: Array, noise: Array) -> Array:
    """Average of the plain form if both lists had the same (pooled) profile, at this n."""
    view = statistic.layout.view(base)
    first, second = (feature.name for feature in statistic.features[:2])
    pooled = np.array(base)
    named = statistic.layout.view(pooled)
    mean = (view[first] + view[second]) / 2
    named[first][...] = mean
    named[second][...] = mean
    return np.asarray(_value(statistic, pooled + noise).mean(axis=0))
