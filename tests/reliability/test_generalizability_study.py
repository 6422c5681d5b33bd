"""The study from a survey: agrees with the arithmetic, with its siblings, and with the truth."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.reliability import (
    cronbach_alpha,
    generalizability_study,
    split_half_respondents,
    unit_reliability,
)
from berakhlak_stats.survey.survey import Survey
from tests.reliability.test_split_half_respondents import draw, survey_of
from tests.reliability.test_unit_reliability import rated, row
from tests.reliability.test_variance_components import BRENNAN_1, matrix
from tests.surveys import number_survey, random_survey


def values(result: Estimates, name: str = "") -> dict[str, float]:
    frame = result.frame[result.frame["list"] == name]
    keys = frame["item"].str.removeprefix("variance_") + "@" + frame["item_2"]
    return {key.removesuffix("@"): float(x) for key, x in zip(keys, frame["estimate"], strict=True)}


def test_brennan_from_a_survey() -> None:
    """Numeric items, ten persons: Brennan (2001), synthetic data set 1."""
    x = matrix(BRENNAN_1)
    survey = number_survey({f"i{j:02d}": x[:, j].tolist() for j in range(12)})
    found = values(generalizability_study(survey, items=[f"i{j:02d}" for j in range(12)]))
    assert {k: round(found[k], 4) for k in ("person", "item", "residual")} == {
        "person": 0.0574,
        "item": 0.0754,
        "residual": 0.1269,
    }
    assert round(found["g_coefficient@12"], 3) == 0.844
    assert round(found["phi_coefficient@12"], 3) == 0.773


def nested_answers(rng: np.random.Generator, sizes: Any) -> tuple[Survey, list[Any]]:
    units = [
        np.clip(
            np.rint(
                3
                + rng.normal(0, 0.5)
                + rng.normal(0, 0.4, 4)
                + rng.normal(0, 0.6, (size, 1))
                + rng.normal(0, 0.8, (size, 4))
            ),
            1,
            5,
        )
        for size in sizes
    ]
    names = [f"u{g:02d}" for g, size in enumerate(sizes) for _ in range(size)]
    return rated(np.concatenate(units).astype(int).tolist(), names), units


def test_agrees_with_alpha_and_with_the_reliability_of_units() -> None:
    """G of the items is alpha; G of equal units with fixed items is their reliability."""
    survey, _ = nested_answers(np.random.default_rng(3), [12] * 20)
    persons = values(generalizability_study(survey))
    alpha = cronbach_alpha(survey, items=["i0", "i1", "i2", "i3"]).frame["estimate"][0]
    assert persons["g_coefficient@4"] == pytest.approx(alpha)
    units = values(generalizability_study(survey, by="unit", at=[12], facet="fixed"))
    # The total score is the mean of four items that are all answered: its Paule-Mandel
    # estimate is the analysis of variance where units are equal.
    numbers = survey.ratings.astype(float).mean(axis=1)
    cells = numbers.reshape(20, 12)
    within = cells.var(axis=1, ddof=1).mean() / 12
    by_hand = 1 - within / cells.mean(axis=1).var(ddof=1)
    assert units["g_coefficient@12"] == pytest.approx(by_hand)
    assert units["phi_coefficient@12"] == units["g_coefficient@12"]
    single = rated(
        np.rint(cells).astype(int).reshape(-1, 1).tolist(),
        [f"u{g:02d}" for g in range(20) for _ in range(12)],
    )
    rounded = np.rint(cells)
    share = 1 - rounded.var(axis=1, ddof=1).mean() / 12 / rounded.mean(axis=1).var(ddof=1)
    found = row(unit_reliability(single, by="unit", statistic="ratings"))
    assert found["estimate"] == pytest.approx(max(share, 0.0))


def test_words_agree_with_split_halves() -> None:
    """Halves of 306 correlate as G at 306 says, but for a part of order (1 - G) / words."""
    survey = bs.simulate.simulate(seed=1)
    words = len(survey.instrument.list_index["current"].words)
    study = values(generalizability_study(survey, lists="current", at=[306, 612]), "current")
    frame = split_half_respondents(survey, lists="current").frame
    halves, whole = frame["estimate"]
    order = (1 - study["g_coefficient@306"]) / words
    assert study["g_coefficient@306"] == pytest.approx(halves, abs=2 * order)
    assert study["g_coefficient@612"] == pytest.approx(whole, abs=2 * order)


def test_what_a_fixed_number_of_picks_does_is_said() -> None:
    survey = survey_of(draw(np.random.default_rng(5), 100))
    frame = generalizability_study(survey, lists="current", at=[50]).frame.set_index("item")
    person, residual = frame.loc["variance_person"], frame.loc["variance_residual"]
    assert person["estimate"] == pytest.approx(-residual["estimate"] / 15)
    assert person["note"].startswith("set by the number of picks")
    assert frame.loc["g_coefficient", "estimate"] == frame.loc["phi_coefficient", "estimate"]


def test_profiles_of_units_are_told_apart_where_they_differ() -> None:
    rng = np.random.default_rng(6)
    taste = rng.normal(0, 0.8, (12, 15))
    picks = np.concatenate([draw(rng, 40, each) for each in taste])
    units = [f"u{g:02d}" for g in range(12) for _ in range(40)]
    apart = survey_of(picks, columns={"unit": units})
    mixed = survey_of(picks[rng.permutation(480)], columns={"unit": units})
    found = [
        values(generalizability_study(each, by="unit", lists="current", at=[40]), "current")
        for each in (apart, mixed)
    ]
    assert found[0]["unit_profile_coefficient@40"] > 0.7
    assert found[1]["unit_profile_coefficient@40"] < 0.2
    # The mean over words is 4/15 in every unit.
    assert found[0]["unit"] < 0


def test_weights_stand_for_respondents() -> None:
    """Where weights are alike in a unit, they move the units' shares but no unit's own sums."""
    survey, _ = nested_answers(np.random.default_rng(7), (10, 10, 10, 10))
    names = [f"u{g:02d}" for g in range(4) for _ in range(10)]
    heavy = rated(survey.ratings.tolist(), names, weights=np.repeat([1.0, 3.0, 0.5, 2.0], 10))
    plain, weighted = (values(generalizability_study(each, by="unit")) for each in (survey, heavy))
    assert weighted == pytest.approx(plain)


def test_house_rules() -> None:
    survey = random_survey(31, 240, weighted=True, unit=5)
    for by in (None, "unit"):
        result = generalizability_study(survey, by=by, at=[10, 40])
        frame = result.frame
        assert REQUIRED.keys() <= set(frame.columns) <= REQUIRED.keys() | OPTIONAL.keys()
        assert not frame.duplicated(["list", "level", "item", "item_2", "group"]).any()
        known = frame["conf_low"].notna()
        assert (frame["conf_low"] <= frame["estimate"] + 1e-12)[known].all()
        assert (frame["estimate"] <= frame["conf_high"] + 1e-12)[known].all()
        assert (frame["note"][~known] != "").all()
        assert Estimates.from_json(result.to_json()).frame.equals(frame)
        shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
        again = generalizability_study(shuffled, by=by, at=[10, 40]).frame
        assert again.equals(frame)
        assert result.provenance.method


def test_few_people_are_not_shown() -> None:
    survey = random_survey(2, 9).with_smallest_group(10)
    frame = generalizability_study(survey).frame
    assert frame["suppressed"].all()
    assert frame[["estimate", "std_error", "conf_low", "conf_high"]].isna().all(axis=None)
    small, _ = nested_answers(np.random.default_rng(8), (12, 4, 3, 4))
    with pytest.raises(BerakhlakError, match="E851"):
        generalizability_study(small, by="unit")


def test_refusals() -> None:
    survey = random_survey(2, 60, unit=3)
    with pytest.raises(BerakhlakError, match="E703"):
        generalizability_study(survey, at=[0])
    with pytest.raises(BerakhlakError, match="E703"):
        generalizability_study(survey, items=["a1", "a2"], lists=["current"])
    with pytest.raises(BerakhlakError, match="E701"):
        generalizability_study(survey, facet="mixed")
    with pytest.raises(BerakhlakError, match="E702"):
        generalizability_study(survey, lists="dreams")
    empty = survey.take(np.array([], int))
    for by in (None, "unit"):
        with pytest.raises(BerakhlakError, match="E102"):
            generalizability_study(empty, by=by)
