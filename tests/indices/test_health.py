"""The total and all six together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import OptionError
from berakhlak_stats.indices.parts import COMPONENTS
from tests.surveys import VALUES, random_survey

SURVEY = random_survey(1, 150, unit=2)
WHOLE = indices.all_indices(SURVEY, by="unit", replicates=100)


def test_rows_stand_in_the_official_order() -> None:
    for group in ("unit0", "unit1"):
        rows = WHOLE.frame[WHOLE.frame["group"] == group]
        assert rows["item"].tolist() == [*COMPONENTS, "culture_health", *VALUES]
        assert rows["level"].tolist() == ["index"] * 6 + ["value"] * 3


def test_the_total_is_the_plain_mean_of_five() -> None:
    wide = WHOLE.frame.pivot(index="group", columns="item", values="estimate")
    assert wide["culture_health"].to_numpy() == pytest.approx(
        wide[list(COMPONENTS)].mean(axis=1).to_numpy()
    )


def test_named_weights() -> None:
    weights = {"implementation": 3, "balance": 1}
    result = indices.culture_health(SURVEY, weights=weights, replicates=60)
    parts = indices.all_indices(SURVEY, replicates=60).frame.set_index("item")["estimate"]
    expected = (3 * parts["implementation"] + parts["balance"]) / 4
    assert result.frame["estimate"][0] == pytest.approx(expected)
    kept = result.provenance.parameters["weights"]
    assert kept["implementation"] == 0.75 and kept["positive_energy"] == 0
    assert sum(kept.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        ({"luck": 1}, "E701"),
        ({"balance": -1, "implementation": 2}, "E703"),
        ({"balance": 0}, "E703"),
    ],
)
def test_unfit_weights_are_refused(weights: dict[str, float], code: str) -> None:
    with pytest.raises(OptionError) as caught:
        indices.culture_health(SURVEY, weights=weights)
    assert caught.value.code == code


def test_all_indices_are_the_single_ones() -> None:
    single = [
        indices.implementation(SURVEY, by="unit"),
        indices.balance(SURVEY, by="unit", replicates=100),
        indices.positive_energy(SURVEY, by="unit"),
        indices.alignment(SURVEY, by="unit"),
        indices.alignment(SURVEY, lists=("current", "desired"), by="unit"),
        indices.culture_health(SURVEY, by="unit", replicates=100),
    ]
    columns = ["estimate", "std_error", "conf_low", "conf_high", "n", "df"]
    for item, result in zip((*COMPONENTS, "culture_health"), single, strict=True):
        rows = WHOLE.frame[WHOLE.frame["item"] == item]
        assert np.allclose(rows[columns], result.frame[columns], rtol=1e-7), item


def test_covariance_belongs_to_the_rows() -> None:
    assert WHOLE.covariance is not None
    own = np.sqrt(np.diag(WHOLE.covariance))
    assert own == pytest.approx(WHOLE.frame["std_error"].to_numpy(), rel=1e-9)
    assert np.allclose(WHOLE.covariance, WHOLE.covariance.T, equal_nan=True)
    # Known among smooth rows, unknown between a smooth row and balance.
    item = WHOLE.frame["item"].tolist()
    place = {name: i for i, name in enumerate(item[:9])}
    assert np.isfinite(WHOLE.covariance[place["implementation"], place["V1"]])
    assert np.isfinite(WHOLE.covariance[place["balance"], place["culture_health"]])
    assert np.isnan(WHOLE.covariance[place["balance"], place["V1"]])


def test_lists_that_nobody_answered_are_named() -> None:
    result = indices.culture_health(SURVEY, replicates=50)
    assert "lists_without_answers" not in result.provenance.parameters
    empty = replace(SURVEY, picks={**SURVEY.picks, "desired": 0 * SURVEY.picks["desired"]})
    result = indices.culture_health(empty, replicates=50)
    assert result.provenance.parameters["lists_without_answers"] == ["desired"]
