"""Calibrated surveys; R's cases of them run in ``tests/oracles/test_r_survey.py``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats.errors import AnswerError, BerakhlakError, DesignError
from berakhlak_stats.indices import number_mean
from berakhlak_stats.survey.replicate_weights import jackknife_factors
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.weighting import calibrate_weights, calibrated
from tests.surveys import number_survey

MARGINS = {"sex": {"f": 900, "m": 700}, "unit": {"A": 400, "B": 600, "C": 600}}


def survey(n: int = 240, seed: int = 5) -> Survey:
    """Answers that depend on sex and unit, with a third of the design effect in clusters."""
    rng = np.random.default_rng(seed)
    sex = rng.choice(["f", "m"], n, p=[0.4, 0.6])
    unit = rng.choice(["A", "B", "C"], n)
    value = 5.0 * (sex == "f") + 3.0 * (unit == "A") + rng.normal(size=n)
    team = [f"t{i % 40:02d}" for i in range(n)]
    columns = {"sex": sex.tolist(), "unit": unit.tolist(), "team": team}
    return number_survey({"x": value.tolist()}, columns=columns, weights=[1600 / n] * n)


def error_of(made: Survey, **options: object) -> float:
    return float(number_mean(made, items=["x"], **options).frame["std_error"][0])  # type: ignore[arg-type]


@pytest.mark.parametrize("method", ["raking", "linear"])
@pytest.mark.parametrize("psu", [None, "team"])
def test_calibrated_bootstrap_and_linearisation_agree(method: str, psu: str | None) -> None:
    made = survey().with_design(weights=None, psu=psu)
    found = calibrated(made, MARGINS, method=method)
    replicates = 4000
    taylor = error_of(found, method="taylor")
    drawn = error_of(found, method="bootstrap", replicates=replicates, rng=3)
    # Four Monte Carlo errors of a standard error, and the order 1/m by which the two differ.
    units = 40 if psu else made.n
    assert drawn == pytest.approx(taylor, rel=4 / np.sqrt(2 * replicates) + 2 / units)


def test_calibration_takes_the_variance_that_margins_explain() -> None:
    found = calibrated(survey(), MARGINS)
    unaware = replace(found, design=replace(found.design, calibration=None))
    # Margins explain about 6 + 2 of a variance of 9.
    assert error_of(found) < 0.5 * error_of(unaware)


def test_a_margin_itself_is_known_without_error() -> None:
    made = survey()
    share = (made.column("sex").codes == 0).astype(float)
    made = replace(made, numbers=share[:, None])
    row = number_mean(calibrated(made, MARGINS), items=["x"]).frame.iloc[0]
    assert row["estimate"] == pytest.approx(900 / 1600)
    assert row["std_error"] == pytest.approx(0, abs=1e-9)


def test_weights_are_those_of_the_plain_function_and_the_design_stays() -> None:
    made = survey().with_design(strata="unit", population=MARGINS["unit"], lonely="adjust")
    found = calibrated(made, {"sex": MARGINS["sex"]}, method="linear")
    plain = calibrate_weights(made, {"sex": MARGINS["sex"]}, method="linear")
    assert found.weights is not None and np.array_equal(found.weights, plain)
    assert (found.design.strata, found.design.lonely) == ("unit", "adjust")
    assert found.design.population == made.design.population
    assert found.design.weights == "linear: sex"


def test_raking_regresses_by_ones_and_the_others_by_the_start() -> None:
    made = survey()
    bases = {
        name: calibrated(made, MARGINS, method=name.split()[0], bounds=bounds).design.calibration
        for name, bounds in {
            "raking": None,
            "raking bounded": (0.3, 3.0),
            "linear": None,
            "logit": (0.3, 3.0),
        }.items()
    }
    start = 1600 / made.n
    expected = {"raking": 1.0, "raking bounded": start, "linear": start, "logit": start}
    for name, known in bases.items():
        assert known is not None
        assert np.allclose(known.base, expected[name]), name


def test_trimmed_weights_keep_their_sum_and_limits() -> None:
    full = calibrated(survey(), MARGINS)
    found = calibrated(survey(), MARGINS, trim=(5.0, 8.5))
    assert full.weights is not None and found.weights is not None
    assert full.weights.max() > 8.5
    assert 5 <= found.weights.min() <= found.weights.max() <= 8.5 + 1e-9
    assert found.weights.sum() == pytest.approx(1600)


def test_replicate_weights_given_by_hand_do_not_outlive_a_calibration() -> None:
    made = survey()
    strata, teams = np.zeros(made.n, np.int32), made.column("team").codes
    found = calibrated(made.with_replicates(jackknife_factors(strata, teams)), MARGINS)
    assert found.design.replicates is None


def refusal(made: Survey, margins: dict[str, dict[str, float]]) -> BerakhlakError:
    with pytest.raises((DesignError, AnswerError)) as caught:
        calibrated(made, margins)
    return caught.value


WITHOUT_C = {"A": 800.0, "B": 800.0}
BAD_MARGINS = {
    "E622": ({"unit": WITHOUT_C}, '"C"'),
    "E623": ({"unit": {"A": 400, "B": 600, "C": 500, "D": 100}}, '"D"'),
    "E218": ({"unit": {"A": 4, "B": 800, "C": 796}}, '"A: '),
    "E227": ({"sex": {"f": 900, "m": 700}, "unit": {"A": 400, "B": 600, "C": 500}}, "1500"),
}


@pytest.mark.parametrize("code", list(BAD_MARGINS))
def test_bad_margins_are_named_with_place_and_fix_in_both_languages(code: str) -> None:
    margins, named = BAD_MARGINS[code]
    error = refusal(survey(), margins)  # type: ignore[arg-type]
    assert error.code == code
    for lang, fix in (("id", "Perbaikan:"), ("en", "Fix:")):
        assert named in error.text(lang)
        assert fix in error.text(lang)


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_bad_starting_weights_are_refused_with_their_row(bad: float) -> None:
    weights = np.ones(240)
    weights[6] = bad
    error = refusal(replace(survey(), weights=weights), MARGINS)
    assert error.code == "E603"
    assert "7" in error.text("id") and "7" in error.text("en")


def test_a_stratum_of_one_is_refused_after_calibration_too() -> None:
    made = survey()
    codes = np.zeros(made.n, np.int32)
    codes[0] = 1
    alone = replace(made.column("unit"), codes=codes, labels=("many", "one"))
    made = replace(made, columns={**made.columns, "stratum": alone})
    with pytest.raises(DesignError) as caught:
        number_mean(calibrated(made.with_design(strata="stratum"), MARGINS), items=["x"])
    assert caught.value.code == "E601"
    assert "'one'" in caught.value.text("id") and "lonely=" in caught.value.text("en")
