"""Differences against contrasts by hand, and what may not be tested."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import DesignError, OptionError, StatisticError
from berakhlak_stats.estimates import Estimates, contrast
from berakhlak_stats.significance import compare, pooled_variances
from tests.surveys import ALL_WORDS, LISTS, number_survey, pick_survey, random_survey

SIZES = {"a": 60, "b": 45, "c": 30, "d": 12}


@cache
def scores(psu: bool = False) -> Estimates:
    rng = np.random.default_rng(5)
    units = [unit for unit, n in SIZES.items() for _ in range(n)]
    shift = {"a": 0.0, "b": 1.0, "c": 3.0, "d": 0.5}
    hours = [shift[unit] + rng.normal(40, 3) for unit in units]
    clusters = [f"p{i % 20}" for i in range(len(units))]
    survey = number_survey({"hours": hours}, columns={"unit": units, "psu": clusters})
    if psu:
        survey = survey.with_design(psu="psu")
    return bs.indices.number_mean(survey, by="unit")


@pytest.mark.parametrize("psu", [False, True])
def test_pairs_are_contrasts(psu: bool) -> None:
    result = scores(psu)
    found = compare(result, against="pairs", adjust="none").to_frame()
    assert len(found) == 6
    row = found[(found["group"] == "c") & (found["against"] == "a")].iloc[0]
    expected = contrast(result, {"group": "c"}, {"group": "a"})
    for name in ("estimate", "std_error", "conf_low", "conf_high", "statistic", "df", "p_value"):
        assert row[name] == pytest.approx(getattr(expected, name), rel=1e-12), name


def test_the_rest_is_the_mean_of_everybody_else() -> None:
    result = scores().to_frame().set_index("group")
    found = compare(scores(), against="rest").to_frame().set_index("group")
    others = result.drop("c")
    rest = np.average(others["estimate"], weights=others["n"])
    assert found.loc["c", "estimate"] == pytest.approx(result.loc["c", "estimate"] - rest)
    share = others["n"] / others["n"].sum()
    variance = result.loc["c", "std_error"] ** 2 + (share**2 * others["std_error"] ** 2).sum()
    # Groups of one sample covary a little through its mean; with four groups about 1%.
    assert found.loc["c", "std_error"] == pytest.approx(np.sqrt(variance), rel=0.02)


def test_the_mean_and_the_median() -> None:
    result = scores().to_frame().set_index("group")
    mean = np.average(result["estimate"], weights=result["n"])
    against_mean = compare(scores(), against="mean").to_frame().set_index("group")
    assert against_mean.loc["b", "estimate"] == pytest.approx(result.loc["b", "estimate"] - mean)
    against_median = compare(scores(), against="median").to_frame().set_index("group")
    middle = np.median(result["estimate"])
    assert against_median.loc["a", "estimate"] == pytest.approx(
        result.loc["a", "estimate"] - middle
    )


def test_a_threshold_is_a_one_sample_test() -> None:
    found = compare(scores(), against=41.0, adjust="none").to_frame().set_index("group")
    result = scores().to_frame().set_index("group")
    t = (result.loc["b", "estimate"] - 41) / result.loc["b", "std_error"]
    assert found.loc["b", "statistic"] == pytest.approx(t)
    assert found.loc["b", "against"] == "41"


def test_another_wave_adds_both_variances() -> None:
    first, second = scores(), scores(psu=True)
    found = compare(second, against=first).to_frame().set_index("group")
    a, b = (each.to_frame().set_index("group") for each in (first, second))
    expected = np.hypot(a.loc["a", "std_error"], b.loc["a", "std_error"])
    assert found.loc["a", "std_error"] == pytest.approx(expected)
    # Satterthwaite (1946) for two independent samples.
    parts = [(each.loc["a", "std_error"] ** 2, each.loc["a", "df"]) for each in (a, b)]
    df = sum(v for v, _ in parts) ** 2 / sum(v**2 / df for v, df in parts)
    assert found.loc["a", "df"] == pytest.approx(df)
    other = bs.indices.number_mean(number_survey({"days": [1.0, 2.0] * 20}))
    with pytest.raises(OptionError, match="E704"):
        compare(first, against=other)


def test_small_groups_are_shown_but_not_tested() -> None:
    found = compare(scores(), against="mean")
    row = found.frame[found.frame["group"] == "d"].iloc[0]
    assert np.isfinite(row["estimate"]) and np.isnan(row["p_value"])
    assert row["note"] == "not tested: small"
    assert found.provenance.parameters["family_size"] == 3
    hidden = scores().frame.copy()
    gone = hidden["group"] == "c"
    hidden.loc[gone, ["estimate", "std_error", "n"]] = np.nan
    hidden.loc[gone, "suppressed"] = True
    result = Estimates(hidden, scores().provenance, scores().covariance)
    # Not even an infinite number of degrees of freedom, which no file could hold.
    assert Estimates.from_json(compare(result, against="mean").to_json()).frame["df"].isna().any()
    row = compare(result, against="rest").frame.iloc[2]
    assert row["suppressed"] and np.isnan(row["estimate"])


def test_p_values_are_adjusted_over_the_call() -> None:
    found = compare(scores(), against="pairs").to_frame()
    tested = found["p_value"].dropna()
    smallest = tested.idxmin()
    assert found.loc[smallest, "p_adjusted"] == pytest.approx(
        min(1, tested[smallest] * len(tested))
    )


def test_effects_are_in_standard_deviations_between_persons() -> None:
    found = compare(scores(), against="pairs").to_frame()
    row = found[(found["group"] == "c") & (found["against"] == "a")].iloc[0]
    assert row["effect"] == pytest.approx(row["estimate"] / 3, rel=0.25)
    assert compare(scores(psu=True), against="pairs").frame["effect"].isna().all()


@pytest.mark.parametrize(("against", "code"), [("best", "E701"), ("rest", "E706")])
def test_refusals(against: str, code: str) -> None:
    survey = number_survey({"hours": [1.0, 2.0, 3.0] * 10})
    with pytest.raises(OptionError, match=code):
        compare(bs.indices.number_mean(survey), against=against)


def test_groups_need_their_covariance() -> None:
    with pytest.raises(DesignError, match="E609"):
        compare(Estimates(scores().frame, scores().provenance, None), against="rest")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_words_follow_the_test(lang: str) -> None:
    said = compare(scores(), against="pairs").narrate(lang)
    higher = {"id": "c lebih tinggi daripada a", "en": "c is higher than a"}[lang]
    assert higher in said
    assert {"id": "kelompok lain", "en": "the other groups"}[lang] in compare(
        scores(), against="rest"
    ).narrate(lang)


def test_a_result_survives_json() -> None:
    found = compare(scores(), against="pairs")
    again = Estimates.from_json(found.to_json())
    assert again.frame.equals(found.frame)


def test_all_agencies_of_the_country_can_be_compared() -> None:
    agencies, people = 539, 20
    values = np.random.default_rng(7).normal(60, 20, agencies * people)
    columns = {"agency": [f"A{i:03d}" for i in range(agencies) for _ in range(people)]}
    survey = number_survey({"score": values.tolist()}, columns=columns)
    found = compare(bs.indices.number_mean(survey, by="agency"), against="rest").to_frame()
    assert found["p_value"].notna().sum() == agencies
    # None differs: about one in twenty falls below .05 (binomial, 99.9% limits).
    assert 0.025 < (found["p_value"] < 0.05).mean() < 0.085


def test_shares_are_compared_by_the_variance_of_all_groups() -> None:
    survey = random_survey(31, 180, unit=6)
    shares = bs.indices.value_score(survey, by="unit")
    pooled = compare(shares, against="mean").to_frame()
    same = compare(pooled_variances(shares), against="mean", variance="own").to_frame()
    own = compare(shares, against="mean", variance="own").to_frame()
    assert np.allclose(pooled["std_error"], same["std_error"], rtol=1e-12, equal_nan=True)
    assert not np.allclose(pooled["std_error"], own["std_error"], rtol=0.01, equal_nan=True)
    assert np.allclose(pooled["estimate"], own["estimate"], equal_nan=True)
    with pytest.raises(OptionError, match="E701"):
        compare(shares, variance="theirs")


def test_means_keep_the_variance_of_each_group() -> None:
    result = scores()
    auto, own = (compare(result, variance=v).to_frame() for v in ("auto", "own"))
    assert auto["std_error"].equals(own["std_error"])


@pytest.mark.parametrize("against", ["rest", "mean", "median"])
def test_a_group_alone_is_not_held_against_zero(against: str) -> None:
    one = number_survey({"x": [float(i % 7) for i in range(60)]}, columns={"unit": ["a"] * 60})
    found = compare(bs.indices.number_mean(one, by="unit"), against=against).to_frame()
    assert found["note"].tolist() == ["not tested: no other group"]
    assert found["p_value"].isna().all()


def test_pairs_need_two_groups() -> None:
    one = number_survey({"x": [float(i % 7) for i in range(60)]}, columns={"unit": ["a"] * 60})
    with pytest.raises(StatisticError, match="E851"):
        compare(bs.indices.number_mean(one, by="unit"), against="pairs")


def test_what_rounding_leaves_of_no_spread_is_not_tested() -> None:
    """Everybody of a unit answers alike: standard errors of 1e-13 must not become certainty."""
    survey = random_survey(31, 180, unit=6)
    unit = survey.column("unit").codes
    first = np.array([np.flatnonzero(unit == code)[0] for code in range(6)])
    alike = survey.take(first[unit])
    found = compare(bs.indices.implementation(alike, by="unit"), against="mean").to_frame()
    assert (found["note"] == "not tested: no spread").all()
    shares = compare(bs.indices.value_score(alike, by="unit"), against="mean").to_frame()
    assert (shares["note"] == "not tested: no spread").all()


def test_one_pooled_variance_has_its_own_degrees_of_freedom() -> None:
    """Two groups of 20 have 38, as the t test with a pooled variance; not twice as many."""
    rng = np.random.default_rng(4)
    survey = number_survey({"x": rng.normal(size=40).tolist()}, columns={"u": ["a", "b"] * 20})
    found = compare(bs.indices.number_mean(survey, by="u"), against="pairs", variance="pooled")
    assert found.to_frame()["df"].tolist() == [38.0]


def test_shares_nearly_all_agree_on_are_not_tested() -> None:
    """Of 30 persons 2.4 are expected against a share of .92: below Cochran's five."""
    yes = [1.0] * 28 + [0.0] * 2 + [1.0] * 248 + [0.0] * 22
    columns = {"unit": ["few"] * 30 + ["many"] * 135 + ["more"] * 135}
    picks = np.zeros((300, len(ALL_WORDS)), bool)
    picks[:, 0], picks[:, 1] = yes, True
    survey = pick_survey(dict.fromkeys(LISTS, picks), columns=columns)
    found = compare(bs.indices.vote_share(survey, lists="current", by="unit"), against="mean")
    notes = found.frame[found.frame["item"] == "a1"].set_index("group")["note"]
    assert notes["few"] == "not tested: few expected"
    assert notes["many"] == notes["more"] == ""


def test_weights_that_leave_few_are_not_tested() -> None:
    """Of 40 persons one counts 30 times: (30 + 39)^2 / (900 + 39) is 5.07 (Kish 1965)."""
    heavy = [30.0] + [1.0] * 39 + [1.0] * 80
    survey = number_survey(
        {"x": [float(i % 7) for i in range(120)]},
        columns={"unit": ["a"] * 40 + ["b"] * 40 + ["c"] * 40},
        weights=heavy,
    )
    result = bs.indices.number_mean(survey, by="unit")
    kish = result.frame.set_index("group")["n_kish"]
    assert kish["a"] == pytest.approx(69**2 / 939) and kish["b"] == pytest.approx(40)
    notes = compare(result, against="mean").frame.set_index("group")["note"]
    assert notes["a"] == "not tested: small effective"
    assert notes["b"] == notes["c"] == ""
    assert "effective n < 20" in str(compare(result, against="mean").table("en"))
    assert "effective respondents (a)" in result.narrate("en")


def test_equal_weights_cost_nothing() -> None:
    survey = number_survey({"x": [1.0, 2.0, 4.0] * 20}, columns={"u": ["a", "b"] * 30},
                           weights=[2.0] * 60)  # fmt: skip
    assert "n_kish" not in bs.indices.number_mean(survey, by="u").frame


@pytest.mark.parametrize("against", ["mean", "pairs", 95.0, 3.0])
def test_intervals_end_where_the_scale_does(against: str | float) -> None:
    survey = random_survey(5, 24, unit=2)
    result = bs.indices.all_indices(survey, by="unit", replicates=60)
    frame = result.frame.copy()
    frame["std_error"] = 80.0
    covariance = np.diag(np.full(len(frame), 6400.0))
    found = compare(Estimates(frame, result.provenance, covariance), against=against).frame
    low, high = (-against, 100 - against) if isinstance(against, float) else (-100, 100)
    assert found["conf_low"].min() == pytest.approx(low)
    assert found["conf_high"].max() == pytest.approx(high)
