"""Pooling linked waves: what is joined, and what cannot be linked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.waves.pooling import PSU, RESPONDENT, STRATA, WAVE, concatenate, join, pool
from tests.surveys import codes, random_survey
from tests.waves.waves_by_hand import LABELS, wave

N = 24


def one(seed: int, *, shift: int = 0, psu: bool = True, strata: bool = True) -> Survey:
    rng = np.random.default_rng(seed)
    units = [f"u{i % 6 + shift}" for i in range(N)]
    survey = wave(
        rng.normal(60, 9, N),
        weights=rng.uniform(1, 2, N).tolist(),
        unit=units,
        region=["n" if int(unit[1:]) % 2 else "s" for unit in units],
        code=[f"k{i}" for i in range(N)],
    )
    named = {"psu": "unit"} if psu else {}
    return survey.with_design(**named, **({"strata": "region"} if strata else {}))


def test_all_answers_are_there_under_one_design() -> None:
    pooled = pool([one(1), one(2)], LABELS, "psu", RESPONDENT)
    assert pooled.n == 2 * N and pooled.column(WAVE).labels == LABELS
    assert pooled.number("score").tolist() == [
        *one(1).number("score").tolist(),
        *one(2).number("score").tolist(),
    ]
    assert pooled.weights is not None and one(1).weights is not None
    assert (pooled.weights[:N] == one(1).weights).all()
    assert (pooled.design.psu, pooled.design.strata) == (PSU, STRATA)
    assert pooled.design.population is None
    assert len(pooled.design.psu_labels) == 6


def test_picks_and_ratings_are_joined_too() -> None:
    parts = [random_survey(seed, 40, unit=3) for seed in (1, 2)]
    whole = concatenate(parts, {})
    for name, bits in whole.picks.items():
        assert (bits[40:] == parts[1].picks[name]).all()
    assert whole.weights is None and whole.column("unit").labels == ("unit0", "unit1", "unit2")


def test_labels_are_joined_by_name_not_by_place() -> None:
    both = join([codes(["b", None]), codes(["a", "b"])])
    assert [None if c < 0 else both.labels[c] for c in both.codes] == ["b", None, "a", "b"]


def test_persons_without_an_identifier_are_nobody_else() -> None:
    first, second = (
        wave(np.arange(N, dtype=float), code=[None if i < 4 else f"k{i}" for i in range(N)])
        for _ in LABELS
    )
    pooled = pool([first, second], LABELS, "person", "code")
    assert len(pooled.design.psu_labels) == 4 + 4 + N - 4


def replicated() -> Survey:
    survey = one(2)
    factors = jackknife_factors(np.zeros(N, np.int32), np.arange(N, dtype=np.int32), np.zeros(1))
    return survey.with_replicates(factors)


CASES: list[tuple[list[Survey], str, str, str]] = [
    ([one(1), one(2, psu=False)], "psu", RESPONDENT, "E891"),
    ([one(1), one(2, strata=False)], "psu", RESPONDENT, "E891"),
    ([one(1), one(2, strata=False)], "person", "code", "E891"),
    ([one(1), one(2)], "person", RESPONDENT, "E891"),
    ([one(1), one(2, shift=10)], "psu", RESPONDENT, "E892"),
    ([one(1), one(2, shift=1)], "person", "code", "E893"),
    ([one(1, psu=False), one(2, psu=False, shift=1)], "person", "code", "E893"),
    ([one(1), one(2)], "person", "region", "E894"),
    ([one(1), replicated()], "psu", RESPONDENT, "E895"),
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(CASES)))
def test_what_cannot_be_linked(case: int) -> None:
    surveys, link, person, code = CASES[case]
    with pytest.raises(StatisticError, match=code) as caught:
        pool(surveys, LABELS, link, person)  # type: ignore[arg-type]
    for lang in ("id", "en"):
        text: Any = caught.value.text(lang)
        assert "Bilingual" not in text
        # No identifier of a person stands in a message.
        assert "k1" not in text


def test_nobody_in_both_waves() -> None:
    surveys = [wave(np.arange(N, dtype=float), code=[f"{w}{i}" for i in range(N)]) for w in "ab"]
    with pytest.raises(StatisticError, match="E892"):
        pool(surveys, LABELS, "person", "code")


def test_the_threshold_of_the_stricter_wave_holds() -> None:
    strict = replace(one(2), smallest_group=12)
    assert pool([one(1), strict], LABELS, "psu", RESPONDENT).smallest_group == 12
