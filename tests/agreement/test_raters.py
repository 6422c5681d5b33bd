from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.agreement.raters import categories_of, rater_names, ratings
from berakhlak_stats.errors import OptionError, StatisticError
from tests.agreement.helpers import rating_units
from tests.surveys import number_survey


def test_names() -> None:
    assert rater_names(["a", "b", "a"]) == ("a", "b")
    for wrong in (["a"], "ab", ["a", "a"]):
        with pytest.raises(OptionError):
            rater_names(wrong)
    with pytest.raises(OptionError):
        rater_names(["a", "b", "c"], exactly=2)


def test_categories_of_a_scale_or_those_in_use() -> None:
    survey = rating_units([[1, 3], [3, -1], [5, 3]], ["a"] * 3)
    assert categories_of(survey, ("t1", "t2"), "s").tolist() == [1, 2, 3, 4, 5]
    assert categories_of(survey, ("t1", "t2"), "s", which="used").tolist() == [1, 3, 5]
    assert ratings(survey, ["t2"])[:, 0] == pytest.approx([3, np.nan, 3], nan_ok=True)


def test_words_may_be_raters() -> None:
    survey = bs.simulate.simulate(seed=1)
    pair = ["current:bertanggung_jawab", "desired:bertanggung_jawab"]
    ours = bs.agreement.cohen_kappa(survey, items=pair).to_frame().iloc[0]
    design = bs.significance.cohen_kappa(survey, first=pair[0], second=pair[1]).to_frame().iloc[0]
    assert ours["estimate"] == pytest.approx(design["estimate"])
    assert ours["std_error"] == pytest.approx(design["std_error"], rel=1e-5)


def test_too_many_or_too_few_values() -> None:
    many = number_survey({"x": list(np.linspace(0, 1, 90)), "y": list(np.linspace(0, 2, 90))})
    with pytest.raises(StatisticError) as caught:
        bs.agreement.cohen_kappa(many, items=["x", "y"])
    assert caught.value.code == "E833"
    with pytest.raises(StatisticError):
        bs.agreement.krippendorff_alpha(many, items=["x", "y"], metric="ordinal")
    few = bs.agreement.krippendorff_alpha(many, items=["x", "y"], metric="interval")
    assert few.to_frame()["estimate"].notna().all()
    same = number_survey({"x": [1.0] * 9, "y": [1.0] * 9})
    with pytest.raises(StatisticError) as caught:
        bs.agreement.cohen_kappa(same, items=["x", "y"])
    assert caught.value.code == "E832"


ALL = ("cohen_kappa", "light_kappa", "fleiss_kappa", "krippendorff_alpha", "kendall_w")


@pytest.mark.parametrize("name", ALL)
def test_perfect_agreement_is_one_without_an_interval(name: str) -> None:
    survey = rating_units([[1, 1], [2, 2], [5, 5]] * 4, ["a"] * 12)
    row = getattr(bs.agreement, name)(survey, items=["t1", "t2"]).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(1)
    assert np.isnan(row["conf_low"]) and row["note"] == "no variance"


@pytest.mark.parametrize("name", ALL)
def test_constant_ratings_have_no_agreement_to_speak_of(name: str) -> None:
    survey = rating_units([[3, 3]] * 12, ["a"] * 12)
    try:
        row = getattr(bs.agreement, name)(survey, items=["t1", "t2"]).to_frame().iloc[0]
    except StatisticError as error:
        assert error.code == "E832"
    else:
        assert np.isnan(row["estimate"]) and row["note"] == "no variance"


@pytest.mark.parametrize("name", [*ALL, "percent_agreement", "rater_icc"])
def test_raters_without_answers(name: str) -> None:
    survey = rating_units([[3, -1], [4, -1]] * 6, ["a"] * 12)
    try:
        frame = getattr(bs.agreement, name)(survey, items=["t1", "t2"]).to_frame()
    except StatisticError as error:
        assert error.code == "E832"
    else:
        assert frame["estimate"].isna().all() and (frame["note"] != "").all()


@pytest.mark.parametrize("name", ALL)
def test_weights_are_like_copies(name: str) -> None:
    """Estimates of shares: a weight of two is the same subject twice (alpha corrects for n)."""
    rng = np.random.default_rng(6)
    rows = rng.integers(1, 4, (30, 2))
    rows[:, 1] = np.where(rng.random(30) < 0.5, rows[:, 0], rows[:, 1])
    heavy = rating_units(rows.tolist(), ["a"] * 30, weights=[2.0] * 30)
    plain = rating_units(rows.tolist(), ["a"] * 30)
    first, second = (
        getattr(bs.agreement, name)(each, items=["t1", "t2"]).to_frame().iloc[0]
        for each in (heavy, plain)
    )
    for column in ("estimate", "std_error", "conf_low"):
        assert first[column] == pytest.approx(second[column], rel=1e-6), column
