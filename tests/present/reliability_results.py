"""Reliability results of the bundled simulations, one of each kind."""

from __future__ import annotations

from functools import cache

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.reliability import (
    generalizability_study,
    respondents_needed,
    split_half_respondents,
    top_stability,
    unit_reliability,
)


@cache
def reliability_results() -> dict[str, Estimates]:
    """By name; picks of units of 13 to 112 persons, some hidden, and ratings."""
    picks = bs.simulate.simulate(seed=1)
    ratings = bs.simulate.simulate("rating-2022", seed=1)
    return {
        "units": unit_reliability(picks, by="unit", replicates=60),
        "units rated": unit_reliability(ratings, by="unit", statistic="ratings"),
        "needed": respondents_needed(picks, by="unit", replicates=60),
        "halves": split_half_respondents(picks, replicates=60),
        "halves of units": split_half_respondents(picks, by="unit", level="value", replicates=60),
        "top": top_stability(picks, replicates=60),
        "top of units": top_stability(picks, by="unit", lists="current", replicates=60),
        "words": generalizability_study(picks, lists=("personal", "current")),
        "profiles": generalizability_study(picks, by="unit", lists="current"),
        "unit means": generalizability_study(ratings, by="unit"),
        "persons": generalizability_study(ratings),
        "hidden": top_stability(picks.with_smallest_group(1000), replicates=60),
    }


NAMES = (
    "units",
    "units rated",
    "needed",
    "halves",
    "halves of units",
    "top",
    "top of units",
    "words",
    "profiles",
    "unit means",
    "persons",
    "hidden",
)
