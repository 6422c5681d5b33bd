from __future__ import annotations

from itertools import combinations

import pytest

from berakhlak_stats.training.exercises import every_exercise, exercise
from tests.training.oracle import ANSWERS
from tests.training.people import GRADED, NAMES, letter, trainee


def test_the_oracle_knows_every_graded_task() -> None:
    assert list(ANSWERS) == GRADED


@pytest.mark.parametrize("task", GRADED)
@pytest.mark.parametrize("name", NAMES)
def test_the_answer_found_another_way_is_right(name: str, task: str) -> None:
    someone = trainee(name)
    answer = ANSWERS[task](someone)
    if exercise(task).kind == "choice":
        answer = letter(someone, task, answer)
    said = someone.check(task, answer, confidence=0.9)
    assert said.right is True, (task, answer, said)
    assert said.hint == 0


def test_keys_differ_between_trainees() -> None:
    def shown(name: str, task: str) -> str:
        found, material = exercise(task), trainee(name).material(task[:2])
        answer = found.answer(material)
        return letter(trainee(name), task, answer) if found.kind == "choice" else repr(answer)

    for one, other in combinations(NAMES, 2):
        same = [task for task in GRADED if shown(one, task) == shown(other, task)]
        # Letters and small counts must meet now and then; measured numbers must not.
        assert len(same) < len(GRADED) / 2
        assert not [task for task in same if exercise(task).decimals >= 2 and task[:2] != "05"]


def test_the_same_name_and_salt_give_the_same_answers() -> None:
    task = exercise("03-1")
    first = trainee("Budi").material("03")
    again = type(first)(trainee("Budi").progress.body["salt"], "budi", "03")
    assert task.answer(first) == task.answer(again)


def test_common_wrong_answers_are_never_the_key() -> None:
    for task in every_exercise():
        if task.kind != "choice":
            continue
        for name in NAMES:
            material = trainee(name).material(task.set)
            right = task.answer(material)
            assert right in dict(task.options_of(material))
