"""Scores of units with their sampling variances: for reliability, funnels and shrinkage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, OptionError, StatisticError
from berakhlak_stats.estimates.analyse import Analysis, Options, analyse
from berakhlak_stats.estimates.frames import support_of
from berakhlak_stats.estimates.suppression import answer_reasons
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.ratings import score_statistic
from berakhlak_stats.inference.strata import members
from berakhlak_stats.totals.statistic import Array, Output, Statistic

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Scores = Literal["indices", "ratings"]
VarianceRule = Literal["pooled", "own"]
LEAST_UNITS = 2
SHARED_UNITS = (
    "Sebagian PSU terbagi ke beberapa unit, jadi skor unit-unit itu tidak saling bebas seperti yang"
    " diandaikan di sini.",
    "Some PSUs lie in several units, whose scores are then not independent as assumed here.",
)
REPLICATES = 200
"""Enough for variances that are averaged over units; see ``Options`` for more."""


@dataclass(frozen=True)
class UnitScores:
    """Scores ``y`` of units and the variances ``v`` with which they are estimated, (units, k).

    Units that may not be shown, and those without a variance, are NaN in both; ``n`` counts
    the answers of all, ``df`` the degrees of freedom of ``v``. ``per_person`` (k,) is the variance
    that one respondent contributes: ``v`` is about ``per_person / n``.
    """

    analysis: Analysis
    outputs: tuple[Output, ...]
    y: Array
    v: Array
    n: Array
    df: Array
    per_person: Array

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which units take part, (units, k)."""
        return np.isfinite(self.y)

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """That one PSU lies in several units, where it does."""
        totals = self.analysis.totals
        if totals.plan.part_kind != "psu":
            return []
        inside = totals.parts.keys[:, 0] >= 0
        psus = totals.parts.keys[inside, 1].astype(np.uint64)
        pairs = np.stack([psus, totals.parts.units[inside]], axis=1)
        return [SHARED_UNITS] if len(np.unique(pairs, axis=0)) < len(pairs) else []


def unit_scores(
    survey: Survey | SurveyStream,
    by: str,
    statistic: str,
    variance: str,
    options: dict[str, Any],
    caller: str,
    least: int = LEAST_UNITS,
) -> UnitScores:
    """Scores of every unit in one pass.

    Raises
    ------
    StatisticError
        E851 where fewer than ``least`` units can be told apart.
    """
    chosen = Options(by=by, **{"replicates": REPLICATES, **options})
    analysis = analyse(without_population(survey), _statistics(survey, statistic), chosen)
    outputs = tuple(each for result in analysis.results for each in result.statistic.outputs)
    y = np.concatenate([result.estimate for result in analysis.results], axis=1)
    v = np.concatenate([result.variance for result in analysis.results], axis=1)
    bases = {base: support_of(analysis, base) for base in {each.base for each in outputs}}
    support = [bases[each.base] for each in outputs]
    n, df = (np.stack([getattr(each, name) for each in support], axis=1) for name in ("n", "df"))
    alone = np.stack([each.lone | each.stuck for each in support], axis=1)
    # A unit that shields another stays out too: totals over units would give it away.
    hidden = answer_reasons(n, analysis.totals, survey.smallest_group) != ""
    out = hidden | (n < survey.smallest_group) | alone | ~np.isfinite(y + v)
    v = np.where(out, np.nan, v * _given_size(analysis, outputs))
    per_person = _per_person(v, n, df)
    if variance == "pooled":
        with np.errstate(divide="ignore", invalid="ignore"):
            v = np.where(np.isfinite(v), per_person / n, np.nan)
    else:
        # All answers of a unit alike: its variance is not 0, it is not known.
        v = np.where(v > 0, v, np.nan)
    y = np.where(np.isfinite(v), y, np.nan)
    found = int(np.isfinite(y).sum(axis=0).max(initial=0))
    if found < least:
        raise StatisticError("E851", statistic=caller, column=by, least=least, found=found)
    return UnitScores(analysis, outputs, y, v, n, df, per_person)


def _statistics(survey: Survey | SurveyStream, statistic: str) -> list[Statistic]:
    instrument = survey.instrument
    if statistic == "ratings":
        return [score_statistic(instrument)]
    if not instrument.list_index:
        needed = Bilingual("daftar pilihan", "pick lists")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic="indices")
    return [parts.smooth_indices(instrument), parts.health(instrument)]


def without_population(survey: Survey | SurveyStream) -> Survey | SurveyStream:
    """The survey as a sample of people who might work there, not of those who now do."""
    from berakhlak_stats.survey.survey import Survey

    if isinstance(survey, Survey):
        return replace(survey, design=replace(survey.design, population=None))
    kept = {name: given for name, given in survey.design_columns.items() if name != "population"}
    return survey.with_design(**kept)


def _given_size(analysis: Analysis, outputs: tuple[Output, ...]) -> Array:
    """Factors (units, k) from the variance of a domain to that of a unit of given size.

    A domain's variance is centred over all PSUs of its strata, so that it has n / (n - 1) of
    these and not of its own: too little where a unit is a small part of a stratum.
    """
    totals, m = analysis.totals, analysis.strata.m
    if totals.design.replicates is not None:
        return np.ones((len(totals.groups), len(outputs)))
    factors = {}
    for base in {each.base for each in outputs}:
        own = members(totals, base)
        strata = (own > 0).sum(axis=1)
        whole = np.where(own > 0, m, 0).sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = (own.sum(axis=1) / (own.sum(axis=1) - strata)) / (whole / (whole - strata))
        factors[base] = np.where(np.isfinite(ratio), ratio, 1.0)
    return np.stack([factors[each.base] for each in outputs], axis=1)


def _per_person(v: Array, n: Array, df: Array) -> Array:
    """Variance per respondent, averaged over units by their degrees of freedom."""
    known = np.isfinite(v)
    weight = np.where(known, np.maximum(df, 0.0), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((weight * np.where(known, n * v, 0.0)).sum(axis=0) / weight.sum(axis=0))
