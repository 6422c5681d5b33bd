from __future__ import annotations

import pytest

from berakhlak_stats.agreement import percent_agreement
from berakhlak_stats.errors import OptionError
from tests.agreement.helpers import rating_units


def test_exact_and_near() -> None:
    survey = rating_units([[1, 1], [1, 2], [1, 3], [4, 4], [5, -1]] * 2, ["a"] * 10)
    pair = ["t1", "t2"]
    found = percent_agreement(survey, items=pair).to_frame().iloc[0]
    assert (found["estimate"], found["n"]) == (0.5, 8)
    near = percent_agreement(survey, items=pair, tolerance=1).to_frame()["estimate"][0]
    assert near == 0.75
    with pytest.raises(OptionError):
        percent_agreement(survey, items=pair, tolerance=-1)
