"""What calibrated weights were made to meet, kept for the variance.

A calibrated estimate varies only as far as the calibrators do not explain it (Deville &
Sarndal 1992, JASA 87, 376-382). To work that out, the pass needs the calibrators of every
row and the weights of the regression on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Calibration:
    """Calibrators of every row.

    Attributes
    ----------
    codes : int array (n, margins)
        Category of a row on each categorical margin.
    sizes : tuple of int
        Categories per margin.
    numbers : float array (n, columns)
        Numeric calibrators, such as a known total of an auxiliary variable.
    base : float array (n,)
        Weights of the regression: design weights after post-stratification and GREG, ones
        after raking as R's ``rake`` has it.
    targets : float array (calibrators,)
        The known totals.
    names : tuple of str
        One per calibrator.
    method : str
        For the methods page.
    """

    codes: NDArray[np.int32]
    sizes: tuple[int, ...]
    numbers: NDArray[np.float64]
    base: NDArray[np.float64]
    targets: NDArray[np.float64]
    names: tuple[str, ...]
    method: str

    def matrix(self) -> NDArray[np.float64]:
        """The calibrators (n, q): one 0/1 column per category, then the numeric ones."""
        n = len(self.base)
        blocks = []
        for j, size in enumerate(self.sizes):
            block = np.zeros((n, size))
            block[np.arange(n), self.codes[:, j]] = 1.0
            blocks.append(block)
        return np.concatenate([*blocks, self.numbers], axis=1)

    def take(self, rows: NDArray[Any] | slice) -> Calibration:
        """The calibrators of some rows."""
        return Calibration(
            self.codes[rows],
            self.sizes,
            self.numbers[rows],
            self.base[rows],
            self.targets,
            self.names,
            self.method,
        )
