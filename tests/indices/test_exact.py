"""Every index against exact fractions on plain sets; see ``tests/oracles/exact_indices.py``."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import area_words, limiting_words, value_words
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.instrument import Instrument
from berakhlak_stats.survey.survey import Survey, unpack_picks
from berakhlak_stats.totals import collect
from tests.oracles.exact_indices import Exact, exact_indices
from tests.surveys import ALL_WORDS, LISTS, full_instrument, pick_survey, random_picks

SURVEYS = 1000


def expected(survey: Survey) -> dict[str, Exact]:
    instrument = survey.instrument
    rows = {
        block.id: [
            {block.words[j] for j in np.flatnonzero(row)}
            for row in unpack_picks(survey.picks[block.id], len(block.words))
        ]
        for block in instrument.pick_lists
    }
    people = [{name: picks[i] for name, picks in rows.items()} for i in range(survey.n)]
    weights = [1] * survey.n if survey.weights is None else [int(w) for w in survey.weights]
    return exact_indices(
        people,
        weights,
        {name: set(words) for name, words in value_words(instrument, "").items()},
        {name: set(words) for name, words in area_words(instrument).items()},
        set(limiting_words(instrument)),
    )


def plain(survey: Survey) -> dict[str, float]:
    """All statistics straight from the totals, without uncertainty or suppression."""
    statistics = [parts.smooth_indices(survey.instrument), parts.health(survey.instrument)]
    totals = collect(survey, statistics)
    found = {}
    for statistic in statistics:
        columns = totals.plan.columns_of(statistic)
        values = evaluate(statistic, totals.by_group(totals.cells.total[:, columns]))[0]
        found |= {o.item: float(x) for o, x in zip(statistic.outputs, values, strict=True)}
    return found


def small_survey(seed: int) -> Survey:
    """1 to 30 people; short lists, missing lists and ties; whole weights in every third."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 31))
    picks = random_picks(rng, n, blank=float(rng.choice([0, 0.2, 0.6])))
    weights = rng.integers(1, 6, n).tolist() if seed % 3 == 0 else None
    return pick_survey(picks, weights=weights)


def assert_equal(found: dict[str, float], exact: dict[str, Exact]) -> None:
    for item, value in exact.items():
        if value is None:
            assert np.isnan(found[item]), item
        else:
            assert found[item] == pytest.approx(float(value), rel=0, abs=1e-10), item


def test_a_thousand_small_surveys_match_exact_fractions() -> None:
    missing = 0
    for seed in range(SURVEYS):
        survey = small_survey(seed)
        exact = expected(survey)
        missing += sum(value is None for value in exact.values())
        assert_equal(plain(survey), exact)
    assert missing, "the surveys should include lists that nobody answered"


def test_the_public_functions_say_the_same() -> None:
    rng = np.random.default_rng(5)
    survey = pick_survey(random_picks(rng, 30), weights=rng.integers(1, 4, 30).tolist())
    frame = indices.all_indices(survey, replicates=50).frame
    exact = expected(survey)
    assert set(frame["item"]) == set(exact)
    assert_equal(dict(zip(frame["item"], frame["estimate"], strict=True)), exact)


def test_the_bundled_instrument_matches_too() -> None:
    instrument: Instrument = full_instrument()
    rng = np.random.default_rng(7)
    size = len(instrument.pick_lists[0].words)
    picks = random_picks(rng, 250, words=size, k=10)
    assert all(block.words == instrument.pick_lists[0].words for block in instrument.pick_lists)
    survey = pick_survey(picks, instrument=instrument)
    frame = indices.all_indices(survey, replicates=50).frame
    found = dict(zip(frame["item"], frame["estimate"], strict=True))
    assert_equal(found, expected(survey))


def test_the_oracle_sees_a_planted_error() -> None:
    """A person moved to another word changes what the oracle expects."""
    base = np.zeros((12, len(ALL_WORDS)), bool)
    base[:, 0] = True
    moved = base.copy()
    moved[0, [0, 2]] = [False, True]
    first = expected(pick_survey(dict.fromkeys(LISTS, base)))
    second = expected(pick_survey(dict.fromkeys(LISTS, base) | {"current": moved}))
    assert first["V1"] == 100
    assert second["V1"] is not None and float(second["V1"]) == pytest.approx(100 * 11 / 12)
