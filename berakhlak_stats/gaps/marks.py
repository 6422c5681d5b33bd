"""Who picked which words: the 0/1 answers behind lists, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.indices.about import choice, pick_list
from berakhlak_stats.survey.survey import require_answers, unpack_picks
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Empty = Literal["missing", "none"]


@dataclass(frozen=True)
class Marks:
    """Picks of one list as a matrix (n, words), and who answered it (n,)."""

    words: tuple[str, ...]
    picked: NDArray[np.bool_]
    known: NDArray[np.bool_]

    def only(self, columns: NDArray[np.intp]) -> Marks:
        """The same for some of the words."""
        words = tuple(self.words[j] for j in columns)
        return Marks(words, self.picked[:, columns], self.known)


def marks(survey: Survey, name: str, statistic: str, empty: str = "missing") -> Marks:
    """The marks of one list.

    ``empty`` says what a list without any pick is: "missing", left unanswered (the rule of the
    house), or "none", an answer in which nothing applied.
    """
    choice("empty", empty, Empty)
    require_answers(survey)
    block = pick_list(survey.instrument, name, statistic)
    picked = unpack_picks(survey.picks[name], len(block.words)).astype(bool)
    known = picked.any(axis=1) if empty == "missing" else np.ones(survey.n, bool)
    return Marks(block.words, picked, np.asarray(known))


def spread_out(shares: Array) -> NDArray[np.intp]:
    """Columns that somebody picked and somebody did not."""
    return np.flatnonzero((shares > 0) & (shares < 1))
