"""Chance values against the mean over all deals, written out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from berakhlak_stats.gaps.chance import Popularity, chance_measures
from berakhlak_stats.gaps.similarity import ListPair, measures
from berakhlak_stats.survey.survey import Survey
from tests.surveys import pick_survey, random_picks, random_survey, small_instrument

LISTS = small_instrument().list_index
PAIR = ListPair(LISTS["personal"], LISTS["current"])


def popularity(survey: Survey) -> Popularity:
    a, b = (each.astype(float) for each in PAIR.marks(survey))
    w = (np.ones(survey.n) if survey.weights is None else survey.weights) * PAIR.known(survey)
    w = w / w.sum()
    share = a / np.maximum(a.sum(axis=1, keepdims=True), 1)
    return Popularity(*((w @ each)[None] for each in (share, a, b)))


def all_deals(survey: Survey) -> np.ndarray:
    """Mean over every pair of a first and a second list, weighted by both persons."""
    a, b = (each.astype(float) for each in PAIR.marks(survey))
    known = np.flatnonzero(PAIR.known(survey))
    weights = np.ones(survey.n) if survey.weights is None else survey.weights
    sums, whole = np.zeros(4), 0.0
    for s, t in product(known, known):
        both = (a[s] * b[t]).sum()
        value = measures(a[s].sum(), b[t].sum(), both, a.shape[1])
        sums += weights[s] * weights[t] * value
        whole += weights[s] * weights[t]
    return np.asarray(sums / whole)


@pytest.mark.parametrize("weighted", [False, True])
def test_closed_forms_and_deals_come_to_the_mean_over_all_deals(weighted: bool) -> None:
    survey = random_survey(2, 60, weighted=weighted)
    found = chance_measures(survey, PAIR, popularity(survey), np.zeros(60, np.intp), 1).expected[0]
    exact = all_deals(survey)
    assert found[[0, 3]] == pytest.approx(exact[[0, 3]])
    assert found[1:3] == pytest.approx(exact[1:3], abs=0.004)


def test_lists_of_one_length_need_no_deals() -> None:
    picks = random_picks(np.random.default_rng(1), 50, blank=0.0)
    order = np.argsort(np.argsort(-np.random.default_rng(2).random((2, 50, 15)), axis=2), axis=2)
    survey = pick_survey(picks | {"personal": order[0] < 4, "current": order[1] < 3})
    made = chance_measures(survey, PAIR, popularity(survey), np.zeros(50, np.intp), 1)
    assert made.expected[0] == pytest.approx(all_deals(survey))
    assert (made.slope[1:3] > 0).all()


def test_groups_are_dealt_within_themselves() -> None:
    survey = random_survey(3, 80, unit=2)
    group = survey.columns["unit"].codes.astype(np.intp)
    one, two = (survey.take(group == g) for g in (0, 1))
    parts = [popularity(each) for each in (one, two)]
    names = ("first", "picked", "second")
    both = Popularity(*(np.vstack([getattr(each, name) for each in parts]) for name in names))
    found = chance_measures(survey, PAIR, both, group, 4).expected
    for g, part in enumerate((one, two)):
        assert found[g] == pytest.approx(all_deals(part), abs=0.006)


def test_same_seed_same_deals() -> None:
    survey = random_survey(4, 60)
    group = np.zeros(60, np.intp)
    first, second, other = (
        chance_measures(survey, PAIR, popularity(survey), group, seed).expected
        for seed in (5, 5, 6)
    )
    assert np.array_equal(first, second) and not np.array_equal(first, other)
