"""Differences of waves under three links: by hand, over all samples, and by simulation."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from scipy import stats

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError, OptionError, StatisticError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices import (
    alignment,
    all_indices,
    implementation,
    number_mean,
    value_score,
)
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.waves import waves
from tests.surveys import full_instrument, pick_survey, random_survey
from tests.waves.waves_by_hand import LABELS, Array, designed, linked_variance, shuffled, wave


def difference(result: Estimates) -> Any:
    """The first row of a difference."""
    return result.frame[result.frame["against"] != ""].iloc[0]


def test_independent_samples_add_their_variances() -> None:
    rng = np.random.default_rng(1)
    before, after = rng.normal(60, 20, 45), rng.normal(63, 15, 80)
    row = difference(waves([wave(before), wave(after)], labels=LABELS, of=number_mean))
    # Welch's test of two samples: scipy.stats.ttest_ind(..., equal_var=False).
    known = stats.ttest_ind(after, before, equal_var=False)
    interval = known.confidence_interval(0.95)
    assert row["estimate"] == pytest.approx(after.mean() - before.mean(), rel=1e-12)
    assert row["std_error"] == pytest.approx(
        np.sqrt(before.var(ddof=1) / 45 + after.var(ddof=1) / 80), rel=1e-12
    )
    assert row["df"] == pytest.approx(known.df, rel=1e-10)
    assert row["p_value"] == pytest.approx(known.pvalue, rel=1e-10)
    assert (row["conf_low"], row["conf_high"]) == pytest.approx(tuple(interval), rel=1e-9)
    spread = np.sqrt((before.var(ddof=1) + after.var(ddof=1)) / 2)
    assert row["effect"] == pytest.approx(row["estimate"] / spread, rel=1e-10)


UNITS = [f"u{i:02d}" for i in range(12)]
STRATA = {unit: "north" if i < 5 else "south" for i, unit in enumerate(UNITS)}


def clustered(seed: int) -> tuple[Array, Array, list[str], list[str]]:
    """Values, weights, units and strata of a wave whose unit effects last."""
    effect = np.random.default_rng(99).normal(0, 8, len(UNITS))
    rng = np.random.default_rng(seed)
    place = np.repeat(np.arange(len(UNITS)), rng.integers(3, 9, len(UNITS)))
    values = 60 + effect[place] + rng.normal(0, 10, len(place))
    units = [UNITS[i] for i in place]
    return values, rng.uniform(0.5, 2.0, len(place)), units, [STRATA[unit] for unit in units]


@pytest.mark.parametrize("stratified", [True, False])
def test_shared_units_covary_as_pooled_by_hand(stratified: bool) -> None:
    first, second = clustered(4), clustered(5)
    surveys = [
        designed(
            wave(y, weights=w.tolist(), unit=u, region=s),
            psu="unit",
            **({"strata": "region"} if stratified else {}),
        )
        for y, w, u, s in (first, second)
    ]
    result = waves(surveys, labels=LABELS, link="psu", of=number_mean)
    strata = STRATA if stratified else dict.fromkeys(UNITS, "")
    variance = linked_variance(
        (first[0], second[0]), (first[1], second[1]), (first[2], second[2]), strata
    )
    row = difference(result)
    assert row["std_error"] ** 2 == pytest.approx(variance, rel=1e-9)
    assert row["df"] == (10 if stratified else 11)
    alone = waves(surveys, labels=LABELS, of=number_mean)
    # Effects that last make the difference surer than two separate draws would.
    assert row["std_error"] < 0.8 * difference(alone)["std_error"]
    own = alone.frame[alone.frame["against"] == ""]
    same = result.frame[result.frame["against"] == ""]
    # Each wave by itself has the standard error that it has without the other.
    assert same["std_error"].to_numpy() == pytest.approx(own["std_error"].to_numpy(), rel=1e-10)
    assert same["conf_low"].to_numpy() == pytest.approx(own["conf_low"].to_numpy(), rel=1e-9)


def test_a_panel_is_a_paired_comparison() -> None:
    rng = np.random.default_rng(7)
    before = rng.normal(60, 15, 50)
    after = before + rng.normal(1, 5, 50)
    names = [f"k{i:03d}" for i in range(50)]
    surveys = [wave(before, code=names), shuffled(wave(after, code=names))]
    row = difference(waves(surveys, labels=LABELS, link="person", person="code", of=number_mean))
    # The paired t test: scipy.stats.ttest_rel.
    known = stats.ttest_rel(after, before)
    assert row["statistic"] == pytest.approx(known.statistic, rel=1e-10)
    assert row["p_value"] == pytest.approx(known.pvalue, rel=1e-9)
    assert row["df"] == 49


def test_a_panel_with_leavers_and_joiners_by_hand() -> None:
    rng = np.random.default_rng(8)
    first, second = rng.normal(60, 15, 40), rng.normal(61, 15, 45)
    names = ([f"k{i}" for i in range(40)], [f"k{i}" for i in range(15, 60)])
    second[:25] = first[15:] + rng.normal(0, 4, 25)
    surveys = [wave(first, code=names[0]), wave(second, code=names[1])]
    row = difference(waves(surveys, labels=LABELS, link="person", person="code", of=number_mean))
    variance = linked_variance(
        (first, second),
        (np.ones(40), np.ones(45)),
        names,
        dict.fromkeys(dict.fromkeys((*names[0], *names[1])), ""),
    )
    assert row["std_error"] ** 2 == pytest.approx(variance, rel=1e-10)


def test_respondent_numbers_of_files_link_persons(tmp_path: Any) -> None:
    survey = bs.simulate.simulate(seed=1, n=120)
    again = bs.read_survey(bs.write_survey(survey, tmp_path / "a.csv"))
    assert again.log.keyed
    result = waves([again, again], labels=LABELS, link="person", of=implementation)
    row = difference(result)
    # The same answers of the same persons: nothing changed, and that without any doubt.
    assert row["estimate"] == 0 and row["note"] == "not tested: no spread"
    assert difference(waves([again, again], labels=LABELS, of=implementation))["std_error"] > 1


VALUES = np.array([[52.0, 55.0], [60.0, 58.0], [47.0, 56.0], [71.0, 70.0], [64.0, 69.0], [58, 66]])
"""A population of six units of four persons, in two years: means of the units."""
OFFSETS = np.array([-6.0, -1.0, 2.0, 5.0])


def units_of(chosen: tuple[int, ...], year: int) -> Any:
    values = (VALUES[list(chosen), year][:, None] + OFFSETS).ravel()
    names = [f"u{i}" for i in chosen for _ in OFFSETS]
    return designed(wave(values, unit=names), psu="unit")


@pytest.mark.parametrize("link", ["none", "psu"])
def test_over_all_samples_of_a_small_population(link: str) -> None:
    """All 20 samples of three units in six, drawn once, or once for each year.

    The estimator counts units as drawn with replacement: without, its mean is the true
    variance over ``1 - 3 / 6`` (Cochran 1977, Sampling Techniques, ch. 2, for equal units).
    Variances of independent samples add up, so that their mean over all 400 pairs is that over
    20 pairs in which every sample stands once on each side.
    """
    samples = list(combinations(range(6), 3))
    partners = samples if link == "psu" else samples[::-1]
    results = [
        waves([units_of(a, 0), units_of(b, 1)], labels=LABELS, link=link, of=number_mean)
        for a, b in zip(samples, partners, strict=True)
    ]
    first, second = (np.array([r.frame["estimate"].iloc[w] for r in results]) for w in (0, 1))
    every = (second - first) if link == "psu" else np.subtract.outer(second, first).ravel()
    variances = np.array([difference(r)["std_error"] for r in results]) ** 2
    assert every.mean() == pytest.approx(VALUES.mean(axis=0) @ [-1, 1], rel=1e-12)
    assert variances.mean() * (1 - 3 / 6) == pytest.approx(every.var(), rel=1e-8)


def test_over_all_panels_of_seven_persons() -> None:
    """All 21 panels of five persons in seven: the mean of the estimator, as above."""
    before = np.array([50.0, 62.0, 71.0, 44.0, 58.0, 66.0, 61.0])
    after = np.array([55.0, 60.0, 75.0, 49.0, 66.0, 64.0, 60.0])
    rows = []
    for chosen in combinations(range(7), 5):
        at, names = list(chosen), [f"k{i}" for i in chosen]
        surveys = [wave(before[at], code=names), wave(after[at], code=names)]
        rows.append(
            difference(waves(surveys, labels=LABELS, link="person", person="code", of=number_mean))
        )
    estimates = np.array([row["estimate"] for row in rows])
    variances = np.array([row["std_error"] for row in rows]) ** 2
    assert variances.mean() * (1 - 5 / 7) == pytest.approx(estimates.var(), rel=1e-8)


def test_every_index_has_the_covariance_of_its_totals() -> None:
    """Of all indices: linked waves of one file give what the pooled file's contrast gives."""
    whole = random_survey(11, 400, weighted=True, unit=20, year=2)
    codes = whole.column("year").codes
    parts = [
        whole.take(np.flatnonzero(codes == w)).with_design(psu="unit", weights="weight")
        for w in (0, 1)
    ]
    result = waves(parts, labels=["year0", "year1"], link="psu", of=all_indices, replicates=80)
    pooled = all_indices(whole.with_design(psu="unit"), by="year", replicates=80)
    for row in result.frame[result.frame["against"] != ""].itertuples():
        key = {"item": row.item}
        known = bs.contrast(pooled, {**key, "group": "year1"}, {**key, "group": "year0"})
        assert row.estimate == pytest.approx(known.estimate, abs=1e-10), row.item
        if known.std_error == 0:
            assert np.isnan(row.std_error) and row.note == "not tested: no spread"
            continue
        assert row.std_error == pytest.approx(known.std_error, rel=1e-8), row.item
        assert row.df == known.df


def test_any_statistic_by_group() -> None:
    first, second = (random_survey(seed, 300, unit=3) for seed in (1, 2))
    options: dict[str, Any] = {"variant": "individual_overlap", "lists": ("current", "desired")}
    result = waves([first, second], labels=LABELS, of=alignment, by="unit", **options)
    for unit in ("unit0", "unit1", "unit2"):
        rows = result.frame[result.frame["group"] == unit].set_index(["wave", "against"])
        for label, survey in zip(LABELS, (first, second), strict=True):
            own = alignment(survey, by="unit", **options).frame.set_index("group")
            assert rows.loc[(label, ""), "estimate"] == own.loc[unit, "estimate"]


def test_many_linked_groups_are_taken_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    surveys = [random_survey(s, 900, unit=20, office=12).with_design(psu="office") for s in (1, 2)]
    options: dict[str, Any] = {"labels": LABELS, "link": "psu", "of": value_score, "by": "unit"}
    at_once = waves(surveys, **options)
    monkeypatch.setattr("berakhlak_stats.waves.joint.COVARIANCE_LIMIT", 24)
    a_few = waves(surveys, **options)
    numbers = [result.frame.select_dtypes("number").to_numpy() for result in (at_once, a_few)]
    assert numbers[1] == pytest.approx(numbers[0], rel=1e-9, nan_ok=True)
    assert len(at_once) == 20 * 4 * 3


def without_covariance(survey: Survey, **options: Any) -> Estimates:
    return replace(value_score(survey, **options), covariance=None)


def test_linked_waves_need_a_covariance() -> None:
    surveys = [random_survey(seed, 200, unit=8).with_design(psu="unit") for seed in (1, 2)]
    assert len(waves(surveys, labels=LABELS, of=without_covariance)) == 12
    with pytest.raises(StatisticError, match="E897") as caught:
        waves(surveys, labels=LABELS, link="psu", of=without_covariance)
    assert "value_score dengan 4 baris" in caught.value.text("id")


def test_the_order_of_rows_means_nothing() -> None:
    surveys = [random_survey(seed, 150, unit=3).with_design(psu="unit") for seed in (1, 2)]
    first = waves(surveys, labels=LABELS, link="psu", of=implementation)
    second = waves([shuffled(s) for s in surveys], labels=LABELS, link="psu", of=implementation)
    assert first.frame.equals(second.frame)


def test_all_tests_of_a_call_are_one_family() -> None:
    surveys = [random_survey(seed, 200) for seed in (1, 2, 3)]
    frame = waves(surveys, labels=["a", "b", "c"], of=all_indices, replicates=60).frame
    tested = frame["p_value"].notna()
    smallest = frame.loc[tested, "p_value"].min()
    assert frame.loc[frame["p_value"].idxmin(), "p_adjusted"] == pytest.approx(
        min(1.0, smallest * tested.sum())
    )


def test_against_the_first_wave() -> None:
    surveys = [random_survey(seed, 100) for seed in (1, 2, 3)]
    frame = waves(surveys, labels=["a", "b", "c"], of=implementation, against="first").frame
    assert frame["against"].tolist() == ["", "", "", "a", "a"]


def test_a_census_of_each_year_is_no_proof_of_change() -> None:
    rng = np.random.default_rng(3)
    surveys = [wave(rng.normal(60, 10, 40)).with_design(population=40) for _ in LABELS]
    assert difference(waves(surveys, labels=LABELS, of=number_mean))["std_error"] > 1
    told = waves(surveys, labels=LABELS, of=number_mean, finite_population=True)
    assert difference(told)["note"] == "not tested: no spread"


def test_few_persons_are_shown_and_not_tested() -> None:
    rng = np.random.default_rng(4)
    surveys = [wave(rng.normal(60, 10, 15)) for _ in LABELS]
    row = difference(waves(surveys, labels=LABELS, of=number_mean))
    assert row["note"] == "not tested: small" and np.isnan(row["p_value"])
    assert row["conf_low"] < row["estimate"] < row["conf_high"]


@pytest.mark.parametrize("link", ["none", "psu"])
def test_a_group_hidden_in_one_wave_is_hidden_in_all(link: str) -> None:
    """Ten persons or more in one wave, fewer in the other; and a sibling goes with it."""
    rng = np.random.default_rng(5)
    units = (["a"] * 40 + ["b"] * 20 + ["c"] * 12, ["a"] * 40 + ["b"] * 20 + ["c"] * 6)
    surveys = []
    for names in units:
        offices = [f"p{i % 8}" for i in range(len(names))]
        survey = wave(rng.normal(60, 10, len(names)), unit=names, office=offices)
        surveys.append(survey.with_smallest_group(10).with_design(psu="office"))
    frame = waves(surveys, labels=LABELS, link=link, of=number_mean, by="unit").frame
    rows = frame.set_index(["group", "wave", "against"])
    assert rows.loc["c"]["suppressed"].all() and rows.loc["b"]["suppressed"].all()
    assert not rows.loc["a"]["suppressed"].any()
    numbers = frame.loc[frame["suppressed"]].select_dtypes("number")
    assert numbers.isna().all(axis=None)
    assert set(frame.loc[frame["suppressed"], "note"]) == {"suppressed", "protected"}


def test_a_group_of_one_wave_only_says_so() -> None:
    rng = np.random.default_rng(6)
    first = wave(rng.normal(60, 9, 60), unit=["a"] * 30 + ["b"] * 30)
    second = wave(rng.normal(60, 9, 60), unit=["a"] * 30 + ["new"] * 30)
    frame = waves([first, second], labels=LABELS, of=number_mean, by="unit").frame
    rows = frame[frame["against"] != ""].set_index("group")
    assert rows.loc["new", "note"] == rows.loc["b", "note"] == "not tested: one wave"
    assert frame[(frame["group"] == "new") & (frame["against"] == "")]["wave"].tolist() == ["2023"]


def test_breaks_are_marked_and_not_tested() -> None:
    surveys = [bs.simulate.simulate(seed=seed, n=200) for seed in (1, 2, 3, 4)]
    labels = ["2022", "Survei 2023", "2024", "2025 mandiri"]
    result = waves(surveys, labels=labels, of=implementation)
    rows = result.frame[result.frame["against"] != ""]
    assert rows["note"].tolist() == ["", "broken series", "broken series"]
    assert rows["p_value"].isna().tolist() == [False, True, True]
    assert rows["estimate"].notna().all() and rows["conf_low"].notna().all()
    told = result.provenance.parameters["breaks"]
    assert [each["sureness"] for each in told] == ["inferred", "inferred"]
    assert result.provenance.parameters["family_size"] == 1


def test_labels_without_a_year_are_warned_of() -> None:
    surveys = [bs.simulate.simulate(seed=seed, n=100) for seed in (1, 2)]
    made = waves(surveys, labels=["before", "after"], of=implementation).provenance
    assert any("before, after" in english for _, english in made.warnings)
    plain = [random_survey(seed, 100) for seed in (1, 2)]
    assert not waves(plain, labels=["a", "b"], of=implementation).provenance.warnings


def test_codes_of_bodies() -> None:
    rng = np.random.default_rng(9)
    first = wave(rng.normal(60, 9, 60), unit=["K1"] * 30 + ["K2"] * 30)
    second = wave(rng.normal(60, 9, 60), unit=["K1"] * 30 + ["K9"] * 30)
    same = {"2022": {"K2": "Health"}, "2023": {"K9": "Health"}}
    frame = waves([first, second], labels=LABELS, of=number_mean, by="unit", bodies=same).frame
    assert set(frame["group"]) == {"K1", "Health"}
    reused = {"2022": {"K1": "Education"}, "2023": {"K1": "Roads"}}
    with pytest.raises(StatisticError, match="E890") as caught:
        waves([first, second], labels=LABELS, of=number_mean, by="unit", bodies=reused)
    assert "2022 = Education" in caught.value.text("id")
    with pytest.raises(OptionError, match="E701"):
        waves([first, second], labels=LABELS, of=number_mean, by="unit", bodies={"2021": {}})
    with pytest.raises(OptionError, match="E701"):
        unknown = {"2022": {"K7": "x"}}
        waves([first, second], labels=LABELS, of=number_mean, by="unit", bodies=unknown)


def test_what_cannot_be_asked() -> None:
    surveys = [random_survey(seed, 60) for seed in (1, 2)]
    cases: list[tuple[dict[str, Any], str]] = [
        ({"labels": ["a", "a"]}, "E703"),
        ({"labels": ["a"]}, "E703"),
        ({"labels": LABELS, "link": "guess"}, "E701"),
        ({"labels": LABELS, "against": "last"}, "E701"),
        ({"labels": LABELS, "link": "psu"}, "E891"),
        ({"labels": LABELS, "link": "person"}, "E891"),
        ({"labels": LABELS, "link": "psu", "finite_population": True}, "E706"),
    ]
    for options, code in cases:
        with pytest.raises(BerakhlakError, match=code):
            waves(surveys, of=implementation, **options)
    with pytest.raises(OptionError, match="E703"):
        waves(surveys[:1], labels=["2022"], of=implementation)


def simulated(rng: np.random.Generator, link: str) -> tuple[list[Any], float]:
    """Two waves of the implementation index, and the true change (0) of its population."""
    words = full_instrument().list_index["current"].words
    base = np.random.default_rng(0).normal(-2.2, 0.8, len(words))
    units, size = 24, 12
    effect = rng.normal(0, 0.4, (units, 1, len(words)))
    taste = rng.normal(0, 0.8, (units, size, len(words)))
    surveys = []
    for w in (0, 1):
        fresh = link == "none" and w == 1
        effect = rng.normal(0, 0.4, effect.shape) if fresh else effect
        taste = taste if link == "person" else rng.normal(0, 0.8, taste.shape)
        score = base + effect + taste + rng.logistic(size=taste.shape)
        picks = (score > 0).reshape(units * size, -1)
        columns = {
            "unit": [f"u{i // size}" for i in range(units * size)],
            "code": [f"k{i}" for i in range(units * size)],
        }
        survey = pick_survey({"current": picks}, instrument=full_instrument(), columns=columns)
        surveys.append(survey.with_design(psu="unit"))
    return surveys, 0.0


@pytest.mark.slow
@pytest.mark.parametrize("link", ["none", "psu", "person"])
def test_coverage(link: str) -> None:
    """95% intervals of the change of the implementation index, 24 units of 12 persons.

    Monte-Carlo error with 1,000 draws is .0069; the goal of the house is [.94, .965].
    """
    rng, hits, draws = np.random.default_rng(2024), 0, 1000
    for _ in range(draws):
        surveys, truth = simulated(rng, link)
        result = waves(surveys, labels=LABELS, link=link, person="code", of=implementation)
        row = difference(result)
        hits += row["conf_low"] <= truth <= row["conf_high"]
    assert 0.94 - 0.0069 <= hits / draws <= 0.965 + 0.0069
