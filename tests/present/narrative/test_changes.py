"""Sentences about waves: golden words, and no trend without a test or across a break."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.verbs import ALPHA, FLOOR
from tests.present.wave_results import STATES, made_by_hand, state, wave_results

GOLDEN = {
    "higher": "Implementasi BerAKHLAK meningkat dari 60,0 (2022) menjadi 62,5 (2023), "
    "selisih +2,5 poin (+1,2 s.d. +3,8).",
    "lower": "Implementasi BerAKHLAK menurun dari 60,0 (2022) menjadi 57,5 (2023), "
    "selisih −2,5 poin (−3,8 s.d. −1,2).",
    "small": "Implementasi BerAKHLAK 60,0 (2022) dan 60,4 (2023): berbeda secara statistik tetapi "
    "kecil (dalam ±1 poin), +0,4 poin (+0,1 s.d. +0,7).",
    "unsure": "Implementasi BerAKHLAK 60,0 (2022) dan 60,9 (2023): berbeda, besarnya belum pasti, "
    "+0,9 poin (+0,1 s.d. +1,7).",
    "equivalent": "Implementasi BerAKHLAK 60,0 (2022) dan 60,1 (2023): setara dalam ±1 poin, "
    "selisih +0,1 poin (−0,5 s.d. +0,7).",
    "cannot_tell": "Implementasi BerAKHLAK 60,0 (2022) dan 60,2 (2023): perubahannya belum dapat "
    "disimpulkan, selisih +0,2 poin (−1,1 s.d. +1,5).",
    "broken": "Implementasi BerAKHLAK 60,0 (2022) dan 73,3 (2023) tidak membentuk satu seri; "
    "selisih +13,3 poin (+12,0 s.d. +14,6) bukan perubahan budaya kerja.",
    "not_tested": "Implementasi BerAKHLAK, 2022 dan 2023: tidak diuji: n < 20.",
}  # fmt: skip
TREND = {
    "id": ("meningkat", "menurun", "naik", "turun", "membaik", "memburuk"),
    "en": ("rose", "fell", "increase", "decrease", "improve", "grew"),
}
NEVER = {"id": ("sama ", "stabil", "tidak berubah"), "en": ("same", "stable", "unchanged")}


@pytest.mark.parametrize("name", list(GOLDEN))
def test_golden_sentences(name: str) -> None:
    assert GOLDEN[name] in str(narrate(state(name), "id"))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", list(STATES))
def test_a_trend_has_a_verb_only_where_the_test_passed(name: str, lang: str) -> None:
    told = narrate(state(name), lang)
    text = f"{told.heading} {told}".lower()
    assert any(word in text for word in TREND[lang]) == (name in ("higher", "lower"))
    assert not any(word in text for word in NEVER[lang])


def test_what_broke_the_series_is_told_first_and_as_a_judgement() -> None:
    told = narrate(state("broken"), "id")
    assert str(told.heading) == "Seri terputus antara 2022 dan 2023"
    assert str(told.sentences[0]) == (
        "Seri terputus antara 2022 dan 2023, menurut penilaian kami: alat ukur lain."
    )
    assert told.sentences[0].claim.verb_level == "broken"


def test_the_known_break_of_2024_is_told_from_the_instrument() -> None:
    told = str(narrate(wave_results()["three"], "id"))
    assert "Seri terputus antara 2023 dan 2024" in told and "BRIN" in told


def test_many_changes_are_counted_and_the_largest_told() -> None:
    items = ["implementation", "AK", "BP", "KO"]
    chosen = ["cannot_tell", "higher", "lower", "equivalent"]
    rows = [STATES[s] | {"item": i} for s, i in zip(chosen, items, strict=True)]
    told = narrate(made_by_hand(rows), "id")
    assert str(told.heading) == "2 dari 4 perubahan lolos uji"
    assert str(told.sentences[0]) == "2 dari 4 perubahan lolos uji; 1 belum dapat disimpulkan."
    names = [sentence.claim.subject for sentence in told.sentences[1:4]]
    assert names == ["Implementasi BerAKHLAK", "Akuntabel", "Berorientasi Pelayanan"]


def test_hidden_changes_are_counted_and_not_told() -> None:
    rows = [STATES["higher"] | {"group": "RSUD"}, STATES["hidden"] | {"group": "Inspektorat"}]
    told = narrate(made_by_hand(rows), "id")
    assert "Inspektorat" not in str(told) and told.dropped == 1
    assert "1 baris disembunyikan" in str(told)


@pytest.mark.parametrize("link", ["none", "psu", "person", "design"])
def test_the_link_is_said(link: str) -> None:
    result = state("higher")
    result.provenance.parameters["link"] = link  # type: ignore[index]
    for lang in ("id", "en"):
        assert narrate(result, lang).of_rule(f"link_{link}")


def test_a_thousand_random_changes() -> None:
    """No orphan number, and no direction without a passed test of at least one point."""
    rng = np.random.default_rng(2023)
    for _ in range(1000):
        change, error = float(rng.normal(0, 2)), float(rng.uniform(0.05, 2))
        row = {"estimate": change, "low": change - 2 * error, "high": change + 2 * error}
        row |= {"p": float(rng.uniform(0, 0.2)), "effect": abs(change) / 10}
        if rng.random() < 0.2:
            row = {**row, "note": "broken series", "p": float("nan")}  # type: ignore[dict-item]
        result = made_by_hand([row])
        for lang in ("id", "en"):
            told = narrate(result, lang)
            text = f"{told.heading}. {told}"
            assert check_prose(text, told.ledger, lang=lang) == []
            if any(word in text for word in TREND[lang]):
                assert row["p"] < ALPHA and abs(change) >= FLOOR
