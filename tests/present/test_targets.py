"""The table of targets, and when "tercapai" is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.targets import aims_of, target_table
from berakhlak_stats.present.verbs import target_verb
from tests.present.wave_results import wave_results


def aim(estimate: float, low: float, high: float, p: float) -> Estimates:
    """One realised value with the target of 60."""
    result = wave_results()["one target"]
    frame = result.frame.copy()
    frame[["estimate", "conf_low", "conf_high"]] = [[estimate, low, high]]
    frame[["p_value", "p_adjusted", "target"]] = [[p, p, 60.0]]
    for name, value in (("", estimate), ("_low", low), ("_high", high)):
        frame[f"achievement{name}"] = 100 * value / 60
    return replace(result, frame=frame)


@pytest.mark.parametrize(
    ("estimate", "low", "high", "p", "verb"),
    [(63, 61.5, 64.5, 0.001, "reached"), (57, 55.5, 58.5, 0.001, "missed"),
     (61, 59.0, 63.0, 0.3, "cannot_tell"), (59, 57.0, 61.0, 0.3, "cannot_tell"),
     (63, 61.5, 64.5, 0.06, "cannot_tell"), (63, 59.5, 64.5, 0.01, "cannot_tell")],
)  # fmt: skip
def test_reached_needs_a_test_and_an_interval(
    estimate: float, low: float, high: float, p: float, verb: str
) -> None:
    (row,) = rows_of(aim(estimate, low, high, p))
    assert target_verb(row, 60.0) == verb


def test_a_value_above_its_target_is_not_yet_reached() -> None:
    told = narrate(aim(61, 59.0, 63.0, 0.3), "id")
    assert str(told.heading) == (
        "Belum dapat disimpulkan apakah Implementasi BerAKHLAK mencapai target 60,0"
    )
    assert "capaian 101,7% (98,3–105,0): belum dapat disimpulkan tercapai" in str(told)


def test_reached_and_missed_in_words() -> None:
    told = str(narrate(aim(63, 61.5, 64.5, 0.001), "id"))
    assert "realisasi 63,0 (61,5–64,5) mencapai target 60,0; capaian 105,0% (102,5–107,5)" in told
    told = str(narrate(aim(57, 55.5, 58.5, 0.001), "id"))
    assert "belum mencapai target 60,0; capaian 95,0%" in told


def test_the_table_reads_like_a_performance_report() -> None:
    made = target_table(wave_results()["targets"], "id")
    head = [cell.words for cell in made.head]
    assert head[2:4] == ["Target", "Realisasi"] and "Capaian" in head
    assert [row[0].words for row in made.rows] == [
        "Implementasi BerAKHLAK", "Energi positif", "Total kesehatan budaya",
    ]  # fmt: skip
    assert made.rows[1][2].words == "97,0" and made.rows[1][-1].words == "belum tercapai"


def test_hidden_aims_hold_no_number() -> None:
    for each in aims_of(wave_results()["targets hidden"]):
        assert each.achieved != each.achieved and each.chance != each.chance
        assert each.verb == "hidden"
