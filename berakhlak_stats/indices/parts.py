"""The statistics behind the indices: features and functions of their totals, no uncertainty.

Each builder returns a :class:`~berakhlak_stats.totals.statistic.Statistic`. The public
functions of the sibling modules wrap them; the report collects several in one pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from berakhlak_stats.indices.about import (
    ALIGNMENTS,
    area_words,
    limiting_words,
    pick_list,
    value_words,
)
from berakhlak_stats.totals import features as ft
from berakhlak_stats.totals.statistic import Array, Feature, Kind, Output, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

TOP = 10
COMPONENTS = (
    "implementation",
    "balance",
    "positive_energy",
    "alignment_personal_current",
    "alignment_current_desired",
)
ValueVariant = Literal["reach", "vote_sum", "union", "mean_share"]
EnergyVariant = Literal["vote_share", "people"]
BalanceVariant = Literal["coverage", "evenness", "entropy"]


def values(instrument: Instrument, variant: str = "reach") -> Statistic:
    """Seven value scores and their plain mean, 0-100.

    What may be shown rests on who answered the list, as for every index: a value joins three
    behaviours, and how many of a group that may be shown picked one of them tells of nobody.
    """
    sets = value_words(instrument, "value_score")
    feature, base, divisor, kind = _value_parts(instrument, sets, variant)

    def f(t: View) -> Array:
        scores = 100 * t[feature.name] / t[base.name] / divisor
        return np.concatenate([scores, scores.mean(axis=-1, keepdims=True)], axis=-1)

    where = "personal+current" if variant == "union" else "current"
    outputs = [Output(item, "value", base.name, kind, 100, where) for item in sets]
    whole: Kind = "mean" if kind == "mean" else "composite"
    outputs.append(Output("implementation", "index", base.name, whole, 100, where))
    return Statistic(f"values:{variant}", (feature, base), tuple(outputs), f)


def _value_parts(
    instrument: Instrument, sets: Mapping[str, Sequence[str]], variant: str
) -> tuple[Feature, Feature, Array, Kind]:
    current = pick_list(instrument, "current", "value_score")
    ones = np.ones(len(sets))
    if variant == "union":
        personal = pick_list(instrument, "personal", "value_score")
        both = (personal, current)
        return (
            ft.reach(both, sets, "value"),
            ft.answered_any("personal", "current"),
            ones,
            "proportion",
        )
    if variant == "reach":
        return ft.reach((current,), sets, "value"), ft.answered("current"), ones, "proportion"
    votes = ft.votes(current, sets, "value")
    if variant == "vote_sum":
        return votes, ft.answered("current"), ones, "mean"
    sizes = np.array([len(words) for words in sets.values()], float)
    return votes, ft.answered("current"), sizes, "composite"


def energy(instrument: Instrument, variant: str = "vote_share") -> Statistic:
    """Positive energy, 0-100."""
    current = pick_list(instrument, "current", "positive_energy")
    base = ft.answered("current")
    sets = {"limiting": limiting_words(instrument), "all": current.words}
    if variant == "people":
        reach = ft.reach((current,), {"limiting": sets["limiting"]}, "limiting")
        output = Output("positive_energy", "index", base.name, "proportion", 100, "current")

        def people(t: View) -> Array:
            return 100 * (1 - t[reach.name] / t[base.name])

        return Statistic("energy:people", (reach, base), (output,), people)
    votes = ft.votes(current, sets, "polarity")
    output = Output("positive_energy", "index", base.name, "composite", 100, "current")

    def share(t: View) -> Array:
        v = t[votes.name]
        return 100 * (1 - v[..., :1] / v[..., 1:])

    return Statistic("energy:vote_share", (votes, base), (output,), share)


def overlap(instrument: Instrument, first: str, second: str) -> Statistic:
    """Mean over persons of the share of their own words found on the other list, 0-100."""
    a, b = (pick_list(instrument, name, "alignment") for name in (first, second))
    feature, base = ft.overlap(a, b), ft.answered(first, second)
    item = f"alignment_{first}_{second}"
    output = Output(item, "index", base.name, "composite", 100, f"{first}>{second}")

    def f(t: View) -> Array:
        return 100 * t[feature.name] / t[base.name]

    return Statistic(f"overlap:{first}>{second}", (feature, base), (output,), f)


def coverage(instrument: Instrument) -> Statistic:
    """Share of areas that hold at least one of the ten most-voted positive current words."""
    current = pick_list(instrument, "current", "balance")
    picked, base = ft.picked(current), ft.answered("current")
    cover = coverage_of(instrument)
    output = Output("balance", "index", base.name, "discrete", 100, "current")

    def f(t: View) -> Array:
        return cover(t[picked.name])[..., None]

    return Statistic("balance:coverage", (picked, base), (output,), f, smooth=False)


def coverage_of(instrument: Instrument) -> CoverageRule:
    """The rule that turns votes per word (..., words) into coverage (...)."""
    current = pick_list(instrument, "current", "balance")
    position = {word: j for j, word in enumerate(current.words)}
    areas = area_words(instrument)
    positive = [word for words in areas.values() for word in words if word in position]
    columns = np.array([position[word] for word in positive])
    member = np.array([[word in set(words) for word in positive] for words in areas.values()])
    return CoverageRule(columns, member)


class CoverageRule:
    """Coverage of areas by the ten most-voted positive words, ties at the tenth place in."""

    def __init__(self, columns: Array, member: Array) -> None:
        self.columns = columns
        self.member = member.astype(np.float32)

    def __call__(self, votes: Array) -> Array:
        """Votes (..., words) to coverage (...), 0-100. NaN where nobody voted."""
        chosen = votes[..., self.columns]
        place = min(TOP, chosen.shape[-1])
        tenth = -np.partition(-chosen, place - 1, axis=-1)[..., place - 1 : place]
        # A relative hair absorbs rounding of weighted sums; a word without votes is never in.
        top = (chosen >= tenth * (1 - 1e-9)) & (chosen > 0)
        covered = top.astype(np.float32) @ self.member.T > 0
        share = 100 * covered.mean(axis=-1)
        return np.where(chosen.sum(axis=-1) > 0, share, np.nan)


def spread(instrument: Instrument, variant: str) -> Statistic:
    """Evenness or normalised entropy of positive current votes over areas, 0-100."""
    current = pick_list(instrument, "current", "balance")
    areas = area_words(instrument)
    votes, base = ft.votes(current, areas, "area"), ft.answered("current")
    output = Output("balance", "index", base.name, "composite", 100, "current")

    def f(t: View) -> Array:
        v = t[votes.name]
        p = v / v.sum(axis=-1, keepdims=True)
        if variant == "evenness":
            inverse = 1 / (p**2).sum(axis=-1)
            return np.asarray(100 * (inverse - 1) / (len(areas) - 1))[..., None]
        logs = np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0).sum(axis=-1)
        return np.asarray(-100 * logs / np.log(len(areas)))[..., None]

    return Statistic(f"balance:{variant}", (votes, base), (output,), f)


def joined(name: str, parts: Sequence[Statistic]) -> Statistic:
    """Several smooth statistics as one, so that their covariance is known."""
    features = tuple(dict.fromkeys(each for part in parts for each in part.features))
    outputs = tuple(output for part in parts for output in part.outputs)

    def f(t: View) -> Array:
        return np.concatenate([part.f(t) for part in parts], axis=-1)

    def factor(counts: View) -> Array:
        groups = next(iter(counts.values())).shape[:-1]
        own = [
            part.factor(counts) if part.factor else np.ones((*groups, len(part.outputs)))
            for part in parts
        ]
        return np.concatenate(own, axis=-1)

    return Statistic(
        name,
        features,
        outputs,
        f,
        smooth=all(part.smooth for part in parts),
        factor=factor if any(part.factor for part in parts) else None,
        counts=tuple(each for part in parts for each in part.counts),
        offset=tuple(x for part in parts for x in part.offset or (0.0,) * len(part.outputs)),
    )


def smooth_indices(instrument: Instrument) -> Statistic:
    """Seven values, implementation, energy and both alignments by their default variants."""
    parts = [values(instrument), energy(instrument)]
    parts += [overlap(instrument, first, second) for first, second in ALIGNMENTS]
    return joined("indices:smooth", parts)


def health(instrument: Instrument, weights: Mapping[str, float] | None = None) -> Statistic:
    """Balance by coverage and the weighted mean of the five indices. Not smooth."""
    base = smooth_indices(instrument)
    cover = coverage(instrument)
    share = component_weights(weights)
    place = [[o.item for o in base.outputs].index(item) for item in COMPONENTS if item != "balance"]
    factor = np.array([share[item] for item in COMPONENTS if item != "balance"])

    def f(t: View) -> Array:
        balance = cover.f(t)
        rest = base.f(t)[..., place] @ factor
        return np.concatenate([balance, share["balance"] * balance + rest[..., None]], axis=-1)

    step = ("balance", share["balance"])
    total = Output("culture_health", "index", "answered:current", "discrete", 100, step=step)
    features = tuple(dict.fromkeys(base.features + cover.features))
    return Statistic("indices:health", features, (*cover.outputs, total), f, smooth=False)


def component_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """Weights of the five indices in the total, scaled to sum to one; equal by default."""
    from berakhlak_stats.errors import OptionError

    given = dict(weights) if weights is not None else dict.fromkeys(COMPONENTS, 1.0)
    unknown = [item for item in given if item not in COMPONENTS]
    if unknown:
        choices = ", ".join(COMPONENTS)
        raise OptionError("E701", name="weights", given=unknown[0], choices=choices)
    total = sum(given.values())
    if total <= 0 or min(given.values()) < 0:
        raise OptionError("E703", name="weights", expected=">= 0, sum > 0", given=given)
    return {item: given.get(item, 0.0) / total for item in COMPONENTS}
