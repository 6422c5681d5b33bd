"""The map: its two coordinates are those of the statistics they come from."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import importance_performance, lmg, relative_weights
from berakhlak_stats.indices import number_mean
from tests.gaps.cars import PREDICTORS, cars

WAYS = {"relative_weights": relative_weights, "lmg": lmg}


@pytest.mark.parametrize("way", list(WAYS))
def test_coordinates(way: str) -> None:
    survey = cars(2)
    frame = importance_performance(survey, items=PREDICTORS, outcome="mpg", importance=way).frame
    shares = WAYS[way](survey, items=PREDICTORS, outcome="mpg").frame
    shares = shares[shares["level"] == "driver_share"]
    mine = frame[frame["level"] == "driver_share"]
    for column in ("estimate", "std_error", "conf_low"):
        assert mine[column].to_numpy() == pytest.approx(shares[column].to_numpy())
    means = number_mean(survey, items=PREDICTORS).frame.set_index("item").loc[PREDICTORS]
    rated = frame[frame["level"] == "performance"]
    assert rated["estimate"].to_numpy() == pytest.approx(means["estimate"].to_numpy())
    assert rated["std_error"].to_numpy() == pytest.approx(means["std_error"].to_numpy())


def test_correlations() -> None:
    import numpy as np

    survey = cars(2)
    frame = importance_performance(
        survey, items=PREDICTORS, outcome="mpg", importance="correlation"
    ).frame
    r = [np.corrcoef(survey.number(name), survey.number("mpg"))[0, 1] for name in PREDICTORS]
    assert frame[frame["level"] == "driver"]["estimate"].tolist() == pytest.approx(r)
    with pytest.raises(BerakhlakError, match="E701"):
        importance_performance(survey, items=PREDICTORS, outcome="mpg", importance="stated")
