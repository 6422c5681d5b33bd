"""A thousand random results: no orphan number and no verb beyond its test."""

from __future__ import annotations

import math

import numpy as np
import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.verbs import ALPHA, FLOOR
from tests.present import fakes

SCENARIOS = ("null", "small", "large", "suppressed")
SIZES = {"null": 0.0, "small": 0.008, "large": 0.2, "suppressed": 0.05}


def gap(rng: np.random.Generator, scenario: str) -> Estimates:
    words = list(fakes.WORDS["current"])[:8]
    records = []
    for word in words:
        se = float(rng.uniform(0.0005, 0.03))
        difference = float(rng.normal(SIZES[scenario] * rng.choice([-1, 1]), se))
        if scenario == "suppressed" and rng.random() < 0.4:
            nothing = {"p_value": math.nan, "p_adjusted": math.nan}
            records.append(fakes.hidden("word", word, list="current>desired", **nothing))
            continue
        p = math.erfc(abs(difference) / se / math.sqrt(2))
        records.append(
            fakes.record(
                "word", word, difference, se, list="current>desired", p_value=p, p_adjusted=p
            )
        )
    table = fakes.frame(records)
    return Estimates(table, fakes.provenance("gap"), fakes.independent(table))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_generated_reports(scenario: str) -> None:
    rng = np.random.default_rng(2022)
    for _ in range(250):
        result = gap(rng, scenario)
        rows = {row.item: row for row in rows_of(result)}
        for lang in ("id", "en"):
            told = narrate(result, lang)
            text = f"{told.heading}. {told}"
            assert check_prose(text, told.ledger, lang=lang) == []
            for sentence in told:
                if sentence.claim.verb_level in ("higher", "lower"):
                    assert _allowed(sentence.claim.diff, sentence.claim.p_adjusted)
            assert all(row.shown for row in _named(rows, told))


def _allowed(diff: float, p: float) -> bool:
    return p < ALPHA and abs(diff) >= FLOOR


def _named(rows: dict[str, Row], told: object) -> list[Row]:
    from berakhlak_stats.present.labels import Labels

    labels = Labels.of(fakes.provenance("gap"), "id")
    return [row for item, row in rows.items() if labels.item(item) in str(told)]
