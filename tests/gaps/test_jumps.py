"""Jumps follow their rule, and nothing else."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import jumps, value_gap
from berakhlak_stats.simulate import simulate
from tests.surveys import random_survey


def test_the_rule() -> None:
    survey = simulate(seed=1)
    whole = value_gap(survey, adjust="holm").frame
    gaps = whole[whole["list"] == "current>desired"]
    wanted = gaps[(gaps["p_adjusted"] < 0.05) & (gaps["estimate"] >= 0.01)]
    wanted = wanted.sort_values("conf_low", ascending=False)
    found = jumps(survey, size=100)
    assert found.frame["item"].tolist() == wanted["item"].tolist()
    assert jumps(survey, size=4).frame["item"].tolist() == wanted["item"].tolist()[:4]
    assert (jumps(survey, floor=0.08).frame["estimate"] >= 0.08).all()
    assert found.covariance is not None
    variances = found.covariance.diagonal() ** 0.5
    assert variances == pytest.approx(found.frame["std_error"].to_numpy())


def test_groups_have_their_own() -> None:
    found = jumps(simulate(seed=1), by="sex", size=2).frame
    assert found.groupby("group").size().le(2).all()
    assert found["group"].nunique() == 2


def test_none_pass_and_that_is_said() -> None:
    result = jumps(random_survey(3, 40), floor=0.9)
    assert len(result) == 0
    assert "cannot tell" in result.narrate("en") or "No" in result.narrate("en")
    assert result.narrate("id")


def test_refusals() -> None:
    survey = random_survey(3, 40)
    with pytest.raises(BerakhlakError, match="E703"):
        jumps(survey, size=0)
    with pytest.raises(BerakhlakError, match="E703"):
        jumps(survey, alpha=1.0)
