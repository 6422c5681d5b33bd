"""Swap a few picks of synthetic respondents until a sample shows published figures exactly.

Calibration brings a population near its targets; sampling error remains. A bundled file must
reproduce what was published to the decimal, so the last step moves single picks. This is open
about what the files are: made up. It is never applied to answers of real people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.simulate.effects import WordGroups, word_groups
from berakhlak_stats.simulate.spec import LISTS
from berakhlak_stats.simulate.truth import Truth
from berakhlak_stats.survey.lots import answered_lots
from berakhlak_stats.survey.survey import Survey, make_keys, pack_picks, unpack_picks

Matrix = NDArray[np.bool_]


@dataclass
class Editor:
    """Picks as 0/1 matrices that can be swapped one by one. ``swaps`` counts them."""

    picks: dict[str, Matrix]
    words: tuple[str, ...]
    groups: WordGroups
    rng: np.random.Generator
    swaps: int = 0

    @property
    def other(self) -> Matrix:
        """Positive words without a value: the buffer that swaps take from and give to."""
        return np.asarray(self.groups.membership[-1] > 0)

    @property
    def limiting(self) -> Matrix:
        """Limiting words."""
        return np.asarray(self.groups.limiting > 0)

    def of_value(self, value: str) -> Matrix:
        """Words of a value."""
        return np.asarray(self.groups.membership[self.groups.values.index(value)] > 0)

    def swap(self, list_id: str, row: int, out: Matrix, into: Matrix) -> bool:
        """Replace a picked word among ``out`` by an unpicked one among ``into``.

        The new word is drawn in proportion to its votes. False where there is none to swap.
        """
        picked = self.picks[list_id]
        leaving = np.flatnonzero(picked[row] & out)
        entering = np.flatnonzero(~picked[row] & into)
        if not len(leaving) or not len(entering):
            return False
        votes = picked[:, entering].sum(axis=0) + 1.0
        picked[row, self.rng.choice(leaving)] = False
        picked[row, self.rng.choice(entering, p=votes / votes.sum())] = True
        self.swaps += 1
        return True

    def swap_some(
        self, list_id: str, rows: NDArray[np.int64], count: int, out: Matrix, into: Matrix
    ) -> None:
        """:meth:`swap` in ``count`` of ``rows``, in random order."""
        done = 0
        for row in self.rng.permutation(rows):
            if done == count:
                return
            done += self.swap(list_id, int(row), out, into)


def adjusted(survey: Survey, published: Mapping[str, Any], *, seed: int) -> tuple[Survey, int]:
    """A sample that shows ``published``, and the number of picks swapped.

    Parameters
    ----------
    survey : Survey
    published : mapping
        ``words`` (counts of current-list words), ``positive_energy``, ``values``,
        ``implementation`` and ``culture_health``, each optional, on 0-100.
    seed : int

    Notes
    -----
    In this order, so that no step undoes an earlier one: counts of limiting words; all limiting
    votes; scores, by swaps between words of a value and words of none; the total, by swaps on
    the personal and desired lists that change the overlap with the current list by one word.
    """
    editor = _editor(survey, seed)
    for word, count in published.get("words", {}).items():
        _set_word(editor, word, count)
    if "positive_energy" in published:
        _set_limiting(editor, published["positive_energy"], set(published.get("words", {})))
    for value, count in _reach_goals(editor, published, survey.n).items():
        _set_reach(editor, value, count)
    if "culture_health" in published:
        _set_total(editor, _packed(survey, editor), published["culture_health"])
    return _packed(survey, editor), editor.swaps


def _editor(survey: Survey, seed: int) -> Editor:
    words = survey.instrument.list_index["current"].words
    picks = {name: unpack_picks(survey.picks[name], len(words)).astype(bool) for name in LISTS}
    groups = word_groups(survey.instrument, "current")
    return Editor(picks, words, groups, np.random.default_rng(seed))


def _packed(survey: Survey, editor: Editor) -> Survey:
    picks = {name: pack_picks(matrix) for name, matrix in editor.picks.items()}
    changed = replace(survey, picks=picks, keys=make_keys([np.arange(survey.n)], survey.n))
    return replace(changed, lots=answered_lots(changed))


def _set_word(editor: Editor, word: str, count: int) -> None:
    """Bring the votes of one current-list word to ``count``."""
    this = np.array([each == word for each in editor.words])
    _set_votes(editor, this, count)


def _set_votes(editor: Editor, words: Matrix, count: int) -> None:
    """Bring the votes of some current-list words, taken together, to ``count``."""
    picked = editor.picks["current"]
    missing = count - int(picked[:, words].sum())
    if missing > 0:
        rows = np.flatnonzero(~picked[:, words].all(axis=1))
        editor.swap_some("current", rows, missing, editor.other, words)
    else:
        rows = np.flatnonzero(picked[:, words].any(axis=1))
        editor.swap_some("current", rows, -missing, words, editor.other)


def _set_limiting(editor: Editor, energy: float, fixed: set[str]) -> None:
    """Bring all limiting votes to what the energy implies, leaving the fixed words alone."""
    picked = editor.picks["current"]
    named = np.array([word in fixed for word in editor.words])
    total = round(picked.sum() * (1 - energy / 100))
    _set_votes(editor, editor.limiting & ~named, total - int(picked[:, named].sum()))


def _reach_goals(editor: Editor, published: Mapping[str, Any], n: int) -> dict[str, int]:
    """How many persons must have a word of each value."""
    if "values" in published:
        return {value: round(score * n / 100) for value, score in published["values"].items()}
    if "implementation" not in published:
        return {}
    picked = editor.picks["current"]
    goals = {
        value: int(picked[:, editor.of_value(value)].any(axis=1).sum())
        for value in editor.groups.values
    }
    missing = round(published["implementation"] / 100 * n * len(goals)) - sum(goals.values())
    for i in range(abs(missing)):
        goals[editor.groups.values[i % len(goals)]] += 1 if missing > 0 else -1
    return goals


def _set_reach(editor: Editor, value: str, count: int) -> None:
    """Bring the number of persons with a word of ``value`` to ``count``."""
    words = editor.of_value(value)
    held = editor.picks["current"][:, words].sum(axis=1)
    missing = count - int((held > 0).sum())
    if missing > 0:
        editor.swap_some("current", np.flatnonzero(held == 0), missing, editor.other, words)
    else:
        editor.swap_some("current", np.flatnonzero(held == 1), -missing, words, editor.other)


def _set_total(editor: Editor, survey: Survey, health: float) -> None:
    """Bring the mean of the five indices to ``health`` through both alignments."""
    missing_points = 5 * (health - Truth(survey).index("culture_health"))
    votes = editor.picks["current"].sum()
    first = round(missing_points / 200 * votes)
    _change_overlap(editor, "personal", first)
    _change_overlap(editor, "desired", round(missing_points / 100 * votes) - first)


def _change_overlap(editor: Editor, list_id: str, change: int) -> None:
    """Change the words that ``list_id`` shares with the current list, over all persons."""
    rows = editor.rng.permutation(len(editor.picks[list_id]))
    positive = ~editor.limiting
    done = 0
    for row in rows:
        if done == abs(change):
            return
        current = editor.picks["current"][row]
        out, into = (~current, current) if change > 0 else (current, ~current)
        done += editor.swap(list_id, int(row), out, into & positive)
