"""How much each row counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey


def row_weights(survey: Survey) -> NDArray[np.float64]:
    """The weight of each row (n,): ones where every person counts once."""
    return np.ones(survey.n) if survey.weights is None else survey.weights
