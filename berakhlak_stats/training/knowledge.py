"""The test before and after the training: twenty questions, two for each learning goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.errors import make_error
from berakhlak_stats.present import formats, palette
from berakhlak_stats.training.answers import unreadable
from berakhlak_stats.training.displays import Shown
from berakhlak_stats.training.exercises import LETTERS
from berakhlak_stats.training.words import card, say, toml

if TYPE_CHECKING:
    from berakhlak_stats.training.material import Material
    from berakhlak_stats.training.trainee import Trainee

Part = Literal["pre", "post"]
PARTS = ("pre", "post")
_SET = "test"
_CHOICES = 4


@dataclass(frozen=True)
class Item:
    """One question in a trainee's order; ``right`` is the place of the right option."""

    number: int
    goal: str
    question: str
    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, repr=False)
class KnowledgeTest:
    """The twenty questions as one trainee sees them before, or after.

    ``answer`` takes all answers at once, a letter for each question.
    """

    part: Part
    trainee: Trainee
    items: tuple[Item, ...]

    def answer(self, letters: str | Sequence[str]) -> Shown:
        """Keep the answers and say how many are right; which ones, is not said.

        Parameters
        ----------
        letters : str or sequence of str
            ``"ABDC…"``, in the order of the questions.

        Returns
        -------
        Shown

        Raises
        ------
        TrainingError
            E905 unless there is one letter per question, E909 where it was answered before.
        """
        given = self._read(letters)
        right = [item.right == LETTERS.index(letter) for item, letter in
                 zip(self.items, given, strict=True)]  # fmt: skip
        by_goal: dict[str, int] = {}
        for item, hit in zip(self.items, right, strict=True):
            by_goal[item.goal] = by_goal.get(item.goal, 0) + hit

        def keep(body: dict[str, Any]) -> None:
            if self.part in body["tests"]:
                raise make_error("E909", given=self.part)
            body["tests"][self.part] = {"right": sum(right), "n": len(right), "goals": by_goal}

        self.trainee.progress.change(keep)
        lang, goals = self.trainee.lang, toml("items.toml")["goals"]
        said = say("test_kept", lang, right=sum(right), n=len(right))
        none = [goals[goal][lang] for goal in goals if not by_goal.get(goal)]
        more = (say("test_goals", lang, goals="; ".join(none)),) if none else ()
        return Shown(lang, said, more)

    def _read(self, letters: str | Sequence[str]) -> list[str]:
        given = [letter.strip().upper() for letter in letters if str(letter).strip()]
        if len(given) != len(self.items) or not set(given) <= set(LETTERS[:_CHOICES]):
            count, last = len(self.items), LETTERS[_CHOICES - 1]
            raise unreadable(
                letters,
                self.part,
                f"{count} huruf dari A sampai {last}",
                f"{count} letters from A to {last}",
            )
        return given

    def _lines(self) -> list[str]:
        lang = self.trainee.lang
        lines = [say(f"test_{self.part}", lang, n=len(self.items)), say("test_how", lang)]
        for item in self.items:
            options = (f"{a}. {words}" for a, words in zip(LETTERS, item.options, strict=False))
            lines.append("\n".join([f"{item.number}. {item.question}", *options]))
        return lines

    def _repr_html_(self) -> str:
        heading, *rest = self._lines()
        return card(self.trainee.lang, heading, tuple(rest), colour=palette.SCORE)

    def __str__(self) -> str:
        return "\n\n".join(self._lines())

    def __repr__(self) -> str:
        return f"KnowledgeTest({self.part!r}, {len(self.items)} questions)"


def test(part: Part, trainee: Trainee) -> KnowledgeTest:
    """The test before ("pre") or after ("post") the training.

    Parameters
    ----------
    part : {"pre", "post"}
        The same questions, in another order and with their options in another order.
    trainee : Trainee

    Returns
    -------
    KnowledgeTest
        Displays its questions; ``answer("ABDC…")`` takes the answers. Results stay in the
        trainee's folder.

    Raises
    ------
    OptionError
        E701 for another part.
    """
    if part not in PARTS:
        raise make_error("E701", name="part", given=part, choices=", ".join(PARTS))
    return KnowledgeTest(part, trainee, _items(part, trainee.own(_SET), trainee.lang))


# The name says what it is; this keeps test collectors from taking it for one of theirs.
test.__test__ = False  # type: ignore[attr-defined]


def gain(trainee: Trainee) -> Shown:
    """Before and after, with the caution that one person's difference deserves.

    Parameters
    ----------
    trainee : Trainee

    Returns
    -------
    Shown
    """
    lang, tests = trainee.lang, trainee.progress.body["tests"]
    heading = say("gain_heading", lang)
    if not set(PARTS) <= set(tests):
        return Shown(lang, heading, (say("gain_missing", lang),))
    before, after = (tests[part] for part in PARTS)
    points = 100 * (after["right"] / after["n"] - before["right"] / before["n"])
    words = {"pre": before["right"], "post": after["right"], "n": after["n"]}
    shown = formats.signed(points, lang, decimals=0)
    caution = say("gain_caution", lang, n=after["n"])
    return Shown(lang, heading, (say("gain", lang, points=shown, **words), caution))


def _items(part: str, material: Material, lang: str) -> tuple[Item, ...]:
    pool = toml("items.toml")["item"]
    rng = material.rng(part)
    made = []
    for number, place in enumerate(rng.permutation(len(pool)), 1):
        entry = pool[place]
        options = [entry["right"][lang], *(each[lang] for each in entry["wrong"])]
        order = rng.permutation(len(options)).tolist()
        shown = tuple(options[each] for each in order)
        made.append(Item(number, entry["goal"], entry["question"][lang], shown, order.index(0)))
    return tuple(made)
