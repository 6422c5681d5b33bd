"""Replicated shares: what they are replicates of."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.estimates.analyse import Options
from berakhlak_stats.gaps.drawn_shares import draw_shares
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.survey.survey import unpack_picks
from tests.surveys import pick_survey, random_picks, random_survey

LISTS = ("personal", "current")


def test_shares_are_those_of_people_who_answered_every_list() -> None:
    survey = random_survey(1, 120, weighted=True, unit=3)
    picks = {name: unpack_picks(survey.picks[name], 15).astype(bool) for name in LISTS}
    known = np.logical_and(*(each.any(axis=1) for each in picks.values()))
    unit, weights = survey.column("unit"), row_weights(survey)
    groups = list(draw_shares(survey, LISTS, Options(by="unit", replicates=50), "t").groups())
    assert len(groups) == 3
    for drawn in groups:
        here = known & (unit.codes == drawn.group)
        assert drawn.n == here.sum()
        for name, shares, counts in zip(LISTS, drawn.shares, drawn.counts, strict=True):
            expected = weights[here] @ picks[name][here] / weights[here].sum()
            assert shares == pytest.approx(expected)
            assert counts == pytest.approx(picks[name][here].sum(axis=0))


def test_replicates_have_the_spread_of_a_share() -> None:
    # Half leave the list empty: it is a share of those who did not, in every replicate.
    survey = pick_survey(random_picks(np.random.default_rng(2), 400, blank=0.5))
    (drawn,) = draw_shares(survey, LISTS[:1], Options(replicates=2000), "t").groups()
    shares, replicates = drawn.shares[0], drawn.replicates[0]
    assert replicates.shape == (2000, 15)
    expected = np.sqrt(shares * (1 - shares) / (drawn.n - 1))
    # A standard deviation of 2,000 draws is known to 1.6%; four of these.
    assert replicates.std(axis=0) == pytest.approx(expected, rel=0.065)
    assert drawn.df == drawn.n - 1
