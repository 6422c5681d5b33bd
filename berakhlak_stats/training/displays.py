"""What a trainee sees: a task, and what is said to an answer."""

from __future__ import annotations

from dataclasses import dataclass

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.present import formats, palette
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.training.exercises import LETTERS, Exercise
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import card, fill, say, toml


@dataclass(frozen=True)
class Shown:
    """A heading and paragraphs that display themselves, in a notebook and in a terminal."""

    lang: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    colour: str = palette.SCORE

    def _repr_html_(self) -> str:
        return card(self.lang, self.heading, self.paragraphs, colour=self.colour)

    def __str__(self) -> str:
        return "\n".join((self.heading, *self.paragraphs))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.heading!r})"


class Question(Shown):
    """A task with the facts of this trainee's data."""

    __slots__ = ()


@dataclass(frozen=True, repr=False)
class Feedback(Shown):
    """What is said to an answer; ``right`` is None for a text, which nobody grades.

    ``hint`` counts the hints given so far: 1, 2 or 3, and 0 where the answer was right.
    """

    right: bool | None = None
    hint: int = 0


def question(task: Exercise, material: Material, lang: str) -> Question:
    """The display of one task."""
    facts = task.facts_of(material)
    parts = [fill(getattr(task.question, lang), lang, facts)]
    if task.kind == "choice":
        options = task.options_of(material)
        lines = [
            f"{letter}. {fill(getattr(words, lang), lang, facts)}"
            for letter, (_, words) in zip(LETTERS, options, strict=False)
        ]
        parts.append("\n".join(lines))
    parts.append(_form(task, lang))
    return Question(lang, say("task", lang, id=task.id), tuple(parts))


def _form(task: Exercise, lang: str) -> str:
    """In what form the answer is wanted, with its tolerance."""
    if task.kind != "number":
        return say(f"form_{task.kind}", lang)
    if task.tolerance is not None:
        places = max(task.decimals, len(f"{task.tolerance:g}".partition(".")[2]))
        slack = formats.number(task.tolerance, lang, decimals=places)
        return say("form_slack", lang, decimals=task.decimals, slack=slack)
    return say("form_whole" if task.decimals == 0 else "form_number", lang, decimals=task.decimals)


def right_words(task: Exercise, lang: str, tries: int) -> Feedback:
    """The display of a right answer, with the reason."""
    heading = say("right_first" if tries == 1 else "right", lang, tries=tries)
    why = getattr(task.why, lang)
    return Feedback(
        lang, heading, (why,) if why else (), palette.LIST_STYLES["personal"].text, True
    )


def wrong_words(task: Exercise, lang: str, tries: int, remarks: tuple[Bilingual, ...]) -> Feedback:
    """The display of a wrong answer: a known mistake is named, then the next hint; no answer."""
    place = min(tries, len(task.hints))
    said = [getattr(each, lang) for each in remarks]
    said.append(say("hint", lang, number=place, text=getattr(task.hints[place - 1], lang)))
    return Feedback(
        lang, say("wrong", lang), tuple(said), palette.LIST_STYLES["desired"].text, False, place
    )


def kept_words(task: Exercise, lang: str) -> Feedback:
    """The display after a text: kept, and what to look at with a colleague."""
    look = [getattr(each, lang) for each in task.hints]
    lines = "\n".join(f"• {each}" for each in look)
    return Feedback(lang, say("kept", lang), (say("look", lang), lines), palette.THIRD)


def misconceptions(lang: str = "id") -> tuple[str, ...]:
    """Misunderstandings that recur in classes, each with the reply to it.

    Parameters
    ----------
    lang : str
        "id" or "en".

    Returns
    -------
    tuple of str
    """
    return tuple(each[check_lang(lang)] for each in toml("misconceptions.toml").values())
