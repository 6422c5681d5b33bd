"""The families of tests a report makes, so that they share one error rate and can be counted.

A family is one question asked of several rows at once: which value is lowest, which words are
hoped for more. Within a family p values are adjusted already (Holm, or Benjamini-Hochberg for
paired gaps); between families the one alpha of the report is divided by shares fixed beforehand
(``families.toml``): half for the headline family, the rest equally among the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.bounds import tested_size
from berakhlak_stats.inference.multiplicity import LEAST_TESTED

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

GAPS = ("gap_values", "gap_words", "gap_areas", "gap_personal")
BETWEEN_LISTS = ("levels", "types", "needs")
"""Profiles of votes, each tested between the current and the desired list."""
GROUP_SCORES = ("implementation", "culture_health")
"""Scores whose groups are tested; of further columns only the first."""

BENCHMARKS = ("values", "funnel", "ranks")
"""Ranks and benchmarks of the groups of the first column."""


def declared(held: Mapping[str, Estimates], by: tuple[str, ...]) -> tuple[str, ...]:
    """The families of a report with these results, fixed before any number is read."""
    found = []
    if "indices" in held:
        found += ["values_highest", "values_lowest"]
    if "ratings" in held:
        found += ["ratings_highest", "ratings_lowest"]
    if "behaviours" in held:
        found.append("behaviours")
    if "words" in held:
        found += [f"words:{name}" for name in dict.fromkeys(held["words"].frame["list"])]
    if {"words", "indices"} <= set(held):
        found.append("limiting")
    found += [name for name in GAPS if name in held]
    found += _of_lists(held)
    for place, column in enumerate(by):
        if f"indices:{column}" in held:
            scores = GROUP_SCORES if place == 0 else GROUP_SCORES[:1]
            result = held[f"indices:{column}"]
            found += [f"groups:{column}:{each}" for each in scores if _compared(result, each)]
            found += [name for kind in BENCHMARKS if (name := f"{kind}:{column}") in held]
    return tuple(found)


def _of_lists(held: Mapping[str, Estimates]) -> list[str]:
    """Families of tests between lists that are made while sentences are written."""
    found = ["jumps"] if {"gap_words", "jump_ranks"} <= set(held) else []
    if "entropy" in held and held["entropy"].frame["list"].nunique() > 1:
        found.append("entropy")
    for name in BETWEEN_LISTS:
        if name in held and {"current", "desired"} <= set(held[name].frame["list"]):
            found.append(name)
    return found


def _compared(result: Estimates, item: str) -> bool:
    """Whether groups are many and large enough to be tested: known from their numbers alone."""
    frame = result.frame
    rows = frame[(frame["group"] != "") & (frame["item"] == item) & ~frame["suppressed"]]
    large = int((tested_size(rows) >= LEAST_TESTED).sum())
    return large == 2 if len(rows) == 2 else len(rows) > 2 and large > 0


@cache
def _rule() -> dict[str, Any]:
    import tomllib

    source = files("berakhlak_stats.report") / "families.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def headline(names: Iterable[str]) -> str:
    """The family with the largest share of alpha; empty where there is none of its kind."""
    every = list(names)
    kinds = (each for kind in _rule()["headline"] for each in every if each.split(":")[0] == kind)
    return next(kinds, "")


def alpha_shares(held: Mapping[str, Estimates], by: tuple[str, ...]) -> dict[str, float]:
    """The share of alpha of every declared family; together they are 1."""
    names = declared(held, by)
    top, rest = headline(names), 1.0
    if top and len(names) > 1:
        rest -= _rule()["share"]
    others = len(names) - (rest < 1)
    return {name: 1 - rest if name == top and rest < 1 else rest / others for name in names}


def share_alpha(made: Mapping[str, Estimates], by: tuple[str, ...]) -> dict[str, Estimates]:
    """The same results, their p values divided by the share of alpha of their families.

    Tests that are made while sentences are written read the share from the provenance. A result
    behind several families has the share of those that are not the headline; see
    :func:`with_share`.
    """
    shares = alpha_shares(made, by)
    least = min(shares.values(), default=1.0)
    return {name: _shared(result, shares.get(name, least)) for name, result in made.items()}


def with_share(part: Estimates, share: float) -> Estimates:
    """A part of a result without tests of its own, told as one family with this share."""
    parameters = {**part.provenance.parameters, "alpha_share": share}
    return replace(part, provenance=replace(part.provenance, parameters=parameters))


def _shared(result: Estimates, share: float) -> Estimates:
    result = with_share(result, share)
    if "p_adjusted" not in result.frame:
        return result
    frame = result.frame.copy()
    frame["p_adjusted"] = (frame["p_adjusted"] / share).clip(upper=1.0)
    return replace(result, frame=frame)
