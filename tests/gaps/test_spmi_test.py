"""One classification and a list, against R's MRCV."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import spmi_test
from berakhlak_stats.survey.survey import Survey
from tests.gaps.pick_lists import clustered_picks, lists_of
from tests.reference import near, reference_case
from tests.surveys import random_survey

ITEMS = ["Y1", "Y2", "Y3", "Y4", "Y5"]


def farmer() -> Survey:
    return lists_of("farmer1", {"y": ITEMS}, labels="Ed")


def overall(result: Any, item: str = "rao_scott") -> Any:
    return result.frame[result.frame["item"] == item].iloc[0]


def test_mrcv() -> None:
    case = reference_case("mrcv", "farmer1.mi_test")
    expected = case["expected"]
    result = spmi_test(farmer(), column="Ed", lists="y", empty="none")
    for name, key in (("statistic", "statistic"), ("df", "df"), ("p_value", "p")):
        assert near(overall(result)[name], expected["rs2"][key], case)
    assert near(overall(result, "bonferroni")["p_value"], expected["bonferroni"]["p"], case)
    words = result.frame[result.frame["level"] == "cell"]
    assert words["statistic"].tolist() == pytest.approx(expected["X.sq.S.ij"]["values"][0])
    assert words["p_adjusted"].tolist() == pytest.approx(
        expected["bonferroni"]["p_ij"]["values"][0]
    )
    assert near(float(words["statistic"].sum()), expected["X.sq.S"], case)


def test_two_labels_and_one_word_are_one_table() -> None:
    """With two labels each word's statistic is Pearson's chi-square of one 2 x 2 table."""
    from scipy.stats import chi2_contingency

    survey = random_survey(5, 200, unit=2)
    frame = spmi_test(survey, column="unit", form="trace").frame
    picked = np.asarray(survey.picks["current"])[:, 0]
    known = picked > 0
    first = (picked[known] & 1).astype(int)
    table = np.histogram2d(survey.columns["unit"].codes[known], first, bins=2)[0]
    row = frame[frame["item"] == "a1"].iloc[0]
    assert row["statistic"] == pytest.approx(chi2_contingency(table, correction=False)[0])
    assert row["estimate"] == pytest.approx(np.sqrt(row["statistic"] / known.sum()))


def test_small_labels_are_refused() -> None:
    survey = random_survey(6, 60, unit=3).with_smallest_group(40)
    with pytest.raises(BerakhlakError, match="E307"):
        spmi_test(survey, column="unit")
    with pytest.raises(BerakhlakError, match="E871"):
        spmi_test(random_survey(6, 60, unit=1), column="unit")


def test_bootstrap_agrees_with_the_correction() -> None:
    result = spmi_test(farmer(), column="Ed", lists="y", empty="none", method="bootstrap", rng=3)
    assert abs(overall(result, "bootstrap")["p_value"] - overall(result)["p_value"]) < 0.05


@pytest.mark.slow
def test_size_in_clusters() -> None:
    rng = np.random.default_rng(9)
    rounds, rejected = 400, 0
    for _ in range(rounds):
        survey = clustered_picks(rng, 40, 15, pull=0.7)
        kind = [f"k{code}" for code in rng.integers(0, 3, survey.n)]
        survey = with_column(survey, kind)
        rejected += overall(spmi_test(survey, column="kind"))["p_value"] < 0.05
    assert 0.01 <= rejected / rounds <= 0.05 + 2 * (0.05 * 0.95 / rounds) ** 0.5


def with_column(survey: Survey, labels: list[str]) -> Survey:
    from dataclasses import replace

    from tests.surveys import codes

    return replace(survey, columns={**survey.columns, "kind": codes(labels)})
