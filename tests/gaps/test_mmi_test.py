"""Two multiple-response variables, against R's MRCV and the paper that introduced it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.gaps import mmi_test
from berakhlak_stats.gaps.marks import marks, spread_out
from berakhlak_stats.gaps.mmi_test import _Prepared
from berakhlak_stats.survey.survey import Survey
from tests.gaps.pick_lists import clustered_picks, lists_of
from tests.reference import near, reference_case
from tests.surveys import LISTS, pick_survey, random_picks, random_survey

FARMER = {"w": ["w1", "w2", "w3"], "y": ["y1", "y2", "y3", "y4"]}


def farmer() -> Survey:
    return lists_of("farmer2", FARMER)


def overall(result: Any, item: str = "rao_scott") -> Any:
    return result.frame[result.frame["item"] == item].iloc[0]


def test_second_order_test_of_mrcv() -> None:
    case = reference_case("mrcv", "farmer2.mi_test")
    row = overall(mmi_test(farmer(), lists=("w", "y"), empty="none"))
    for name, key in (("statistic", "statistic"), ("df", "df"), ("p_value", "p")):
        assert near(row[name], case["expected"]["rs2"][key], case)
    # Koziol & Bilder (2014), R Journal 6(1): 36.17 on 6.78 degrees of freedom.
    assert (round(row["statistic"], 2), round(row["df"], 2)) == (36.17, 6.78)


def test_cells_and_bonferroni_of_mrcv() -> None:
    case = reference_case("mrcv", "farmer2.mi_test")
    survey = farmer()
    lists = [marks(survey, name, "mmi_test", "none") for name in ("w", "y")]
    cells = _Prepared(survey, *lists, "add_half").x2
    expected = np.array(case["expected"]["X.sq.S.ij"]["values"])
    assert cells == pytest.approx(expected, rel=case["tolerance"])
    # Koziol & Bilder (2014): the sum is 64.03, and 64.83 without 0.5 in the empty cells.
    assert round(float(cells.sum()), 2) == 64.03
    assert round(float(_Prepared(survey, *lists, "plain").x2.sum()), 2) == 64.83
    result = mmi_test(survey, lists=("w", "y"), empty="none")
    assert near(overall(result, "bonferroni")["p_value"], case["expected"]["bonferroni"]["p"], case)
    shown = result.frame[(result.frame["level"] == "cell") & ~result.frame["suppressed"]]
    table = case["expected"]["bonferroni"]["p_ij"]
    for row in shown.itertuples():
        p = table["values"][table["rows"].index(row.item)][table["cols"].index(row.item_2)]
        assert near(row.p_adjusted, p, case)


def test_pairs_that_few_picked_are_hidden() -> None:
    survey = farmer().with_smallest_group(10)
    frame = mmi_test(survey, lists=("w", "y"), empty="none").frame
    hidden = frame[frame["suppressed"]]
    # Nobody of the w3 picked y2 and y4 together with it; the table of the paper says 0 and 3.
    assert {("w3", "y4")} <= set(zip(hidden["item"], hidden["item_2"], strict=True))
    numbers = ["estimate", "std_error", "statistic", "p_value", "p_adjusted", "conf_low"]
    assert hidden[numbers].isna().all(axis=None)


def direct_traces(survey: Survey) -> tuple[float, float, np.ndarray[Any, Any]]:
    """Traces of the covariance of all cells, with the matrix written out."""
    a, b = (marks(survey, name, "t") for name in ("personal", "current"))
    known = a.known & b.known
    w = (np.ones(survey.n) if survey.weights is None else survey.weights) * known
    kept = [spread_out(w @ x.picked / w.sum()) for x in (a, b)]
    a, b = a.only(kept[0]), b.only(kept[1])
    p, q = (w @ x.picked / w.sum() for x in (a, b))
    left = (a.picked - p) / np.sqrt(p * (1 - p))
    right = (b.picked - q) / np.sqrt(q * (1 - q))
    d = (w[:, None, None] * left[:, :, None] * right[:, None, :]).reshape(survey.n, -1)
    design = survey.design
    strata = np.zeros(survey.n, int) if design.stratum_codes is None else design.stratum_codes
    psus = np.arange(survey.n) if design.psu_codes is None else design.psu_codes
    whole = np.zeros((d.shape[1], d.shape[1]))
    for h in np.unique(strata):
        units = [d[(strata == h) & (psus == u)].sum(axis=0) for u in np.unique(psus[strata == h])]
        t = np.array(units)
        t = t - t.mean(axis=0)
        whole += len(t) / (len(t) - 1) * t.T @ t
    whole /= w.sum() ** 2
    return float(np.trace(whole)), float((whole**2).sum()), np.diag(whole)


def designs() -> dict[str, Survey]:
    weighted = random_survey(3, 90, weighted=True, unit=12, region=3)
    nested = weighted.columns["unit"].codes % 3
    region = replace(weighted.columns["region"], codes=nested.astype(np.int32))
    weighted = replace(weighted, columns={**weighted.columns, "region": region})
    return {
        "persons": random_survey(1, 80),
        "weights": random_survey(2, 80, weighted=True),
        "strata": weighted.with_design(strata="region"),
        "units": weighted.with_design(psu="unit"),
        "units in strata": weighted.with_design(strata="region", psu="unit"),
    }


@pytest.mark.parametrize("name", list(designs()))
def test_traces_are_those_of_the_matrix_that_is_never_formed(name: str) -> None:
    survey = designs()[name]
    lists = [marks(survey, each, "mmi_test") for each in ("personal", "current")]
    found = _Prepared(survey, *lists, "plain").spread
    trace, square, diagonal = direct_traces(survey)
    assert found.trace == pytest.approx(trace, rel=1e-10)
    assert found.trace_square == pytest.approx(square, rel=1e-9)
    assert found.variance.ravel() == pytest.approx(diagonal, rel=1e-10)


def test_replicate_weights_give_the_traces_of_the_jackknife() -> None:
    from berakhlak_stats.survey.replicate_weights import jackknife_factors

    survey = designs()["units"]
    codes = np.asarray(survey.design.psu_codes)
    factors = jackknife_factors(np.zeros(survey.n, np.int32), codes, np.zeros(1))
    lists = [marks(survey, each, "mmi_test") for each in ("personal", "current")]
    linear = _Prepared(survey, *lists, "plain").spread
    drawn = _Prepared(survey.with_replicates(factors), *lists, "plain").spread
    assert drawn.trace == pytest.approx(linear.trace, rel=0.2)
    assert drawn.variance.shape == linear.variance.shape


def test_weights_stand_for_persons_in_the_statistic() -> None:
    picks = random_picks(np.random.default_rng(4), 60, blank=0.0)
    twice = {name: np.repeat(block, 2, axis=0) for name, block in picks.items()}
    plain = overall(mmi_test(pick_survey(twice)))
    heavy = overall(mmi_test(pick_survey(picks, weights=[2.0] * 60)))
    assert heavy["estimate"] == pytest.approx(plain["estimate"])


def test_bootstrap_agrees_with_the_correction() -> None:
    survey = clustered_picks(np.random.default_rng(5), 40, 10, pull=0.7)
    result = mmi_test(survey, method="bootstrap", replicates=300, rng=2)
    assert abs(overall(result, "bootstrap")["p_value"] - overall(result)["p_value"]) < 0.12
    again = mmi_test(survey, method="bootstrap", replicates=300, rng=2)
    assert again.frame.equals(result.frame)
    assert result.provenance.seed == 2


def test_association_is_found() -> None:
    rng = np.random.default_rng(6)
    picks = random_picks(rng, 300, blank=0.0)
    row = overall(mmi_test(pick_survey(picks | {"current": picks["personal"]})))
    assert row["p_value"] < 1e-12


def test_refusals() -> None:
    survey = clustered_picks(np.random.default_rng(7), 12, 5, pull=0.5)
    with pytest.raises(BerakhlakError, match="E701"):
        mmi_test(survey, form="IJ")
    with pytest.raises(BerakhlakError, match="E701"):
        mmi_test(survey, zero_cells="none")
    with pytest.raises(BerakhlakError, match="E702"):
        mmi_test(survey, lists=("personal", "ideal"))
    alone = pick_survey({name: np.tile(np.arange(15) < 4, (20, 1)) for name in LISTS})
    with pytest.raises(BerakhlakError, match="E871"):
        mmi_test(alone)


@pytest.mark.slow
@pytest.mark.parametrize(("units", "size"), [(20, 20), (40, 20), (100, 10)])
def test_size_in_clusters(units: int, size: int) -> None:
    """At most 5% of true hypotheses are rejected, and the test is not dead."""
    rng = np.random.default_rng(units)
    rounds, rejected = 600, 0
    for _ in range(rounds):
        survey = clustered_picks(rng, units, size, pull=0.7)
        rejected += overall(mmi_test(survey))["p_value"] < 0.05
    slack = 2 * (0.05 * 0.95 / rounds) ** 0.5
    assert 0.01 <= rejected / rounds <= 0.05 + slack
