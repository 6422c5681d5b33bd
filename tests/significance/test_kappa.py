"""Kappa under a design, against R's svykappa, and the multinomial variance by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import cohen_kappa
from tests.reference import near, reference_case
from tests.significance.designs import clus1, plain


def test_svykappa() -> None:
    case = reference_case("survey_api", "kappa_table")
    row = cohen_kappa(clus1(), first="comp.imp", second="sch.wide").frame.iloc[0]
    assert near(row["estimate"], case["expected"]["kappa"], case)
    assert near(row["std_error"], case["expected"]["se"], case)
    # R 4.2.2, survey 4.1-1: svykappa(~comp.imp+sch.wide, apiclus1 design).
    assert row["estimate"] == pytest.approx(0.5532145763631432, rel=1e-10)


def test_simple_random_samples_have_the_published_variance() -> None:
    """Fleiss, Cohen & Everitt (1969), as statsmodels computes it, with n - 1 for n."""
    table = np.array([[20, 5, 1], [3, 15, 6], [2, 4, 14]])
    pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i, j])]
    columns = {"a": [f"k{i}" for i, _ in pairs], "b": [f"k{j}" for _, j in pairs]}
    survey = plain({"x": [0.0] * 70}, columns)
    row = cohen_kappa(survey, first="a", second="b").frame.iloc[0]
    expected = cohens_kappa(table)
    assert row["estimate"] == pytest.approx(expected.kappa)
    assert row["std_error"] == pytest.approx(np.sqrt(expected.var_kappa * 70 / 69), rel=1e-7)
    assert row["n"] == 70


def test_labels_of_one_side_count_as_disagreement() -> None:
    a = ["x"] * 20 + ["y"] * 20
    b = ["x"] * 20 + ["z"] * 20
    survey = plain({"n": [0.0] * 40}, {"a": a, "b": b})
    row = cohen_kappa(survey, first="a", second="b").frame.iloc[0]
    assert row["estimate"] == pytest.approx((0.5 - 0.25) / (1 - 0.25))


def test_missing_groups_and_refusals() -> None:
    a: list[str | None] = ["x", "y"] * 30
    b: list[str | None] = ["x", "y", "y"] * 20
    b[0] = None
    survey = plain({"n": [0.0] * 60}, {"a": a, "b": b, "unit": ["u", "v"] * 30, "one": ["x"] * 60})
    frame = cohen_kappa(survey, first="a", second="b", by="unit").frame
    assert frame["n"].tolist() == [29, 30]
    with pytest.raises(BerakhlakError, match="E640"):
        cohen_kappa(survey, first="one", second="one")
    with pytest.raises(BerakhlakError, match="E705"):
        cohen_kappa(survey, first="a", second="nowhere")
