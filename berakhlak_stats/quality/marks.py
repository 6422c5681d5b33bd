"""Flags carried through the pass beside the answers, packed one bit each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.survey.survey import pack_picks, unpack_picks
from berakhlak_stats.totals.statistic import Feature

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey


def marked(survey: Survey, **marks: NDArray[np.bool_]) -> Survey:
    """``survey`` with boolean matrices (n, columns) that are cut into batches with it.

    They ride where picks do, under names no instrument has; results take their origin from the
    survey without them.
    """
    carried = {_place(name): pack_picks(matrix) for name, matrix in marks.items()}
    return replace(survey, picks={**survey.picks, **carried})


def mark(name: str, columns: Sequence[str]) -> Feature:
    """The columns of one of the matrices."""

    def compute(survey: Survey) -> NDArray[np.uint8]:
        return unpack_picks(survey.picks[_place(name)], len(columns))

    return Feature(f"mark:{name}:{','.join(columns)}", tuple(columns), compute)


def _place(name: str) -> str:
    return f"mark:{name}"
