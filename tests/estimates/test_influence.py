"""A mean by its influence values is the mean by its totals, in every design."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.estimates.influence import (
    Influence,
    analyse_influence,
    group_index,
    with_zeros,
)
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals.statistic import Array, Feature, Output
from tests.surveys import number_survey

KNOWN = Feature("known", ("known",), lambda s: np.isfinite(s.numbers[:, :1]))


def survey() -> Survey:
    rng = np.random.default_rng(9)
    n = 120
    x = rng.gamma(3, 2, n)
    x[:5] = np.nan
    columns = {
        "unit": [f"u{i}" for i in rng.integers(0, 3, n)],
        "psu": [f"p{i:02d}" for i in np.arange(n) // 6],
    }
    return number_survey({"x": x.tolist()}, columns=columns, weights=rng.uniform(1, 3, n).tolist())


def mean_by_influence(answers: Survey, by: str | None) -> Influence:
    x, w = answers.numbers[:, 0], answers.weights
    assert w is not None
    groups = answers.column(by).labels if by else ("",)
    place = group_index(answers, by, groups)
    known = np.isfinite(x)
    total = np.array([w[known & (place == g)].sum() for g in range(len(groups))])
    mean = np.array(
        [
            np.average(x[here], weights=w[here])
            for here in (known & (place == g) for g in range(len(groups)))
        ]
    )

    def rows(batch: Survey) -> Array:
        group = group_index(batch, by, groups)
        return with_zeros((batch.numbers - mean[group, None]) / total[group, None], group)

    output = Output("x", "item", KNOWN.name, "mean")
    return Influence("mean", (output,), (KNOWN,), mean[:, None], rows)


@pytest.mark.parametrize("by", [None, "unit"])
@pytest.mark.parametrize("psu", [None, "psu"])
def test_a_mean_has_the_same_error_either_way(by: str | None, psu: str | None) -> None:
    answers = survey()
    if psu:
        answers = answers.with_design(weights="weight", psu=psu)
    analysis = analyse_influence(answers, [mean_by_influence(answers, by)], Options(by=by))
    result = finish(answers, analysis, {"statistic": "number_mean"})
    expected = indices.number_mean(answers, by=by)
    columns = ["estimate", "std_error", "conf_low", "conf_high", "n", "df"]
    found = result.frame[columns].to_numpy(float)
    assert np.allclose(found, expected.frame[columns].to_numpy(float), rtol=1e-9)
    assert result.covariance is not None and expected.covariance is not None
    assert np.allclose(result.covariance, expected.covariance, atol=1e-10)


def test_places_follow_labels_not_codes() -> None:
    answers = survey()
    place = group_index(answers, "unit", ("u2", "u0"))
    labels = np.array(answers.column("unit").labels)[answers.column("unit").codes]
    expected = [{"u2": 0, "u0": 1}.get(label, -1) for label in labels]
    assert place.tolist() == expected


def test_who_is_in_no_group_has_no_influence() -> None:
    rows = with_zeros(np.array([[1.0], [np.nan], [3.0]]), np.array([-1, 0, 0]))
    assert rows.ravel().tolist() == [0, 0, 3]
