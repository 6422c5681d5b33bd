from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import AnswerError, DesignError, OptionError
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import Frame, r_indicator
from berakhlak_stats.weighting.propensity import propensities
from berakhlak_stats.weighting.representativity import _spread
from tests.surveys import number_survey


def survey(units: dict[str, int], smallest_group: int = 5) -> Survey:
    unit = [name for name, size in units.items() for _ in range(size)]
    return number_survey(
        {"x": [1.0] * len(unit)}, columns={"unit": unit}, smallest_group=smallest_group
    )


def test_by_hand() -> None:
    # Rates .6 and .2 in two halves of 1000: S = .2 (n - 1 form), noise (.24 + .16) / 2 / 500.
    found = r_indicator(survey({"A": 300, "B": 100}), Frame({"unit": {"A": 500, "B": 500}}))
    plain = 0.04 * 1000 / 999
    noise = (0.24 + 0.16) / 1000
    assert found.unadjusted == pytest.approx(1 - 2 * np.sqrt(plain))
    assert found.estimate == pytest.approx(1 - 2 * np.sqrt(plain - noise))
    assert found.response_rate == 0.4
    assert found.largest_bias == pytest.approx(np.sqrt(plain - noise) / 0.4)
    assert dict(found.partial)["A"] == pytest.approx(np.sqrt(0.5) * 0.2)


def test_even_response_is_one() -> None:
    found = r_indicator(survey({"A": 50, "B": 100}), Frame({"unit": {"A": 100, "B": 200}}))
    assert found.estimate == 1
    assert found.conf_high == 1


def test_the_standard_error_agrees_with_the_delta_method() -> None:
    frame = Frame({"unit": {"A": 800, "B": 900, "C": 700}})
    found = r_indicator(survey({"A": 500, "B": 300, "C": 150}), frame, replicates=4000)
    people = np.array([800, 900, 700.0])
    rates = np.array([500, 300, 150]) / people
    mean = rates @ people / people.sum()
    slope = 2 * people * (rates - mean) / people.sum()
    se_variance = np.sqrt(np.sum(slope**2 * rates * (1 - rates) / people))
    s = (1 - found.estimate) / 2
    assert found.std_error == pytest.approx(se_variance / s, rel=0.07)


def test_the_adjustment_removes_the_bias() -> None:
    rng = np.random.default_rng(7)
    people = np.full(40, 60.0)
    true = np.where(np.arange(40) % 2, 0.45, 0.55)
    s = np.sqrt(((true - 0.5) ** 2 @ people) / (people.sum() - 1))
    drawn = rng.binomial(60, true, (500, 40)).astype(float)
    x = np.eye(40)
    plain, adjusted = _spread(x, people, propensities(x, people, drawn))
    assert np.mean(plain**2) > 1.5 * s**2
    assert np.mean(adjusted**2) == pytest.approx(s**2, rel=0.08)


def crossed() -> tuple[Survey, Frame]:
    counts = {("A", "f"): 40, ("A", "m"): 30, ("B", "f"): 25, ("B", "m"): 12}
    unit = [cell[0] for cell, n in counts.items() for _ in range(n)]
    sex = [cell[1] for cell, n in counts.items() for _ in range(n)]
    data = number_survey({"x": [1.0] * len(unit)}, columns={"unit": unit, "sex": sex})
    cells = dict.fromkeys(counts, 80)
    margins = {"unit": {"A": 160, "B": 160}, "sex": {"f": 160, "m": 160}}
    return data, Frame(margins, {("unit", "sex"): cells})


def test_crossed_cells_and_main_effects() -> None:
    data, frame = crossed()
    full = r_indicator(data, frame)
    main = r_indicator(data, frame, model="main_effects", replicates=200)
    assert full.columns == main.columns == ("unit", "sex")
    assert full.cells == 4
    assert main.estimate >= full.unadjusted
    assert abs(main.unadjusted - full.unadjusted) < 0.02
    assert r_indicator(data, frame, by="sex").columns == ("sex",)


def test_the_same_seed_gives_the_same_interval() -> None:
    data, frame = crossed()
    assert r_indicator(data, frame, rng=3) == r_indicator(data, frame, rng=3)


def test_small_cells_are_not_given_away() -> None:
    frame = Frame({"unit": {"A": 100, "B": 100, "C": 100}})
    found = r_indicator(survey({"A": 50, "B": 30, "C": 4}, smallest_group=10), frame)
    parts = dict(found.partial)
    assert parts["C"] is None
    assert parts["B"] is None
    assert parts["A"] is not None


def test_misfits_are_refused() -> None:
    with pytest.raises(DesignError):
        r_indicator(survey({"A": 30, "X": 30}), Frame({"unit": {"A": 100}}))
    with pytest.raises(AnswerError):
        r_indicator(survey({"A": 30}), Frame({"unit": {"A": 20}}))
    for options in ({"model": "probit"}, {"replicates": 3}):
        with pytest.raises(OptionError):
            r_indicator(survey({"A": 30}), Frame({"unit": {"A": 99}}), **options)  # type: ignore[arg-type]
