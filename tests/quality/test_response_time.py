from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import response_time
from tests.quality.samples import rated


def test_less_than_two_seconds_per_item_is_flagged() -> None:
    survey = rated(np.full((4, 3), 2), numbers={"took": [5.9, 6.0, 60.0, np.nan]})
    found = response_time(survey, seconds="took")
    assert found.measure == pytest.approx([5.9 / 3, 2.0, 20.0, np.nan], nan_ok=True)
    assert found.flagged.tolist() == [True, False, False, False]
    fewer = response_time(survey, seconds="took", questions=2, rule=3.0)
    assert fewer.flagged.tolist() == [True, True, False, False]


def test_what_no_clock_shows_is_refused() -> None:
    survey = rated([[1, 2]], numbers={"took": [-4.0]})
    with pytest.raises(BerakhlakError) as caught:
        response_time(survey, seconds="took")
    assert caught.value.code == "E845"
    with pytest.raises(BerakhlakError, match="E602"):
        response_time(survey, seconds="minutes")
    with pytest.raises(BerakhlakError, match="E703"):
        response_time(survey, seconds="took", questions=0)
