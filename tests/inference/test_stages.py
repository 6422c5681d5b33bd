"""Variances of samples of several stages: all samples of a tiny population, and by hand."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates import contrast
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.inference.stages import describe_stages, summed
from berakhlak_stats.inference.strata import describe_strata
from berakhlak_stats.survey import Stage, Survey
from berakhlak_stats.totals import collect, plan
from berakhlak_stats.weighting import calibrated
from tests.statistics import overall, ratio_statistic, total_statistic
from tests.surveys import number_survey

Hand = tuple[np.ndarray, np.ndarray, np.ndarray]
DISTRICTS = 10
SCHOOLS = {"p0": 6, "p1": 4, "p2": 8, "p3": 5, "p4": 7}
PUPILS = 9


def people(seed: int = 5) -> Survey:
    """Five districts of ten, three schools in each, two to five pupils of nine in each."""
    rng = np.random.default_rng(seed)
    rows = [
        (district, f"s{school}", k)
        for district in SCHOOLS
        for school in range(3)
        for k in range(rng.integers(2, 6))
    ]
    district = [row[0] for row in rows]
    n = len(rows)
    level = dict(zip(SCHOOLS, rng.normal(5, 2, 5), strict=True))
    return number_survey(
        {"x": [level[d] + e for d, e in zip(district, rng.normal(size=n), strict=True)]},
        columns={
            "district": district,
            "school": [row[1] for row in rows],
            "sex": [f"s{code}" for code in rng.integers(0, 2, n)],
        },
        weights=rng.uniform(2, 5, n).tolist(),
    )


def staged(survey: Survey, *, persons: bool = True, **more: Any) -> Survey:
    stages = [Stage("school", SCHOOLS), *([Stage(population=PUPILS)] if persons else [])]
    return survey.with_design(psu="district", population=DISTRICTS, stages=stages, **more)


def by_hand(survey: Survey, z: np.ndarray, persons: bool = True) -> float:
    """V1 + f1 (V2 + f2 V3) from linearised values ``z`` (Sarndal et al. 1992, ch. 4)."""
    districts, schools = survey.column("district"), survey.column("school").codes
    f1 = len(SCHOOLS) / DISTRICTS
    variance = (1 - f1) * spread([z[districts.codes == d].sum() for d in range(5)])
    for d, name in enumerate(districts.labels):
        inside = [z[(districts.codes == d) & (schools == s)] for s in range(3)]
        f2 = 3 / SCHOOLS[name]
        variance += f1 * (1 - f2) * spread([each.sum() for each in inside])
        for each in inside if persons else ():
            variance += f1 * f2 * (1 - len(each) / PUPILS) * spread(each)
    return float(variance)


def spread(totals: Any) -> float:
    """m / (m - 1) times the sum of squares about the mean."""
    values = np.asarray(totals)
    return float(len(values) * values.var(ddof=1))


def mean_residuals(survey: Survey, group: np.ndarray | None = None) -> np.ndarray:
    assert survey.weights is not None
    w = survey.weights if group is None else np.where(group, survey.weights, 0.0)
    x = survey.number("x")
    return np.asarray(w * (x - w @ x / w.sum()) / w.sum())


@pytest.mark.parametrize("persons", [False, True])
def test_two_and_three_stages_by_hand(persons: bool) -> None:
    survey = people()
    made = staged(survey, persons=persons)
    row = indices.number_mean(made).frame.iloc[0]
    hand = by_hand(survey, mean_residuals(survey), persons)
    assert row["std_error"] == pytest.approx(np.sqrt(hand), rel=1e-8)
    assert row["df"] == 4  # districts less one, whatever was drawn in them


def test_without_population_counts_the_districts_alone_count() -> None:
    survey = people()
    alone = survey.with_design(psu="district")
    z = mean_residuals(survey)
    codes = survey.column("district").codes
    hand = spread([z[codes == d].sum() for d in range(5)])
    assert overall(ratio_statistic("x"), alone)[1] == pytest.approx(np.sqrt(hand), rel=1e-8)


POPULATION = ([3.0, 5.0, 1.0], [2.0, 9.0, 4.0, 4.0], [7.0, 6.0, 8.0])


def all_samples() -> list[tuple[float, list[tuple[int, int]]]]:
    """Every sample of two units of two persons each, with its probability."""
    samples = []
    for pair in combinations(range(3), 2):
        choices = [list(combinations(range(len(POPULATION[i])), 2)) for i in pair]
        for chosen in product(*choices):
            members = [(i, k) for i, ks in zip(pair, chosen, strict=True) for k in ks]
            samples.append((1 / (3 * len(choices[0]) * len(choices[1])), members))
    return samples


@pytest.mark.parametrize("limit", [plan.PERSON_LIMIT, 0])
def test_over_all_samples_the_variance_is_met_on_average(
    limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exact, by enumeration: the estimated variance of a total is unbiased."""
    monkeypatch.setattr(plan, "PERSON_LIMIT", limit)
    truth = sum(map(sum, POPULATION))
    mean = error = variance = 0.0
    for probability, members in all_samples():
        sizes = {f"u{i}": len(POPULATION[i]) for i, _ in members}
        survey = number_survey(
            {"x": [POPULATION[i][k] for i, k in members]},
            columns={"u": [f"u{i}" for i, _ in members]},
            weights=[3 / 2 * len(POPULATION[i]) / 2 for i, _ in members],
        ).with_design(psu="u", population=3, stages=[Stage(population=sizes)])
        estimate, se = overall(total_statistic("x"), survey)
        mean += probability * estimate
        error += probability * (estimate - truth) ** 2
        variance += probability * se**2
    assert mean == pytest.approx(truth, rel=1e-12)
    assert variance == pytest.approx(error, rel=1e-9)


def test_a_unit_taken_in_full_adds_nothing_and_a_census_has_no_variance() -> None:
    survey = people()
    counts = {"p0": 3, "p1": 3, "p2": 3, "p3": 3, "p4": 3}
    whole = survey.with_design(psu="district", population=10, stages=[Stage("school", counts)])
    first = survey.with_design(psu="district", population=10)
    statistic = ratio_statistic("x")
    assert overall(statistic, whole)[1] == pytest.approx(overall(statistic, first)[1], rel=1e-12)
    census = survey.with_design(psu="district", population=5, stages=[Stage("school", counts)])
    assert overall(statistic, census)[1] == 0


def test_all_districts_drawn_is_a_sample_stratified_by_district() -> None:
    survey = people()
    sizes = {name: 30 for name in SCHOOLS}
    staged_ = survey.with_design(psu="district", population=5, stages=[Stage(population=sizes)])
    stratified = survey.with_design(strata="district", population=sizes)
    a, b = (overall(ratio_statistic("x"), each) for each in (staged_, stratified))
    assert a == pytest.approx(b, rel=1e-9)


@pytest.mark.parametrize("limit", [plan.PERSON_LIMIT, 0])
def test_domains_covary_through_every_stage(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A difference of domains is linear in all persons; units without members are zeros."""
    monkeypatch.setattr(plan, "PERSON_LIMIT", limit)
    survey = people()
    result = indices.number_mean(staged(survey), by="sex")
    sex = survey.column("sex").codes
    z = mean_residuals(survey, sex == 0) - mean_residuals(survey, sex == 1)
    found = contrast(result, {"group": "s0"}, {"group": "s1"})
    assert found.std_error == pytest.approx(np.sqrt(by_hand(survey, z)), rel=1e-7)
    one = result.frame["std_error"].to_numpy()
    hand = [by_hand(survey, mean_residuals(survey, sex == g)) for g in (0, 1)]
    assert one == pytest.approx(np.sqrt(hand), rel=1e-7)


@pytest.mark.parametrize("limit", [plan.PERSON_LIMIT, 0])
@pytest.mark.parametrize("small", [True, False])
def test_calibrated_weights_leave_the_residuals_of_every_stage(
    limit: int, small: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Post-stratified mean: residuals about the mean of each sex, stage by stage."""
    from berakhlak_stats.inference import calibrated as module

    monkeypatch.setattr(plan, "PERSON_LIMIT", limit)
    if not small:
        monkeypatch.setattr(module, "is_small", lambda groups, outputs: False)
    survey = people()
    made = calibrated(staged(survey), {"sex": {"s0": 150, "s1": 100}}, method="post_stratify")
    w, base, x = made.weights, survey.weights, survey.number("x")
    assert w is not None and base is not None
    residual = (x - w @ x / w.sum()) / w.sum()
    for code in (0, 1):
        own = survey.column("sex").codes == code
        residual[own] -= base[own] @ residual[own] / base[own].sum()
    found = overall(ratio_statistic("x"), made)[1]
    assert found == pytest.approx(np.sqrt(by_hand(survey, w * residual)), rel=1e-7)


@pytest.mark.parametrize("limit", [plan.PERSON_LIMIT, 0])
@pytest.mark.parametrize("persons", [True, False])
def test_parts_of_a_file_add_up_to_the_whole(
    limit: int, persons: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "PERSON_LIMIT", limit)
    made = staged(people(), persons=persons)
    statistic = ratio_statistic("x")
    rows = np.random.default_rng(1).permutation(made.n)
    halves = [made.take(np.sort(part)) for part in np.array_split(rows, 3)]
    pieces = collect(halves, [statistic], by="sex", replicates=True, n=made.n)
    whole = collect(made, [statistic], by="sex", replicates=True)
    for name in ("within", "grouped"):
        one, other = getattr(whole, name), getattr(pieces, name)
        assert np.array_equal(one.keys, other.keys) and np.array_equal(one.units, other.units)
        assert np.array_equal(one.n, other.n) and np.array_equal(one.sizes, other.sizes)
        assert one.total == pytest.approx(other.total)
        assert one.second.keys() == other.second.keys()
        for key in one.second:
            assert one.second[key] == pytest.approx(other.second[key])


def test_parts_that_count_a_unit_differently_do_not_merge() -> None:
    survey = people()
    made = [
        survey.take(rows).with_design(
            psu="district", population=10, stages=[Stage("school", population=count)]
        )
        for rows, count in ((slice(0, 20), 6), (slice(20, None), 6), (slice(20, None), 7))
    ]
    first, same, other = (collect(each, [total_statistic("x")]) for each in made)
    assert (first + same).within.n.sum() == survey.n
    with pytest.raises(DesignError, match="population of a later stage"):
        first + other
    with pytest.raises(DesignError, match="plans differ"):
        first + collect(survey.with_design(psu="district", population=10), [total_statistic("x")])


def lonely(policy: str, stages: int = 1) -> Survey:
    """In one unit of three a single person was drawn."""
    return number_survey(
        {"x": [1.0, 4.0, 2.0, 8.0, 5.0]}, columns={"u": list("aabbc")}
    ).with_design(psu="u", population=6, lonely=policy, stages=[Stage(population=10)] * stages)


def test_a_single_unit_at_a_later_stage_needs_a_policy() -> None:
    with pytest.raises(DesignError, match="E601") as caught:
        overall(total_statistic("x"), lonely("raise"))
    assert "PSU 'c'" in caught.value.text("en") and "respondent" in caught.value.text("en")
    assert "PSU 'c'" in caught.value.text("id") and "responden" in caught.value.text("id")


def test_policies_at_a_later_stage() -> None:
    """Totals 5, 10, 5 of three units of six; within: f1 = 1/2, (1 - .2) for a and b."""
    between = 0.5 * spread([5.0, 10.0, 5.0])
    inner = [0.5 * 0.8 * spread(values) for values in ([1.0, 4.0], [2.0, 8.0])]
    expected = {
        "certainty": sum(inner),
        "remove": sum(inner),
        "adjust": sum(inner) + 0.5 * 0.9 * 25.0,
        "average": sum(inner) * 3 / 2,
    }
    for policy, within in expected.items():
        se = overall(total_statistic("x"), lonely(policy))[1]
        assert se == pytest.approx(np.sqrt(between + within), rel=1e-9), policy


def test_more_drawn_than_there_are_names_the_unit() -> None:
    survey = number_survey({"x": [1.0, 2.0, 3.0, 4.0]}, columns={"u": list("aabb")})
    made = survey.with_design(psu="u", population=3, stages=[Stage(population={"a": 5, "b": 1})])
    with pytest.raises(DesignError, match="E604") as caught:
        overall(total_statistic("x"), made)
    assert "PSU 'b'" in caught.value.text("id")


def test_the_other_form_of_the_correction_holds_at_every_stage() -> None:
    """(N - n) / (N - 1) pairs with squares about the mean that are not divided by m - 1."""
    survey = number_survey({"x": [1.0, 4.0, 2.0, 8.0]}, columns={"u": list("aabb")})
    made = survey.with_design(
        psu="u", population=5, stages=[Stage(population=6)], fpc_form="(N-n)/(N-1)"
    )
    squares = [np.var(v) * len(v) for v in ([5.0, 10.0], [1.0, 4.0], [2.0, 8.0])]
    hand = 3 / 4 * squares[0] + 2 / 5 * 4 / 5 * (squares[1] + squares[2])
    assert overall(total_statistic("x"), made)[1] == pytest.approx(np.sqrt(hand), rel=1e-9)


def test_levels_count_units_over_all_groups() -> None:
    totals = collect(staged(people()), [total_statistic("x")], by="sex")
    schools, pupils = describe_stages(totals, describe_strata(totals))
    assert schools.strata.m.tolist() == [3] * 5
    assert pupils.strata.m.sum() == totals.n_rows and len(pupils.strata.m) == 15


def test_the_jackknife_is_refused() -> None:
    with pytest.raises(DesignError, match="E666"):
        indices.number_mean(staged(people()), method="jackknife")


def test_the_stages_stand_in_the_provenance() -> None:
    made = analyse(staged(people()), [total_statistic("x")], Options())
    assert made.totals.plan.stages == ("school", "")
    assert indices.number_mean(staged(people())).provenance.stages == ("school", "persons")
    assert "stages=('school', 'persons')" in repr(staged(people()).design)


def test_rows_of_one_group_and_unit_are_summed() -> None:
    values = np.array([[1.0], [2.0], [4.0], [8.0]])
    sums, first = summed(values, np.array([0, 0, 1, 0]), np.array([3, 3, 3, 5]))
    assert sums.ravel().tolist() == [3.0, 8.0, 4.0]
    assert first.tolist() == [0, 3, 2]
