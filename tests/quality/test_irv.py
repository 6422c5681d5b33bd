from __future__ import annotations

import math

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import irv
from tests.quality.samples import DATA, base_case, check_rows, rated, reference_survey


@pytest.mark.parametrize("dataset", DATA)
def test_spread_is_that_of_r_careless_and_of_base_r(dataset: str) -> None:
    survey, case = reference_survey(dataset)
    found = irv(survey).measure
    check_rows(found, case["expected"]["irv"], case["tolerance"])
    base = base_case(dataset, "irv_base")
    check_rows(found, base["expected"]["irv"], base["tolerance"])


def test_spread_by_hand() -> None:
    # 1, 3, 5 has deviations -2, 0, 2 and divisor 2; 2, 3 has 0.5 twice and divisor 1.
    found = irv(rated([[1, 3, 5], [2, 3, -1], [4, 4, 4], [3, -1, -1]]), rule=0.0)
    wanted = [2.0, math.sqrt(0.5), 0.0, np.nan]
    assert found.measure == pytest.approx(wanted, nan_ok=True)
    assert found.sign == -1
    assert found.flagged.tolist() == [False, False, True, False]
    assert found.known.tolist() == [True, True, True, False]


def test_nothing_answered_is_refused() -> None:
    with pytest.raises(BerakhlakError) as caught:
        irv(rated([[-1, -1], [3, -1]]))
    assert caught.value.code == "E841"
