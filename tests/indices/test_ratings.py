"""Rating scores, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import Instrument, make_instrument
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.surveys import random_survey


def rated(rows: np.ndarray, instrument: Instrument) -> Survey:
    ratings = np.asarray(rows, np.int8)
    return Survey(
        instrument=instrument,
        n=len(ratings),
        ratings=ratings,
        keys=make_keys([ratings], len(ratings)),
        smallest_group=5,
    )


INSTRUMENT = make_instrument(ratings={"trust": ["t1", "t2"], "work": ["w1"]}, reversed=["t2"])
ROWS = np.array([[5, 1, 3], [4, 2, 3], [4, 4, -1], [-1, -1, 2], [1, 5, 5], [3, 3, 4]])
SURVEY = rated(ROWS, INSTRUMENT)


def scores(variant: str) -> dict[str, float]:
    frame = indices.rating_score(SURVEY, variant=variant).frame
    assert frame["level"].tolist() == ["item"] * 3 + ["value"] * 2 + ["total"]
    return dict(zip(frame["item"], frame["estimate"], strict=True))


def test_mean_ratings_become_0_to_100() -> None:
    """t1 mean 3.4; t2 turned 6 - 3 = 3.0; trust by person 5, 4, 3, -, 1, 3."""
    found = scores("mean")
    assert found["t1"] == pytest.approx(100 * (3.4 - 1) / 4)
    assert found["t2"] == pytest.approx(100 * (3.0 - 1) / 4)
    assert found["trust"] == pytest.approx(100 * (3.2 - 1) / 4)
    assert found["work"] == pytest.approx(100 * (3.4 - 1) / 4)
    assert found["total"] == pytest.approx((found["trust"] + found["work"]) / 2)


def test_favourable_shares() -> None:
    found = scores("favourable")
    assert found["t1"] == pytest.approx(60)
    assert found["t2"] == pytest.approx(40)
    assert found["trust"] == pytest.approx(50)
    assert found["work"] == pytest.approx(40)
    assert found["total"] == pytest.approx(45)


def test_published_engagement_example() -> None:
    """Civil Service People Survey guide 2018: answers scored 100, 75, 75, 50, 25 give 65."""
    instrument = make_instrument(ratings={"engagement": [f"q{i}" for i in range(5)]})
    survey = rated(np.array([[5, 4, 4, 3, 2]] * 10), instrument)
    frame = indices.rating_score(survey).frame.set_index("item")
    assert frame["estimate"]["engagement"] == pytest.approx(65)


def test_equal_favourable_shares_can_hide_unequal_means() -> None:
    """Same guide: two organisations of 50% favourable each, whose indices differ."""
    instrument = make_instrument(ratings={"engagement": ["q"]})
    a = rated(np.array([[5]] * 5 + [[3]] * 5), instrument)
    b = rated(np.array([[4]] * 5 + [[1]] * 5), instrument)
    favourable = [
        indices.rating_score(s, variant="favourable").frame["estimate"][0] for s in (a, b)
    ]
    means = [indices.rating_score(s).frame["estimate"][0] for s in (a, b)]
    assert favourable == pytest.approx([50, 50])
    assert means == pytest.approx([75, 37.5])


def test_standard_error_of_an_item_is_the_plain_one() -> None:
    ratings = np.random.default_rng(1).integers(1, 6, (200, 3))
    frame = indices.rating_score(rated(ratings, INSTRUMENT)).frame.set_index("item")
    expected = 25 * ratings[:, 0].std(ddof=1) / np.sqrt(200)
    assert frame["std_error"]["t1"] == pytest.approx(expected, rel=1e-7)


def test_instruments_without_ratings_are_refused() -> None:
    with pytest.raises(OptionError) as caught:
        indices.rating_score(random_survey(1, 20))
    assert caught.value.code == "E702"
    with pytest.raises(OptionError) as caught:
        indices.rating_score(SURVEY, variant="median")
    assert caught.value.code == "E701"
