from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import icc1, random_intercept
from berakhlak_stats.errors import OptionError, StatisticError
from tests.surveys import number_survey


def made(seed: int, offset: float = 0.0) -> object:
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(15), rng.integers(4, 12, 15))
    x = rng.normal(size=len(unit)) + rng.normal(size=15)[unit]
    y = 2 + 0.5 * x + 0.7 * rng.normal(size=15)[unit] + rng.normal(size=len(unit))
    columns = {"unit": [f"u{i:02d}" for i in unit]}
    return number_survey({"x": (x + offset).tolist(), "y": y.tolist()}, columns=columns)


@pytest.mark.filterwarnings("ignore")
def test_statsmodels() -> None:
    import pandas as pd
    from statsmodels.regression.mixed_linear_model import MixedLM

    survey = made(3)
    x, y = survey.number("x"), survey.number("y")
    unit = pd.Series(survey.column("unit").codes)
    mean = pd.Series(x).groupby(unit).transform("mean").to_numpy()
    design = np.column_stack([np.ones(len(x)), x, mean])
    theirs = MixedLM(y, design, groups=unit).fit(reml=True)
    frame = random_intercept(
        survey, by="unit", outcome="y", predictors=["x"], unit_means=["x"]
    ).to_frame()
    assert frame["estimate"][:3].to_numpy() == pytest.approx(theirs.fe_params, rel=1e-3)
    assert frame["std_error"][:3].to_numpy() == pytest.approx(theirs.bse[:3], rel=1e-3)
    assert frame["item"].tolist()[2] == "mean:x"


def test_without_predictors_it_is_the_icc_by_reml() -> None:
    survey = made(4)
    frame = random_intercept(survey, by="unit", outcome="y").to_frame().set_index("item")
    alone = icc1(survey, by="unit", item="y", variant="reml").to_frame().iloc[0]
    for column in ("estimate", "conf_low", "conf_high"):
        assert frame.loc["icc", column] == pytest.approx(alone[column], rel=1e-6)


def test_a_shift_of_a_predictor_moves_the_intercept_alone() -> None:
    near, far = (
        random_intercept(made(5, shift), by="unit", outcome="y", predictors=["x"]).to_frame()
        for shift in (0.0, 1000.0)
    )
    slope = near["estimate"][1]
    assert far["estimate"][1] == pytest.approx(slope, rel=1e-6)
    assert far["estimate"][0] == pytest.approx(near["estimate"][0] - 1000 * slope, rel=1e-6)


def test_what_is_refused() -> None:
    survey = made(6)
    with pytest.raises(OptionError):
        random_intercept(survey, by="unit", outcome="y", unit_means=["x"])
    tiny = survey.take(np.flatnonzero(survey.column("unit").codes < 2)[[0, 1, -1]])
    with pytest.raises(StatisticError) as caught:
        random_intercept(tiny, by="unit", outcome="y", predictors=["x"])
    assert caught.value.code == "E832"
