"""Golden sentences in both languages, and that both say the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from berakhlak_stats import indices, simulate
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative import check_prose, heading, headline, narrate
from berakhlak_stats.present.narrative.audit import numbers_in
from berakhlak_stats.present.narrative.narrate import kind_of
from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.present.select import select, select_limiting
from tests.present import fakes
from tests.surveys import ALL_WORDS, LISTS, pick_survey

RESULTS: dict[str, Callable[[], Estimates]] = {
    "all_indices": fakes.all_indices,
    "no covariance": lambda: fakes.all_indices(covariance=False),
    "by_unit": fakes.by_unit,
    "by_unit without the whole": lambda: select(fakes.by_unit(), lambda row: row.group != ""),
    "by_unit untested": lambda: fakes.by_unit(covariance=False),
    "word_shares": fakes.word_shares,
    "word_shares untested": lambda: fakes.word_shares(covariance=False),
    "limiting": lambda: select_limiting(fakes.word_shares()),
    "behaviours": fakes.behaviour_shares,
    "areas": fakes.area_shares,
    "gaps": fakes.word_gaps,
    "hidden": lambda: select(fakes.by_unit(), lambda row: row.hidden),
    "empty": lambda: select(fakes.by_unit(), lambda row: False),
    "one": lambda: select(fakes.word_shares(), lambda row: row.index == 0),
}


@pytest.mark.parametrize("name", list(RESULTS))
def test_both_languages_print_the_same_numbers_and_all_are_booked(name: str) -> None:
    result = RESULTS[name]()
    told = {lang: narrate(result, lang) for lang in ("id", "en")}
    numbers = {
        lang: [number for s in story for _, number in numbers_in(s.text, lang)]
        for lang, story in told.items()
    }
    assert numbers["id"] == numbers["en"]
    assert [c.template_id for c in told["id"].ledger] == [c.template_id for c in told["en"].ledger]
    for lang, story in told.items():
        text = f"{story.heading}. {story}"
        assert check_prose(text, story.ledger, lang=lang) == []
        assert "{" not in text and "nan" not in text.split()


@pytest.mark.parametrize("name", list(RESULTS))
def test_claims_are_numbered_through(name: str) -> None:
    ledger = narrate(RESULTS[name](), "id", start=7).ledger
    assert [claim.claim_id for claim in ledger] == [f"K{7 + i:02d}" for i in range(len(ledger))]


GOLDEN = {
    "id": [
        "Total kesehatan budaya 76,2 (74,2–78,2): antara Cukup Sehat dan Sehat, "
        "peluang Sehat (A) 89%.",
        "Nilai dengan skor tertinggi belum dapat disimpulkan: selisih Akuntabel (74,6) terhadap "
        "Kolaboratif (69,9) belum memadai untuk itu.",
        "Adaptif adalah nilai dengan skor terendah, 41,7 (36,8–46,6), yaitu 16,2 poin (9,3–23,1) "
        "di bawah Kompeten, yang terdekat di atasnya.",
        "Adaptif 41,7 (36,8–46,6), Tidak Sehat (C): seluruh selang berada di dalam kategori C.",
    ],
    "en": [
        "Total culture health 76.2 (74.2–78.2): between Fairly healthy and Healthy, "
        "probability of Healthy (A) 89%.",
        "Which value scores highest, we cannot tell: the difference of Accountable (74.6) from "
        "Collaborative (69.9) is not enough for that.",
        "Adaptive is the value with the lowest score, 41.7 (36.8–46.6), which is 16.2 points "
        "(9.3–23.1) below Competent, the nearest above it.",
        "Adaptive 41.7 (36.8–46.6), Unhealthy (C): the whole interval lies inside band C.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lang", ["id", "en"])
def test_scores(lang: str) -> None:
    told = [s.text for s in narrate(fakes.all_indices(), lang)]
    assert [sentence for sentence in GOLDEN[lang] if sentence not in told] == []


def test_gaps() -> None:
    told = narrate(fakes.word_gaps(), "id")
    assert str(told.heading) == (
        "Inovatif dan Kreatif, juga Siap Menghadapi Perubahan, lebih banyak diharapkan "
        "daripada dipilih hari ini"
    )
    assert str(told.sentences[0]) == (
        "11 dari 16 selisih lolos uji setelah penyesuaian; 5 belum dapat disimpulkan."
    )
    assert str(told.of_rule("gap_lower")[0]) == (
        "Setia pada Pancasila dan NKRI dipilih lebih sedikit dalam budaya yang diharapkan "
        "daripada dalam budaya saat ini: selisih −16,8 poin (−23,5 s.d. −10,1)."
    )


def test_groups() -> None:
    told = narrate(fakes.by_unit(), "id")
    mean = "rata-rata kelompok yang ditampilkan"
    assert str(told.heading) == f"Kelompok yang berbeda dari {mean}: 1 dari 7"
    assert f"lebih rendah dari {mean}, selisih" in str(told)
    assert told.dropped == 2
    assert str(told).endswith("2 baris disembunyikan untuk menjaga kerahasiaan.")
    alone = narrate(RESULTS["by_unit without the whole"](), "id")
    assert str(alone) == str(told)
    untested = narrate(fakes.by_unit(covariance=False), "id")
    assert str(untested.heading) == "Skor menurut kelompok; urutannya bukan peringkat"


def test_shares() -> None:
    told = str(narrate(fakes.word_shares(), "id"))
    assert "Bertanggung Jawab paling banyak dipilih dalam nilai pribadi: 55,9% (52,0–59,8)" in told
    assert "mana yang teratas belum dapat disimpulkan" in told
    assert "urutannya tidak diuji" in str(narrate(fakes.word_shares(covariance=False), "id"))


def test_nothing_may_be_said_of_hidden_rows() -> None:
    told = narrate(RESULTS["hidden"](), "id")
    assert str(told) == "Tidak ada angka yang boleh ditampilkan." and told.dropped == 2
    for name in ("Dinas Perpustakaan", "Satpol PP"):
        assert name not in str(narrate(fakes.by_unit(), "id"))


def test_a_hidden_value_forbids_superlatives() -> None:
    result = fakes.all_indices()
    frame = result.frame.copy()
    frame.loc[frame["item"] == "BP", "suppressed"] = True
    told = narrate(fakes.Estimates(frame, result.provenance, result.covariance), "id")
    assert told.of_rule("highest", "lowest", "highest_unknown", "lowest_unknown") == ()
    assert "terendah" not in str(told.heading)


def test_headline() -> None:
    result = fakes.all_indices()
    assert str(headline(result, "id", item="implementation")) == (
        "Cukup Sehat (B). Seluruh selang berada di dalam kategori B."
    )
    sentence = headline(result, "id", item="culture_health", start=3)
    assert str(sentence) == "Antara Cukup Sehat dan Sehat, peluang Sehat (A) 89%."
    assert sentence.claim.claim_id == "K03" and "76.2" in sentence.claim.numbers
    hidden = headline(fakes.by_unit(), "id", item="implementation", group="Satpol PP")
    assert str(hidden) == "Disembunyikan sebagai pelindung." and hidden.claim.numbers == ()


def test_kinds() -> None:
    kinds = {name: kind_of(rows_of(make())) for name, make in RESULTS.items()}
    assert kinds["gaps"] == "gap" and kinds["by_unit"] == "group" and kinds["areas"] == "share"
    assert kinds["all_indices"] == "score" and kinds["empty"] == "plain"
    assert heading(fakes.area_shares(), "en") == "Votes over the areas on each list"


def test_groups_too_small_for_a_test_are_named() -> None:
    told = str(narrate(fakes.by_unit(), "id"))
    assert "Tidak diuji: 1 kelompok, kurang dari 20 responden (Dinas Perhubungan)." in told


def top_two(counts: tuple[int, ...]) -> Estimates:
    """A top two of 60 people: the first so many of them picked each word."""
    picks = np.zeros((60, len(ALL_WORDS)), bool)
    for j, count in enumerate(counts):
        picks[:count, j] = True
    survey = pick_survey(dict.fromkeys(LISTS, picks))
    return indices.top_words(survey, lists="current", size=2, replicates=60)


def test_a_tie_at_the_last_place_is_said() -> None:
    result = top_two((60, 30, 30, 30, 20))
    said = narrate(result, "en").of_rule("last_place_tied")
    assert [str(each) for each in said] == [
        "Place 2 for the current culture is a tie: A2, B1 and B2 were each chosen by 50.0%."
    ]
    assert "seri: A2, B1, dan B2 masing-masing dipilih 50,0%" in str(narrate(result, "id"))
    assert not narrate(result, "en").of_rule("last_place_unknown")


def test_a_last_place_that_could_be_the_next_words_is_said() -> None:
    """30 and 28 of 60, two people apart: a sign test of 2 against 0 cannot tell (p = .5)."""
    result = top_two((60, 30, 28, 10))
    for lang, words in (("en", "holds place 2"), ("id", "urutan ke-2")):
        said = narrate(result, lang).of_rule("last_place_unknown")
        assert len(said) == 1 and words in said[0].text
        assert (said[0].claim.verb_level, said[0].claim.lo < said[0].claim.hi) == (
            "cannot_tell",
            True,
        )


def test_a_last_place_beyond_doubt_needs_no_words() -> None:
    assert not narrate(top_two((60, 45, 15)), "en").of_rule("last_place_tied", "last_place_unknown")


def test_a_part_of_a_list_has_no_last_place() -> None:
    """The limiting words have a tenth too, but it is no place of the list."""
    survey = simulate.simulate("kapuas-2022", seed=2, n=400)
    result = indices.top_words(survey, lists="current", replicates=60)
    rules = ("last_place_tied", "last_place_unknown")
    assert narrate(result, "en").of_rule(*rules)
    assert not narrate(select_limiting(result), "en").of_rule(*rules)
    assert not narrate(indices.vote_share(survey, lists="current"), "en").of_rule(*rules)


@pytest.mark.parametrize("statistic", [indices.culture_health, indices.alignment])
@pytest.mark.parametrize(
    ("lang", "lacking", "own"),
    [("id", "Nilai pribadi", "Budaya saat ini"), ("en", "Personal values", "Current culture")],
)
def test_a_list_that_is_not_in_the_file_is_no_secret(
    tmp_path: Path, statistic: Callable[..., Estimates], lang: str, lacking: str, own: str
) -> None:
    from berakhlak_stats.survey import read_survey
    from tests.survey.handmade import as_csv, delimited_rows

    survey = read_survey(as_csv(tmp_path, delimited_rows(("current", "desired"), n=30)))
    result = statistic(survey, replicates=50)
    said = narrate(result, lang)
    nothing = {"id": "boleh ditampilkan", "en": "may be shown"}[lang]
    assert lacking in str(said) and own not in str(said)
    assert nothing not in f"{said} {said.heading.text}" and said.dropped == 0
    assert lacking in str(result.table(lang))
