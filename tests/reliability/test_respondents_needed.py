"""Respondents that a reliability takes: by hand, and where there is no number."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.reliability import respondents_needed, unit_reliability
from tests.reliability.test_unit_reliability import LOG_20, of_means, row, three_units
from tests.surveys import random_survey


def test_respondents_needed_by_hand() -> None:
    """625 / 500 * R / (1 - R): 2.9 at .70, exactly 5 at .80, 11.25 at .90."""
    result = respondents_needed(
        three_units(), by="unit", statistic="ratings", targets=(0.7, 0.8, 0.9)
    )
    rows = result.frame[result.frame["item"] == "i0"]
    assert rows["estimate"].tolist() == [3, 5, 12]
    assert rows["item_2"].tolist() == ["0.70", "0.80", "0.90"]
    # The interval of the variance between units, as above: 44.4 to 24563.
    high = [np.ceil(625 / (1250 / LOG_20 - 125) * odds) for odds in (7 / 3, 4, 9)]
    assert rows["conf_high"].tolist() == high == [33, 57, 127]
    assert rows["conf_low"].tolist() == [1, 1, 1]


def test_no_number_where_units_do_not_differ_and_no_limit_where_they_may_not() -> None:
    """Scores 50, 50, 75: Q(0) = 3.33 on 2 df, above its expectation but not significant."""
    alike = respondents_needed(of_means(3, 3, 3), by="unit", statistic="ratings").frame.iloc[0]
    assert np.isnan(alike["estimate"]) and alike["note"] == "units do not differ"
    perhaps = respondents_needed(of_means(3, 3, 4), by="unit", statistic="ratings").frame.iloc[0]
    # c / tau2 = 625 / (1250 / 3 / 2 - 125) = 7.5, times 7/3.
    assert perhaps["estimate"] == 18 and perhaps["conf_low"] > 0
    assert np.isnan(perhaps["conf_high"]) and perhaps["note"].startswith("no upper limit")


def test_so_many_respondents_give_that_reliability() -> None:
    """At n with c / n = v, tau2 / (tau2 + v) reaches the target, and one fewer does not."""
    survey = random_survey(31, 900, unit=9)
    frame = respondents_needed(survey, by="unit", replicates=60, targets=[0.6]).frame
    whole = unit_reliability(survey, by="unit", replicates=60)
    for one in frame.dropna(subset="estimate").itertuples():
        units = whole.frame[(whole.frame["item"] == one.item) & (whole.frame["group"] != "")]
        per_person = float((units["sampling_variance"] * units["n"]).iloc[0])
        tau2 = row(whole, one.item)["between_variance"]
        at = [tau2 / (tau2 + per_person / n) for n in (one.estimate, one.estimate - 1) if n > 0]
        assert at[0] >= 0.6 - 1e-9
        assert len(at) == 1 or at[1] < 0.6


def test_json_and_refusals() -> None:
    survey = three_units()
    result = respondents_needed(survey, by="unit", statistic="ratings")
    assert Estimates.from_json(result.to_json()).frame.equals(result.frame)
    with pytest.raises(BerakhlakError, match="E703"):
        respondents_needed(survey, by="unit", statistic="ratings", targets=[1.0])
    with pytest.raises(BerakhlakError, match="E701"):
        respondents_needed(survey, by="unit", statistic="ratings", between="hedges_olkin")
