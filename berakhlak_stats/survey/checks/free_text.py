"""Free texts: sentences people wrote. They may name anybody, so they never reach a result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.texts import name_key, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells

LONGEST_LABEL = 200
"""Characters that the label of a group may have."""
_SENTENCE = 60
_LEAST_DISTINCT = 10
_MOSTLY = 0.5


def is_free_text(title: str, cells: Cells) -> bool:
    """Whether a column holds what each person wrote rather than groups.

    Either most cells are longer than any label, or most are different and they are as long as
    sentences, or the title asks for a comment.
    """
    filled = int((cells.codes >= 0).sum())
    if not filled:
        return False
    if len(cells.where(too_long(cells))) >= _MOSTLY * filled:
        return True
    if len(cells.texts) < max(_LEAST_DISTINCT, _MOSTLY * filled):
        return False
    asked = bool(set(name_key(title).split("_")) & vocabulary_set("free_text"))
    return asked or float(np.mean([len(text) for text in cells.texts])) >= _SENTENCE


def too_long(cells: Cells) -> NDArray[np.bool_]:
    """Which of the distinct texts are longer than the label of any group."""
    return np.array([len(text) > LONGEST_LABEL for text in cells.texts], dtype=bool)
