"""Quantiles: against NumPy, by hand, by coverage, and what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import berakhlak_stats as bs
from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from tests.surveys import number_survey

RNG = np.random.default_rng(5)
X = RNG.gamma(2, 10, 101)


def median(values: np.ndarray, **options: object) -> pd.Series:
    survey = number_survey({"x": values.tolist()})
    return indices.number_quantile(survey, probs=[0.5], **options).frame.iloc[0]


@pytest.mark.parametrize(
    ("rule", "method"),
    [("math", "inverted_cdf"), ("school", "averaged_inverted_cdf"), ("hf7", "linear")],
)
def test_unweighted_rules_are_those_of_numpy(rule: str, method: str) -> None:
    probs = [0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]
    for values in (X, X[:100], np.round(X / 7)):
        survey = number_survey({"x": values.tolist()})
        found = indices.number_quantile(survey, probs=probs, qrule=rule).frame
        expected = np.quantile(values, probs, method=method)
        assert found["estimate"].tolist() == pytest.approx(expected.tolist())
        assert found["item"].tolist() == [f"x:{p}" for p in probs]


def test_whole_weights_are_repeated_people() -> None:
    weights = RNG.integers(1, 5, len(X)).astype(float)
    heavy = number_survey({"x": X.tolist()}, weights=weights.tolist())
    many = np.repeat(X, weights.astype(int))
    found = indices.number_quantile(heavy, probs=[0.1, 0.5, 0.8]).frame["estimate"]
    expected = np.quantile(many, [0.1, 0.5, 0.8], method="inverted_cdf")
    assert found.tolist() == pytest.approx(expected.tolist())


def test_woodruff_limits_by_hand() -> None:
    """Median of 101 values: share below 51/101, its t interval, and the values there."""
    row = median(X)
    share = 51 / 101
    error = np.sqrt(share * (1 - share) / 100)
    t = stats.t.ppf(0.975, 100)
    ranked = np.sort(X)
    low, high = (ranked[int(np.ceil(101 * (share + s * t * error))) - 1] for s in (-1, 1))
    assert (row["conf_low"], row["conf_high"]) == (low, high)
    assert row["std_error"] == pytest.approx((high - low) / (2 * t))


def test_score_limits_by_hand() -> None:
    """First values whose share is less than t standard errors below a half, and t above."""
    row = median(X, interval="score")
    t = stats.t.ppf(0.975, 100)
    shares = np.arange(1, 102) / 101
    with np.errstate(divide="ignore"):
        score = (shares - 0.5) / np.sqrt(shares * (1 - shares) / 100)
    ranked = np.sort(X)
    assert row["conf_low"] == ranked[np.argmax(score >= -t)]
    assert row["conf_high"] == ranked[np.argmax(score >= t)]


@pytest.mark.parametrize("interval", ["mean", "beta", "xlogit", "score"])
def test_intervals_cover_the_median(interval: str) -> None:
    """400 samples of 60, each a group of its own."""
    x = np.random.default_rng(11).gamma(2, 10, 400 * 60)
    survey = number_survey({"x": x.tolist()}, columns={"g": [f"g{i // 60}" for i in range(len(x))]})
    frame = indices.number_quantile(survey, probs=[0.5], interval=interval, by="g").frame
    truth = stats.gamma(2, scale=10).ppf(0.5)
    hits = (frame["conf_low"] <= truth) & (truth <= frame["conf_high"])
    assert len(hits) == 400
    assert 0.92 <= hits.mean() <= 0.985


def test_replicates_spread_the_quantile_itself() -> None:
    survey = number_survey({"x": X.tolist()})
    people = np.arange(len(X), dtype=np.int32)
    drawn = survey.with_replicates(jackknife_factors(np.zeros(len(X), np.int32), people))
    row = indices.number_quantile(
        drawn, probs=[0.5], qrule="hf7", interval="replicates"
    ).frame.iloc[0]
    left = np.array([np.median(np.delete(X, i)) for i in range(len(X))])
    expected = np.sqrt(100 / 101 * ((left - left.mean()) ** 2).sum())
    assert row["std_error"] == pytest.approx(expected)


def test_groups_and_items_stand_apart() -> None:
    groups = ["a"] * 60 + ["b"] * 38 + ["c"] * 3
    survey = number_survey({"x": X.tolist(), "y": (-X).tolist()}, columns={"g": groups})
    frame = indices.number_quantile(survey, probs=[0.3, 0.7], by="g").frame
    found = frame.set_index(["group", "item"])
    a = X[:60]
    assert found.loc[("a", "x:0.3"), "estimate"] == np.quantile(a, 0.3, method="inverted_cdf")
    assert found.loc[("a", "y:0.7"), "estimate"] == np.quantile(-a, 0.7, method="inverted_cdf")
    hidden = frame[frame["group"] != "a"]
    assert hidden["suppressed"].all()
    assert hidden[["estimate", "std_error", "conf_low", "conf_high"]].isna().all(axis=None)


def test_a_limit_beyond_the_data_is_missing_and_says_so() -> None:
    survey = number_survey({"x": list(map(float, range(12)))})
    inner, last = (
        row for _, row in indices.number_quantile(survey, probs=[0.9, 0.95]).frame.iterrows()
    )
    assert np.isnan(inner["conf_high"]) and np.isnan(inner["std_error"])
    assert inner["note"] == "a limit lies beyond the data"
    assert last["conf_low"] == last["conf_high"] == 11.0
    assert last["note"] == "the share below shows no spread"


def test_row_order_does_not_matter() -> None:
    frame = pd.DataFrame({"x": np.round(X / 9), "weight": RNG.uniform(0.5, 2, len(X))})
    instrument = bs.make_instrument(numbers=["x"])
    mixed = frame.sample(frac=1, random_state=1)
    made = [
        indices.number_quantile(bs.read_survey(each, instrument=instrument), qrule="hf7")
        for each in (frame, mixed)
    ]
    ours = [each.frame[["estimate", "conf_low", "conf_high"]].to_numpy() for each in made]
    assert ours[0] == pytest.approx(ours[1], abs=1e-12)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"probs": [0.0]}, "E703"),
        ({"probs": []}, "E703"),
        ({"qrule": "hf9"}, "E701"),
        ({"interval": "wald"}, "E701"),
        ({"interval": "replicates"}, "E706"),
    ],
)
def test_what_is_refused(options: dict[str, object], code: str) -> None:
    with pytest.raises(OptionError) as caught:
        indices.number_quantile(number_survey({"x": X.tolist()}), **options)
    assert caught.value.code == code


def test_a_result_survives_json() -> None:
    survey = number_survey({"x": X.tolist()}, columns={"g": ["a", "b"] * 50 + ["a"]})
    result = indices.number_quantile(survey, by="g", probs=[0.05, 0.5])
    assert bs.Estimates.from_json(result.to_json()).frame.equals(result.frame)
