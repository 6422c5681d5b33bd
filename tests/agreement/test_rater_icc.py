from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats.agreement import rater_icc
from berakhlak_stats.errors import StatisticError
from tests.agreement.helpers import rating_units
from tests.agreement.test_icc1 import X
from tests.surveys import number_survey

JUDGES = ["j1", "j2", "j3", "j4"]


def survey(**more: object) -> object:
    table = np.array(X).reshape(6, 4)
    columns = {judge: table[:, j].tolist() for j, judge in enumerate(JUDGES)}
    return number_survey(columns, **more)  # type: ignore[arg-type]


def test_shrout_and_fleiss() -> None:
    """Shrout & Fleiss (1979), Table 4."""
    found = rater_icc(survey(), items=JUDGES).to_frame()["estimate"]
    assert found.round(2).tolist() == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_variants_differ_in_two_rows_only() -> None:
    plain, mixed, irr = (
        rater_icc(survey(), items=JUDGES, variant=v).to_frame().set_index("item")
        for v in ("shrout_fleiss", "mcgraw_wong", "irr")
    )
    assert plain["estimate"].tolist() == mixed["estimate"].tolist() == irr["estimate"].tolist()
    others = ["ICC1", "ICC3", "ICC1k", "ICC3k"]
    assert plain.loc[others].equals(irr.loc[others])
    # Satterthwaite's degrees of freedom are the same for the mean as for one rater.
    assert mixed.loc["ICC2", "df_2"] == pytest.approx(mixed.loc["ICC2k", "df_2"])
    assert irr.loc["ICC2k", "df_2"] != pytest.approx(mixed.loc["ICC2k", "df_2"])


def test_weights_are_left_out_and_named() -> None:
    heavy = rater_icc(survey(weights=[1.0, 2, 3, 4, 5, 6]), items=JUDGES)
    assert heavy.frame["estimate"].tolist() == (
        rater_icc(survey(), items=JUDGES).frame["estimate"].tolist()
    )
    assert len(heavy.provenance.warnings) == 1


def test_perfect_raters_and_groups() -> None:
    rows = [[v, v] for v in (1, 2, 3, 4, 5, 4)] + [[1, 2], [5, 4], [3, 3], [2, 2], [4, 5], [3, 1]]
    data = rating_units(rows, ["same"] * 6 + ["some"] * 6)
    frame = rater_icc(data, items=["t1", "t2"], by="unit").to_frame()
    same = frame[frame["group"] == "same"]
    assert same["estimate"].tolist() == [1] * 6
    assert (same["note"] == "no variance").all()
    some = frame[(frame["group"] == "some") & (frame["item"] == "ICC3")].iloc[0]
    assert some["conf_low"] < some["estimate"] < some["conf_high"]


def test_constant_ratings_and_one_subject() -> None:
    frame = rater_icc(rating_units([[3, 3]] * 6, ["a"] * 6), items=["t1", "t2"]).to_frame()
    assert frame["estimate"].isna().all() and (frame["note"] == "no variance").all()
    with pytest.raises(StatisticError) as caught:
        rater_icc(rating_units([[1, 2]] + [[3, -1]] * 8, ["a"] * 9), items=["t1", "t2"])
    assert caught.value.code == "E832"
