"""The rescaled bootstrap of several stages against Taylor, and its multipliers by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.inference.replicates import resampler
from berakhlak_stats.inference.rescaled import RescaledBootstrap
from berakhlak_stats.inference.strata import describe_strata
from berakhlak_stats.survey import Stage, Survey
from berakhlak_stats.totals import collect, plan
from tests.inference.test_stages import lonely, people, staged
from tests.statistics import total_statistic
from tests.surveys import random_survey

REPLICATES = 20_000


def sampler(survey: Survey, seed: int = 1, replicates: int = 4000) -> RescaledBootstrap:
    totals = collect(survey, [total_statistic("x")], replicates=True)
    made = resampler(totals, describe_strata(totals), replicates=replicates, seed=seed)
    assert isinstance(made, RescaledBootstrap)
    return made


@pytest.mark.parametrize("persons", [True, False])
def test_totals_vary_as_taylor_says(persons: bool) -> None:
    """Linear statistics: the replicate variance is that of Taylor, up to Monte Carlo error.

    The relative error of a variance of B normal replicates is sqrt(2 / B), 1 per cent here;
    the bound is four of them.
    """
    made = staged(people(), persons=persons)
    taylor = indices.number_total(made).frame["std_error"][0]
    drawn = indices.number_total(made, method="bootstrap", replicates=REPLICATES)
    assert drawn.frame["std_error"][0] == pytest.approx(taylor, rel=2 * np.sqrt(2 / REPLICATES))


@pytest.mark.parametrize("policy", ["certainty", "adjust", "average"])
def test_policies_for_lonely_units_hold_in_replicates(policy: str) -> None:
    made = sampler(lonely(policy), replicates=REPLICATES)
    values = made.evaluate(total_statistic("x"))[:, 0, 0]
    from tests.statistics import overall

    expected = overall(total_statistic("x"), lonely(policy))[1]
    assert values.std(ddof=1) == pytest.approx(expected, rel=0.03)


def test_random_groups_stand_for_many_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    n = 3000
    from tests.surveys import number_survey

    unit = rng.integers(0, 6, n)
    survey = number_survey(
        {"x": (unit + rng.normal(size=n)).tolist()}, columns={"u": [f"u{c}" for c in unit]}
    ).with_design(psu="u", population=6, stages=[Stage(population=2000)])
    taylor = indices.number_mean(survey).frame["std_error"][0]
    monkeypatch.setattr(plan, "PERSON_LIMIT", 0)
    drawn = indices.number_mean(survey, method="bootstrap", replicates=4000)
    # Six units of twenty groups leave 114 degrees of freedom: sqrt(1 / 228) is 7 per cent.
    assert drawn.frame["std_error"][0] == pytest.approx(taylor, rel=0.2)


def test_multipliers_average_one_and_stand_on_a_grid() -> None:
    made = sampler(staged(people()))
    draws = made.draws().astype(float)
    assert draws.mean(axis=1) == pytest.approx(np.ones(len(draws)), abs=0.15)
    assert np.array_equal(draws * 2**20, np.round(draws * 2**20))
    start, slope = made.factors()
    assert not start.any() and (slope == 1).all()


def test_two_units_of_two_persons_by_hand() -> None:
    """f1 = f2 = 1/2: l1 = sqrt(1/2), l2 = sqrt(1/4); a unit left out keeps 1 - l1."""
    from tests.surveys import number_survey

    survey = number_survey({"x": [1.0, 2.0, 3.0, 4.0]}, columns={"u": list("aabb")}).with_design(
        psu="u", population=4, stages=[Stage(population=4)]
    )
    draws = sampler(survey).draws().astype(float)
    first, second = np.sqrt(0.5), 0.5
    out, taken, missed = (
        1 - first,
        1 + first + np.sqrt(2) * second,
        1 + first - np.sqrt(2) * second,
    )
    assert np.unique(np.round(draws, 5)) == pytest.approx(sorted([out, taken, missed]), abs=1e-5)


def test_seeds_and_the_order_of_rows_decide_nothing_else() -> None:
    made = staged(people())
    turned = made.take(np.arange(made.n)[::-1])
    assert np.array_equal(sampler(made).draws(), sampler(turned).draws())
    assert not np.array_equal(sampler(made).draws(), sampler(made, seed=2).draws())


def test_statistics_that_are_not_smooth_get_it_by_themselves() -> None:
    survey = random_survey(3, 300, unit=8)
    sizes = {label: 60 for label in survey.column("unit").labels}
    made = survey.with_design(psu="unit", population=20, stages=[Stage(population=sizes)])
    result = indices.balance(made, replicates=200)
    assert result.provenance.replicates == 200 and result.provenance.stages == ("persons",)
    aligned = indices.alignment(made, variant="profile_overlap", replicates=200)
    assert np.isfinite(aligned.frame["std_error"].iloc[0])


def test_a_first_stage_taken_in_full_leaves_the_second_alone() -> None:
    """Every district drawn: multipliers are those of the strata, not doubled or dropped."""
    survey = people()
    sizes = {label: 40 for label in survey.column("district").labels}
    made = survey.with_design(psu="district", population=5, stages=[Stage(population=sizes)])
    draws = sampler(made).draws()
    assert draws.min() >= 0
