from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import cohen_kappa
from berakhlak_stats.agreement.cohen_kappa import agreement_weights
from tests.agreement.helpers import rating_units


def table_survey(table: np.ndarray) -> object:
    """One row per count of a square table."""
    rows = [
        [i + 1, j + 1]
        for i, line in enumerate(table)
        for j, count in enumerate(line)
        for _ in range(count)
    ]
    return rating_units(rows, ["a"] * len(rows), scale=(1, len(table)))


def test_by_hand() -> None:
    """20, 5 / 10, 15: po = .7, pe = .5 .6 + .5 .4 = .5, kappa = .4 (a textbook table)."""
    row = cohen_kappa(table_survey(np.array([[20, 5], [10, 15]])), items=["t1", "t2"])
    frame = row.to_frame().iloc[0]
    assert frame["estimate"] == pytest.approx(0.4)
    # Under no agreement: (pe + pe^2 - sum p q (p + q)) / (n (1 - pe)^2), Fleiss et al. (1969).
    chance = 0.3 * (0.6 + 0.5) + 0.2 * (0.4 + 0.5)
    under = (0.5 + 0.25 - chance) / (50 * 0.25)
    assert frame["statistic"] == pytest.approx(0.4 / np.sqrt(under))


def test_weights() -> None:
    assert agreement_weights(3, "linear").tolist() == [[1, 0.5, 0], [0.5, 1, 0.5], [0, 0.5, 1]]
    assert agreement_weights(3, "quadratic")[0].tolist() == [1, 0.75, 0]
    assert agreement_weights(2, "quadratic").tolist() == agreement_weights(2, "unweighted").tolist()


def test_two_categories_make_all_weights_alike() -> None:
    survey = table_survey(np.array([[20, 5], [10, 15]]))
    values = [
        cohen_kappa(survey, items=["t1", "t2"], variant=v).to_frame()["estimate"][0]
        for v in ("unweighted", "linear", "quadratic")
    ]
    assert values == pytest.approx([0.4] * 3)


def test_a_rater_who_never_varies() -> None:
    survey = table_survey(np.array([[17, 3], [0, 0]]))
    row = cohen_kappa(survey, items=["t1", "t2"]).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(0)
    assert row["note"] == "no spread to judge by"
    assert np.isnan(row["std_error"])
