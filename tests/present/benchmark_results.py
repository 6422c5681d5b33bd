"""Ranks and benchmarks of a survey whose units were made to differ, and of one of alike units."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from berakhlak_stats import indices, significance
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.select import select
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey.survey import Survey, unpack_picks

NAMES = ("funnel", "ranks", "values", "shrunken", "standings")


@cache
def sorted_survey() -> Survey:
    """Respondents moved to other units, so that units differ in how many values they show."""
    survey, rng = simulate(seed=4), np.random.default_rng(5)
    words = survey.instrument.words
    about_value = np.array([word.value is not None for word in words])
    picked = unpack_picks(survey.picks["current"], len(words))
    score = picked[:, about_value].sum(axis=1) + rng.normal(0, 1, survey.n)
    units = survey.columns["unit"]
    wanted = rng.normal(0, 1, len(units.labels))[units.codes] + rng.normal(0, 1, survey.n)
    codes = np.empty_like(units.codes)
    codes[np.argsort(score)] = units.codes[np.argsort(wanted)]
    return replace(survey, columns={**survey.columns, "unit": replace(units, codes=codes)})


@cache
def benchmark_results() -> dict[str, Estimates]:
    """One result of each kind, with groups inside and outside, some hidden, one untested."""
    survey = sorted_survey()
    scores = indices.all_indices(survey, by="unit", replicates=60)
    one = select(scores, lambda row: row.item == "implementation")
    values = select(scores, lambda row: row.level == "value")
    return {
        "funnel": significance.funnel(survey, by="unit", replicates=60),
        "ranks": significance.rank_sets(one, conf_level=0.999),
        "values": significance.compare(
            significance.pooled_variances(values), against="mean", adjust="none"
        ),
        "shrunken": significance.shrunken_scores(survey, by="unit", replicates=60),
        "standings": significance.standings(survey, by="unit", replicates=60),
    }


@cache
def alike_results() -> dict[str, Estimates]:
    """The same of a survey whose units hardly differ."""
    survey = simulate(seed=4)
    return {
        "funnel": significance.funnel(survey, by="unit", replicates=60),
        "shrunken": significance.shrunken_scores(survey, by="unit", replicates=60),
        "standings": significance.standings(survey, by="unit", replicates=60),
    }
