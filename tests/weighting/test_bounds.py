from __future__ import annotations

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import AnswerError, OptionError
from berakhlak_stats.weighting import Frame, nonresponse_bounds, person_scores


@pytest.fixture(scope="module")
def survey() -> bs.Survey:
    return bs.simulate.simulate(seed=2)


def test_by_hand(survey: bs.Survey) -> None:
    found = nonresponse_bounds(survey, 4 * survey.n)
    row = found.to_frame().iloc[0]
    scores = person_scores(survey)
    mean = scores.mean()
    low, high = np.quantile(scores, [0.1, 0.9], method="inverted_cdf")
    assert found.scores == (low, high)
    assert row["rate"] == 0.25
    assert row["low"] == pytest.approx(0.25 * mean + 0.75 * low)
    assert row["high"] == pytest.approx(0.25 * mean + 0.75 * high)
    assert row["worst_low"] == pytest.approx(0.25 * mean)
    assert row["worst_high"] == pytest.approx(0.25 * mean + 75)
    assert [problem.code for problem in found.warnings] == ["E633"]


def test_a_full_census_has_no_room(survey: bs.Survey) -> None:
    row = nonresponse_bounds(survey, survey.n).to_frame().iloc[0]
    assert row["worst_low"] == pytest.approx(row["worst_high"])
    assert row["low"] == pytest.approx(row["estimate"])


def test_the_truth_lies_within_the_worst_case(survey: bs.Survey) -> None:
    # Respondents are whoever scores high: the worst answer pattern there is.
    scores = person_scores(survey)
    answered = survey.take(np.argsort(-scores)[: survey.n // 2])
    row = nonresponse_bounds(answered, survey.n).to_frame().iloc[0]
    assert row["worst_low"] <= scores.mean() <= row["worst_high"]
    assert row["estimate"] > scores.mean()


def test_groups_and_hidden_groups(survey: bs.Survey) -> None:
    column = survey.column("unit")
    counts = np.bincount(column.codes, minlength=len(column.labels))
    frame = Frame({"unit": {u: 3 * int(n) for u, n in zip(column.labels, counts, strict=True)}})
    table = nonresponse_bounds(survey, frame, by="unit").to_frame().set_index("group")
    assert table.loc["", "population"] == 3 * survey.n
    for unit, n in zip(column.labels, counts, strict=True):
        if n < survey.smallest_group:
            assert table.loc[unit, "note"] == "suppressed"
        if table.loc[unit, "note"]:
            assert table.loc[unit].drop(["population", "note"]).isna().all()
        else:
            assert table.loc[unit, "rate"] == pytest.approx(1 / 3)


def test_weights_enter_the_mean(survey: bs.Survey) -> None:
    from dataclasses import replace

    scores = person_scores(survey)
    weights = np.where(scores > np.median(scores), 3.0, 1.0)
    row = nonresponse_bounds(replace(survey, weights=weights), 2 * survey.n).to_frame().iloc[0]
    assert row["estimate"] == pytest.approx(np.average(scores, weights=weights))


def test_nonsense_is_refused(survey: bs.Survey) -> None:
    with pytest.raises(AnswerError):
        nonresponse_bounds(survey, survey.n - 1)
    with pytest.raises(OptionError):
        nonresponse_bounds(survey, 10**6, index="balance")
    with pytest.raises(OptionError):
        nonresponse_bounds(survey, 10**6, percentiles=(0.9, 0.1))
    with pytest.raises(OptionError):
        nonresponse_bounds(survey, 10**6, by="unit")
