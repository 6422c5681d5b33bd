"""Congruence of persons: how alike the two lists of each person are, beyond chance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.estimates.influence import (
    Influence,
    analyse_influence,
    group_index,
    with_zeros,
)
from berakhlak_stats.gaps.chance import Chance, Popularity, chance_measures
from berakhlak_stats.gaps.similarity import MEASURES, ListPair
from berakhlak_stats.indices.about import about, pick_list
from berakhlak_stats.survey.survey import require_answers
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

REFERENCES = (
    "Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473",
    "Cohen (1960), Educational and Psychological Measurement 20, 37-46",
)
LEVELS = {"d2": "distance"}
"""Level of a measure that is not a likeness of at most one."""


def congruence(
    survey: Survey, *, lists: tuple[str, str] = ("personal", "current"), **options: Any
) -> Estimates:
    """How alike the lists of each person are, on average, and how far beyond chance.

    Parameters
    ----------
    survey : Survey
        Persons with a word on both lists count; words on one list only are left out.
    lists : pair of list ids
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Means over persons, level "congruence": ``overlap`` (share of the first list's words on
        the second, 0-1), ``kappa`` and ``phi`` (-1 to 1); level "distance": ``d2``, the number
        of words on one list only. ``reference`` is what the mean would be if the second lists
        were dealt among the persons of the group. Each with an ending "_corrected": 0 for
        chance, 1 for identical lists.

    Notes
    -----
    Popular words make strangers look alike: lists are compared with what popularity alone
    gives. Overlap by chance is the sum over words of ``p q``, in closed form, and its
    uncertainty is part of the interval. For kappa and phi it is exact where all lists are
    equally long, and else the mean over random deals (seeded), taken as known. For marks phi
    is the profile correlation, and with lists of one length all corrected forms agree. A mean
    says nothing about whether few persons or all of them are alike. Distances lose the
    direction of a gap (Edwards 1993): look at :func:`~berakhlak_stats.gaps.value_gap` too.

    References
    ----------
    Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473; Cohen (1960), Educational and
    Psychological Measurement 20, 37-46; Edwards (1993), Personnel Psychology 46, 641-665.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import congruence
    >>> frame = congruence(bs.simulate.simulate(seed=1)).to_frame().set_index("item")
    >>> bool(frame.loc["overlap_corrected", "estimate"] < frame.loc["overlap", "estimate"])
    True
    """
    require_answers(survey)
    pair = ListPair(*(pick_list(survey.instrument, name, "congruence") for name in lists))
    chosen = Options(**options)
    seed = chosen.seed
    found = _first_pass(survey, pair, chosen.by, seed)
    influence = Influence(
        f"congruence:{'>'.join(lists)}",
        tuple(_outputs(found.base, ">".join(lists))),
        (found.base,),
        found.estimate,
        found.rows(),
    )
    analysis = analyse_influence(survey, [influence], chosen)
    made = about(
        "congruence", sureness="published", references=REFERENCES, lists=list(lists), seed=seed
    )
    result = finish(survey, analysis, made)
    _add_reference(result, found.chance.expected)
    return result


@dataclass(frozen=True)
class _Found:
    """Means (G, 4) and chance values (G, 4) with all that influence values need."""

    pair: ListPair
    by: str | None
    groups: tuple[str, ...]
    base: Feature
    weight: Array
    mean: Array
    chance: Chance
    popularity: Popularity

    @property
    def estimate(self) -> Array:
        """Measures and their corrected forms, side by side: (G, 8)."""
        best = np.array([1.0, 1.0, 1.0, 0.0])
        with np.errstate(divide="ignore", invalid="ignore"):
            corrected = (self.mean - self.chance.expected) / (best - self.chance.expected)
        return np.stack([self.mean, corrected], axis=-1).reshape(len(self.mean), -1)

    def rows(self) -> Callable[[Survey], Array]:
        """Influence of every person on the estimates."""
        best = np.array([1.0, 1.0, 1.0, 0.0])
        with np.errstate(divide="ignore", invalid="ignore"):
            by_mean = 1 / (best - self.chance.expected)
            by_chance = (self.mean - best) * by_mean**2

        def rows(survey: Survey) -> Array:
            group = group_index(survey, self.by, self.groups)
            away = self.pair.measured(survey) - self.mean[group]
            away = np.where(np.isfinite(away), away, 0.0)
            corrected = away * by_mean[group]
            corrected += by_chance[group] * self._chance_rows(survey, group)
            made = np.stack([away, corrected], axis=-1).reshape(survey.n, -1)
            known = self.pair.known(survey)[:, None]
            return with_zeros(np.where(known, made / self.weight[group, None], 0.0), group)

        return rows

    def _chance_rows(self, survey: Survey, group: NDArray[np.intp]) -> Array:
        """Influence on expected overlap and distance, before division by the weight (n, 4)."""
        p, q = self.pair.marks(survey)
        own = p.sum(axis=1).astype(float)
        out = np.zeros((survey.n, 4))
        for g in np.unique(group[group >= 0]):
            here = np.flatnonzero(group == g)
            a, b = p[here].astype(float), q[here].astype(float)
            popular = self.popularity
            spread = a @ popular.second[g] / np.maximum(own[here], 1) + b @ popular.first[g]
            away = spread - 2 * popular.overlap[g]
            out[here] = away[:, None] * self.chance.slope
            both = a @ popular.second[g] + b @ popular.picked[g]
            shared = (popular.picked[g] * popular.second[g]).sum()
            sizes = own[here] + b.sum(axis=1)
            out[here, 3] = sizes - 2 * both - (popular.distance[g] - 2 * shared)
        return out


def _first_pass(survey: Survey, pair: ListPair, by: str | None, seed: int) -> _Found:
    name = f"{pair.first.id}+{pair.second.id}"
    words = pair.words

    def measured(batch: Survey) -> NDArray[Any]:
        values = pair.measured(batch)
        return np.concatenate([np.nan_to_num(values), np.isfinite(values)], axis=1)

    def popular(batch: Survey) -> NDArray[Any]:
        a, b = pair.marks(batch)
        share = a / np.maximum(a.sum(axis=1, keepdims=True), 1)
        return np.concatenate([share, a, b], axis=1)

    base = Feature(f"paired:{name}", ("known",), lambda batch: pair.known(batch)[:, None])
    means = Feature(
        f"measured:{name}", (*MEASURES, *(f"has {each}" for each in MEASURES)), measured
    )
    marks = Feature(
        f"popular:{name}", tuple(f"{side} {w}" for side in "sab" for w in words), popular
    )
    output = Output("overlap", "congruence", base.name, "mean")

    def f(t: View) -> Array:
        return t[base.name]

    statistic = Statistic(f"congruence:{name}", (base, means, marks), (output,), f, smooth=False)
    totals = collect(survey, [statistic], by=by)
    t = statistic.layout.view(totals.by_group(totals.cells.total))
    weight = t[base.name][:, 0]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = t[means.name][:, :4] / t[means.name][:, 4:]
        shares = np.split(t[marks.name] / weight[:, None], 3, axis=1)
    popularity = Popularity(*shares)
    group = group_index(survey, by, totals.groups)
    chance = chance_measures(survey, pair, popularity, group, seed)
    return _Found(pair, by, totals.groups, base, weight, mean, chance, popularity)


def _outputs(base: Feature, where: str) -> list[Output]:
    made = []
    for item in MEASURES:
        level = LEVELS.get(item, "congruence")
        plain = "composite" if item == "overlap" else "mean"
        made.append(Output(item, level, base.name, plain, 1, where))  # type: ignore[arg-type]
        made.append(Output(f"{item}_corrected", "congruence", base.name, "mean", 1, where))
    return made


def _add_reference(result: Estimates, chance: Array) -> None:
    """What chance gives, beside the uncorrected rows that may be shown."""
    known = np.full((len(chance), 8), np.nan)
    known[:, ::2] = chance
    hidden = result.frame["suppressed"].to_numpy(bool)
    result.frame["reference"] = np.where(hidden, np.nan, known.ravel())
