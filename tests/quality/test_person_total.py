from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import person_total
from tests.quality.samples import rated


def test_correlation_with_the_means_of_the_others_by_hand() -> None:
    x = np.array([[1, 3, 5], [2, 3, 4], [5, 3, 2]])
    found = person_total(rated(x)).measure
    for i, row in enumerate(x):
        others = np.delete(x, i, axis=0).mean(axis=0)
        assert found[i] == pytest.approx(np.corrcoef(row, others)[0, 1])


def test_weights_and_missing_answers() -> None:
    rng = np.random.default_rng(1)
    x, w = rng.integers(1, 6, (30, 6)), rng.uniform(1, 3, 30)
    x[rng.random(x.shape) < 0.1] = -1
    found = person_total(rated(x, weights=w.tolist())).measure
    known = x >= 0
    for i in range(30):
        rest = np.arange(30) != i
        weight = (w[:, None] * known)[rest]
        others = (weight * x[rest]).sum(axis=0) / weight.sum(axis=0)
        here = known[i]
        wanted = np.corrcoef(x[i, here], others[here])[0, 1]
        assert found[i] == pytest.approx(wanted)


def test_without_spread_there_is_no_correlation() -> None:
    found = person_total(rated([[3, 3, 3], [1, 2, 3], [2, 4, 5], [1, -1, 3]]))
    assert found.known.tolist() == [False, True, True, False]
    with pytest.raises(BerakhlakError) as caught:
        person_total(rated([[1, 2], [2, 1]]))
    assert caught.value.code == "E840"
