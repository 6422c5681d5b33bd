"""Checks of pick lists: unknown words, too many, the same twice, too few."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, Severity, make_problem

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import PickList
    from berakhlak_stats.survey.mapping.bad_cells import BadCells
    from berakhlak_stats.survey.mapping.picks import PickAnswers
    from berakhlak_stats.survey.mapping.words import WordLookup


_MANY_OTHERS = 0.05
_MOST_LETTERS, _MOST_WORDS = 40, 4
HIDDEN = "[…]"


def check_picks(
    answers: PickAnswers, block: PickList, lookup: WordLookup, place: Place
) -> list[Problem]:
    """Everything that is wrong with the picks of one list."""
    column = answers.columns[0] if len(answers.columns) == 1 else block.id
    problems = []
    for code, bad, suggest in (
        ("E223", answers.unknown, lookup.suggest),
        ("E221", answers.ambiguous, None),
        ("E243", answers.repeated, None),
        ("E232", answers.bad_flags, None),
    ):
        if not len(bad) or (code == "E223" and mere_numbers(answers)):
            continue
        if code == "E223":
            bad = _shown(bad, lookup)
        for title, cells in bad.by_column(column).items():
            problems.append(
                place.problem(
                    "error",
                    code,
                    cells.positions,
                    cells.texts,
                    column=title,
                    suggest=suggest,
                    list=block.id,
                )
            )
    return [*_notes(answers, block, column, place), *problems,
            *_check_counts(answers, block, column, place)]  # fmt: skip


def quotable(text: str, lookup: WordLookup) -> bool:
    """Whether an unknown pick may be shown: a slip of the pen, no sentence about somebody."""
    short = len(text) <= _MOST_LETTERS and len(text.split()) <= _MOST_WORDS
    return short or lookup.suggest(text) is not None


def _shown(bad: BadCells, lookup: WordLookup) -> BadCells:
    """The same cells without whole sentences, which may name people."""
    may = {text: quotable(text, lookup) for text in set(bad.texts)}
    return replace(bad, texts=tuple(text if may[text] else HIDDEN for text in bad.texts))


def mere_numbers(answers: PickAnswers) -> bool:
    """Whether every pick is a code number that no word of the list bears."""
    unknown = answers.unknown.texts
    return 0 < len(unknown) == answers.read and all(
        text.removesuffix(".0").isdecimal() for text in set(unknown)
    )


def _notes(answers: PickAnswers, block: PickList, column: str, place: Place) -> list[Problem]:
    """Code numbers instead of words, labels put together again, free texts."""
    found = []
    if mere_numbers(answers):
        example = ", ".join(dict.fromkeys(answers.unknown.texts[:5]))
        found.append(
            make_problem(
                "error", "E129", source=place.source, column=column,
                count=answers.read, list=block.id, example=example,
            )
        )  # fmt: skip
    for code, mended in (("E128", answers.joined), ("E252", answers.marked)):
        if not mended:
            continue
        shown = ", ".join(f'"{text}"' for text in list(mended)[:5])
        count = sum(mended.values())
        found.append(
            make_problem(
                "fixed", code, source=place.source, column=column,
                count=count, list=block.id, cells=shown,
            )
        )  # fmt: skip
    if answers.other:
        found.append(other_problem(place.source, column, answers.other, len(place.rows)))
    return found


def _check_counts(
    answers: PickAnswers, block: PickList, column: str, place: Place
) -> list[Problem]:
    problems = []
    many = np.flatnonzero(answers.counts > block.k)
    found = partial(place.problem, column=column, list=block.id, k=block.k)
    few = np.flatnonzero((answers.counts > 0) & (answers.counts < block.k))
    if len(many):
        counts = answers.counts[many].tolist()
        problems.append(found("error", "E220", many, counts))
    if len(few) and block.rule == "exactly":
        counts = answers.counts[few].tolist()
        problems.append(found("warning", "E234", few, counts))
    return problems


def usable_picks(answers: PickAnswers, block: PickList) -> PickAnswers:
    """The list with the answers of people who picked too many left empty, not clipped."""
    many = answers.counts > block.k
    if not many.any():
        return answers
    bits = answers.bits.copy()
    bits[many] = 0
    kept = int(np.bitwise_count(bits).sum())
    return replace(answers, bits=bits, kept=kept, over_limit=answers.kept - kept)


def check_flag_columns(
    words: tuple[str, ...], found: list[int], block: PickList, source: str
) -> list[Problem]:
    """A word without its 0/1 column is missing, not unpicked."""
    missing = [word for position, word in enumerate(words) if position not in set(found)]
    if not missing:
        return []
    names = ", ".join(f"{block.id}__{word}" for word in missing[:20])
    more = f", … (+{len(missing) - 20})" if len(missing) > 20 else ""
    return [
        make_problem(
            "error",
            "E224",
            source=source,
            count=len(missing),
            found=len(found),
            expected=len(words),
            missing=names + more,
        )
    ]


def other_problem(source: str, column: str, count: int, n: int) -> Problem:
    """Free texts beside the offered words; many of them call for a look at the list (E126)."""
    share = count / max(n, 1)
    severity: Severity = "warning" if share > _MANY_OTHERS else "fixed"
    shown = Bilingual(f"{100 * share:.1f}%".replace(".", ","), f"{100 * share:.1f}%")
    return make_problem(severity, "E126", source=source, column=column, count=count, share=shown)
