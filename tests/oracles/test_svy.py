"""A second survey package, where it is installed (the extra ``oracle``): svy 0.35."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats import indices
from tests.surveys import number_survey


def answers() -> pd.DataFrame:
    """Three strata of unequal size, spread and weight."""
    rng = np.random.default_rng(8)
    stratum = np.repeat(["a", "b", "c"], [20, 35, 15])
    centre = pd.Series(stratum).map({"a": 10.0, "b": 14.0, "c": 25.0}).to_numpy()
    spread = pd.Series(stratum).map({"a": 1.0, "b": 3.0, "c": 6.0}).to_numpy()
    value = centre + spread * rng.normal(size=len(stratum))
    return pd.DataFrame({"h": stratum, "y": value, "w": rng.uniform(1, 5, len(stratum))})


@pytest.mark.filterwarnings("ignore")
def test_a_stratified_mean_and_its_error() -> None:
    svy = pytest.importorskip("svy")
    import polars

    data = answers()
    columns = {name: data[name].tolist() for name in data}
    sample = svy.Sample(polars.DataFrame(columns), svy.Design(stratum="h", wgt="w"))
    theirs = sample.estimation.mean("y").estimates[0]
    survey = number_survey(
        {"y": columns["y"]}, columns={"h": columns["h"]}, weights=columns["w"]
    ).with_design(strata="h")
    ours = indices.number_mean(survey, items=["y"]).frame.iloc[0]
    assert ours["estimate"] == pytest.approx(theirs.est, rel=1e-10)
    assert ours["std_error"] == pytest.approx(theirs.se, rel=1e-10)
