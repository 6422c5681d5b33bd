"""Ways to answer: what is counted by way is what is added up person by person."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import pytest

from berakhlak_stats.association import correlation
from berakhlak_stats.association.blocks import answered, category_marks, extended, ways_to_answer
from berakhlak_stats.association.cross_tables import cross_tables, item_codes
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals.coded import Coded, side_by_side, written_out
from tests.association.polychoric_surveys import rated

MODULE = import_module("berakhlak_stats.association.blocks")
RNG = np.random.default_rng(8)
ITEMS = ["i1", "i2", "i3", "i4"]


def survey_of(n: int = 400, *, weighted: bool = False, high: int = 5) -> Survey:
    ratings = RNG.integers(1, high + 1, (n, 4)).astype(np.int8)
    ratings[RNG.random(ratings.shape) < 0.1] = -1
    weights = RNG.uniform(0.5, 2, n) if weighted else None
    unit = RNG.integers(0, 2, n)
    return rated(ratings, scale=(1, high), weights=weights, unit=unit, reversed_items=["i2"])


@pytest.mark.parametrize(("low", "high"), [(1, 5), (0, 3), (0, 1)])
def test_every_way_stands_for_its_answers(low: int, high: int) -> None:
    x = RNG.integers(low - 1, high + 1, (3, 200)).astype(np.int8)
    x[x < low] = -1
    found = ways_to_answer(x, low, high)
    assert found.ways.size == (high - low + 2) ** 3 == len(found.values)
    assert np.array_equal(written_out(found), x.T)


def test_answers_off_the_scale_are_not_confused_with_others() -> None:
    x = np.array([[1, 5, 6, 0, -1, 100]], np.int8)
    assert written_out(ways_to_answer(x, 1, 5)).ravel().tolist() == [1, 5, -1, -1, -1, -1]
    survey = rated(np.array([[6, 1], [2, 0], [2, 2]]), scale=(1, 5))
    # Sums are then made of the answers as they are.
    found = extended(survey, ["i1", "i2"], np.array([3.0, 3.0]), every=True)
    assert np.asarray(found).tolist() == [[3, -2, 1], [-1, -3, 1], [-1, -1, 1]]


@pytest.mark.parametrize("every", [True, False])
@pytest.mark.parametrize("items", [ITEMS[:2], ITEMS[:3]])
def test_coded_answers_are_the_answers(
    every: bool, items: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    survey, centre = survey_of(), np.full(len(items), 3.0)
    few = extended(survey, items, centre, every=every), answered(survey, items, every=every)
    assert all(isinstance(each, Coded) for each in few)
    monkeypatch.setattr(MODULE, "WAYS", 1)
    fresh = survey.take(slice(None))
    plain = extended(fresh, items, centre, every=every), answered(fresh, items, every=every)
    assert not any(isinstance(each, Coded) for each in plain)
    for one, other in zip(few, plain, strict=True):
        assert np.array_equal(written_out(one), written_out(other))


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("high", [2, 5, 7])
def test_marks_are_the_categories(missing: str, high: int) -> None:
    survey = survey_of(high=high)
    scale = survey.instrument.scale
    assert scale is not None
    found = written_out(side_by_side(category_marks(survey, ITEMS, scale, missing=missing)))
    coded = item_codes(survey, ITEMS, missing=missing)  # type: ignore[arg-type]
    expected = (coded[:, :, None] == np.arange(high)).reshape(survey.n, -1)
    assert np.array_equal(found, expected)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("by", [None, "unit"])
@pytest.mark.parametrize("weighted", [True, False])
def test_tables_are_counted_right(missing: str, by: str | None, weighted: bool) -> None:
    survey = survey_of(3000, weighted=weighted)
    found = cross_tables(survey, items=ITEMS, by=by, missing=missing)
    coded = item_codes(survey, ITEMS, missing=missing)  # type: ignore[arg-type]
    w = np.ones(survey.n) if survey.weights is None else survey.weights
    group = np.zeros(survey.n, int) if by is None else survey.column(by).codes
    for g in range(len(found.groups)):
        for i in range(4):
            for j in range(4):
                here = (group == g) & (coded[:, i] >= 0) & (coded[:, j] >= 0)
                expected = np.zeros((5, 5))
                np.add.at(expected, (coded[here, i], coded[here, j]), w[here])
                assert np.allclose(found.tables[g, i, j], expected, rtol=1e-12, atol=1e-12)
                assert found.n[g, i, j] == here.sum()


def test_correlations_do_not_depend_on_how_people_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    survey = survey_of(3000)
    few = correlation(survey, items=ITEMS, kind="polychoric").of()
    monkeypatch.setattr(MODULE, "WAYS", 1)
    assert np.array_equal(
        correlation(survey.take(slice(None)), items=ITEMS, kind="polychoric").of(), few
    )
