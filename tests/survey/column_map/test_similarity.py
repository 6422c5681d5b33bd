"""Likeness of wordings: telling words count, and one word can turn an answer round."""

from __future__ import annotations

import pytest

from berakhlak_stats.survey.column_map.similarity import Wordings, likeness, same_words, tokens

QUESTIONS = {
    "now": ("Budaya Saat Ini", "Current culture"),
    "then": ("Budaya yang Diharapkan", "Desired culture"),
}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Budaya kantor sekarang", "now"),
        ("Budaya yang kami inginkan", "then"),
        ("BUDAYA_SAAT_INI", "now"),
        ("desired culture?", "then"),
        ("kebudayaan yg diharapkannya", "then"),
    ],
)
def test_the_telling_word_decides(title: str, name: str) -> None:
    wordings = Wordings(QUESTIONS)
    other = next(each for each in QUESTIONS if each != name)
    assert wordings.score(title, name) > wordings.score(title, other) + 0.08


def test_a_word_of_both_questions_tells_them_not_apart() -> None:
    wordings = Wordings(QUESTIONS)
    assert wordings.score("Budaya", "now") == pytest.approx(wordings.score("Budaya", "then"))
    assert wordings.score("Golongan", "now") == 0


def test_scores_stay_between_none_and_all() -> None:
    wordings = Wordings(QUESTIONS)
    assert wordings.score("Budaya Saat Ini", "now") == pytest.approx(1)
    assert wordings.score("", "now") == wordings.score("???", "now") == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kurang setuju", "Sangat setuju"),
        ("Setuju", "Tidak setuju"),
        ("Sangat setuju", "Sangat tidak setuju"),
        ("Setuju sekali", "Setuju"),
    ],
)
def test_another_word_is_another_answer(one: str, other: str) -> None:
    assert same_words(one, other) == 0


def test_slips_and_lost_blanks_are_the_same_words() -> None:
    assert same_words("Sangat setju", "sangat setuju") > 0.9
    assert same_words("SangatSetuju", "Sangat setuju") == 1
    assert likeness("", "x") == 0
    assert tokens("dan yang") == ("dan", "yang")
