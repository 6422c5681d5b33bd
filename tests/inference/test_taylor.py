"""Taylor variances against published tiny examples and linearisation by hand."""

from __future__ import annotations

import numpy as np
import pytest

from berakhlak_stats import indices
from berakhlak_stats.errors import DesignError
from berakhlak_stats.estimates import contrast
from berakhlak_stats.estimates.analyse import Options, analyse
from berakhlak_stats.indices import parts
from berakhlak_stats.inference.strata import describe_strata
from berakhlak_stats.inference.taylor import taylor
from berakhlak_stats.survey.survey import Survey
from berakhlak_stats.totals import collect
from tests.statistics import overall, ratio_statistic, total_statistic
from tests.surveys import number_survey, random_survey

# The eight rows of the example data 'fpc' of R's survey package: strata of five and three PSUs
# out of 15 and 12. Expected: R 4.2.2, survey 4.1-1,
# svymean(~x, svydesign(~psuid, strata=~stratid, weights=~weight, nest=TRUE[, fpc=~Nh])).
EIGHT = [2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2]
STRATUM = ["1"] * 5 + ["2"] * 3
WEIGHT = [3.0] * 5 + [4.0] * 3
MEAN, SE_FPC, SE_PLAIN = 5.448148, 0.6160407, 0.7412683

# The six rows of 'scd' (Levy & Lemeshow): two ambulances in each of three areas.
ALIVE = [25.0, 24.0, 30.0, 49.0, 80.0, 70.0]
ARRESTS = [120.0, 78.0, 185.0, 228.0, 670.0, 530.0]


def eight(**design: object) -> Survey:
    survey = number_survey(
        {"x": EIGHT}, columns={"stratum": STRATUM, "psu": list("abcdefgh")}, weights=WEIGHT
    )
    return survey.with_design(strata="stratum", **design)  # type: ignore[arg-type]


@pytest.mark.parametrize("psu", [None, "psu"])
def test_eight_rows_without_and_with_population_counts(psu: str | None) -> None:
    plain = indices.number_mean(eight(psu=psu)).frame.iloc[0]
    assert plain["estimate"] == pytest.approx(MEAN, abs=1e-6)
    assert plain["std_error"] == pytest.approx(SE_PLAIN, abs=1e-6)
    counted = indices.number_mean(eight(psu=psu, population={"1": 15, "2": 12})).frame.iloc[0]
    assert counted["std_error"] == pytest.approx(SE_FPC, abs=1e-6)
    assert counted["df"] == 6


def test_ratio_and_total_of_six_rows() -> None:
    """R 4.2.2, survey 4.1-1: svyratio(~alive, ~arrests), svytotal(~alive), design ~ambulance."""
    survey = number_survey(
        {"alive": ALIVE, "arrests": ARRESTS}, columns={"area": list("112233")}
    ).with_design(strata="area")
    ratio, se = overall(ratio_statistic("alive", "arrests"), survey)
    assert ratio == pytest.approx(0.15350635, abs=1e-8)
    assert se == pytest.approx(0.0098073036, abs=1e-9)
    assert overall(total_statistic("alive"), survey)[1] == pytest.approx(21.4941853, abs=1e-6)


def by_hand(survey: Survey, y: np.ndarray, x: np.ndarray, form: str = "1-n/N") -> float:
    """Standard error of sum(w y) / sum(w x): z_i = w_i (y_i - R x_i) / X, summed over PSUs."""
    w = np.ones(survey.n) if survey.weights is None else survey.weights
    z = w * (y - (w @ y) / (w @ x) * x) / (w @ x)
    design = survey.design
    strata = np.zeros(survey.n, int) if design.stratum_codes is None else design.stratum_codes
    psu = np.arange(survey.n) if design.psu_codes is None else design.psu_codes
    variance = 0.0
    for h, label in enumerate(design.stratum_labels):
        units = np.unique(psu[strata == h])
        sums = np.array([z[(strata == h) & (psu == unit)].sum() for unit in units])
        m = len(sums)
        size = np.inf if design.population is None else design.population[label]
        if form == "1-n/N":
            factor = (1 - m / size) * m / (m - 1)
        else:
            factor = 1.0 if np.isinf(size) else (size - m) / (size - 1)
        variance += factor * ((sums - sums.mean()) ** 2).sum()
    return float(np.sqrt(variance))


def random_numbers(seed: int, n: int = 60, weighted: bool = False) -> Survey:
    rng = np.random.default_rng(seed)
    stratum = rng.integers(0, 3, n)
    psu = stratum * 4 + rng.integers(0, 4, n)
    x = rng.gamma(5, 2, n)
    return number_survey(
        {"y": (2 * x + rng.normal(size=n) + psu).tolist(), "x": x.tolist()},
        columns={"h": [f"h{c}" for c in stratum], "psu": [f"p{c:02d}" for c in psu]},
        weights=rng.uniform(1, 4, n).tolist() if weighted else None,
    )


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("strata", [None, "h"])
@pytest.mark.parametrize("psu", [None, "psu"])
@pytest.mark.parametrize("form", ["1-n/N", "(N-n)/(N-1)"])
@pytest.mark.parametrize("counted", [False, True])
def test_ratio_by_hand(
    weighted: bool, strata: str | None, psu: str | None, form: str, counted: bool
) -> None:
    survey = random_numbers(3, weighted=weighted)
    sizes = {"h0": 90, "h1": 70, "h2": 50}
    population = (sizes if strata else 210) if counted else None
    made = survey.with_design(strata=strata, psu=psu, population=population, fpc_form=form)
    if counted is False and form != "1-n/N":
        form = "1-n/N"  # without population counts there is nothing to correct
    y, x = survey.number("y"), survey.number("x")
    ratio, se = overall(ratio_statistic("y", "x"), made)
    w = np.ones(survey.n) if survey.weights is None else survey.weights
    assert ratio == pytest.approx((w @ y) / (w @ x), rel=1e-12)
    assert se == pytest.approx(by_hand(made, y, x, form), rel=1e-7)


def test_offset_data_do_not_cancel() -> None:
    """NIST's advice on NumAcc4: a mean near 1e6 with spread 0.1 keeps its standard error."""
    values = 1e6 + 0.2 + 0.1 * (-1.0) ** np.arange(1001)
    values[0] = 1e6 + 0.2
    se = indices.number_mean(number_survey({"x": values.tolist()})).frame["std_error"][0]
    # The values themselves are held to 9 digits of their spread.
    assert se == pytest.approx(0.1 / np.sqrt(1001), rel=1e-9)


def domain_survey() -> Survey:
    rng = np.random.default_rng(8)
    n = 120
    psu = rng.integers(0, 12, n)
    shared = rng.normal(size=12)[psu]
    return number_survey(
        {"y": (shared + rng.normal(size=n)).tolist()},
        columns={
            "psu": [f"p{c:02d}" for c in psu],
            "h": [f"h{c % 2}" for c in psu],
            "sex": [f"s{c}" for c in rng.integers(0, 2, n)],
        },
        weights=rng.uniform(1, 3, n).tolist(),
    )


@pytest.mark.parametrize("design", [{"psu": "psu"}, {"psu": "psu", "strata": "h"}, {"strata": "h"}])
def test_groups_that_share_psus_or_strata_covary(design: dict[str, str]) -> None:
    """The difference of two domains is itself linear: z_i = z_1i - z_2i over all PSUs."""
    survey = domain_survey().with_design(**design)  # type: ignore[arg-type]
    result = indices.number_mean(survey, by="sex")
    found = contrast(result, {"group": "s0"}, {"group": "s1"})
    assert survey.weights is not None
    y, w, sex = survey.number("y"), survey.weights, survey.column("sex").codes
    z = np.zeros(survey.n)
    for code, sign in ((0, 1), (1, -1)):
        own = np.where(sex == code, w, 0.0)
        z += sign * own * (y - own @ y / own.sum()) / own.sum()
    psu = np.arange(survey.n) if "psu" not in design else survey.design.psu_codes
    strata = np.zeros(survey.n, int) if "strata" not in design else survey.design.stratum_codes
    variance = 0.0
    for h in np.unique(strata):
        sums = np.array([z[psu == u].sum() for u in np.unique(psu[strata == h])])
        variance += len(sums) / (len(sums) - 1) * ((sums - sums.mean()) ** 2).sum()
    assert found.std_error == pytest.approx(np.sqrt(variance), rel=1e-7)
    assert result.covariance is not None
    off = result.covariance[0, 1]
    assert off == pytest.approx(result.covariance[1, 0]) and off != 0


@pytest.mark.parametrize("lonely", ["adjust", "average", "certainty", "remove"])
@pytest.mark.parametrize("psu", [None, "psu"])
def test_covariance_has_the_squared_standard_errors_on_its_diagonal(
    lonely: str, psu: str | None
) -> None:
    survey = number_survey(
        {"x": [*EIGHT, 5.0], "y": [*EIGHT[::-1], 1.0]},
        columns={"stratum": [*STRATUM, "3"], "psu": list("abcdefghi")},
        weights=[*WEIGHT, 2.0],
    ).with_design(strata="stratum", psu=psu, lonely=lonely)
    result = indices.number_mean(survey)
    assert result.covariance is not None
    assert np.sqrt(np.diag(result.covariance)) == pytest.approx(
        result.frame["std_error"].to_numpy(), rel=1e-9
    )


@pytest.mark.parametrize("design", [{}, {"strata": "h"}, {"psu": "psu", "strata": "h"}])
def test_variances_are_the_same_where_no_covariance_is_formed(
    design: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = domain_survey().with_design(**design)  # type: ignore[arg-type]
    statistic = ratio_statistic("y")
    totals = collect(survey, [statistic], by="sex")
    strata = describe_strata(totals)
    whole = taylor(statistic, totals, strata)
    monkeypatch.setattr("berakhlak_stats.inference.taylor.is_small", lambda *_: False)
    alone = taylor(statistic, totals, strata)
    asked = taylor(statistic, totals, strata, within=True)
    assert whole.covariance is not None and alone.covariance is None and alone.within is None
    assert alone.variance == pytest.approx(whole.variance, rel=1e-12)
    assert asked.within == pytest.approx(whole.within, rel=1e-12)


def test_a_non_smooth_statistic_is_refused() -> None:
    survey = random_survey(1, 30)
    statistic = parts.coverage(survey.instrument)
    totals = collect(survey, [statistic])
    with pytest.raises(DesignError) as caught:
        taylor(statistic, totals, describe_strata(totals))
    assert caught.value.code == "E607"


def test_no_spread_between_strata_members_is_zero_not_rounding() -> None:
    """Everybody in a stratum answers alike: the variance is zero, not 1e-17."""
    values = [0.1] * 15 + [0.7] * 15
    survey = number_survey({"x": values}, columns={"h": ["a"] * 15 + ["b"] * 15})
    result = analyse(survey.with_design(strata="h"), [ratio_statistic("x")], Options())
    assert result.results[0].variance[0, 0] == 0


@pytest.mark.parametrize("psu", [None, "psu"])
def test_rows_without_a_group_stay_in_the_design(psu: str | None) -> None:
    """A domain's variance counts the PSUs of people outside every group as zeros."""
    survey = random_numbers(4)
    half = ["in" if i % 2 else None for i in range(survey.n)]
    rest = ["in" if i % 2 else "out" for i in range(survey.n)]
    columns = {"h": survey.columns["h"], "psu": survey.columns["psu"]}
    results = []
    for labels in (half, rest):
        made = number_survey(
            {"y": survey.number("y").tolist()},
            columns={
                **{name: [c.labels[i] for i in c.codes] for name, c in columns.items()},
                "g": labels,
            },
        ).with_design(strata="h", psu=psu)
        frame = indices.number_mean(made, by="g").frame.set_index("group")
        results.append(frame.loc["in", ["estimate", "std_error", "df", "n"]].tolist())
    assert results[0] == pytest.approx(results[1], rel=1e-10)
