from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.quality import psychometric_antonyms, psychometric_synonyms
from tests.quality.samples import DATA, check_rows, rated, reference_survey


@pytest.mark.parametrize("dataset", DATA)
def test_synonyms_are_those_of_r_careless(dataset: str) -> None:
    survey, case = reference_survey(dataset)
    found = psychometric_synonyms(survey, critical=0.30)
    check_rows(found.measure, case["expected"]["psychsyn_030"], case["tolerance"])
    listed = case["expected"]["psychsyn_pairs"]
    above = {
        (a, b)
        for a, b, r in zip(listed["var1"], listed["var2"], listed["cor"], strict=True)
        if r > 0.30
    }
    assert above <= set(dict(found.parameters)["pairs"])


def alike(n: int = 60) -> np.ndarray:  # type: ignore[type-arg]
    """Six items: three pairs of the same question, and one person who contradicts each."""
    rng = np.random.default_rng(5)
    x = rng.integers(1, 6, (n, 3))
    both = np.column_stack([x, x])
    both[0] = [1, 3, 5, 5, 3, 1]
    return both


def test_whoever_contradicts_is_flagged() -> None:
    found = psychometric_synonyms(rated(alike()))
    assert dict(found.parameters)["pairs"] == (("q4", "q1"), ("q5", "q2"), ("q6", "q3"))
    assert np.flatnonzero(found.flagged).tolist() == [0]
    # By hand: 1, 3, 5 against 5, 3, 1.
    assert found.measure[0] == pytest.approx(-1)


def test_antonyms_are_the_mirror_image() -> None:
    x = alike()
    x[:, 3:] = 6 - x[:, 3:]
    found = psychometric_antonyms(rated(x))
    assert np.flatnonzero(found.flagged).tolist() == [0]
    assert found.values == pytest.approx(psychometric_synonyms(rated(alike())).values, nan_ok=True)


def test_missing_answers_leave_their_pair_out() -> None:
    x = np.column_stack([alike(), alike()[:, 0]])
    x[1] = [1, 2, 5, 1, 2, 4, -1]
    found = psychometric_synonyms(rated(x))
    pairs = [(4, 1), (5, 2), (6, 3)]
    first, second = (np.array([x[1, p[k] - 1] for p in pairs]) for k in (0, 1))
    assert found.measure[1] == pytest.approx(np.corrcoef(first, second)[0, 1])


def test_too_few_pairs_are_refused_with_the_correlation_there_is() -> None:
    x = np.random.default_rng(6).integers(1, 6, (300, 4))
    with pytest.raises(BerakhlakError, match=r"0\.") as caught:
        psychometric_synonyms(rated(x))
    assert caught.value.code == "E844"
    with pytest.raises(BerakhlakError, match="E703"):
        psychometric_synonyms(rated(x), critical=1.0)
    with pytest.raises(BerakhlakError, match="E840"):
        psychometric_synonyms(rated(x[:, :2]))
