"""Targets: numbers by hand, and when a test allows "reached"."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.errors import OptionError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices import all_indices, implementation, number_mean
from berakhlak_stats.waves import target_achievement, waves
from tests.surveys import number_survey, random_survey
from tests.waves.waves_by_hand import LABELS, wave


def score(n: int = 60) -> Estimates:
    rng = np.random.default_rng(1)
    return number_mean(number_survey({"score": rng.normal(60, 12, n).tolist()}))


def test_achievement_is_realised_over_target() -> None:
    known = score().frame.iloc[0]
    row = target_achievement(score(), target=64).frame.iloc[0]
    assert row["achievement"] == pytest.approx(100 * known["estimate"] / 64)
    assert row["achievement_low"] == pytest.approx(100 * known["conf_low"] / 64)
    assert row["achievement_high"] == pytest.approx(100 * known["conf_high"] / 64)


def test_a_mean_is_tested_by_its_own_t() -> None:
    rng = np.random.default_rng(1)
    values = rng.normal(60, 12, 60)
    row = target_achievement(score(), target=64).frame.iloc[0]
    # scipy.stats.ttest_1samp of the answers against the target.
    known = stats.ttest_1samp(values, 64)
    assert row["p_value"] == pytest.approx(known.pvalue, rel=1e-9)
    assert row["target_probability"] == pytest.approx(known.pvalue / 2, rel=1e-9)


def test_the_test_agrees_with_the_interval_of_an_index() -> None:
    """A target at an end of the 95% interval has p = .05: both are made on the logit."""
    index = implementation(random_survey(5, 150))
    row = index.frame.iloc[0]
    for end, chance in ((row["conf_low"], 0.975), (row["conf_high"], 0.025)):
        found = target_achievement(index, target=float(end)).frame.iloc[0]
        assert found["p_value"] == pytest.approx(0.05, rel=1e-6)
        assert found["target_probability"] == pytest.approx(chance, rel=1e-6)


def test_several_targets_are_one_family() -> None:
    result = all_indices(random_survey(5, 150), replicates=60)
    target = {"implementation": 10, "positive_energy": 99.5}
    frame = target_achievement(result, target=target).frame
    assert frame["item"].tolist() == ["implementation", "positive_energy"]
    assert frame["target"].tolist() == [10, 99.5]
    assert (frame["p_adjusted"] >= frame["p_value"]).all()


def test_the_last_wave_counts() -> None:
    rng = np.random.default_rng(2)
    surveys = [wave(rng.normal(60, 10, 40)), wave(rng.normal(60, 10, 50))]
    result = waves(surveys, labels=LABELS, of=number_mean)
    made = target_achievement(result, target=60)
    assert len(made) == 1 and made.frame["estimate"][0] == result.frame["estimate"][1]
    assert made.provenance.n_used == 50


def test_everybody_asked_leaves_no_doubt() -> None:
    rng = np.random.default_rng(3)
    survey = number_survey({"score": rng.normal(60, 12, 30).tolist()}).with_design(population=30)
    for target, chance in ((20.0, 1.0), (90.0, 0.0)):
        row = target_achievement(number_mean(survey), target=target).frame.iloc[0]
        assert row["target_probability"] == chance and row["p_value"] == 0


def test_few_persons_are_not_tested_and_hidden_ones_not_told() -> None:
    row = target_achievement(score(15), target=64).frame.iloc[0]
    assert row["note"] == "not tested: small" and math.isnan(row["p_value"])
    few = number_mean(number_survey({"score": [60.0, 61, 59, 65]}))
    frame = target_achievement(few, target=64).frame
    assert frame["suppressed"].all()
    numbers = ["estimate", "achievement", "achievement_low", "p_value", "target_probability"]
    assert frame[numbers].isna().all(axis=None)


@pytest.mark.parametrize(
    ("target", "code"), [({"other": 3.0}, "E701"), (0.0, "E703"), (math.nan, "E703")]
)
def test_what_is_no_target(target: object, code: str) -> None:
    with pytest.raises(OptionError, match=code):
        target_achievement(score(), target=target)  # type: ignore[arg-type]
