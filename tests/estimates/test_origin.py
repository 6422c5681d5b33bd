"""Provenance: what was done, with what, to which answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import __version__, indices
from berakhlak_stats.survey.survey import ImportLog
from tests.surveys import random_survey

SURVEY = random_survey(1, 90, weighted=True, h=2, psu=9)


def test_everything_needed_to_repeat_a_result() -> None:
    log = ImportLog(source="answers.csv", rows_read=93, synthetic=True, title="Trial")
    survey = replace(random_survey(1, 90, h=2), log=log).with_design(
        strata="h", population={"h0": 100, "h1": 200}
    )
    made = indices.balance(survey, by="h", replicates=60, rng=5, conf_level=0.9).provenance
    assert (made.statistic, made.variant, made.sureness) == ("balance", "coverage", "assumed")
    assert (made.by, made.method, made.conf_level) == ("h", "bootstrap", 0.9)
    assert (made.seed, made.replicates) == (5, 60)
    assert (made.strata, made.psu, made.population) == ("h", "", "300")
    assert (made.n_read, made.n_used, made.smallest_group) == (93, 90, 5)
    assert (made.instrument, made.instrument_version) == ("small", "1")
    assert made.package_version == __version__
    assert (made.source, made.title, made.synthetic) == ("answers.csv", "Trial", True)
    assert len(made.fingerprint) == 12


@pytest.mark.parametrize(
    ("options", "method", "seed"),
    [
        ({}, "taylor", None),
        ({"method": "jackknife"}, "jackknife", None),
        ({"method": "bootstrap", "replicates": 60}, "bootstrap", 1),
    ],
)
def test_the_method_used_is_named(
    options: dict[str, object], method: str, seed: int | None
) -> None:
    made = indices.implementation(SURVEY, **options).provenance
    assert (made.method, made.seed) == (method, seed)
    assert made.weighting == "weight"


def test_both_methods_are_named_where_both_are_used() -> None:
    assert indices.all_indices(SURVEY, replicates=60).provenance.method == "taylor+bootstrap"


def test_the_fingerprint_names_the_answers_whatever_their_order() -> None:
    plain = indices.implementation(SURVEY).provenance.fingerprint
    shuffled = SURVEY.take(np.random.default_rng(1).permutation(90))
    assert indices.implementation(shuffled).provenance.fingerprint == plain
    other = random_survey(2, 90, weighted=True, h=2, psu=9)
    assert indices.implementation(other).provenance.fingerprint != plain
