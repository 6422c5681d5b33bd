"""Shares of categories: by hand, by statsmodels, and what is hidden."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.inference.proportions import FORMS
from tests.surveys import number_survey, random_survey


def answers(**counts: int) -> object:
    labels = [label for label, count in counts.items() for _ in range(count)]
    return number_survey({"x": [0.0] * len(labels)}, columns={"c": labels})


def test_shares_of_a_column() -> None:
    frame = indices.proportion(answers(a=30, b=50, c=20), column="c").frame
    assert frame["item"].tolist() == ["c:a", "c:b", "c:c"]
    assert frame["estimate"].tolist() == pytest.approx([0.3, 0.5, 0.2])
    assert frame["count"].tolist() == [30, 50, 20]
    assert set(frame["level"]) == {"category"}


def test_missing_answers_are_not_in_the_base() -> None:
    survey = number_survey({"x": [0.0] * 30}, columns={"c": ["a"] * 10 + ["b"] * 10 + [None] * 10})
    frame = indices.proportion(survey, column="c").frame
    assert frame["estimate"].tolist() == pytest.approx([0.5, 0.5])
    assert frame["n"].tolist() == [20, 20]


def test_rating_items_have_their_scale_as_categories() -> None:
    import berakhlak_stats as bs

    survey = bs.simulate.simulate("rating-2022", seed=1)
    item = survey.instrument.ratings[0].id
    ratings = survey.rating(item)
    known = ratings[ratings >= 0]
    frame = indices.proportion(survey, column=item).frame
    shown = frame[~frame["suppressed"]]
    expected = [(known == int(name.split(":")[1])).mean() for name in shown["item"]]
    assert shown["estimate"].tolist() == pytest.approx(expected)
    highest = int(known.max())
    row = indices.proportion(survey, column=item, category=highest).frame.iloc[0]
    assert row["item"] == f"{item}:{highest}"
    assert row["estimate"] == pytest.approx((known == highest).mean())


def test_beta_without_a_design_is_clopper_pearson_at_the_same_spread() -> None:
    """Variance with n - 1 makes the effective n one smaller than n."""
    survey = answers(a=30, b=70)
    row = indices.proportion(survey, column="c", category="a", interval="beta").frame.iloc[0]
    low, high = proportion_confint(0.3 * 99, 99, method="beta")
    assert (row["conf_low"], row["conf_high"]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_the_estimate_and_mirrors_its_complement(form: str) -> None:
    frame = indices.proportion(answers(a=24, b=76), column="c", interval=form).frame
    a, b = frame.iloc[0], frame.iloc[1]
    assert 0 < a["conf_low"] < a["estimate"] < a["conf_high"] < 1
    assert (a["conf_low"], a["conf_high"]) == pytest.approx(
        (1 - b["conf_high"], 1 - b["conf_low"]), abs=1e-9
    )


@pytest.mark.parametrize("form", FORMS)
def test_at_one_every_form_is_exact(form: str) -> None:
    frame = indices.proportion(answers(a=40), column="c", interval=form).frame
    low, _ = proportion_confint(40, 40, method="beta")
    assert frame["conf_low"][0] == pytest.approx(low)
    assert frame["conf_high"][0] == 1.0


def test_log_odds_have_their_own_error_under_replicates() -> None:
    """Linearised, both logit forms agree; under the jackknife they do not quite."""
    survey = answers(a=24, b=76)

    def limits(form: str, method: str) -> list[float]:
        made = indices.proportion(survey, column="c", category="a", interval=form, method=method)
        return made.frame[["conf_low", "conf_high"]].iloc[0].tolist()

    assert limits("logit", "taylor") == pytest.approx(limits("xlogit", "taylor"), abs=1e-9)
    assert limits("logit", "jackknife") != pytest.approx(limits("xlogit", "jackknife"), abs=1e-6)


def test_a_small_category_is_not_hidden_alone() -> None:
    result = indices.proportion(answers(a=60, b=3, c=9), column="c")
    frame = result.frame.set_index("item")
    assert frame["note"].to_dict() == {"c:a": "", "c:b": "few picks", "c:c": "protected"}
    hidden = frame[frame["suppressed"]]
    assert (
        hidden[["estimate", "count", "conf_low", "conf_high", "n"]]
        .drop(columns="n", errors="ignore")
        .isna()
        .all(axis=None)
    )
    assert result.covariance is not None
    assert np.isnan(result.covariance[1:, :]).all()
    assert np.isfinite(result.covariance[0, 0])


def test_groups() -> None:
    survey = number_survey(
        {"x": [0.0] * 60},
        columns={"c": ["a", "b"] * 20 + ["a"] * 15 + ["b"] * 5, "g": ["u"] * 40 + ["v"] * 20},
    )
    frame = indices.proportion(survey, column="c", by="g").frame
    found = frame.set_index(["group", "item"])["estimate"]
    assert found["u", "c:a"] == pytest.approx(0.5)
    assert found["v", "c:a"] == pytest.approx(0.75)


def test_what_is_refused() -> None:
    survey = random_survey(1, 40, unit=2)
    with pytest.raises(OptionError) as caught:
        indices.proportion(survey, column="unit", interval="wald")
    assert caught.value.code == "E701"
    with pytest.raises(OptionError) as caught:
        indices.proportion(survey, column="unit", category="unit9")
    assert caught.value.code == "E701"
    with pytest.raises(DesignError) as unknown:
        indices.proportion(survey, column="nothing")
    assert unknown.value.code == "E602"
