"""Tests of no difference: adjusted within a group, not run without spread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.multitest import multipletests

from berakhlak_stats import indices
from tests.surveys import ALL_WORDS, LISTS, pick_survey, random_picks, random_survey


def test_each_group_is_a_family_of_its_own() -> None:
    frame = indices.gap(random_survey(2, 160, unit=2), by="unit").frame
    for _, rows in frame.groupby("group"):
        expected = multipletests(rows["p_value"].dropna(), method="fdr_bh")[1]
        assert rows["p_adjusted"].dropna().to_numpy() == pytest.approx(expected)


def test_a_word_without_spread_is_not_tested() -> None:
    """Everybody picked a2 on every list: a difference of zero, without any variance."""
    picks = random_picks(np.random.default_rng(1), 200, blank=0.0)
    for matrix in picks.values():
        matrix[:, 1] = True
    frame = indices.gap(pick_survey(picks)).frame.set_index("item")
    row = frame.loc["a2"]
    assert row["estimate"] == 0
    assert np.isnan(row["p_value"]) and np.isnan(row["p_adjusted"])
    assert row["note"].startswith("not tested")
    others = frame[~frame["suppressed"]].drop("a2")
    assert others["p_value"].notna().all() and (others["note"] == "").all()


def test_no_difference_is_rejected_at_its_level() -> None:
    """Lists that are exchangeable within people: about one in twenty p values below .05."""
    rng = np.random.default_rng(4)
    p_values = []
    for _ in range(40):
        score = rng.normal(size=len(ALL_WORDS)) + rng.normal(size=(80, len(ALL_WORDS)))
        picks = {}
        for name in LISTS:
            noisy = score + rng.gumbel(size=score.shape)
            picks[name] = np.argsort(np.argsort(-noisy, axis=1), axis=1) < 4
        p_values += indices.gap(pick_survey(picks)).frame["p_value"].dropna().tolist()
    assert len(p_values) > 500
    assert np.mean(np.array(p_values) < 0.05) == pytest.approx(0.05, abs=0.025)


def test_hidden_rows_are_not_tested() -> None:
    survey = replace(random_survey(2, 60, unit=2), smallest_group=50)
    frame = indices.gap(survey, by="unit").frame
    assert frame[["statistic", "p_value", "p_adjusted"]].isna().all(axis=None)
    assert set(frame["note"]) == {"suppressed"}
