"""Results: contrasts, JSON there and back, what they refuse."""

from __future__ import annotations

import json
from dataclasses import asdict

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError, DisclosureError, OptionError
from berakhlak_stats.estimates import Estimates, contrast
from tests.surveys import number_survey, random_survey

RESULT = indices.all_indices(random_survey(1, 150, unit=2), by="unit", replicates=60)


def test_json_there_and_back() -> None:
    again = Estimates.from_json(RESULT.to_json())
    assert again.frame.equals(RESULT.frame)
    assert (again.frame.dtypes == RESULT.frame.dtypes).all()
    assert RESULT.covariance is not None and again.covariance is not None
    assert np.array_equal(again.covariance, RESULT.covariance, equal_nan=True)
    assert asdict(again.provenance) == asdict(RESULT.provenance)
    assert again.to_json() == RESULT.to_json()


def test_json_is_strict_and_names_its_schema() -> None:
    body = json.loads(RESULT.to_json(), parse_constant=lambda name: pytest.fail(name))
    assert body["schema"] == "berakhlak_stats.estimates/1"
    with pytest.raises(OptionError) as caught:
        Estimates.from_json(json.dumps(body | {"schema": "other/2"}))
    assert caught.value.code == "E701"


def test_to_frame_is_a_copy() -> None:
    frame = RESULT.to_frame()
    frame.loc[0, "estimate"] = -1.0
    assert RESULT.frame["estimate"][0] != -1.0


def test_one_line_says_what_of_how_many_by_what() -> None:
    line = RESULT.summary()
    assert line.startswith("all_indices [defaults] by unit: 18 rows, n = 150, 95% intervals")
    assert repr(RESULT).startswith(line)


def test_contrast_of_independent_groups_adds_variances() -> None:
    a, b = ({"item": "implementation", "group": f"unit{g}"} for g in (0, 1))
    found = contrast(RESULT, a, b)
    rows = RESULT.frame[RESULT.frame["item"] == "implementation"]
    difference = rows["estimate"].iloc[0] - rows["estimate"].iloc[1]
    assert found.estimate == pytest.approx(difference)
    # Two domains of one simple random sample: all but uncorrelated.
    assert found.std_error == pytest.approx(np.sqrt((rows["std_error"] ** 2).sum()), rel=1e-6)
    assert found.conf_low < found.estimate < found.conf_high
    # Satterthwaite (1946).
    variances = rows["std_error"] ** 2
    df = variances.sum() ** 2 / (variances**2 / rows["df"]).sum()
    assert found.df == pytest.approx(df, rel=1e-6)


def test_contrast_of_two_items_of_the_same_people_is_paired() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(10, 3, 50)
    y = x + rng.normal(0, 0.5, 50)
    result = indices.number_mean(number_survey({"x": x.tolist(), "y": y.tolist()}))
    found = contrast(result, {"item": "x"}, {"item": "y"})
    from scipy import stats

    test = stats.ttest_rel(x, y)
    assert found.statistic == pytest.approx(test.statistic)
    assert found.p_value == pytest.approx(test.pvalue)
    interval = test.confidence_interval()
    assert (found.conf_low, found.conf_high) == pytest.approx((interval.low, interval.high))
    swapped = contrast(result, {"item": "y"}, {"item": "x"})
    assert swapped.estimate == -found.estimate and swapped.std_error == found.std_error


def test_contrasts_that_cannot_be_had_are_refused() -> None:
    smooth, stepped = {"item": "implementation"}, {"item": "balance"}
    group = {"group": "unit0"}
    with pytest.raises(DesignError) as caught:
        contrast(RESULT, smooth | group, stepped | group)
    assert caught.value.code == "E609"
    bare = Estimates(RESULT.frame, RESULT.provenance, None)
    with pytest.raises(DesignError) as caught:
        contrast(bare, smooth | group, smooth | {"group": "unit1"})
    assert caught.value.code == "E609"
    for where in ({"item": "nothing"}, {"colour": "red"}, smooth):
        with pytest.raises(OptionError) as refused:
            contrast(RESULT, where, smooth | group)
        assert refused.value.code == "E704"
    with pytest.raises(OptionError) as refused:
        contrast(RESULT, smooth | group, smooth | group, conf_level=95)
    assert refused.value.code == "E703"


def test_a_contrast_with_a_hidden_row_is_refused() -> None:
    survey = random_survey(3, 60, unit=2).with_smallest_group(40)
    result = indices.value_score(survey, by="unit")
    assert result.frame["suppressed"].all()
    with pytest.raises(DisclosureError, match="E304"):
        contrast(result, {"item": "V1", "group": "unit0"}, {"item": "V2", "group": "unit0"})
