"""A trainee: their data, their tasks, their answers."""

from __future__ import annotations

import os
import shutil
import weakref
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.present import palette
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.training import displays
from berakhlak_stats.training.answers import Verdict, judge
from berakhlak_stats.training.exercises import SETS, every_exercise, exercise, exercises
from berakhlak_stats.training.identity import DEMONSTRATION, plain_name
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.progress import Progress
from berakhlak_stats.training.words import card, say

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.training.calibration import Calibration

FOLDER = "latihan"
FILES = ("02",)


def start(name: str, *, folder: str | os.PathLike[str] | None = None, lang: str = "id") -> Trainee:
    """Begin, or go on with, the exercises.

    Parameters
    ----------
    name : str
        Name or pseudonym. It decides, with a secret of the folder, what data the trainee gets.
        ``"contoh"`` is the demonstration: always the same data, and nothing is kept.
    folder : path, optional
        Where the record of progress lies; ``latihan`` in the working folder by default, and
        for the demonstration a temporary folder. It is made where there is none.
    lang : str
        "id" or "en".

    Returns
    -------
    Trainee

    Raises
    ------
    TrainingError
        E900 for a name without letters; E901 to E903 where the record cannot be used.

    Examples
    --------
    >>> from berakhlak_stats import training
    >>> trainee = training.start("contoh", lang="en")
    >>> print(trainee.check("00-2", "B", confidence=0.9))
    Not yet.
    The interval of an index is not the range of people's answers. People spread much wider...
    Hint 1: Imagine the same survey a hundred times, each with an interval of its own.
    """
    check_lang(lang)
    if folder is None and plain_name(name) == DEMONSTRATION:
        temporary = mkdtemp()
        made = Trainee(Progress.open(Path(temporary), name), lang)
        # The folder lives as long as the trainee, and no longer than the program.
        weakref.finalize(made, shutil.rmtree, temporary, ignore_errors=True)
        return made
    place = Path(FOLDER if folder is None else folder)
    plain_name(name)  # refuses before a folder is made
    if not place.exists() and place.absolute().parent.is_dir():
        place.mkdir()
    return Trainee(Progress.open(place, name), lang)


class Trainee:
    """Somebody at work on the exercises; made by :func:`start`.

    Attributes
    ----------
    lang : str
        The language of what is shown.
    progress : Progress
        The record in the trainee's folder.
    """

    def __init__(self, progress: Progress, lang: str) -> None:
        self.progress = progress
        self.lang = lang
        self._plain = progress.path.stem
        self._materials: dict[str, Material] = {}

    def survey(self, number: str) -> Survey:
        """The simulated survey of one notebook's exercises, such as ``"03"``."""
        return self.material(number).survey

    def file(self, number: str) -> Path:
        """The file of one notebook's exercises, written into the trainee's folder (E907)."""
        from berakhlak_stats.training.faulty import write

        material = self.material(number)
        if number not in FILES:
            raise make_error("E907", given=number, what_id="berkas untuk", what_en="file")
        return write(material, self.progress.path.with_name(f"{self._plain}-{number}.csv"))

    def question(self, name: str) -> displays.Question:
        """One task, such as ``"03-1"``, with the form in which its answer is wanted."""
        task = exercise(name)
        return displays.question(task, self.material(task.set), self.lang)

    def check(
        self, name: str, answer: Any, *, confidence: float | None = None
    ) -> displays.Feedback:
        """Hold an answer against the key made from this trainee's data.

        Parameters
        ----------
        name : str
            The task, such as ``"03-1"``.
        answer : number or str
            A number (text may have a decimal comma), a letter, or a sentence.
        confidence : float, optional
            How sure the trainee is, from 0 to 1, stated before the answer is judged. Only the
            first try at a task counts for the calibration.

        Returns
        -------
        Feedback
            Right, or the next of three hints; never the answer itself.
        """
        task = exercise(name)
        if not task.graded:
            self.progress.change(lambda body: body["texts"].update({name: str(answer)}))
            return displays.kept_words(task, self.lang)
        sure = _confidence(confidence)
        verdict = judge(task, self.material(task.set), answer)
        self.progress.change(lambda body: body["attempts"].append(_record(name, verdict, sure)))
        tries = self.progress.tries(name)
        if verdict.right:
            return displays.right_words(task, self.lang, len(tries))
        wrong = sum(not each["right"] for each in tries)
        return displays.wrong_words(task, self.lang, wrong, verdict.remarks)

    def calibration(self) -> Calibration:
        """How well the stated confidences fit what was right at the first try."""
        from berakhlak_stats.training.calibration import calibrate

        return calibrate(self.progress.body["attempts"], self.lang)

    def material(self, number: str) -> Material:
        """The data behind one notebook's exercises."""
        exercises(number)  # refuses unknown numbers
        return self.own(number)

    def own(self, purpose: str) -> Material:
        """What this trainee's seed makes for any purpose."""
        if purpose not in self._materials:
            salt = self.progress.body["salt"]
            self._materials[purpose] = Material(salt, self._plain, purpose)
        return self._materials[purpose]

    @cached_property
    def name(self) -> str:
        """The name as it was given at first."""
        return str(self.progress.body["name"])

    def _repr_html_(self) -> str:
        heading, *rest = self._lines()
        return card(self.lang, heading, tuple(rest), colour=palette.SCORE)

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def __repr__(self) -> str:
        return f"Trainee({self.name!r})"

    def _lines(self) -> list[str]:
        solved = {each["exercise"] for each in self.progress.body["attempts"] if each["right"]}
        graded = [task for task in every_exercise() if task.graded]
        lines = [say("hello", self.lang, name=self.name)]
        lines.append(say("solved", self.lang, solved=len(solved), graded=len(graded)))
        begun = [
            f"{number}: {sum(name.startswith(number) for name in solved)}"
            for number in SETS
            if any(name.startswith(number) for name in solved)
        ]
        if begun:
            lines.append(say("by_notebook", self.lang, parts="; ".join(begun)))
        key = "demonstration" if self._plain == DEMONSTRATION else "stays_here"
        lines.append(say(key, self.lang, folder=self.progress.path.parent.name))
        return lines


def _record(name: str, verdict: Verdict, confidence: float | None) -> dict[str, Any]:
    return {
        "exercise": name,
        "answer": verdict.shown,
        "right": verdict.right,
        "confidence": confidence,
    }


def _confidence(given: float | None) -> float | None:
    """The confidence as a float, after its range was looked at (E906)."""
    if given is None:
        return None
    try:
        value = float(given)
    except (TypeError, ValueError):
        value = -1.0
    if not 0 <= value <= 1:
        raise make_error("E906", given=repr(given)[:40])
    return value
