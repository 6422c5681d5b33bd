"""Bootstrap and jackknife from totals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.indices import parts
from berakhlak_stats.inference.jackknife import jackknife
from berakhlak_stats.inference.replicates import resampler, spread
from berakhlak_stats.inference.strata import describe_strata
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import collect
from tests.statistics import overall, ratio_statistic
from tests.surveys import codes, number_survey, pick_survey, random_picks, random_survey

RATIO = ratio_statistic("y", "x")


def clustered(n: int = 240, **design: object) -> Survey:
    rng = np.random.default_rng(2)
    psu = rng.integers(0, 24, n)
    x = rng.gamma(6, 1, n)
    y = x + rng.normal(size=24)[psu] + rng.normal(size=n)
    survey = number_survey(
        {"y": y.tolist(), "x": x.tolist()},
        columns={
            "psu": [f"p{c:02d}" for c in psu],
            "h": [f"h{c % 3}" for c in psu],
            "g": [f"g{c}" for c in rng.integers(0, 2, n)],
        },
        weights=rng.uniform(1, 2, n).tolist(),
    )
    return survey.with_design(**design)  # type: ignore[arg-type]


COUNTS = {"h0": 20, "h1": 16, "h2": 12}
DESIGNS = [
    {},
    {"strata": "h"},
    {"psu": "psu"},
    {"psu": "psu", "strata": "h"},
    {"psu": "psu", "strata": "h", "population": COUNTS},
    {"psu": "psu", "strata": "h", "population": COUNTS, "fpc_form": "(N-n)/(N-1)"},
]


@pytest.mark.parametrize("design", DESIGNS)
def test_bootstrap_agrees_with_taylor(design: dict[str, object]) -> None:
    survey = clustered(**design)
    smooth = overall(RATIO, survey)[1]
    drawn = overall(RATIO, survey, method="bootstrap", replicates=6000)[1]
    assert drawn == pytest.approx(smooth, rel=0.05)


@pytest.mark.parametrize("design", DESIGNS)
def test_jackknife_agrees_with_taylor(design: dict[str, object]) -> None:
    survey = clustered(**design)
    assert overall(RATIO, survey, method="jackknife")[1] == pytest.approx(
        overall(RATIO, survey)[1], rel=0.02
    )


@pytest.mark.slow
def test_bootstrap_agrees_with_taylor_for_the_smooth_indices() -> None:
    survey = random_survey(6, 400, weighted=True, psu=40).with_design(psu="psu")
    taylor = indices.all_indices(survey, replicates=50).frame
    drawn = indices.all_indices(survey, method="bootstrap", replicates=10_000).frame
    smooth = ~taylor["item"].isin(["balance", "culture_health"])
    found = drawn["std_error"][smooth].to_numpy()
    assert found == pytest.approx(taylor["std_error"][smooth].to_numpy(), rel=0.05)


def delete_one_by_hand(survey: Survey, inside: np.ndarray | None = None) -> float:
    """JKn by leaving rows out and weighting the rest of the stratum up."""
    assert survey.weights is not None
    y, x = survey.number("y"), survey.number("x")
    w = survey.weights if inside is None else survey.weights * inside
    h, psu = survey.design.stratum_codes, survey.design.psu_codes
    assert h is not None and psu is not None
    full, variance = (w @ y) / (w @ x), 0.0
    for stratum in np.unique(h):
        units = np.unique(psu[h == stratum])
        m = len(units)
        for unit in units:
            left = np.where(h == stratum, w * m / (m - 1), w) * (psu != unit)
            variance += (m - 1) / m * ((left @ y) / (left @ x) - full) ** 2
    return float(np.sqrt(variance))


def test_jackknife_by_hand() -> None:
    survey = clustered(psu="psu", strata="h")
    found = overall(RATIO, survey, method="jackknife")[1]
    assert found == pytest.approx(delete_one_by_hand(survey), rel=1e-9)


def test_jackknife_of_domains_counts_absent_psus() -> None:
    """Every second PSU holds nobody of the group; deleting it still weights the rest up."""
    survey = clustered(psu="psu", strata="h")
    assert survey.design.psu_codes is not None
    inside = survey.design.psu_codes % 2 == 1
    made = replace(
        survey, columns={**survey.columns, "half": codes(["in" if i else None for i in inside])}
    )
    found = analyse(made, [RATIO], Options(by="half", method="jackknife")).results[0]
    assert np.sqrt(found.variance[0, 0]) == pytest.approx(delete_one_by_hand(survey, inside))


@pytest.mark.parametrize("policy", ["certainty", "average", "adjust"])
def test_replicates_follow_the_policy_for_lonely_strata(policy: str) -> None:
    rng = np.random.default_rng(4)
    survey = number_survey(
        {"x": rng.normal(10, 2, 41).tolist()}, columns={"h": ["a"] * 20 + ["b"] * 20 + ["c"]}
    ).with_design(strata="h", lonely=policy)
    mean = ratio_statistic("x")
    smooth = overall(mean, survey)[1]
    drawn = overall(mean, survey, method="bootstrap", replicates=6000)[1]
    assert drawn == pytest.approx(smooth, rel=0.05)
    assert overall(mean, survey, method="jackknife")[1] == pytest.approx(smooth, rel=0.05)


def test_factors_have_mean_one_and_the_right_spread() -> None:
    survey = clustered(psu="psu", strata="h", population=COUNTS)
    totals = collect(survey, [RATIO])
    strata = describe_strata(totals)
    sampler = resampler(totals, strata, replicates=4000, seed=3)
    start, slope = sampler.factors()
    factors = start + slope * sampler.draws().T
    assert factors.mean(axis=0) == pytest.approx(1, abs=0.1)
    for h, m in enumerate(sampler.unit_counts):
        own = sampler.unit_strata == h
        # Total over a stratum is kept: m - 1 draws stretched by m / (m - 1).
        assert factors[:, own].sum(axis=1) == pytest.approx(m)
        expected = (1 - strata.rate[h]) * (m / (m - 1) - 1 / (m - 1))
        assert factors[:, own].var(axis=0).mean() == pytest.approx(expected, rel=0.05)


def test_words_with_equal_votes_stay_tied_in_replicates() -> None:
    """Two words picked by the same people tie in every replicate, to the last bit or nearly."""
    rng = np.random.default_rng(0)
    picks = random_picks(rng, 90)
    survey = pick_survey(picks)
    statistic = parts.coverage(survey.instrument)
    totals = collect(survey, [statistic], replicates=True)
    sampler = resampler(totals, describe_strata(totals), replicates=500, seed=1)
    draws, (start, slope) = sampler.draws().T.astype(int), sampler.factors()
    hits = totals.parts.total[:, :12].astype(int)
    for _, drawn in sampler.totals_by_group(totals.plan.columns_of(statistic)):
        exact = start[0] * hits.sum(axis=0) + slope[0] * (draws @ hits)
        assert np.abs(drawn[:, 0, :12] - exact).max() < 1e-11


def test_same_seed_same_replicates_and_another_seed_others() -> None:
    survey = random_survey(2, 80)
    frames = [
        indices.implementation(survey, method="bootstrap", rng=seed).frame["std_error"][0]
        for seed in (7, 7, 8)
    ]
    assert frames[0] == frames[1] != frames[2]


def test_strata_draw_independently() -> None:
    survey = clustered(psu="psu", strata="h")
    totals = collect(survey, [RATIO])
    draws = resampler(totals, describe_strata(totals), replicates=400, seed=1).draws().T
    assert abs(np.corrcoef(draws[:, 0], draws[:, -1])[0, 1]) < 0.2
    assert not np.array_equal(draws[:, 0], draws[:, 8])


def test_many_persons_are_resampled_in_random_groups() -> None:
    """Above the limit 200 groups stand for persons: standard errors move by less than 10%."""
    rng = np.random.default_rng(3)
    survey = number_survey({"y": rng.gamma(2, 1, 30_000).tolist(), "x": [1.0] * 30_000})
    totals = collect(survey, [RATIO], replicates=True)
    assert totals.plan.part_kind == "random"
    assert len(totals.parts.units) == 200
    smooth = overall(RATIO, survey)[1]
    for method in ("bootstrap", "jackknife"):
        found = overall(RATIO, survey, method=method, replicates=2000)[1]
        assert found == pytest.approx(smooth, rel=0.1)


def test_a_group_in_few_psus_is_missing_from_some_replicates_only() -> None:
    n = 200
    psu = [f"p{i % 10}" for i in range(n)]
    group = ["few" if i % 10 < 2 else "many" for i in range(n)]
    values = np.random.default_rng(1).normal(size=n) + np.arange(n) % 10
    survey = number_survey({"x": values.tolist()}, columns={"psu": psu, "g": group})
    made = survey.with_design(psu="psu")
    frame = indices.number_mean(made, by="g", method="bootstrap", replicates=500).frame
    row = frame.set_index("group").loc["few"]
    assert np.isfinite(row["std_error"])
    assert row["conf_low"] <= row["estimate"] <= row["conf_high"]


def test_spread_needs_half_of_the_replicates() -> None:
    drawn = np.array([[1.0, np.nan, np.nan], [3.0, 2.0, np.nan], [5.0, 4.0, 1.0]])
    found = spread(drawn)
    assert found[0] == 4.0
    assert found[1] == 2.0
    assert np.isnan(found[2])


def test_replicates_need_parts_and_the_jackknife_a_smooth_statistic() -> None:
    survey = random_survey(1, 30)
    statistic = parts.coverage(survey.instrument)
    totals = collect(survey, [statistic], replicates=True)
    with pytest.raises(DesignError) as caught:
        jackknife(statistic, totals, describe_strata(totals))
    assert caught.value.code == "E607"
    bare = collect(survey, [parts.values(survey.instrument)])
    with pytest.raises(DesignError) as caught:
        resampler(bare, describe_strata(bare), replicates=100, seed=1)
    assert caught.value.code == "E608"
