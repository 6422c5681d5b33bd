"""Krippendorff's alpha against pairs counted one by one, and the two corrections for n."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from berakhlak_stats.agreement import krippendorff_alpha
from berakhlak_stats.errors import StatisticError
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def counted(table: np.ndarray, metric: str) -> float:
    """All pairs of answers within subjects, against all pairs of answers."""
    rows = [row[np.isfinite(row)] for row in table]
    rows = [row for row in rows if len(row) > 1]
    values = np.concatenate(rows)

    def far(a: float, b: float) -> float:
        if metric == "nominal":
            return float(a != b)
        if metric == "interval":
            return (a - b) ** 2
        if metric == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = np.sum((values >= low) & (values <= high))
        return float(between - (np.sum(values == a) + np.sum(values == b)) / 2) ** 2 * (a != b)

    seen = sum(far(a, b) / (len(row) - 1) for row in rows for a, b in permutations(row, 2))
    chance = sum(far(a, b) for a, b in permutations(values, 2)) / (len(values) - 1)
    return 1 - seen / chance


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_pairs_counted_one_by_one(metric: str, missing: float) -> None:
    rng = np.random.default_rng(9)
    truth = rng.integers(1, 6, (25, 1))
    table = np.where(rng.random((25, 4)) < 0.5, truth, rng.integers(1, 6, (25, 4))).astype(float)
    table[rng.random((25, 4)) < missing] = np.nan
    survey = number_survey({f"r{j}": table[:, j].tolist() for j in range(4)})
    row = krippendorff_alpha(survey, items=[f"r{j}" for j in range(4)], metric=metric)
    assert row.to_frame()["estimate"][0] == pytest.approx(counted(table, metric))


def test_irr_counts_pairs_for_answers_in_complete_tables_of_three_and_more() -> None:
    table = [[1, 1, 2], [2, 2, 2], [3, 3, 1], [1, 1, 1]] * 3
    survey = rating_units(table, ["a"] * 12)
    items = ["t1", "t2", "t3"]
    own, irr = (
        krippendorff_alpha(survey, items=items, metric="nominal", variant=v).to_frame()
        for v in ("krippendorff", "irr")
    )
    n = 36
    ratio = (1 - irr["estimate"][0]) / (1 - own["estimate"][0])
    assert ratio == pytest.approx((2 * n - 1) / (2 * n) * n / (n - 1))
    pair = [
        krippendorff_alpha(survey, items=items[:2], variant=v).to_frame()["estimate"][0]
        for v in ("krippendorff", "irr")
    ]
    assert pair[0] == pair[1]


def test_ratios_of_negative_numbers_mean_nothing() -> None:
    survey = number_survey({"x": [-1.0, 2, 3, 4, 5], "y": [1.0, 2, 3, 4, 4]})
    with pytest.raises(StatisticError) as caught:
        krippendorff_alpha(survey, items=["x", "y"], metric="ratio")
    assert caught.value.code == "E834"
