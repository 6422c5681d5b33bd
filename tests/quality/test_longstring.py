from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import longstring
from tests.quality.samples import DATA, base_case, check_rows, rated, reference_survey


@pytest.mark.parametrize("dataset", DATA)
def test_runs_are_those_of_r_careless_and_of_base_r(dataset: str) -> None:
    survey, case = reference_survey(dataset)
    longest = longstring(survey).values
    check_rows(longest, case["expected"]["longstring"], case["tolerance"])
    mean = longstring(survey, variant="average").values
    check_rows(mean, case["expected"]["avgstring"], case["tolerance"])
    base = base_case(dataset, "irv_base")
    check_rows(longest, base["expected"]["longstring"], base["tolerance"])


def test_runs_by_hand() -> None:
    survey = rated([[1, 1, 2, 2, 2], [3, 3, -1, 3, 3], [-1, -1, -1, -1, -1], [4, 4, 4, 4, 4]])
    found = longstring(survey)
    assert np.array_equal(found.values, [3, 2, np.nan, 5], equal_nan=True)
    # Two runs of five answers, and two runs of four: a missing answer ends a run.
    average = longstring(survey, variant="average", rule=5)
    assert np.array_equal(average.values, [2.5, 2, np.nan, 5], equal_nan=True)
    # Half of five items is 2.5.
    assert found.flagged.tolist() == [True, False, False, True]
    assert longstring(survey, rule="all").flagged.tolist() == [False, False, False, True]
    assert average.flagged.tolist() == [False, False, False, True]


def test_items_stand_in_the_order_asked_and_are_not_turned_round() -> None:
    survey = rated([[1, 5, 1, 5]], reversed=["q2", "q4"])
    assert longstring(survey, rule="all").values.tolist() == [1.0]
    assert longstring(survey, items=["q1", "q3", "q2", "q4"], rule="all").values.tolist() == [2.0]


def test_one_item_has_no_runs() -> None:
    with pytest.raises(BerakhlakError) as caught:
        longstring(rated([[1], [2]]))
    assert caught.value.code == "E840"
    with pytest.raises(BerakhlakError, match="E701"):
        longstring(rated([[1, 2]]), variant="mean")
