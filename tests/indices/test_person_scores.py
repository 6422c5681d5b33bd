from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.person_scores import person_scores


@pytest.fixture(scope="module")
def survey() -> bs.Survey:
    return bs.simulate.simulate(seed=2)


@pytest.mark.parametrize(
    ("index", "lists"),
    [
        ("implementation", None),
        ("positive_energy", None),
        ("alignment_personal_current", ("personal", "current")),
        ("alignment_current_desired", ("current", "desired")),
    ],
)
def test_their_mean_is_the_index(
    survey: bs.Survey, index: str, lists: tuple[str, str] | None
) -> None:
    scores = person_scores(survey, index)
    if lists:
        result = bs.indices.alignment(survey, lists=lists)
    else:
        result = getattr(bs.indices, index)(survey)
    frame = result.to_frame().set_index("item")
    assert np.nanmean(scores) == pytest.approx(float(frame.loc[index, "estimate"]))
    assert scores.shape == (survey.n,)
    assert np.nanmin(scores) >= 0
    assert np.nanmax(scores) <= 100


def test_a_value_is_reached_or_not(survey: bs.Survey) -> None:
    scores = person_scores(survey, "AK")
    assert set(np.unique(scores[np.isfinite(scores)])) <= {0.0, 100.0}


def test_ratings() -> None:
    rated = bs.simulate.simulate("rating-2022", seed=2)
    scores = person_scores(rated, "rating")
    first = rated.ratings[0]
    known = first[first >= 0].astype(float)
    low, high = rated.instrument.scale.low, rated.instrument.scale.high  # type: ignore[union-attr]
    assert scores[0] == pytest.approx(100 * (known.mean() - low) / (high - low))


def test_who_left_the_list_blank_has_no_score(survey: bs.Survey) -> None:
    from dataclasses import replace

    blank = np.array(survey.picks["current"])
    blank[:5] = 0
    scores = person_scores(replace(survey, picks={**survey.picks, "current": blank}))
    assert np.isnan(scores[:5]).all()
    assert np.isfinite(scores[5:]).all()


def test_properties_of_groups_are_refused(survey: bs.Survey) -> None:
    for index in ("balance", "culture_health", "nothing"):
        with pytest.raises(OptionError):
            person_scores(survey, index)
    with pytest.raises(OptionError):
        person_scores(survey, "rating")
