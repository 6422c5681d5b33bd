from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.agreement.person_values import person_value
from berakhlak_stats.errors import OptionError
from tests.agreement.helpers import rating_units


def test_items_scores_and_words() -> None:
    survey = bs.simulate.simulate(seed=2)
    word = person_value(survey, item="current:bertanggung_jawab").compute(survey)
    assert set(np.unique(word[np.isfinite(word)])) == {0.0, 1.0}
    share = bs.indices.vote_share(survey, lists="current").to_frame().set_index("item")["estimate"]
    assert np.nanmean(word) == pytest.approx(share["bertanggung_jawab"])
    energy = person_value(survey, item="positive_energy").compute(survey)
    overall = bs.indices.positive_energy(survey).to_frame()["estimate"][0]
    assert np.nanmean(energy) == pytest.approx(overall)


def test_scales_of_ratings() -> None:
    survey = rating_units([[1, 3], [5, -1], [-1, -1]], ["a"] * 3)
    scale = person_value(survey, item="scale").compute(survey)
    # 0-100, of people with at least half of the items: means of 2 and of 5 on 1-5.
    assert scale == pytest.approx([25, 100, np.nan], nan_ok=True)
    whole = person_value(survey, items=["t1", "t2"]).compute(survey)
    assert whole == pytest.approx([2, np.nan, np.nan], nan_ok=True)
    assert person_value(survey, item="t1").compute(survey)[1] == 5


def test_reversed_items_are_turned_round() -> None:
    import pandas as pd

    asked = bs.make_instrument(ratings=["t1"], reversed=["t1"])
    survey = bs.read_survey(pd.DataFrame({"t1": [1, 2, 5]}), instrument=asked)
    assert person_value(survey, item="t1").compute(survey).tolist() == [5, 4, 1]


def test_what_is_refused() -> None:
    survey = bs.simulate.simulate(seed=2)
    for wrong in ({}, {"item": "AK", "items": ["AK"]}, {"item": "balance"}, {"item": "nothing"}):
        with pytest.raises(OptionError):
            person_value(survey, **wrong)  # type: ignore[arg-type]
