"""A faulty file: what the package finds in it."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.training.faulty import report, table
from berakhlak_stats.training.material import Material

TOO_MANY, UNKNOWN, IDENTIFIER, BAD_WEIGHT = "E220", "E223", "E240", "E226"


def _problem(material: Material, code: str) -> Any:
    return next(each for each in report(material).problems if each.code == code)


def identifiers(material: Material) -> int:
    """Columns that are dropped as direct identifiers."""
    return sum(each.code == IDENTIFIER for each in report(material).problems)


def too_many(material: Material) -> int:
    """Lists with more picks than were allowed."""
    return int(_problem(material, TOO_MANY).count)


def misspelt(material: Material) -> int:
    """Words that are not on the list."""
    return int(_problem(material, UNKNOWN).count)


def bad_row(material: Material) -> int:
    """The row, as a spreadsheet counts, with the impossible weight."""
    return int(_problem(material, BAD_WEIGHT).rows[0])


def row_below(material: Material) -> int:
    """The same, counted without the head of the table."""
    return bad_row(material) - 1


@cache
def _weights(material: Material) -> pd.Series[float]:
    return table(material)["bobot"].str.replace(",", ".").astype(float)


def weights_total(material: Material) -> float:
    """The sum of the weights that are possible."""
    found = _weights(material)
    return float(found[found > 0].sum())


def weights_misread(material: Material) -> float:
    """The sum where the comma was taken for a thousands separator."""
    return 100 * weights_total(material)


def weights_with_negative(material: Material) -> float:
    """The sum with the impossible weight in it."""
    return float(np.sum(_weights(material)))


def word(material: Material) -> dict[str, Any]:
    """An answer that is not on the list."""
    pairs = (("tidak_jujur", "jujur"), ("kurang_peduli", "peduli"), ("anti_perubahan", "perubahan"))
    written, near = pairs[int(material.rng("word").integers(len(pairs)))]
    return {"written": Bilingual(written, written), "near": Bilingual(near, near)}
