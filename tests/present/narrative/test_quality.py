"""What is said of flags, missing answers and exclusions."""

from __future__ import annotations

import numpy as np

from berakhlak_stats import quality
from berakhlak_stats.present.narrative import check_prose, narrate
from tests.quality.samples import planted, rated


def test_flags_are_told_with_what_they_do_not_mean() -> None:
    survey, _ = planted()
    said = str(narrate(quality.answer_quality(survey, flags=["irv", "mahalanobis"]), "id"))
    assert said.startswith("Jawaban nyaris seragam: ")
    assert "bukan kesimpulan tentang seseorang" in said
    assert "tidak seorang pun dikeluarkan" in said


def test_flags_name_whose_cut_they_follow() -> None:
    survey, _ = planted()
    result = quality.answer_quality(
        survey, flags=["irv", "longstring", "person_total"], rules={"irv": 0.3}
    )
    told = narrate(result, "id")
    (said,) = told.of_rule("flag_rules")
    assert str(said) == (
        "Batas tiap tanda: batas dari pengguna untuk “Jawaban nyaris seragam”; Curran (2016) untuk "
        "“Jawaban sama berderet panjang”; batas kami sendiri untuk “Berlawanan arah dengan "
        "responden lain”."
    )
    assert check_prose(str(told), told.ledger) == []
    assert "Curran (2016) for “Long run" in str(narrate(result, "en"))


def test_a_clean_file_says_so_without_a_number_of_people() -> None:
    clean = rated([[1, 2, 3, 4], [4, 3, 2, 1]] * 20)
    said = narrate(quality.answer_quality(clean, flags=["longstring"]), "en")
    assert "Fewer than 5 respondents each: “Long run of the same answer”." in str(said)
    assert str(said.heading) == "Answers flagged for a second look"


def test_missing_answers_are_told_from_the_most_frequent_on() -> None:
    rows = [[1, 2, 3]] * 30 + [[-1, 2, 3]] * 10 + [[-1, -1, 3]] * 10 + [[1, 2, -1]] * 2
    said = str(narrate(quality.missing_patterns(rated(rows)), "en"))
    assert said.startswith("57.7% of respondents answered everything")
    assert said.index("“q1” was left unanswered by 38.5%") < said.index("“q2” was left")
    assert "Left unanswered by fewer than 5 respondents each: “q3”." in said


def test_an_effect_within_the_floor_is_equivalent() -> None:
    rng = np.random.default_rng(1)
    x = rng.integers(1, 6, (900, 4))
    x[:20] = 3
    result = quality.effect_of_exclusion(
        rated(x, scales={"a": ["a1", "a2"], "b": ["b1", "b2"]}), flags=["irv"], rules={"irv": 0.0}
    )
    told = narrate(result, "id")
    assert "setara dalam ±1 poin" in str(told) and "dengan semua responden" in str(told)
    assert str(told.heading) == "Dengan atau tanpa mereka, skor setara dalam ±1 poin"


def test_a_larger_effect_is_told_without_a_verdict() -> None:
    x = np.random.default_rng(2).integers(1, 6, (300, 2))
    x[:60] = 1
    result = quality.effect_of_exclusion(rated(x), flags=["irv"], rules={"irv": 0.0})
    said = str(narrate(result, "en"))
    assert "without the flagged; difference +" in said and "equivalent" not in said


def test_too_few_to_leave_out_is_a_sentence() -> None:
    x = np.random.default_rng(3).integers(1, 6, (100, 4))
    x[:2] = 1
    survey = rated(x)
    result = quality.effect_of_exclusion(survey, flags=["longstring"], rules={"longstring": "all"})
    assert "Fewer than 5 respondents carry the flags" in str(narrate(result, "en"))
    unit = ["a"] * 50 + ["b"] * 50
    by = quality.effect_of_missing_rule(rated(x, unit=unit), by="unit")
    assert "Di tidak satu kelompok pun" in str(narrate(by, "id"))
