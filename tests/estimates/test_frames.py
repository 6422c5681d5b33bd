"""The tidy frame: order, bands, one PSU, census, missing answers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import indices
from berakhlak_stats.instrument import round_half_up
from tests.surveys import ALL_WORDS, LISTS, codes, number_survey, pick_survey, random_survey

LOWS = {"D": 0.0, "C": 25.0, "B": 50.0, "A": 75.0}


def score(bad: int, n: int) -> pd.Series:
    """``bad`` of ``n`` people did not pick the first value, so its score is 100 (1 - bad / n)."""
    matrix = np.zeros((n, len(ALL_WORDS)), bool)
    matrix[:, ALL_WORDS.index("d1")] = True
    matrix[bad:, ALL_WORDS.index("a1")] = True
    return indices.value_score(pick_survey(dict.fromkeys(LISTS, matrix))).frame.iloc[0]


def test_rows_stand_group_by_group_in_the_order_of_labels() -> None:
    frame = indices.vote_share(random_survey(1, 90, unit=3), by="unit").frame
    assert frame["group"].drop_duplicates().tolist() == ["unit0", "unit1", "unit2"]
    first = frame[frame["group"] == "unit1"]
    assert first["item"].tolist()[: len(ALL_WORDS)] == list(ALL_WORDS)
    assert frame.index.tolist() == list(range(len(frame)))


def test_groups_are_what_they_would_be_alone() -> None:
    survey = random_survey(2, 400, unit=3)
    together = indices.all_indices(survey, by="unit", replicates=50).frame
    alone = survey.take(survey.column("unit").codes == 1)
    single = indices.value_score(alone).frame
    found = together[(together["group"] == "unit1") & (together["level"] == "value")]
    columns = ["estimate", "n"]
    assert np.allclose(found[columns], single[columns].iloc[:3])


def test_text_columns_are_objects_under_every_pandas() -> None:
    frame = indices.all_indices(random_survey(1), replicates=50).frame
    for column in ("list", "level", "item", "group", "note", "band"):
        assert frame[column].dtype == object, column
    assert frame["suppressed"].dtype == bool
    assert frame["n"].dtype == float


@pytest.mark.parametrize(
    ("bad", "n", "band"),
    [(0, 400, "A"), (100, 400, "B-A"), (140, 400, "B"), (300, 400, "D-C"), (200, 400, "C-B")],
)
def test_bands_name_what_the_interval_reaches(bad: int, n: int, band: str) -> None:
    row = score(bad, n)
    ends = [round_half_up(row[name]) for name in ("conf_low", "conf_high")]
    letters = [min(code for code in "DCBA" if end >= LOWS[code]) for end in ends]
    assert row["band"] == band
    assert (letters[0], letters[-1]) == (band[0], band[-1])


@pytest.mark.parametrize("bad", [0, 1, 50, 100, 101, 200, 399, 400])
def test_band_probabilities_sum_to_one_and_follow_the_interval(bad: int) -> None:
    row = score(bad, 400)
    mass = {code: row[f"prob_{code}"] for code in "ABCD"}
    assert sum(mass.values()) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in mass.values())
    inside = row["band"].split("-")
    assert sum(mass[code] for code in inside) >= 0.95 - 1e-9
    assert all(mass[code] <= 0.025 + 1e-9 for code in set("ABCD") - set(inside))


def test_nobody_and_everybody_get_exact_intervals() -> None:
    """Clopper-Pearson at p = 1: the lower end is (alpha/2)^(1/n)."""
    row = score(0, 50)
    assert row["conf_high"] == 100
    assert row["conf_low"] == pytest.approx(100 * 0.025 ** (1 / 50))
    assert row["std_error"] == pytest.approx(0, abs=1e-12)
    assert score(50, 50)["conf_high"] == pytest.approx(100 * (1 - 0.025 ** (1 / 50)))


def test_one_psu_has_no_standard_error_and_says_so() -> None:
    group = ["a"] * 20 + ["b"] * 40
    psu = ["p0"] * 20 + [f"p{1 + i % 5}" for i in range(40)]
    survey = number_survey(
        {"x": np.random.default_rng(1).normal(size=60).tolist()}, columns={"g": group, "psu": psu}
    )
    for method in ("auto", "jackknife", "bootstrap"):
        result = indices.number_mean(survey.with_design(psu="psu"), by="g", method=method)
        row = result.frame.set_index("group").loc["a"]
        assert np.isfinite(row["estimate"]), method
        assert np.isnan([row["std_error"], row["conf_low"], row["conf_high"]]).all(), method
        assert row["note"] == "one PSU"
        if result.covariance is not None:
            assert np.isnan(result.covariance[0]).all()


def test_answers_from_one_psu_only_are_one_psu() -> None:
    """The group lies in five PSUs, but one question was answered in a single one of them."""
    x = np.random.default_rng(1).normal(size=60)
    psu = [f"p{i % 5}" for i in range(60)]
    y = np.where(np.arange(60) % 5 == 2, x, np.nan)
    survey = number_survey({"x": x.tolist(), "y": y.tolist()}, columns={"psu": psu})
    frame = indices.number_mean(survey.with_design(psu="psu")).frame.set_index("item")
    assert frame["note"].to_dict() == {"x": "", "y": "one PSU"}
    assert np.isnan(frame["std_error"]["y"])


def test_degrees_of_freedom_count_who_answered() -> None:
    x = np.random.default_rng(1).normal(size=60)
    y = np.where(np.arange(60) < 12, x, np.nan)
    frame = indices.number_mean(number_survey({"x": x.tolist(), "y": y.tolist()})).frame
    assert frame["df"].tolist() == [59, 11]


def test_one_psu_in_each_stratum_leaves_no_degrees_of_freedom() -> None:
    n = 60
    h = [f"h{i % 3}" for i in range(n)]
    group = ["a" if i // 3 % 4 == 0 else "b" for i in range(n)]
    psu = [f"{i % 3}/{i // 3 % 4}" for i in range(n)]
    survey = number_survey(
        {"x": np.random.default_rng(1).normal(size=n).tolist()},
        columns={"h": h, "g": group, "psu": psu},
    ).with_design(strata="h", psu="psu")
    row = indices.number_mean(survey, by="g").frame.iloc[0]
    assert (row["df"], row["note"]) == (0, "no degrees of freedom")
    assert np.isnan(row["conf_low"]) and np.isnan(row["std_error"])


def test_a_census_has_no_sampling_error() -> None:
    survey = random_survey(3, 80)
    counted = survey.with_design(population=80)
    frame = indices.all_indices(counted, replicates=60).frame
    assert np.allclose(frame["std_error"], 0)
    assert np.allclose(frame["conf_low"], frame["estimate"])
    assert np.allclose(frame["conf_high"], frame["estimate"])
    assert ~frame["band"].str.contains("-").any()
    assert frame[[f"prob_{code}" for code in "ABCD"]].max(axis=1).tolist() == [1.0] * len(frame)


def test_design_effect_of_a_simple_sample_is_about_one_and_of_clusters_is_not() -> None:
    survey = random_survey(4, 300)
    simple = indices.value_score(survey).frame
    assert simple["deff"].dropna().to_numpy() == pytest.approx(1.0, rel=0.2)
    assert simple["n_eff"].dropna().to_numpy() == pytest.approx(
        (simple["n"] / simple["deff"]).dropna().to_numpy()
    )
    shares = indices.vote_share(survey).frame
    shown = shares[shares["deff"].notna() & shares["estimate"].between(0.01, 0.99)]
    # Without weights or clusters the variance is p(1-p)/(n-1), but for those who skip a list.
    assert shown["deff"].to_numpy() == pytest.approx(np.ones(len(shown)), rel=1e-3)
    assert shown["n_eff"].to_numpy() == pytest.approx(shown["n"].to_numpy(), rel=1e-3)
    order = np.argsort(survey.picks["current"][:, 0])
    psu = np.empty(300, int)
    psu[order] = np.arange(300) // 20
    alike = replace(survey, columns={"psu": codes([f"p{x:02d}" for x in psu])})
    clustered = indices.value_score(alike.with_design(psu="psu")).frame
    assert clustered["deff"].max() > 3


def test_people_who_left_a_list_blank_are_missing_not_empty() -> None:
    survey = random_survey(5, 100)
    answered = int(survey.picks["current"].any(axis=1).sum())
    assert answered < 100
    frame = indices.value_score(survey).frame
    assert (frame["n"] == answered).all()


def test_bounds_always_hold_the_estimate() -> None:
    for seed in range(8):
        survey = random_survey(seed, 60, weighted=bool(seed % 2), unit=2)
        for result in (
            indices.all_indices(survey, by="unit", replicates=60),
            indices.gap(survey, by="unit"),
            indices.vote_share(survey, by="unit", level="area"),
            indices.alignment(survey, variant="profile_overlap", replicates=60),
        ):
            shown = result.frame[~result.frame["suppressed"]]
            assert (shown["conf_low"] <= shown["estimate"] + 1e-9).all()
            assert (shown["estimate"] <= shown["conf_high"] + 1e-9).all()
