from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.association.variables import classification, picked_word, quantity
from berakhlak_stats.errors import OptionError
from berakhlak_stats.significance import variables
from tests.agreement.helpers import rating_units


def test_quantities_and_classifications() -> None:
    survey = rating_units([[1], [-1], [5]], ["a", "b", None])
    assert quantity(survey, "t1") == pytest.approx([1, np.nan, 5], nan_ok=True)
    assert classification(survey, "t1").labels == ("1", "5")
    assert classification(survey, "unit").codes.tolist() == [0, 1, -1]


def test_picked_words() -> None:
    survey = bs.simulate.simulate(seed=1)
    picked = picked_word(survey, "current:bertanggung_jawab")
    assert picked is not None and set(np.unique(picked[np.isfinite(picked)])) == {0.0, 1.0}
    assert picked_word(survey, "current:nothing") is None
    with pytest.raises(OptionError) as caught:
        quantity(survey, "current:bertanggung")
    assert caught.value.code == "E705"


def test_tests_between_groups_use_the_same_names() -> None:
    assert variables.quantity is quantity
    assert variables.classification is classification
