"""Bounds of the bias of any estimator: the laws behind them, and an estimator held to one."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.alignment_bounds import (
    FORMS,
    Lists,
    Neighbour,
    lists_of,
    search,
    study,
)

KALTENG = ("kalteng-2022", ("personal", "current"))


@pytest.fixture(scope="module")
def lists() -> Lists:
    return lists_of(*KALTENG)


@pytest.fixture(scope="module")
def found(lists: Lists) -> Neighbour:
    best = search(lists, "top10_matches", lambda each: each.bias(100))
    assert best is not None
    return best


def test_the_neighbour_is_a_law_in_which_words_trade_places(lists: Lists, found: Neighbour) -> None:
    ratio = found.ratio
    assert ratio.min() >= 0
    assert ratio.mean() == pytest.approx(1)
    assert ((ratio - 1) ** 2).mean() == pytest.approx(found.chi_square)
    assert np.sqrt(ratio).mean() == pytest.approx(found.affinity)
    shares = ratio @ lists.marks / len(ratio)
    for above, below in found.trades:
        assert lists.shares[above] > lists.shares[below]
        assert 0 < shares[below] - shares[above] < 1e-6
    moved = lists.value(FORMS["top10_matches"], shares)
    there = lists.value(FORMS["top10_matches"], lists.shares)
    assert abs(moved - there) == pytest.approx(found.distance)


def test_bounds_by_hand() -> None:
    """One person, D = 10, X = .01: TV <= .05, so (10 - 5) / 2; with an SE of 20, (10 - 2) / 2."""
    law = Neighbour((), 10.0, 0.01, 0.9995, np.ones(1))
    assert law.variation(1) == pytest.approx(min(0.05, (1 - 0.9995**2) ** 0.5))
    wide = Neighbour((), 10.0, 0.01, 0.5, np.ones(1))
    assert wide.variation(1) == pytest.approx(0.05)
    assert wide.bias(1) == pytest.approx(2.5)
    assert wide.bias_with(1, 20.0) == pytest.approx(4.0)
    assert wide.error(1) == pytest.approx(80.0)
    assert wide.chi_squares(2) == pytest.approx(1.01**2 - 1)


def test_an_estimator_is_off_by_at_least_the_bound(lists: Lists, found: Neighbour) -> None:
    """The plain form in samples of 100 of both laws: of the two biases one is that large."""
    n, rounds, rng = 100, 400, np.random.default_rng(8)
    form = FORMS["top10_matches"]
    biases, errors = [], []
    for ratio in (np.ones(len(found.ratio)), found.ratio):
        law = ratio / ratio.sum()
        drawn = [lists.marks[rng.choice(len(law), n, p=law)].mean(axis=0) for _ in range(rounds)]
        values = np.array([lists.value(form, shares) for shares in drawn])
        biases.append(values.mean() - lists.value(form, law @ lists.marks))
        errors.append(values.std() / rounds**0.5)
    bound = found.bias(n)
    assert bound > 1
    assert max(np.abs(biases)) >= bound - 3 * max(errors)
    assert abs(biases[0] - biases[1]) >= 2 * bound - 6 * max(errors)


@pytest.mark.slow
def test_what_is_out_of_reach() -> None:
    """What the docstring of ``alignment`` says of samples of 100 persons."""
    found = study()
    small = found[found["n"] == 100].groupby("form")
    least, bias = small["least_error"].agg(["min", "max"]), small["bias at 5"].agg(["min", "max"])
    for form, errors, biases in (
        ("top10_matches", (22, 160), (6, 9)),
        ("rank_biased_overlap", (12, 47), (4, 6)),
    ):
        assert tuple(least.loc[form].round()) == errors
        assert tuple(bias.loc[form].round()) == biases
