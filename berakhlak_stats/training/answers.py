"""Reading what a trainee answered, and holding it against the key."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from numbers import Real
from typing import Any

from berakhlak_stats.errors import BerakhlakError, Bilingual, make_error
from berakhlak_stats.present.verbs import FORBIDDEN
from berakhlak_stats.training.exercises import LETTERS, Exercise
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import Number, say, written

_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
_DIRECTION = {
    "id": ("naik", "meningkat", "turun", "menurun", "membaik", "memburuk"),
    "en": ("rose", "rises", "fell", "falls", "improved", "increased", "decreased", "worsened"),
}
_OPEN = {
    "id": ("belum dapat", "tidak dapat", "belum tentu", "belum diketahui", "apakah"),
    "en": ("cannot", "can not", "whether", "not possible to", "not known"),
}
"""Where a sentence says that it cannot tell, it may name both directions."""


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, what is recorded of it, and what a known mistake deserves."""

    right: bool
    shown: str
    remarks: tuple[Bilingual, ...] = ()


def judge(task: Exercise, material: Material, answer: Any) -> Verdict:
    """One answer to a graded task.

    Raises
    ------
    TrainingError
        E905 where the answer is not of the kind the task asks for.
    """
    if task.kind == "number":
        return _number(task, material, answer)
    if task.kind == "choice":
        return _choice(task, material, answer)
    return _sentence(task, material, answer)


def unreadable(answer: Any, name: str, expected_id: str, expected_en: str) -> BerakhlakError:
    """The error for an answer of another kind than was asked for."""
    return make_error(
        "E905",
        given=repr(answer)[:60],
        name=name,
        expected_id=expected_id,
        expected_en=expected_en,
    )


def read_number(task: Exercise, answer: Any) -> float:
    """A number, or text with a decimal comma or point: ``62.4``, ``"62,4"``, ``"1.234,5"``."""
    value = math.nan
    if isinstance(answer, bool):  # a number to Python, not an answer
        pass
    elif isinstance(answer, str):
        value = _parsed(answer, whole=task.decimals == 0)
    elif isinstance(answer, Real):
        value = float(answer)
    if math.isfinite(value):
        return value
    like = '62.4 {} "62,4"'
    raise unreadable(
        answer,
        task.id,
        f"sebuah bilangan seperti {like.format('atau')}",
        f"a number such as {like.format('or')}",
    )


def _parsed(text: str, *, whole: bool) -> float:
    plain = text.strip().rstrip("%").strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(plain):
        return math.nan
    if "," in plain and "." in plain:
        point = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:point]) + "." + plain[point + 1 :]
    elif whole and _THOUSANDS.fullmatch(plain):
        plain = plain.replace(".", "")
    plain = plain.replace(",", ".")
    return float(plain) if plain.count(".") < 2 else math.nan


def near(value: float, target: float, task: Exercise) -> bool:
    """Whether a number agrees with another to what the task asks for."""
    return abs(value - target) <= task.slack + 1e-9


def _number(task: Exercise, material: Material, answer: Any) -> Verdict:
    value = read_number(task, answer)
    shown = repr(value)
    if near(value, float(task.answer(material)), task):
        return Verdict(True, shown)
    remarks = tuple(
        each.says
        for each in task.wrong
        if near(value, float(task.function(each.value)(material)), task)
    )
    return Verdict(False, shown, remarks)


def _choice(task: Exercise, material: Material, answer: Any) -> Verdict:
    options = task.options_of(material)
    letter = answer.strip().upper().rstrip(".)") if isinstance(answer, str) else ""
    letters = LETTERS[: len(options)]
    if len(letter) != 1 or letter not in letters:
        wanted = ", ".join(letters)
        raise unreadable(answer, task.id, f"satu huruf dari {wanted}", f"one letter of {wanted}")
    chosen = options[letters.index(letter)][0]
    remarks = tuple(
        each.says
        for each in task.wrong
        if chosen == (each.option or task.function(each.value)(material))
    )
    right = chosen == task.answer(material)
    return Verdict(right, letter, () if right else remarks)


def _sentence(task: Exercise, material: Material, answer: Any) -> Verdict:
    if not isinstance(answer, str) or not answer.strip():
        raise unreadable(
            answer,
            task.id,
            "sebuah kalimat di antara tanda kutip",
            "a sentence between quotation marks",
        )
    remarks = tuple(faults(answer, task.answer(material)))
    return Verdict(not remarks, answer.strip(), remarks)


def faults(sentence: str, numbers: list[Number]) -> list[Bilingual]:
    """What the verb gate and the demand for numbers find wrong with a sentence."""
    plain = sentence.casefold()
    found = [word for words in FORBIDDEN.values() for word in words if _holds(plain, word)]
    undecided = any(_holds(plain, word) for words in _OPEN.values() for word in words)
    turns = [word for words in _DIRECTION.values() for word in words if _holds(plain, word)]
    made = []
    for key, words in (("fault_word", found), ("fault_direction", [] if undecided else turns)):
        if words:
            shown = ", ".join(dict.fromkeys(words))
            made.append(_both(key, words=shown))
    missing = [
        number
        for number in numbers
        if not any(_holds(plain, written(number, lang)) for lang in ("id", "en"))
    ]
    return [*made, _both("fault_number", count=len(missing))] if missing else made


def _holds(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(word)}(?![\w]|[.,]\d)", text) is not None


def _both(key: str, **values: Any) -> Bilingual:
    return Bilingual(say(key, "id", **values), say(key, "en", **values))
