from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats import training
from berakhlak_stats.errors import TrainingError
from tests.training.people import GRADED


def test_the_key_solves_every_task_of_every_trainee(tmp_path: Path) -> None:
    people = {name: training.start(name, folder=tmp_path, lang="en") for name in ("Ani", "Budi")}
    key = training.answer_key(tmp_path, lang="id")
    assert len(key) == 2 * len(GRADED) and not key["solved"].any()
    for row in key.itertuples():
        if row.exercise == "09-4":
            assert len(row.answer.split("; ")) == 2
            continue
        assert people[row.trainee].check(row.exercise, row.answer).right, row
    again = training.answer_key(tmp_path)
    assert again["solved"].sum() == 2 * (len(GRADED) - 1)
    assert (again["answer"] == key["answer"]).all()


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(TrainingError, match="E908"):
            training.answer_key(folder)
