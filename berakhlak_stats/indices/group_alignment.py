"""Group forms of alignment: bias-corrected, with what identical profiles would give.

A form of two noisy profiles is biased, and no fixed formula removes that bias. So the form is
averaged over pairs of profiles that may lie behind the data (see ``paired_profiles``), what
learning their prior from the same data does to the average is taken off, and how the form
varies over such pairs is its uncertainty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Analysis, Options, Result
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.indices.about import pick_list
from berakhlak_stats.indices.paired_profiles import (
    PairedProfiles,
    likely_scales,
    pair,
    possible_gaps,
    possible_levels,
    profiles,
    resampled_scales,
)
from berakhlak_stats.indices.profiles import FORMS
from berakhlak_stats.inference.replicates import Resampler, resampler
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey


LEAST_PERSONS, LEAST_DF = 100, 9
"""Below 100 persons or ten PSUs alike profiles and noise cannot be told apart."""
UNSURE = "bias may remain"


def group_alignment(
    survey: Survey, lists: tuple[str, str], variant: str, options: Options, about: Mapping[str, Any]
) -> Estimates:
    """Bias-corrected group alignment with bootstrap intervals; see ``alignment``."""
    require_answers(survey)
    form = profile_form(survey.instrument, lists, variant)
    statistic = form.statistic
    totals = collect(survey, [statistic], by=options.by, replicates=True)
    strata, seed = describe_strata(totals), options.seed
    sampler = resampler(totals, strata, replicates=options.replicates, seed=seed)
    df = degrees_of_freedom(totals, strata)
    found = correct(form, sampler, df)
    replicates = found.possible[..., None]
    result = Result(statistic, found.estimate[:, None], found.variance[:, None], replicates)
    analysis = Analysis(totals, strata, (result,), options, seed, df)
    frame, covariance = assemble(analysis, survey.instrument, survey.smallest_group)
    frame["reference"] = np.where(frame["suppressed"], np.nan, found.reference)
    # One output, so rows stand as groups do.
    few = (frame["n"].to_numpy() < LEAST_PERSONS) | (df < LEAST_DF)
    frame.loc[few & (frame["note"] == "") & frame["estimate"].notna(), "note"] = UNSURE
    made = describe_origin(survey, analysis, about)
    return Estimates(frame, _as_bootstrap(made, options, seed), covariance)


def _as_bootstrap(made: Any, options: Options, seed: int) -> Any:
    from dataclasses import replace

    return replace(
        made, method="bootstrap, empirical Bayes", seed=seed, replicates=options.replicates
    )


def profile_statistic(instrument: Instrument, lists: tuple[str, str], variant: str) -> Statistic:
    """The plain (uncorrected) form as a statistic of the votes on both lists, 0-100."""
    return profile_form(instrument, lists, variant).statistic


@dataclass(frozen=True)
class Form:
    """A form and where its words stand in the totals of its statistic.

    ``first`` and ``second`` are the columns of the words common to both lists, in one order;
    ``answered`` is that of the persons who answered both.
    """

    statistic: Statistic
    compare: Callable[[Array, Array], Array]
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    answered: int

    def of(self, first: Array, second: Array) -> Array:
        """The form of two profiles (..., common words), 0-100."""
        return 100 * self.compare(first, second)


def profile_form(instrument: Instrument, lists: tuple[str, str], variant: str) -> Form:
    """The form ``variant`` of two lists."""
    first, second = (pick_list(instrument, name, "alignment") for name in lists)
    common = ft.common_words(first, second)
    compare = FORMS[variant]
    a, b = ft.picked(first, lists), ft.picked(second, lists)
    base = ft.answered(*lists)
    at_a = np.array([first.words.index(word) for word in common], np.intp)
    at_b = np.array([second.words.index(word) for word in common], np.intp)

    def f(t: View) -> Array:
        return 100 * compare(t[a.name][..., at_a], t[b.name][..., at_b])[..., None]

    item = f"alignment_{lists[0]}_{lists[1]}"
    output = Output(item, "index", base.name, "discrete", 100, f"{lists[0]}>{lists[1]}")
    name = f"{variant}:{first.id}>{second.id}"
    statistic = Statistic(name, (a, b, base), (output,), f, smooth=False)
    layout = statistic.layout
    start_a, start_b = (int(layout.positions((each,))[0]) for each in (a, b))
    return Form(statistic, compare, start_a + at_a, start_b + at_b, layout.column(base.name))


@dataclass(frozen=True)
class Corrected:
    """Per group (groups,): corrected form, its variance, and the plain form of identical lists.

    ``possible`` (B, groups) are values the true form may have; NaN where a replicate holds
    nobody of the group.
    """

    estimate: Array
    variance: Array
    reference: Array
    possible: Array


@dataclass(frozen=True)
class Chance:
    """Random numbers, the same for every group: ``even`` and ``uniform`` (B,), ``normal``."""

    even: Array
    uniform: Array
    normal: Array

    @classmethod
    def of(cls, seed: int, size: int, words: int) -> Chance:
        """The same numbers from the same seed."""
        rng = np.random.default_rng(seed)
        even = (np.arange(size) + 0.5) / size
        return cls(even, rng.permutation(even), rng.standard_normal((size, words)))

    def first(self, size: int) -> Chance:
        """For a group that only ``size`` of the replicates hold."""
        return Chance((np.arange(size) + 0.5) / size, self.uniform[:size], self.normal[:size])


def correct(form: Form, sampler: Resampler, df: Array) -> Corrected:
    """Average the form over the profiles that may lie behind the data, less its bias.

    ``df`` (groups,) are the design's degrees of freedom.

    Notes
    -----
    The variance is the mean square of the possible values about the estimate. It holds what
    the sample leaves open about the truth, near ties at the tenth place included.
    """
    from threadpoolctl import threadpool_limits

    totals = sampler.totals
    columns = totals.plan.columns_of(form.statistic)
    base = totals.by_group(totals.cells.total[:, columns])
    n = totals.by_group(totals.cells.count[:, columns])[:, form.answered]
    chance = Chance.of(sampler.seed, sampler.replicates, len(form.first))
    estimate, variance, reference = np.full((3, len(base)), np.nan)
    possible = np.full((sampler.replicates, len(base)), np.nan)
    # Skinny products with several BLAS threads cost far more than they save.
    with threadpool_limits(1, user_api="blas"):
        for where, drawn in sampler.totals_by_group(columns):
            for g in range(where.start, where.stop):
                block = drawn[:, g - where.start]
                known = block[:, form.answered] > 0
                if n[g] < 1 or not known.any():
                    continue
                paired = _paired(form, base[g], block[known], n[g], df[g])
                values, estimate[g] = _possible(form, paired, chance.first(int(known.sum())))
                possible[known, g] = values
                variance[g] = ((values - estimate[g]) ** 2).mean()
                reference[g] = _identical(form, base[g], block[known] - base[g])
    return Corrected(estimate, variance, reference, possible)


def _paired(form: Form, base: Array, drawn: Array, n: float, df: float) -> PairedProfiles:
    totals = np.concatenate([base[None], drawn])
    shares = totals / totals[:, form.answered, None]
    return pair(shares[:, form.first], shares[:, form.second], n, df)


def _possible(form: Form, paired: PairedProfiles, chance: Chance) -> tuple[Array, float]:
    """Values the form may have (B,), and the corrected estimate."""
    level, gap, noise = possible_levels(paired), paired.gap[None], paired.gap_noise
    scales = likely_scales(paired, gap, chance.even)
    likely = form.of(*profiles(level, possible_gaps(paired, scales, gap, noise)))
    bias = _bias(form, paired, level, scales, chance)
    resampled = resampled_scales(paired, chance.even)
    values = form.of(*profiles(level, possible_gaps(paired, resampled, gap, noise)))
    return values, float(np.clip(likely.mean() - bias, 0, 100))


def _bias(form: Form, paired: PairedProfiles, level: Array, scales: Array, chance: Chance) -> float:
    """How far the average is off for having learned the scale from the gaps themselves.

    Given the scale it would not be off, over lists that differ by that scale. So such lists
    are made, with the scales the data allow, noise is added, and each is estimated as the data
    are: the parametric bootstrap of empirical Bayes (Laird & Louis 1987, type III).
    """
    third = len(level) // 3
    true = scales[:, None] * np.sqrt(paired.unit) * chance.normal
    seen = true + np.roll(paired.gap_noise, third, axis=0)
    again = likely_scales(paired, seen, chance.uniform)
    found = possible_gaps(paired, again, seen, np.roll(paired.gap_noise, 2 * third, axis=0))
    return float((form.of(*profiles(level, found)) - form.of(*profiles(level, true))).mean())


def _identical(form: Form, base: Array, noise: Array) -> float:
    """Average of the plain form if both lists had the same (pooled) profile, at this n."""
    mean = (base[form.first] + base[form.second]) / 2
    drawn = form.of(mean + noise[:, form.first], mean + noise[:, form.second])
    return float(drawn.mean())
