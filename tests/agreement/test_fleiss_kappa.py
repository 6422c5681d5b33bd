from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import aggregate_raters
from statsmodels.stats.inter_rater import fleiss_kappa as theirs

from berakhlak_stats.agreement import cohen_kappa, fleiss_kappa
from tests.agreement.helpers import rating_units


def rows(seed: int, raters: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    truth = rng.integers(1, 5, (50, 1))
    return np.where(rng.random((50, raters)) < 0.5, truth, rng.integers(1, 5, (50, raters)))


def test_statsmodels() -> None:
    table = rows(1, 4)
    survey = rating_units(table.tolist(), ["a"] * 50)
    found = fleiss_kappa(survey, items=["t1", "t2", "t3", "t4"]).to_frame()
    assert found["estimate"][0] == pytest.approx(theirs(aggregate_raters(table)[0]))
    assert found["item"].tolist()[1:] == ["kappa:1", "kappa:2", "kappa:3", "kappa:4"]


def test_conger_of_two_raters_is_cohens() -> None:
    survey = rating_units(rows(2, 2).tolist(), ["a"] * 50)
    pair = ["t1", "t2"]
    conger = fleiss_kappa(survey, items=pair, variant="conger").to_frame()["estimate"][0]
    assert conger == pytest.approx(cohen_kappa(survey, items=pair).to_frame()["estimate"][0])


def test_a_category_that_a_group_never_uses_has_no_kappa_there() -> None:
    table = [[1, 1], [2, 1], [2, 2]] * 4 + [[3, 3], [3, 2], [2, 2]] * 4
    survey = rating_units(table, ["low"] * 12 + ["high"] * 12)
    frame = fleiss_kappa(survey, items=["t1", "t2"], by="unit").to_frame()
    gone = frame[(frame["group"] == "low") & (frame["item"] == "kappa:3")].iloc[0]
    assert np.isnan(gone["estimate"]) and gone["note"]
    assert frame[frame["item"] == "t1+t2"]["estimate"].notna().all()
