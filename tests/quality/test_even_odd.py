from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import even_odd
from tests.quality.samples import DATA, check_rows, rated, reference_survey

SCALES = {"a": ["a1", "a2"], "b": ["b1", "b2", "b3"], "c": ["c1", "c2"]}


@pytest.mark.parametrize("dataset", DATA)
def test_consistency_is_that_of_r_careless(dataset: str) -> None:
    survey, case = reference_survey(dataset)
    check_rows(even_odd(survey).values, case["expected"]["evenodd"], case["tolerance"])


def test_consistency_by_hand() -> None:
    # Odd halves 1, (2 + 4) / 2 = 3, 5 and even halves 2, 3, 4 go together exactly: r = 1.
    straight = [1, 2, 2, 3, 4, 5, 4]
    # Odd halves 1, 3, 5 and even halves 5, 3, 1: r = -1, stepped up to beyond -1 and cut off.
    against = [1, 5, 3, 3, 3, 5, 1]
    # Odd halves 1, 3, 5 and even halves 2, 1, 3: r = 1 / (2 * 1) = .5, stepped up 1 / 1.5.
    half = [1, 2, 3, 1, 3, 5, 3]
    flat = [3] * 7
    found = even_odd(rated([straight, against, half, flat], scales=SCALES))
    assert found.measure == pytest.approx([1, -1, 2 / 3, np.nan], nan_ok=True)
    assert found.flagged.tolist() == [False, True, False, False]


def test_reversed_items_are_turned_round() -> None:
    rows = np.array([[1, 2, 2, 3, 4, 5, 4], [2, 1, 5, 4, 4, 3, 3]])
    turned = rows.copy()
    turned[:, 1] = 6 - turned[:, 1]
    plain = even_odd(rated(rows, scales=SCALES))
    other = even_odd(rated(turned, scales=SCALES, reversed=["a2"]))
    assert plain.values == pytest.approx(other.values)


def test_fewer_than_three_scales_are_refused() -> None:
    survey = rated([[1, 2, 3, 4]], scales={"a": ["a1", "a2"], "b": ["b1", "b2"]})
    with pytest.raises(BerakhlakError) as caught:
        even_odd(survey)
    assert caught.value.code == "E840" and "skala" in caught.value.text("id")
