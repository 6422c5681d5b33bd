"""No alpha for pick lists, and the reason in both languages."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.reliability import cronbach_alpha
from berakhlak_stats.reliability.pick_lists import refuse_pick_lists
from tests.surveys import ALL_WORDS, random_survey


@pytest.mark.parametrize("items", [["current:a1", "current:a2"], ["a1", "a2"], ["current"]])
def test_alpha_of_picks_is_refused(items: list[str]) -> None:
    with pytest.raises(StatisticError) as caught:
        cronbach_alpha(random_survey(1), items=items)
    assert caught.value.code == "E850"
    for lang, why, instead in (
        ("id", "saling berhubungan negatif", "unit_reliability"),
        ("en", "depend on each other negatively", "split_half_respondents"),
    ):
        text = caught.value.text(lang)
        assert why in text and instead in text and "top_stability" in text


def test_rating_items_pass_even_where_lists_stand_beside_them() -> None:
    refuse_pick_lists(make_instrument(ratings=["a", "b"]), ["a", "b"], "cronbach_alpha")


def test_alpha_of_picks_would_have_been_meaningless() -> None:
    """Fixed row sums: the variance of the sum is 0, so that alpha runs to minus infinity."""
    rng = np.random.default_rng(1)
    m, k, n = len(ALL_WORDS), 4, 4000
    chosen = np.argsort(rng.random((n, m)), axis=1)[:, :k]
    x = np.zeros((n, m))
    np.put_along_axis(x, chosen, 1.0, axis=1)
    assert x.sum(axis=1).var() == 0
    correlation = np.corrcoef(x, rowvar=False)
    off = correlation[np.triu_indices(m, 1)]
    # Equally liked words: -1 / (m - 1) by counting, whatever k is.
    assert off.mean() == pytest.approx(-1 / (m - 1), abs=1e-3)
