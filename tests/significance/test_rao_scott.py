"""Association under a design, against R's svychisq, and scipy for simple random samples."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.significance import association_test
from tests.reference import near, reference_case
from tests.significance.designs import DESIGNS, clustered, plain, strat

COLUMNS = {"strat": "stype", "clus1": "comp.imp", "clus1_JK1": "comp.imp"}
STATISTICS = ("F", "Chisq", "Wald", "adjWald", "lincom", "saddlepoint")


def close_p(value: float, expected: float, case: dict[str, Any]) -> bool:
    """The rule of the reference for p values: tiny ones by their logarithm."""
    if expected < 1e-12:
        return abs(math.log10(value) - math.log10(expected)) < 0.05
    return near(value, expected, case)


@pytest.mark.parametrize("design", COLUMNS)
@pytest.mark.parametrize("statistic", STATISTICS)
def test_svychisq(design: str, statistic: Any) -> None:
    case = reference_case("survey_api", f"{design}.chisq")
    # R had no exact integration at hand and reports the saddlepoint under both names. Under
    # replicate weights it takes the denominator for infinite.
    weighted_sum = statistic in ("lincom", "saddlepoint")
    result = association_test(
        DESIGNS[design](),
        row="sch.wide",
        column=COLUMNS[design],
        statistic="saddlepoint" if weighted_sum else statistic,
        denominator="infinite" if design == "clus1_JK1" else "satterthwaite",
        finite_population=True,
    )
    expected = case["expected"][statistic]
    assert near(result.statistic, expected["statistic"], case)
    assert close_p(result.p_value, expected["p"], case)
    if not weighted_sum:
        known = [df for df in (result.df, result.df_2) if not math.isnan(df)]
        assert np.allclose(known, expected["parameter"], rtol=case["tolerance"])
    else:
        # The case's own tolerance is absolute and would pass any tiny number. R rounds the
        # denominator's degrees of freedom to a whole number, which moves p by 1%.
        assert result.p_value == pytest.approx(expected["p"], rel=0.01)


def test_typed_in_numbers_of_r() -> None:
    """R 4.2.2, survey 4.1-1: svychisq(~sch.wide+stype, apistrat design, statistic = "F")."""
    result = association_test(strat(), row="sch.wide", column="stype", finite_population=True)
    assert result.statistic == pytest.approx(17.247443963888795, rel=1e-9)
    assert result.df == pytest.approx(1.8286715041635835, rel=1e-9)
    assert result.df_2 == pytest.approx(360.24828632022593, rel=1e-9)
    assert result.p_value == pytest.approx(2.0350463594651633e-07, rel=1e-8)


def two_classes(seed: int, n: int = 150) -> tuple[list[str], list[str]]:
    rng = np.random.default_rng(seed)
    row = rng.integers(0, 3, n)
    column = np.where(rng.random(n) < 0.4, row, rng.integers(0, 4, n))
    return [f"r{code}" for code in row], [f"c{code}" for code in column]


def cross(row: list[str], column: list[str]) -> np.ndarray[Any, Any]:
    table = np.zeros((len(set(row)), len(set(column))))
    for a, b in zip(row, column, strict=True):
        table[sorted(set(row)).index(a), sorted(set(column)).index(b)] += 1
    return table


def test_a_simple_random_sample_gives_pearson() -> None:
    """All design effects of a simple random sample are n / (n - 1)."""
    row, column = two_classes(1)
    survey = plain({"x": [0.0] * len(row)}, {"row": row, "column": column})
    pearson = stats.chi2_contingency(cross(row, column), correction=False)
    shrunk = pearson.statistic * (len(row) - 1) / len(row)
    first = association_test(survey, row="row", column="column", statistic="Chisq")
    assert first.statistic == pytest.approx(pearson.statistic)
    assert first.p_value == pytest.approx(stats.chi2.sf(shrunk, pearson.dof))
    exact = association_test(
        survey, row="row", column="column", statistic="lincom", denominator="infinite"
    )
    assert exact.p_value == pytest.approx(first.p_value, rel=1e-6)
    second = association_test(survey, row="row", column="column")
    assert second.df == pytest.approx(pearson.dof)
    assert second.statistic == pytest.approx(shrunk / pearson.dof)


def test_two_by_two_wald_by_hand() -> None:
    """Of a 2 x 2 table, independence is one covariance of two indicators: a mean of products."""
    rng = np.random.default_rng(3)
    a, b = rng.integers(0, 2, 60), rng.integers(0, 2, 60)
    survey = plain({"x": [0.0] * 60}, {"a": [f"a{v}" for v in a], "b": [f"b{v}" for v in b]})
    z = (a - a.mean()) * (b - b.mean())
    t = z.mean() / (z.std(ddof=1) / math.sqrt(60))
    result = association_test(survey, row="a", column="b", statistic="Wald")
    assert result.statistic == pytest.approx(t**2, rel=1e-6)
    assert (result.df, result.df_2) == (1, 59)


def test_doubling_every_primary_unit_halves_nothing() -> None:
    """A respondent counted twice within a primary unit says nothing new."""
    row, column = two_classes(2, 90)
    psus = [f"p{i % 15}" for i in range(90)]
    once = clustered({"x": [0.0] * 90}, {"row": row, "column": column}, psus)
    twice = clustered({"x": [0.0] * 180}, {"row": row * 2, "column": column * 2}, psus * 2)
    for statistic in ("F", "adjWald"):
        a, b = (
            association_test(s, row="row", column="column", statistic=statistic)  # type: ignore[arg-type]
            for s in (once, twice)
        )
        assert b.p_value == pytest.approx(a.p_value, rel=1e-6)


def test_weights_have_no_unit_and_order_no_meaning() -> None:
    row, column = two_classes(4)
    weights = np.random.default_rng(4).uniform(0.5, 2, 150)
    turn = np.random.default_rng(5).permutation(150)
    one = plain({"x": [0.0] * 150}, {"row": row, "column": column}, weights.tolist())
    two = plain(
        {"x": [0.0] * 150},
        {"row": [row[i] for i in turn], "column": [column[i] for i in turn]},
        (7 * weights[turn]).tolist(),
    )
    found = [association_test(s, row="row", column="column") for s in (one, two)]
    assert found[0].statistic == pytest.approx(found[1].statistic, rel=1e-9)
    assert found[0].df_2 == pytest.approx(found[1].df_2, rel=1e-9)


def test_missing_answers_and_unused_labels_are_outside() -> None:
    row, column = two_classes(6)
    gone: list[str | None] = [*row, None, "only here"]
    other: list[str | None] = [*column, "c1", None]
    survey = plain({"x": [0.0] * 152}, {"row": gone, "column": other})
    result = association_test(survey, row="row", column="column")
    assert result.n == 150
    assert result.df == pytest.approx(6, rel=0.01)


def test_population_counts_only_on_request() -> None:
    """A census has no sampling error; a test asks about more than the people of today."""
    row, column = two_classes(7)
    survey = plain({"x": [0.0] * 150}, {"row": row, "column": column})
    census = survey.with_design(population=150)
    plainly = association_test(survey, row="row", column="column")
    assert association_test(census, row="row", column="column") == plainly
    with pytest.raises(BerakhlakError, match="E643"):
        association_test(census, row="row", column="column", finite_population=True)


def test_refusals() -> None:
    row, column = two_classes(8)
    answers = {"row": row, "column": column, "same": ["s"] * 150}
    survey = plain({"x": [0.0] * 150}, answers)
    with pytest.raises(BerakhlakError, match="E640"):
        association_test(survey, row="row", column="same")
    with pytest.raises(BerakhlakError, match="E705"):
        association_test(survey, row="row", column="colum")
    with pytest.raises(BerakhlakError, match="E701"):
        association_test(survey, row="row", column="column", statistic="G")  # type: ignore[arg-type]
    with pytest.raises(BerakhlakError, match="E643"):
        association_test(survey, row="row", column="row")
    lone = survey.take(slice(0, 60)).with_design(psu="same")
    with pytest.raises(BerakhlakError, match="E6"):
        association_test(lone, row="row", column="column")


def test_picked_words_are_classifications() -> None:
    from tests.surveys import random_survey

    survey = random_survey(1, n=120, unit=2)
    result = association_test(survey, row="current:a1", column="unit")
    assert result.n == int(survey.picks["current"].any(axis=1).sum())


@pytest.mark.slow
def test_false_positives_in_clusters() -> None:
    """Independent answers that resemble within clusters: 5% rejections, give or take."""
    rng = np.random.default_rng(11)
    rejected = {"F": 0, "adjWald": 0, "lincom": 0}
    naive, runs, size = 0, 600, 20
    for _ in range(runs):
        taste = rng.normal(size=(2, 30)).repeat(size, axis=1)
        first, second = (taste + rng.normal(size=taste.shape)) > 0
        answers = {"a": np.where(first, "y", "n"), "b": np.where(second, "y", "n")}
        psus = [f"p{i // size}" for i in range(30 * size)]
        survey = clustered({"x": [0.0] * (30 * size)}, answers, psus)
        for statistic in rejected:
            test = association_test(survey, row="a", column="b", statistic=statistic)  # type: ignore[arg-type]
            rejected[statistic] += test.p_value < 0.05
        table = cross(answers["a"].tolist(), answers["b"].tolist())
        naive += stats.chi2_contingency(table, correction=False).pvalue < 0.05
    assert naive / runs > 0.15
    assert all(0.025 < count / runs < 0.08 for count in rejected.values()), rejected
