"""Options, and which method a statistic gets."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.indices import parts
from tests.surveys import random_survey

SURVEY = random_survey(1, 60)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"method": "magic"}, "E701"),
        ({"conf_level": 0}, "E703"),
        ({"conf_level": 95}, "E703"),
        ({"replicates": 10}, "E703"),
        ({"rng": "seed"}, "E703"),
        ({"rng": None}, "E703"),
        ({"by": "nowhere"}, "E602"),
    ],
)
def test_unfit_options_are_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(BerakhlakError) as caught:
        indices.implementation(SURVEY, **options)
    assert caught.value.code == code


def test_no_respondents_no_result() -> None:
    with pytest.raises(BerakhlakError) as caught:
        indices.implementation(SURVEY.take(np.array([], int)))
    assert caught.value.code == "E102"


def test_a_generator_gives_one_seed_that_is_kept() -> None:
    result = indices.balance(SURVEY, replicates=60, rng=np.random.default_rng(4))
    again = indices.balance(SURVEY, replicates=60, rng=result.provenance.seed)
    assert result.frame.equals(again.frame)


def test_smooth_statistics_get_taylor_and_others_replicates() -> None:
    statistics = [parts.values(SURVEY.instrument), parts.coverage(SURVEY.instrument)]
    results = analyse(SURVEY, statistics, Options(replicates=60)).results
    assert results[0].replicates is None and results[0].covariance is not None
    assert results[1].replicates is not None and results[1].replicates.shape == (60, 1, 1)
    drawn = analyse(SURVEY, statistics[:1], Options(method="bootstrap", replicates=60)).results[0]
    assert drawn.replicates is not None
    deleted = analyse(SURVEY, statistics[:1], Options(method="jackknife")).results[0]
    assert deleted.covariance is None and deleted.replicates is None


def test_wider_confidence_wider_interval() -> None:
    widths = []
    for level in (0.5, 0.9, 0.99):
        row = indices.implementation(SURVEY, conf_level=level).frame.iloc[0]
        widths.append(row["conf_high"] - row["conf_low"])
    assert widths == sorted(widths) and widths[0] < widths[2]
