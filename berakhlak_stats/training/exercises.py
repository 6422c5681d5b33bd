"""The tasks of the notebooks, as ``exercises/*.toml`` describe them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.training.material import Material
from berakhlak_stats.training.words import toml

Kind = Literal["number", "choice", "sentence", "text"]
SETS = ("00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "90", "91", "92")
LETTERS = "ABCDEFGH"
_SILENT = Bilingual("", "")


@dataclass(frozen=True)
class Wrong:
    """A common wrong answer: a function of the data or an option, and what is said to it."""

    says: Bilingual
    value: str = ""
    option: str = ""


@dataclass(frozen=True)
class Exercise:
    """One task. ``key``, ``facts``, ``choices`` and ``Wrong.value`` name functions in ``keys``."""

    id: str
    kind: Kind
    question: Bilingual
    hints: tuple[Bilingual, ...] = ()
    why: Bilingual = _SILENT
    key: str = ""
    right: str = ""
    facts: str = ""
    choices: str = ""
    options: tuple[tuple[str, Bilingual], ...] = ()
    wrong: tuple[Wrong, ...] = ()
    decimals: int = 0
    tolerance: float | None = None

    @property
    def set(self) -> str:
        """Its notebook."""
        return self.id.partition("-")[0]

    @property
    def graded(self) -> bool:
        """Whether it has a right answer."""
        return self.kind != "text"

    @property
    def slack(self) -> float:
        """How far from the key a number may be: half a unit of its last place, unless more."""
        return 0.5 * 10.0**-self.decimals if self.tolerance is None else self.tolerance

    def facts_of(self, material: Material) -> dict[str, Any]:
        """What the question names of this trainee's data."""
        return dict(self.function(self.facts)(material)) if self.facts else {}

    def answer(self, material: Material) -> Any:
        """The key: a number, the id of an option, or what a sentence must hold."""
        return self.right or self.function(self.key)(material)

    def options_of(self, material: Material) -> list[tuple[str, Bilingual]]:
        """The options in this trainee's order."""
        made = list(self.function(self.choices)(material) if self.choices else self.options)
        order = material.rng(f"order {self.id}").permutation(len(made))
        return [made[place] for place in order]

    def function(self, name: str) -> Callable[[Material], Any]:
        """A function of this set by its name."""
        found: Callable[[Material], Any] = getattr(
            import_module(f"berakhlak_stats.training.keys.n{self.set}"), name
        )
        return found


@cache
def exercises(number: str) -> tuple[Exercise, ...]:
    """The tasks of one notebook, in order."""
    if number not in SETS:
        raise make_error("E904", given=number, choices=", ".join(SETS))
    return tuple(_exercise(each) for each in toml(f"exercises/{number}.toml")["exercise"])


def every_exercise() -> tuple[Exercise, ...]:
    """All tasks of all notebooks."""
    return tuple(each for number in SETS for each in exercises(number))


def exercise(name: str) -> Exercise:
    """One task by its id, such as ``"03-1"``."""
    number = name.partition("-")[0]
    tasks = exercises(number) if number in SETS else every_exercise()
    for each in tasks:
        if each.id == name:
            return each
    raise make_error("E904", given=name, choices=", ".join(each.id for each in tasks))


def _exercise(body: Mapping[str, Any]) -> Exercise:
    known = toml("misconceptions.toml")
    wrong = tuple(
        Wrong(
            Bilingual(**known[each["says"]] if isinstance(each["says"], str) else each["says"]),
            each.get("value", ""),
            each.get("option", ""),
        )
        for each in body.get("wrong", ())
    )
    plain = {name: body[name] for name in _PLAIN if name in body}
    return Exercise(
        question=Bilingual(**body["question"]),
        hints=tuple(Bilingual(**each) for each in body.get("hints", ())),
        why=Bilingual(**body.get("why", {"id": "", "en": ""})),
        options=tuple((name, Bilingual(**each)) for name, each in body.get("options", {}).items()),
        wrong=wrong,
        **plain,
    )


_PLAIN = ("id", "kind", "key", "right", "facts", "choices", "decimals", "tolerance")
