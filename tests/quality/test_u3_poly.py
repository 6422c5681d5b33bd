from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from berakhlak_stats.quality import u3_poly
from tests.quality.samples import rated


def by_enumeration(x: np.ndarray, top: int) -> np.ndarray:  # type: ignore[type-arg]
    """The definition word for word: every pattern of the same total is written out."""
    n, items = x.shape
    share = np.array([[((x[:, j] >= m).sum() + 0.5) / (n + 1) for m in range(1, top + 1)]
                      for j in range(items)])  # fmt: skip
    logit = np.log(share / (1 - share))

    def weight(row: tuple[int, ...]) -> float:
        return sum(logit[j, :step].sum() for j, step in enumerate(row))

    every = list(product(range(top + 1), repeat=items))
    out = []
    for row in x:
        same = [weight(other) for other in every if sum(other) == row.sum()]
        span = max(same) - min(same)
        out.append((max(same) - weight(tuple(row))) / span if span > 1e-12 else np.nan)
    return np.array(out)


def test_index_is_its_definition() -> None:
    rng = np.random.default_rng(7)
    x = np.clip(rng.integers(0, 4, (80, 4)) + np.array([0, 0, 1, 1]), 0, 3)
    found = u3_poly(rated(x + 1, scale=(1, 4))).values
    assert found == pytest.approx(by_enumeration(x, 3), abs=1e-9, nan_ok=True)


def test_two_categories_give_the_u3_of_van_der_flier() -> None:
    # Popularities 3/4, 2/4, 1/4 (after half a person on each side: .7, .5, .3) have logits
    # .847, 0, -.847. A total of 1 by the easiest item is 0, by the hardest 1, by the middle 1/2.
    x = [[2, 1, 1], [1, 2, 1], [1, 1, 2], [2, 2, 2], [2, 2, 1], [1, 1, 1]]
    easy = [[2, 1, 1]] * 2 + [[2, 2, 1]] * 2
    found = u3_poly(rated(np.array(x + easy), scale=(1, 2))).values
    assert found[0] == 0 and found[2] == 1 and 0 < found[1] < 1
    assert np.isnan(found[[3, 5]]).all()


def test_incomplete_answers_have_none() -> None:
    x = np.random.default_rng(8).integers(1, 6, (20, 3))
    x[4, 1] = -1
    found = u3_poly(rated(x))
    assert np.isnan(found.values[4])
    assert ((found.values[found.known] >= 0) & (found.values[found.known] <= 1)).all()
