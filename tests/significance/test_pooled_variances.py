"""Pooled variances: by hand, correlations kept, and false findings in small groups avoided."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import DesignError, OptionError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.significance import compare, pooled_variances
from berakhlak_stats.simulate import bundled
from tests.surveys import number_survey


def picked(counts: dict[str, tuple[int, int]]) -> Estimates:
    """Shares of a yes in groups, from (yes, all), on 0-1."""
    units = [name for name, (_, n) in counts.items() for _ in range(n)]
    yes = [float(i < k) for k, n in counts.values() for i in range(n)]
    return bs.indices.number_mean(number_survey({"hours": yes}, columns={"unit": units}), by="unit")


def test_by_hand() -> None:
    """20 of 40 and 10 of 20: variances per person (0.25) n / (n - 1), weighted by df."""
    result = picked({"a": (20, 40), "b": (10, 20)})
    own = result.frame
    found = pooled_variances(result).frame
    n, df = own["n"].to_numpy(), own["df"].to_numpy()
    per_person = (df * n * own["std_error"] ** 2).sum() / df.sum()
    assert found["std_error"].to_numpy() ** 2 == pytest.approx(per_person / n)
    assert found["df"].tolist() == [df.sum()] * 2
    assert found["estimate"].tolist() == own["estimate"].tolist()


def test_a_share_near_one_is_not_sure_by_accident() -> None:
    """27 of 28 among 75% of 584: exactly, 27 or more has the probability .0033 (binomial)."""
    result = picked({"small": (27, 28), "large": (417, 556)})
    own = compare(result, against="mean").frame
    pooled = compare(pooled_variances(result), against="mean").frame
    first = (own["group"] == "small").to_numpy()
    assert own["p_value"][first].iloc[0] < 1e-5
    assert 0.005 < pooled["p_value"][first].iloc[0] < 0.02


def test_a_group_of_one_mind_is_tested_too() -> None:
    result = picked({"same": (30, 30), "large": (300, 400)})
    found = pooled_variances(result)
    assert (found.frame["std_error"] > 0).all()
    assert (np.diag(np.asarray(found.covariance)) > 0).all()


def test_correlations_between_groups_are_kept() -> None:
    result = picked({"a": (20, 40), "b": (10, 30)})
    covariance = np.array(result.covariance)
    covariance[0, 1] = covariance[1, 0] = 0.5 * np.sqrt(covariance[0, 0] * covariance[1, 1])
    found = np.asarray(pooled_variances(replace(result, covariance=covariance)).covariance)
    assert found[0, 1] / np.sqrt(found[0, 0] * found[1, 1]) == pytest.approx(0.5)


def test_groups_and_their_covariance_are_needed() -> None:
    result = picked({"a": (20, 40), "b": (10, 30)})
    with pytest.raises(DesignError, match="E609"):
        pooled_variances(replace(result, covariance=None))
    everybody = bs.indices.number_mean(number_survey({"hours": [1.0, 2.0, 4.0] * 5}))
    with pytest.raises(OptionError, match="E706"):
        pooled_variances(everybody)


@pytest.mark.slow
def test_shuffled_units_differ_as_seldom_as_they_should() -> None:
    """300 shuffles of the units of a bundled survey: own variances err three times as often."""
    survey = bs.read_survey(bundled("kapuas_2022"), instrument="berakhlak-2022")
    units, rng = survey.columns["unit"], np.random.default_rng(3)
    own, pooled = [], []
    for _ in range(300):
        mixed = replace(units, codes=rng.permutation(units.codes))
        scores = bs.indices.value_score(
            replace(survey, columns={**survey.columns, "unit": mixed}), by="unit"
        )
        for found, variance in ((own, "own"), (pooled, "auto")):
            tested = compare(scores, against="mean", variance=variance).frame["p_adjusted"]
            found.append(tested.min() < 0.05)
    assert np.mean(pooled) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / 300)
    assert np.mean(own) > 0.09
