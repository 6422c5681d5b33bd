"""Trainees for the tests, each in a temporary folder, made once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from berakhlak_stats import training
from berakhlak_stats.training.exercises import LETTERS, every_exercise, exercise
from berakhlak_stats.training.identity import DEMONSTRATION

NAMES = ("contoh", "Budi", "Siti Aminah")
GRADED = [task.id for task in every_exercise() if task.graded]


@cache
def home() -> Path:
    """One folder for all trainees of this process, with a part for each language."""
    folder = Path(mkdtemp())
    for lang in ("id", "en"):
        (folder / lang).mkdir()
    return folder


@cache
def trainee(name: str, lang: str = "en") -> training.Trainee:
    """A trainee at work since the process began, with a salt that is the same on every run."""
    made = training.start(name, folder=home() / lang, lang=lang)
    if name != DEMONSTRATION:  # which has a fixed one already
        made.progress.change(lambda body: body.update(salt=name.encode().hex()))
    return made


def fresh(folder: Path, lang: str = "en") -> training.Trainee:
    """The demonstration's data in a folder of the test's own."""
    return training.start("contoh", folder=folder, lang=lang)


def letter(someone: training.Trainee, task: str, option: str) -> str:
    """The letter under which this trainee sees an option."""
    found = exercise(task)
    options = [name for name, _ in found.options_of(someone.material(found.set))]
    return LETTERS[options.index(option)]
