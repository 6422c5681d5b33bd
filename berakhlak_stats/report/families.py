"""The families of tests a report makes, so that they share one error rate and can be counted.

A family is one question asked of several rows at once: which value is lowest, which words are
hoped for more. Within a family p values are adjusted already (Holm, or Benjamini-Hochberg for
paired gaps); between families the one alpha of the report is shared equally (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

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
            found += [f"groups:{column}:{score}" for score in scores]
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


def share_alpha(made: Mapping[str, Estimates], by: tuple[str, ...]) -> dict[str, Estimates]:
    """The same results, their p values multiplied by the number of families.

    Tests that are made while sentences are written read the number from the provenance.
    """
    count = len(declared(made, by))
    return {name: _shared(result, count) for name, result in made.items()}


def _shared(result: Estimates, count: int) -> Estimates:
    parameters = {**result.provenance.parameters, "families": count}
    provenance = replace(result.provenance, parameters=parameters)
    if "p_adjusted" not in result.frame:
        return replace(result, provenance=provenance)
    frame = result.frame.copy()
    frame["p_adjusted"] = (frame["p_adjusted"] * count).clip(upper=1.0)
    return replace(result, frame=frame, provenance=provenance)
