"""Replicated vote shares of lists, group by group, without holding all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.indices.about import pick_list
from berakhlak_stats.inference.replicates import resampler
from berakhlak_stats.inference.strata import Strata, degrees_of_freedom, describe_strata
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.state import Totals
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey


@dataclass(frozen=True)
class Drawn:
    """One group: shares (lists of (words,)), replicates (lists of (B, words)), and support.

    ``counts`` are unweighted picks. Replicates in which nobody of the group is are left out.
    """

    group: int
    shares: tuple[Array, ...]
    replicates: tuple[Array, ...]
    counts: tuple[Array, ...]
    n: float
    df: float


@dataclass(frozen=True)
class ShareDraws:
    """Words of several lists, of persons who answered all of them."""

    totals: Totals
    strata: Strata
    statistic: Statistic
    words: tuple[tuple[str, ...], ...]
    options: Options
    seed: int

    def groups(self) -> Iterator[Drawn]:
        """Every group with its replicates.

        One thread of linear algebra until the last is done with: the products of a group are
        small, and threads that wait for each other cost more than they do.
        """
        from threadpoolctl import threadpool_limits

        sampler = resampler(
            self.totals, self.strata, replicates=self.options.replicates, seed=self.seed
        )
        columns = self.totals.plan.columns_of(self.statistic)
        base = self.totals.by_group(self.totals.cells.total[:, columns])
        count = self.totals.by_group(self.totals.cells.count[:, columns])
        path = self.statistic.outputs[0].base
        df = degrees_of_freedom(self.totals, self.strata, self.options.df_rule, path)
        with threadpool_limits(1, user_api="blas"):
            for where, drawn in sampler.totals_by_group(columns):
                for g in range(where.start, where.stop):
                    yield self._one(g, base[g], drawn[:, g - where.start], count[g], float(df[g]))

    def _one(self, g: int, base: Array, drawn: Array, count: Array, df: float) -> Drawn:
        bounds = np.cumsum([0, *(len(words) for words in self.words)])
        spans = [slice(a, b) for a, b in pairwise(bounds)]
        live = drawn[drawn[:, -1] > 0]
        with np.errstate(divide="ignore", invalid="ignore"):
            shares, replicates = base / base[-1], live / live[:, -1:]
        return Drawn(
            g,
            tuple(shares[span] for span in spans),
            tuple(replicates[:, span] for span in spans),
            tuple(count[span] for span in spans),
            float(count[-1]),
            df,
        )


def draw_shares(
    survey: Survey | SurveyStream, lists: Sequence[str], options: Options, name: str
) -> ShareDraws:
    """Collect what replicated shares of words need."""
    require_answers(survey)
    blocks = [pick_list(survey.instrument, each, name) for each in lists]
    picked = [ft.picked(block, tuple(lists)) for block in blocks]
    base = ft.answered(*lists)

    def f(t: View) -> Array:
        return t[base.name]

    output = Output(name, "matches", base.name, "discrete", 1, ">".join(lists))
    statistic = Statistic(name, (*picked, base), (output,), f, smooth=False)
    totals = collect(survey, [statistic], by=options.by, replicates=True)
    words = tuple(block.words for block in blocks)
    return ShareDraws(totals, describe_strata(totals), statistic, words, options, options.seed)
