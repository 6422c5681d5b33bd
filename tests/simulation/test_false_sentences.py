"""At most six reports in a hundred claim a difference where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.indices.about import value_words
from berakhlak_stats.simulate import generate
from tests.simulation.false_sentences import (
    NULLS,
    PERSONS,
    TEAMS,
    Null,
    Size,
    answers,
    claimed,
    report,
    spec_of,
    study,
    table,
)

ALLOWED = 0.06
SEEDS = range(40)


@pytest.mark.parametrize("null", ["flat", "tied"])
def test_the_null_is_one(null: Null) -> None:
    """Values that are said to be tied are, on every list, in a population large enough to see."""
    whole = generate(spec_of(null, Size(4, 0, 3000)), seed=5)
    values = list(value_words(whole.spec.instrument, "study"))
    scores = np.array([whole.truth.value(value) for value in values])
    error = 100 * 0.5 / len(whole) ** 0.5
    tied = [values] if null == "flat" else [values[:2], values[-2:]]
    for names in tied:
        assert np.ptp([scores[values.index(name)] for name in names]) < 4 * error
    if null == "tied":
        assert scores[:2].min() > scores[2:-2].max() + 20
        assert scores[-2:].max() < scores[2:-2].min() - 20
    words = whole.spec.instrument.list_index["current"].words
    shares = [[whole.truth.share(name, word) for word in words] for name in whole.spec.lists]
    assert np.ptp(shares, axis=0).max() < 0.03


def test_teams_differ_and_units_do_not() -> None:
    spec = spec_of("tied", TEAMS[0])
    assert spec.word_sd > 0
    assert (spec.agency_sd, spec.agency_level_sd, spec.effects) == (0.0, 0.0, ())
    survey, by = answers("tied", TEAMS[0], 1)
    assert survey.design.psu == "unit"
    assert by == ("agency", "sex")


def test_claims_are_counted() -> None:
    """A report on units that do differ claims so, and the study sees it."""
    from berakhlak_stats import simulate
    from berakhlak_stats.report import collect_results
    from berakhlak_stats.report.compose import compose

    results = collect_results(simulate.simulate(seed=1), replicates=100)
    ledger = compose(results, "en").ledger
    found = claimed(ledger, "tied")
    assert {claim.verb_level for claim in found} <= {"higher", "lower", "small", "unsure"}
    assert any(claim.rule_fired == "gap_higher" for claim in found)
    assert len(claimed(ledger, "profiled")) < len(found)


def test_figures_are_left_out_and_sentences_are_not() -> None:
    from berakhlak_stats.report import collect_results
    from berakhlak_stats.report.compose import compose
    from tests.simulation.false_sentences import undrawn

    survey, by = answers("profiled", PERSONS[0], 2)
    results = collect_results(survey, by=by, replicates=50)
    drawn = compose(results, "en")
    with undrawn():
        plain = compose(results, "en")
    said = [[replace(c, claim_id="") for c in each.ledger if c.claim_id[0] == "K"]
            for each in (drawn, plain)]  # fmt: skip
    assert said[0] == said[1]


@pytest.mark.slow
@pytest.mark.parametrize("null", NULLS)
def test_false_sentences_are_rare(null: Null) -> None:
    found = table(study(SEEDS, nulls=[null]), ["null"])
    slack = 2 * (ALLOWED * (1 - ALLOWED) / found["reports"]) ** 0.5
    assert (found["mean"] <= ALLOWED + slack).all(), found


def test_one_report() -> None:
    row = report("ratings", PERSONS[0], 3)
    assert row["families"] == 2
    assert row["false"] == bool(row["kinds"])
