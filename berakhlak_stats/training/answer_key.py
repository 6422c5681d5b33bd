"""For the trainer: the key of every trainee's tasks, from name and salt alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.present import formats
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.training.exercises import LETTERS, Exercise, every_exercise
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.progress import read
from berakhlak_stats.training.words import written

if TYPE_CHECKING:
    import pandas as pd


def answer_key(folder: str | os.PathLike[str], *, lang: str = "id") -> pd.DataFrame:
    """The right answers of every trainee whose record lies in a folder.

    Parameters
    ----------
    folder : path
        Holds the ``.json`` records of one or more trainees, as collected from their computers.
    lang : str
        "id" or "en": the number style.

    Returns
    -------
    pandas.DataFrame
        One row per trainee and graded task: trainee, exercise, answer, tries, solved.

    Raises
    ------
    TrainingError
        E908 for a folder without records; E901 to E903 for a record that cannot be used.

    Notes
    -----
    Nothing is stored that could leak: the data and the answers are computed again from the
    trainee's name and the salt of the record. A trainee who reads this page can do so too; the
    training trusts adults.

    Examples
    --------
    >>> import tempfile
    >>> from berakhlak_stats import training
    >>> folder = tempfile.mkdtemp()
    >>> trainee = training.start("contoh", folder=folder)
    >>> len(training.answer_key(folder)) > 40
    True
    """
    import pandas as pd

    check_lang(lang)
    place = Path(folder)
    records = sorted(place.glob("*.json")) if place.is_dir() else []
    if not records:
        raise make_error("E908", place=place.name, name=place.name)
    return pd.DataFrame([row for path in records for row in _rows(path, lang)])


def _rows(path: Path, lang: str) -> Iterator[dict[str, Any]]:
    body = read(path)
    materials: dict[str, Material] = {}
    for task in every_exercise():
        if not task.graded:
            continue
        material = materials.setdefault(task.set, Material(body["salt"], path.stem, task.set))
        tries = [each for each in body["attempts"] if each["exercise"] == task.id]
        yield {
            "trainee": body["name"],
            "exercise": task.id,
            "answer": _shown(task, material, lang),
            "tries": len(tries),
            "solved": any(each["right"] for each in tries),
        }


def _shown(task: Exercise, material: Material, lang: str) -> str:
    answer = task.answer(material)
    if task.kind == "number":
        return formats.number(float(answer), lang, decimals=task.decimals)
    if task.kind == "choice":
        options = [name for name, _ in task.options_of(material)]
        return LETTERS[options.index(answer)]
    return "; ".join(written(each, lang) for each in answer)
