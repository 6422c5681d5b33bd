from __future__ import annotations

import re
from collections import Counter

import pytest

from berakhlak_stats.present.verbs import FORBIDDEN
from berakhlak_stats.training.displays import misconceptions
from berakhlak_stats.training.exercises import SETS, Exercise, every_exercise, exercises
from berakhlak_stats.training.words import toml
from tests.training.people import trainee

TASKS = pytest.mark.parametrize("task", every_exercise(), ids=lambda task: task.id)


def test_five_tasks_and_an_open_one_for_each_notebook() -> None:
    for number in SETS:
        assert Counter(task.graded for task in exercises(number)) == {True: 5, False: 1}
        assert [task.id for task in exercises(number)] == [f"{number}-{i}" for i in range(1, 7)]


@TASKS
def test_texts_are_complete_in_both_languages(task: Exercise) -> None:
    texts = [task.question, *task.hints, *(words for _, words in task.options)]
    texts += [each.says for each in task.wrong]
    if task.graded:
        assert len(task.hints) == 3
        texts.append(task.why)
    for each in texts:
        assert each.id.strip() and each.en.strip()


@TASKS
@pytest.mark.parametrize("lang", ["id", "en"])
def test_questions_show_with_the_facts_of_the_trainee(task: Exercise, lang: str) -> None:
    shown = trainee("contoh", lang).question(task.id)
    assert task.id in shown.heading
    assert not re.search(r"\{\w+\}", str(shown))
    assert shown._repr_html_().startswith(f'<div lang="{lang}"')


def test_tolerance_is_stated() -> None:
    assert "1 angka di belakang koma" in str(trainee("contoh", "id").question("03-1"))
    assert "0.06" in str(trainee("contoh", "en").question("02-5"))
    assert "0,06" in str(trainee("contoh", "id").question("02-5"))


def test_twenty_sentences_are_graded_as_the_gate_grades_them() -> None:
    pool = toml("sentences.toml")["sentence"]
    assert len(pool) == 20
    for each in pool:
        for lang in ("id", "en"):
            found = [w for w in FORBIDDEN[lang] if re.search(rf"\b{w}\b", each[lang].lower())]
            assert not (each["allowed"] and found), (each[lang], found)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_trainer_s_list_of_misunderstandings(lang: str) -> None:
    assert len(misconceptions(lang)) == len(set(misconceptions(lang))) >= 7
