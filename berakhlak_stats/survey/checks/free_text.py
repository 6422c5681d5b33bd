"""Free texts: sentences people wrote. They may name anybody, so they never reach a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.texts import answer_key, name_key, vocabulary, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells

LONGEST_LABEL = 200
"""Characters that the label of a group may have."""
_SENTENCE = 60
_LEAST_DISTINCT = 10
_LEAST_SENTENCES = 3
_COME_BACK = 3
_LONGEST_ANSWER = 3
_MOSTLY = 0.5
_NAMED = ("thing", "place")


def is_free_text(wordings: Sequence[str], cells: Cells) -> bool:
    """Whether a column holds what each person wrote rather than groups.

    Either most cells are longer than any label, or most are different and they are as long as
    sentences, or a title of the column asks for a comment. Cells that say "nothing" in words
    say nothing here.
    """
    cells = _telling(cells)
    filled = int((cells.codes >= 0).sum())
    if not filled:
        return False
    if len(cells.where(too_long(cells))) >= _MOSTLY * filled:
        return True
    words = {word for each in wordings for word in name_key(each).split("_")}
    ends = {name_key(each).rpartition("_")[2] for each in wordings}
    if words & vocabulary_set("free_text") or ends & vocabulary_set("free_text_ends"):
        return not _chosen(wordings, cells, filled)
    # Few long texts may be the names of what the title speaks of.
    named = any(words & set(vocabulary("identifiers")["person"][key]) for key in _NAMED)
    least = _LEAST_DISTINCT if named else _LEAST_SENTENCES
    if len(cells.texts) < max(least, _MOSTLY * filled):
        return False
    return float(np.mean([len(text) for text in cells.texts])) >= _SENTENCE


def _telling(cells: Cells) -> Cells:
    """The cells without those that say that there is nothing to say."""
    silent = vocabulary_set("nothing") | vocabulary_set("missing")
    told = [answer_key(text).strip(" .-!") not in silent for text in cells.texts]
    if all(told):
        return cells
    places = np.cumsum(told, dtype=np.int32) - 1
    codes = cells.lookup(np.where(told, places, -1).astype(np.int32), -1)
    return replace(cells, codes=codes, texts=tuple(compress(cells.texts, told)))


def _chosen(wordings: Sequence[str], cells: Cells, filled: int) -> bool:
    """Whether the cells were ticked rather than written, though the title asks for a comment.

    Numbers, marks, answers on a scale, words of the title itself, or single words that many have
    given.
    """
    answers = [name_key(text).split("_") for text in cells.texts]
    ends = vocabulary_set("scale_ends")
    if all(len(words) <= _LONGEST_ANSWER and words[-1] in ends for words in answers):
        return True
    marks = vocabulary_set("yes") | vocabulary_set("no")
    titles = f"_{'_'.join(name_key(each) for each in wordings)}_"
    written = [
        text
        for text in cells.texts
        if answer_key(text) not in marks
        and f"_{name_key(text)}_" not in titles
        and not text.replace(",", "").replace(".", "").isdecimal()
    ]
    return not any(" " in text for text in written) and (
        not written or filled >= _COME_BACK * len(cells.texts)
    )


def too_long(cells: Cells) -> NDArray[np.bool_]:
    """Which of the distinct texts are longer than the label of any group."""
    return np.array([len(text) > LONGEST_LABEL for text in cells.texts], dtype=bool)
