"""From a survey and statistics to Estimates: the one road every index takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates.estimates import Estimates
from berakhlak_stats.estimates.frames import assemble
from berakhlak_stats.estimates.origin import describe_origin
from berakhlak_stats.inference.jackknife import jackknife
from berakhlak_stats.inference.replicated import replicated
from berakhlak_stats.inference.replicates import resampler, spread
from berakhlak_stats.inference.strata import Strata, degrees_of_freedom, describe_strata
from berakhlak_stats.inference.taylor import COVARIANCE_LIMIT, taylor
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.replicate_weights import ReplicateWeights
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Method = Literal["auto", "taylor", "jackknife", "bootstrap"]
DfRule = Literal["members", "strata", "design"]


@dataclass(frozen=True)
class Options:
    """How uncertainty is computed.

    ``rng`` is a seed or a numpy Generator; a generator gives one draw that becomes the seed,
    so that a result can always be repeated from its provenance. ``df_rule`` says which PSUs
    the degrees of freedom of a group count: those that hold its "members", those of its
    "strata", or those of the whole "design" (as a t interval in R's ``confint`` is often made).
    """

    by: str | None = None
    method: Method = "auto"
    conf_level: float = 0.95
    replicates: int = 1000
    rng: int | np.random.Generator = 1
    df_rule: DfRule = "members"

    def __post_init__(self) -> None:
        for name, literal in (("method", Method), ("df_rule", DfRule)):
            chosen, known = getattr(self, name), get_args(literal)
            if chosen not in known:
                raise OptionError("E701", name=name, given=chosen, choices=", ".join(known))
        if not 0 < self.conf_level < 1:
            expected = "0 < conf_level < 1"
            raise OptionError("E703", name="conf_level", expected=expected, given=self.conf_level)
        if self.replicates < 50:
            raise OptionError("E703", name="replicates", expected=">= 50", given=self.replicates)
        given: object = self.rng
        if not isinstance(given, (int, np.integer, np.random.Generator)):
            expected = "int / numpy.random.Generator"
            raise OptionError("E703", name="rng", expected=expected, given=given)

    @property
    def seed(self) -> int:
        """The seed behind ``rng``."""
        if isinstance(self.rng, np.random.Generator):
            return int(self.rng.integers(0, 2**31))
        return int(self.rng)


@dataclass(frozen=True)
class Result:
    """One statistic computed for every group: arrays (G, k)."""

    statistic: Statistic
    estimate: Array
    variance: Array
    replicates: Array | None = None
    covariance: Array | None = None


@dataclass(frozen=True)
class Analysis:
    """All statistics of one call with what they share."""

    totals: Totals
    strata: Strata
    results: tuple[Result, ...]
    options: Options
    seed: int
    df: Array


def analyse(
    source: Survey | SurveyStream, statistics: Sequence[Statistic], options: Options
) -> Analysis:
    """Collect totals and attach uncertainty to every statistic.

    Smooth statistics get Taylor (or the method asked for); others get the bootstrap.
    """
    from threadpoolctl import threadpool_limits

    from berakhlak_stats.survey.survey import require_answers

    require_answers(source)
    smooth_only = all(each.smooth for each in statistics)
    needs = options.method in ("bootstrap", "jackknife") or not smooth_only
    totals = collect(source, statistics, by=options.by, replicates=needs)
    strata = describe_strata(totals)
    seed = options.seed
    runner = _Runner(totals, strata, options, seed)
    # Matrices of outputs are small: several BLAS threads cost more than they save.
    with threadpool_limits(1, user_api="blas"):
        results = tuple(_shifted(_multiplied(runner.run(each), totals)) for each in statistics)
    df = degrees_of_freedom(totals, strata, options.df_rule)
    return Analysis(totals, strata, results, options, seed, df)


def _multiplied(result: Result, totals: Totals) -> Result:
    """The result times the constants of its statistic, if it has any."""
    statistic = result.statistic
    if statistic.factor is None:
        return result
    columns = totals.plan.columns_of(statistic)
    counts = totals.by_group(totals.cells.count[:, columns])
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.asarray(statistic.factor(statistic.layout.view(counts)), float)
    drawn, covariance, flat = result.replicates, result.covariance, factor.ravel()
    return Result(
        statistic,
        result.estimate * factor,
        result.variance * factor**2,
        None if drawn is None else drawn * factor,
        None if covariance is None else covariance * np.outer(flat, flat),
    )


def _shifted(result: Result) -> Result:
    """The result plus the constants of its statistic, if it has any."""
    if not result.statistic.offset:
        return result
    offset, drawn = np.asarray(result.statistic.offset), result.replicates
    return replace(
        result,
        estimate=result.estimate + offset,
        replicates=None if drawn is None else drawn + offset,
    )


@dataclass(frozen=True)
class _Runner:
    totals: Totals
    strata: Strata
    options: Options
    seed: int

    def run(self, statistic: Statistic) -> Result:
        if self.totals.design.replicates is not None:
            return self._replicated(statistic, self.totals.design.replicates)
        method = self.options.method
        if method == "bootstrap" or not statistic.smooth:
            return self._bootstrap(statistic)
        if method == "jackknife":
            return Result(statistic, *jackknife(statistic, self.totals, self.strata))
        found = taylor(statistic, self.totals, self.strata)
        return Result(statistic, found.estimate, found.variance, None, found.covariance)

    def _replicated(self, statistic: Statistic, weights: ReplicateWeights) -> Result:
        """Replicate weights that came with the data settle every variance."""
        if not statistic.smooth and weights.kind != "bootstrap":
            raise DesignError("E651", statistic=statistic.id, kind=weights.kind)
        found, drawn = replicated(statistic, self.totals, weights)
        kept = None if statistic.smooth else drawn
        return Result(statistic, found.estimate, found.variance, kept, found.covariance)

    def _bootstrap(self, statistic: Statistic) -> Result:
        from berakhlak_stats.inference.derivatives import evaluate

        columns = self.totals.plan.columns_of(statistic)
        base = self.totals.by_group(self.totals.cells.total[:, columns])
        estimate = evaluate(statistic, base)
        sampler = resampler(
            self.totals, self.strata, replicates=self.options.replicates, seed=self.seed
        )
        drawn = sampler.evaluate(statistic)
        variance = spread(drawn)
        flat = drawn.reshape(len(drawn), -1)
        small = flat.shape[1] <= COVARIANCE_LIMIT
        covariance = np.atleast_2d(np.cov(flat, rowvar=False)) if small else None
        return Result(statistic, estimate, variance, drawn, covariance)


def estimate(
    survey: Survey | SurveyStream,
    statistics: Sequence[Statistic],
    options: Options,
    about: Mapping[str, Any],
) -> Estimates:
    """The finished result: intervals, bands, suppression, provenance.

    ``about`` fills the fields of Provenance that only the statistic knows: ``statistic``,
    ``variant``, ``sureness``, ``references``, ``parameters``, ``warnings``.
    """
    from berakhlak_stats.survey.survey import require_answers

    require_answers(survey)
    return finish(survey, analyse(survey, statistics, options), about)


def finish(
    survey: Survey | SurveyStream, analysis: Analysis, about: Mapping[str, Any]
) -> Estimates:
    """The finished result of an analysis; see :func:`estimate`."""
    frame, covariance = assemble(analysis, survey.instrument, survey.smallest_group)
    provenance = describe_origin(survey, analysis, about)
    return Estimates(frame, provenance, covariance)
