"""Reliability of unit scores: by hand, against simulated truth, and what it refuses to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.estimates.glossary import OPTIONAL, REQUIRED
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.reliability import unit_reliability
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.surveys import codes, random_survey

LOG_20 = -2 * np.log(0.025)
LOG_1 = -2 * np.log(0.975)


def rated(answers: Sequence[Sequence[int]], units: Sequence[str], **more: Any) -> Survey:
    """Persons by items, with a column of units."""
    matrix = np.array(answers, np.int8)
    names = [f"i{j}" for j in range(matrix.shape[1])]
    return Survey(
        instrument=make_instrument(ratings=names, scale=(1, 5)),
        n=len(matrix),
        ratings=matrix,
        columns={"unit": codes(units)},
        keys=make_keys([matrix], len(matrix)),
        smallest_group=5,
        **more,
    )


def three_units() -> Survey:
    """Units of means 2, 4 and 3, each with a variance of 1 among its five persons."""
    base = np.array([-1, -1, 0, 1, 1])
    answers = [[x] for mean in (2, 4, 3) for x in base + mean]
    return rated(answers, [unit for unit in "abc" for _ in range(5)])


def row(result: Estimates, item: str = "i0", group: str = "") -> Any:
    frame = result.frame
    return frame[(frame["item"] == item) & (frame["group"] == group)].iloc[0]


def test_by_hand() -> None:
    """On 0-100: scores 25, 75, 50; a person's variance 625, so v = 125; tau2 = 1250/2 - 125."""
    found = row(unit_reliability(three_units(), by="unit", statistic="ratings"))
    assert found["between_variance"] == pytest.approx(500)
    assert found["sampling_variance"] == pytest.approx(125)
    assert found["estimate"] == pytest.approx(500 / 625)
    assert (found["units"], found["n"]) == (3, 15)
    # Q(t) = 1250 / (125 + t) on 2 df, whose quantiles are -2 log(mass above).
    low, high = max(1250 / LOG_20 - 125, 0), 1250 / LOG_1 - 125
    assert [found["between_low"], found["between_high"]] == pytest.approx([low, high])
    assert found["conf_low"] == pytest.approx(low / (low + 125))
    assert found["conf_high"] == pytest.approx(high / (high + 125))


def of_means(*means: int) -> Survey:
    """Units of five persons, each with a variance of 1 about its mean."""
    answers = [[mean + x] for mean in means for x in (-1, -1, 0, 1, 1)]
    return rated(answers, [f"u{g}" for g in range(len(means)) for _ in range(5)])


def test_own_variances_and_unequal_units() -> None:
    """Units of 5 and 10 persons; own variances follow s^2 / n of each."""
    rng = np.random.default_rng(1)
    sizes = {"a": 5, "b": 10, "c": 25}
    units = [unit for unit, size in sizes.items() for _ in range(size)]
    answers = rng.integers(1, 6, (40, 1))
    survey = rated(answers.tolist(), units)
    own = unit_reliability(survey, by="unit", statistic="ratings", variance="own")
    pooled = unit_reliability(survey, by="unit", statistic="ratings")
    x, label = 25.0 * (answers[:, 0] - 1), np.array(units)
    squares = {u: ((x[label == u] - x[label == u].mean()) ** 2).sum() for u in sizes}
    common = sum(squares.values()) / (40 - 3)
    for unit, size in sizes.items():
        at = row(own, group=unit)["sampling_variance"]
        assert at == pytest.approx(squares[unit] / (size - 1) / size)
        assert row(pooled, group=unit)["sampling_variance"] == pytest.approx(common / size)
    # Large units are measured better.
    tau2 = row(pooled)["between_variance"]
    lam = [row(pooled, group=unit)["estimate"] for unit in sizes]
    assert lam == pytest.approx([tau2 / (tau2 + common / size) for size in sizes.values()])


def simulated(
    rng: np.random.Generator, units: int, size: int, tau: float
) -> tuple[Survey, list[str]]:
    """Favourable picks of rating 5 or 1: unit chances are normal about one half."""
    p = np.clip(rng.normal(0.5, tau, units), 0.02, 0.98)
    label = np.repeat(np.arange(units), size)
    answers = np.where(rng.random(units * size) < p[label], 5, 1)[:, None]
    names = [f"u{g:03d}" for g in label]
    return rated(answers.tolist(), names), names


def test_simulated_truth_is_met_on_average() -> None:
    """Unit scores of 100 p: tau2 = 100, a person's variance about 2400, 30 persons a unit."""
    rng = np.random.default_rng(7)
    found = []
    for _ in range(60):
        survey, _ = simulated(rng, 40, 30, 0.10)
        one = row(unit_reliability(survey, by="unit", statistic="ratings"))
        found.append((one["between_variance"], one["estimate"]))
    mean, error = np.mean(found, axis=0), np.std(found, axis=0) / np.sqrt(60)
    truth = 100 / (100 + 2400 / 30)
    assert abs(mean[0] - 100) < 4 * error[0]
    assert abs(mean[1] - truth) < 4 * error[1] + 0.02


def test_units_drawn_from_one_population_have_none() -> None:
    survey, _ = simulated(np.random.default_rng(2), 30, 20, 0.0)
    found = row(unit_reliability(survey, by="unit", statistic="ratings"))
    assert found["conf_low"] == 0 and found["estimate"] < 0.4


def test_all_scores_of_picks_with_glossary_columns_and_order() -> None:
    survey = random_survey(31, 240, weighted=True, unit=6)
    result = unit_reliability(survey, by="unit", replicates=60)
    frame = result.frame
    # Three values and six indices, for everybody and six units.
    assert len(frame) == 9 * 7 and set(frame["level"]) == {"coefficient"}
    assert set(frame.columns) <= REQUIRED.keys() | OPTIONAL.keys()
    assert REQUIRED.keys() <= set(frame.columns)
    assert not frame.duplicated(["list", "level", "item", "group"]).any()
    known = frame["conf_low"].notna()
    assert (frame["conf_low"] <= frame["estimate"] + 1e-12)[known].all()
    assert (frame["estimate"] <= frame["conf_high"] + 1e-12)[known].all()
    assert (frame["note"][~known] != "").all()
    shuffled = survey.take(np.random.default_rng(5).permutation(survey.n))
    assert unit_reliability(shuffled, by="unit", replicates=60).frame.equals(frame)
    again = Estimates.from_json(result.to_json())
    assert again.frame.equals(frame)
    assert result.provenance.by == "unit" and result.provenance.seed is not None


def test_both_estimators_and_an_interval_that_holds_them() -> None:
    survey = random_survey(8, 400, unit=12)
    for between in ("paule_mandel", "dersimonian_laird"):
        frame = unit_reliability(survey, by="unit", between=between, replicates=60).frame
        inside = frame["between_low"] <= frame["between_variance"]
        assert (inside & (frame["between_variance"] <= frame["between_high"]))[:9].all()


def test_small_units_take_no_part_and_show_nothing() -> None:
    survey = three_units()
    extra = rated([[1], [5]], ["d", "d"])
    answers = np.concatenate([survey.ratings, extra.ratings]).tolist()
    units = [unit for unit in "abc" for _ in range(5)] + ["d", "d"]
    result = unit_reliability(rated(answers, units), by="unit", statistic="ratings")
    # One of the others shields it: a single gap could be filled by subtraction. That leaves
    # the scores 75 and 50: tau2 = 12.5^2 * 2 - 125.
    assert row(result)["between_variance"] == pytest.approx(187.5)
    hidden = result.frame[result.frame["suppressed"]]
    assert set(hidden["group"]) == {"a", "d"}
    numbers = ["estimate", "conf_low", "conf_high", "n", "sampling_variance"]
    assert hidden[numbers].isna().all(axis=None)


def test_a_psu_in_two_units_is_warned_about() -> None:
    survey = random_survey(9, 300, unit=5, block=40)
    nested = unit_reliability(survey, by="unit", replicates=60)
    crossed = unit_reliability(survey.with_design(psu="block"), by="unit", replicates=60)
    assert nested.provenance.warnings == () and len(crossed.provenance.warnings) == 1


def test_refusals() -> None:
    survey = three_units()
    with pytest.raises(BerakhlakError, match="E701"):
        unit_reliability(survey, by="unit", statistic="words")
    with pytest.raises(BerakhlakError, match="E701"):
        unit_reliability(survey, by="unit", statistic="ratings", between="hedges_olkin")
    with pytest.raises(BerakhlakError, match="E702"):
        unit_reliability(survey, by="unit")
    one = survey.take(np.arange(5))
    with pytest.raises(BerakhlakError, match="E851"):
        unit_reliability(one, by="unit", statistic="ratings")
    with pytest.raises(BerakhlakError, match="E102"):
        unit_reliability(survey.take(np.array([], int)), by="unit", statistic="ratings")


def held(units: int, sizes: tuple[int, int], tau: float, rounds: int) -> tuple[float, float]:
    """How often the interval lies above, and below, the reliability of the population."""
    rng = np.random.default_rng([units, *sizes])
    n = rng.integers(sizes[0], sizes[1] + 1, units)
    label = np.repeat(np.arange(units), n)
    names = [f"u{g:03d}" for g in label]
    sampling = (100**2 * (0.25 - tau**2) / n).mean()
    truth = (100 * tau) ** 2 / ((100 * tau) ** 2 + sampling)
    above = below = 0
    for _ in range(rounds):
        p = np.clip(rng.normal(0.5, tau, units), 0.02, 0.98)
        answers = np.where(rng.random(len(label)) < p[label], 5, 1)[:, None]
        found = row(
            unit_reliability(rated(answers.tolist(), names), by="unit", statistic="ratings")
        )
        above += found["conf_low"] > truth
        below += found["conf_high"] < truth
    return above / rounds, below / rounds


@pytest.mark.slow
@pytest.mark.parametrize(
    ("units", "sizes", "tau"), [(30, (10, 60), 0.10), (100, (10, 30), 0.05), (15, (20, 200), 0.10)]
)
def test_intervals_hold_the_truth(units: int, sizes: tuple[int, int], tau: float) -> None:
    """2,000 replications: the standard error of a coverage of .95 is .005."""
    above, below = held(units, sizes, tau, 2000)
    assert 0.935 <= 1 - above - below <= 0.965
    assert max(above, below) <= 0.04
