"""Classical tests and effect sizes against R (coin, rstatix, effectsize, car, stats 4.2.2).

Each case at its own tolerance. Not compared: the Hodges-Lehmann estimates and limits of
``wilcox.test`` (its root finder stops 1e-4 short of the median of pairs), and the p values of
Games-Howell beyond the three digits that rstatix keeps.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from berakhlak_stats import significance as sg
from berakhlak_stats.inference.multiplicity import adjust_p_values
from tests.reference import near, reference_case, reference_data
from tests.significance.classical import BINARY, grouped, likert, sleep, survey_of

PAIRED = {"sleep": (sleep, ("g1", "g2")), "likert": (likert, ("A2", "A4"))}
TWO = {"likert": ("A3", "gender"), "tooth": ("len", "supp")}
SEVERAL = ("plant", "insect", "likert")


def same(found: float, expected: Any, case: dict[str, Any], tolerance: float | None = None) -> None:
    wanted = float("inf") if expected == "Infinity" else float(expected)
    asked = case if tolerance is None else {"tolerance": tolerance}
    assert found == wanted or near(found, wanted, asked), (found, wanted)


@pytest.mark.parametrize("name", PAIRED)
def test_paired(name: str) -> None:
    case = reference_case("tests", f"{name}.paired")
    expected, (make, items) = case["expected"], PAIRED[name]
    t = sg.paired_test(make(), items=items)
    same(t.statistic, expected["t"]["statistic"], case)
    same(t.df, expected["t"]["parameter"], case)
    same(t.p_value, expected["t"]["p"], case)
    same(t.estimate, expected["t"]["estimate"], case)
    for found, wanted in zip((t.conf_low, t.conf_high), expected["t"]["ci"], strict=True):
        same(found, wanted, case)
    for continuity, key in ((True, "wilcox_normal_correct"), (False, "wilcox_normal_nocorrect")):
        w = sg.paired_test(make(), items=items, method="wilcoxon", continuity=continuity)
        same(w.statistic, expected[key]["statistic"], case)
        same(w.p_value, expected[key]["p"], case)
    exact = sg.paired_test(make(), items=items, method="wilcoxon_exact")
    same(exact.p_value, expected["wilcox_exact_ties_zeros_dropped"]["p"], case)
    same(exact.statistic, expected["wilcox_exact_ties_zeros_dropped"]["V"], case)
    same(
        sg.paired_test(make(), items=items, method="pratt").p_value,
        expected["coin_pratt"]["p"],
        case,
    )
    if "coin_pratt_exact_p" in expected:
        pratt = sg.paired_test(make(), items=items, method="pratt_exact")
        same(pratt.p_value, expected["coin_pratt_exact_p"], case)
    sign = sg.paired_test(make(), items=items, method="sign")
    same(sign.statistic, expected["sign"]["statistic"], case)
    same(sign.df, expected["sign"]["parameter"], case)
    same(sign.p_value, expected["sign"]["p"], case)
    same(sign.estimate, expected["sign"]["estimate"], case)
    same(sign.conf_low, expected["sign"]["ci"][0], case)
    same(sign.conf_high, expected["sign"]["ci"][1], case)


@pytest.mark.parametrize("name", PAIRED)
def test_paired_effects(name: str) -> None:
    case = reference_case("tests", f"{name}.paired_es")
    make, items = PAIRED[name]
    keys = {"dz": "Cohens_d", "gz": "Hedges_g", "rank_biserial": "r_rank_biserial"}
    for measure, key in keys.items():
        found = sg.paired_effect(make(), items=items, measure=measure)  # type: ignore[arg-type]
        wanted = case["expected"][measure]
        same(found.estimate, wanted[key][0], case)
        same(found.conf_low, wanted["CI_low"][0], case)
        same(found.conf_high, wanted["CI_high"][0], case)


def two(name: str) -> tuple[Any, dict[str, Any]]:
    item, by = TWO[name]
    survey = likert() if name == "likert" else grouped(name)[0]
    return survey, {"item": item, "by": by}


@pytest.mark.parametrize("name", TWO)
def test_two_samples(name: str) -> None:
    case = reference_case("tests", f"{name}.two_sample")
    expected, (survey, asked) = case["expected"], two(name)
    for method in ("student", "welch"):
        found = sg.two_sample_test(survey, method=method, **asked)  # type: ignore[arg-type]
        same(found.statistic, expected[method]["statistic"], case)
        same(found.df, expected[method]["parameter"], case)
        same(found.p_value, expected[method]["p"], case)
        same(found.conf_low, expected[method]["ci"][0], case)
        same(found.conf_high, expected[method]["ci"][1], case)
    for continuity, key in ((True, "mw_correct"), (False, "mw_nocorrect")):
        found = sg.two_sample_test(survey, method="mann_whitney", continuity=continuity, **asked)
        same(found.statistic, expected[key]["statistic"], case)
        same(found.p_value, expected[key]["p"], case)
    if "coin_exact_p" in expected:
        found = sg.two_sample_test(survey, method="mann_whitney_exact", **asked)
        same(found.p_value, expected["coin_exact_p"], case)
    found = sg.two_sample_test(survey, method="variance", **asked)
    same(found.statistic, expected["var_test"]["statistic"], case)
    same(found.p_value, expected["var_test"]["p"], case)
    same(found.conf_low, expected["var_test"]["ci"][0], case)
    same(found.conf_high, expected["var_test"]["ci"][1], case)
    for method, key in (("levene", "levene_mean"), ("brown_forsythe", "levene_median")):
        found = sg.spread_test(survey, method=method, **asked)  # type: ignore[arg-type]
        same(found.statistic, expected[key]["F"], case)
        same(found.p_value, expected[key]["p"], case)


EFFECTS = {
    "cohens_d": ("d", "Cohens_d"),
    "cohens_d_unpooled": ("d_unpooled", "Cohens_d"),
    "hedges_g": ("g", "Hedges_g"),
    "cliffs_delta": ("cliffs", "r_rank_biserial"),
    "superiority": ("p_superiority", "p_superiority"),
    "u3": ("u3", "Cohens_U3"),
    "overlap": ("overlap", "Overlap"),
}


@pytest.mark.parametrize("name", TWO)
def test_two_sample_effects(name: str) -> None:
    case = reference_case("tests", f"{name}.two_es")
    expected, (survey, asked) = case["expected"], two(name)
    for measure, (block, key) in EFFECTS.items():
        found = sg.two_sample_effect(survey, measure=measure, **asked)  # type: ignore[arg-type]
        same(found.estimate, expected[block][key][0], case)
        same(found.conf_low, expected[block]["CI_low"][0], case)
        same(found.conf_high, expected[block]["CI_high"][0], case)
    glass = sg.two_sample_effect(survey, measure="glass_delta", **asked)
    same(glass.estimate, expected["glass"]["Glass_delta"][0], case)


@pytest.mark.parametrize("name", SEVERAL)
def test_several_groups(name: str) -> None:
    case = reference_case("tests", f"{name}.anova")
    expected, (survey, item, by) = case["expected"], grouped(name)
    anova = sg.group_test(survey, item=item, by=by, method="anova")
    same(anova.statistic, expected["anova"]["F"], case)
    same(anova.df, expected["anova"]["df1"], case)
    same(anova.df_2, expected["anova"]["df2"], case)
    same(anova.p_value, expected["anova"]["p"], case)
    welch = sg.group_test(survey, item=item, by=by, method="welch")
    same(welch.statistic, expected["welch"]["statistic"], case)
    same(welch.df_2, expected["welch"]["parameter"][1], case)
    same(welch.p_value, expected["welch"]["p"], case)
    kruskal = sg.group_test(survey, item=item, by=by, method="kruskal_wallis")
    same(kruskal.statistic, expected["kruskal"]["statistic"], case)
    same(kruskal.p_value, expected["kruskal"]["p"], case)
    for method, key in (("bartlett", "bartlett"), ("fligner", "fligner")):
        found = sg.spread_test(survey, item=item, by=by, method=method)  # type: ignore[arg-type]
        same(found.statistic, expected[key]["statistic"], case)
        same(found.p_value, expected[key]["p"], case)
    for method, key in (("levene", "levene_mean"), ("brown_forsythe", "levene_median")):
        found = sg.spread_test(survey, item=item, by=by, method=method)  # type: ignore[arg-type]
        same(found.statistic, expected[key]["F"], case)
        same(found.p_value, expected[key]["p"], case)


@pytest.mark.parametrize("name", SEVERAL)
def test_variance_effects(name: str) -> None:
    case = reference_case("tests", f"{name}.groups_es")
    expected, (survey, item, by) = case["expected"], grouped(name)
    measures = {
        "eta_squared": ("eta2", "Eta2"),
        "omega_squared": ("omega2", "Omega2"),
        "epsilon_squared": ("epsilon2", "Epsilon2"),
        "cohens_f": ("cohens_f", "Cohens_f"),
    }
    for measure, (block, key) in measures.items():
        found = sg.variance_effect(survey, item=item, by=by, measure=measure, one_sided=True)  # type: ignore[arg-type]
        same(found.estimate, expected[block][key][0], case)
        same(found.conf_low, expected[block]["CI_low"][0], case)
        if f"{block}_two_sided" in expected:
            both = sg.variance_effect(survey, item=item, by=by, measure=measure)  # type: ignore[arg-type]
            same(both.conf_low, expected[f"{block}_two_sided"]["CI_low"][0], case)
            same(both.conf_high, expected[f"{block}_two_sided"]["CI_high"][0], case)
    for measure, key in (
        ("rank_epsilon_squared", "rank_epsilon2"),
        ("rank_eta_squared", "rank_eta2"),
    ):
        found = sg.variance_effect(survey, item=item, by=by, measure=measure)  # type: ignore[arg-type]
        same(found.estimate, expected[key][measure][0], case)


def matrix(table: dict[str, Any]) -> dict[tuple[str, str], float]:
    """R's lower triangle of p values, by pair."""
    return {
        (column, row): value
        for row, values in zip(table["rows"], table["values"], strict=True)
        for column, value in zip(table["cols"], values, strict=True)
        if value is not None
    }


@pytest.mark.parametrize("name", SEVERAL)
def test_pairs_of_groups(name: str) -> None:
    case = reference_case("tests", f"{name}.posthoc")
    expected, (survey, item, by) = case["expected"], grouped(name)
    tukey = sg.pairwise_tests(survey, item=item, by=by, method="tukey")
    for found, wanted in zip(tukey, expected["tukey"]["values"], strict=True):
        for each, number in zip(
            (found.estimate, found.conf_low, found.conf_high, found.p_adjusted), wanted, strict=True
        ):
            same(each, number, case)
    games, r = sg.pairwise_tests(survey, item=item, by=by), expected["games_howell"]
    for j, found in enumerate(games):
        same(found.estimate, r["estimate"][j], case)
        same(found.conf_low, r["conf.low"][j], case)
        same(found.conf_high, r["conf.high"][j], case)
        same(found.df, r["df"][j], case)
        # rstatix divides by root two, and rounds p to three digits (see the notes of the case).
        same(found.std_error / np.sqrt(2), r["se"][j], case)
        same(abs(found.statistic), r["statistic"][j], case)
        same(found.p_adjusted, r["p.adj"][j], case, 5e-3)
    dunn, r = sg.pairwise_tests(survey, item=item, by=by, method="dunn"), expected["dunn_holm"]
    for j, found in enumerate(dunn):
        same(found.estimate, r["estimate"][j], case)
        same(found.statistic, r["statistic"][j], case)
        same(found.p_value, r["p"][j], case)
        same(found.p_adjusted, r["p.adj"][j], case)
    labels = survey.column(by).labels
    tables = {
        ("pooled", "holm"): "pairwise_t_pooled_holm",
        ("welch", "holm"): "pairwise_t_unpooled_holm",
        ("pooled", "BH"): "pairwise_t_pooled_BH",
        ("pooled", "none"): "pairwise_t_none",
        ("mann_whitney", "holm"): "pairwise_wilcox_holm",
    }
    for (method, adjust), key in tables.items():
        made = sg.pairwise_tests(survey, item=item, by=by, method=method, adjust=adjust)  # type: ignore[arg-type]
        wanted = matrix(expected[key])
        for pair, found in zip(combinations(labels, 2), made, strict=True):
            same(found.p_adjusted, wanted[pair], case)


@pytest.mark.parametrize(("name", "items"), [("likert", ("A2", "A3", "A4", "A5")),
                                             ("ck", ("C1", "C2", "C3"))])  # fmt: skip
def test_repeated(name: str, items: tuple[str, ...]) -> None:
    case = reference_case("tests", f"{name}.friedman")
    expected = case["expected"]
    found = {
        method: sg.repeated_test(likert(), items=items, method=method)  # type: ignore[arg-type]
        for method in ("friedman", "iman_davenport", "anova", "greenhouse_geisser", "huynh_feldt")
    }
    same(found["friedman"].statistic, expected["friedman"]["statistic"], case)
    same(found["friedman"].p_value, expected["friedman"]["p"], case)
    same(found["friedman"].estimate, expected["W_tie_corrected"], case)
    same(found["iman_davenport"].statistic, expected["iman_davenport_F"], case)
    r = expected["rm_anova"]
    same(found["anova"].statistic, r["F"][0], case)
    same(found["anova"].df_2, r["den Df"][0], case)
    same(found["anova"].p_value, r["Pr(>F)"][0], case)
    same(found["greenhouse_geisser"].p_value, r["G-G Pr"][0], case)
    same(found["huynh_feldt"].p_value, r["H-F Pr"][0], case)


def binary(name: str) -> tuple[Any, tuple[str, ...], dict[str, Any]]:
    dataset = "tests" if name == "ability" else "mrcv"
    case = reference_case(dataset, f"{name}.cochran")
    if name == "hobbies":
        # "every 4th complete row starting from the first" (input of the case)
        frame = reference_data("hobbies").dropna().iloc[::4]
        items = tuple(str(each) for each in case["input"]["columns"])
    else:
        data, items = BINARY[name]
        frame = reference_data(data)
    return survey_of(frame, list(items)), items, case


@pytest.mark.parametrize("name", ["ability", "farmer1", "farmer2y", "hobbies"])
def test_yes_and_no(name: str) -> None:
    survey, items, case = binary(name)
    expected = case["expected"]
    q = sg.cochran_q_test(survey, items=items)
    same(q.statistic, expected["Q"], case)
    same(q.df, expected["df"], case)
    if expected["p"] > 1e-12:
        same(q.p_value, expected["p"], case)
    columns = {"chi_square": ("chisq", "p"), "corrected": ("chisq_cc", "p_cc"),
               "exact": (None, "p_exact"), "mid_p": (None, "p_mid")}  # fmt: skip
    for method, (statistic, p) in columns.items():
        made = sg.pairwise_mcnemar_tests(survey, items=items, method=method)  # type: ignore[arg-type]
        for j, found in enumerate(made):
            if statistic:
                same(found.statistic, expected["pairs"][statistic][j], case)
            same(found.p_value, expected["pairs"][p][j], case)
            if method == "exact":
                same(found.p_adjusted, expected["pairs"]["holm_exact"][j], case)
    bh = sg.pairwise_mcnemar_tests(survey, items=items, method="exact", adjust="BH")
    for j, found in enumerate(bh):
        same(found.p_adjusted, expected["pairs"]["BH_exact"][j], case)


def test_approval_ratings() -> None:
    """Agresti (2002), table 10.1: 794, 150, 86, 570."""
    from berakhlak_stats.inference.discordant import exact_p

    case = reference_case("tests", "mcnemar_approval")
    first = np.repeat([1.0, 1.0, 0.0, 0.0], [794, 150, 86, 570])
    second = np.repeat([1.0, 0.0, 1.0, 0.0], [794, 150, 86, 570])
    import pandas as pd

    survey = survey_of(pd.DataFrame({"a": first, "b": second}), ["a", "b"])
    for method, key in (("corrected", "cc"), ("chi_square", "nocc")):
        found = sg.mcnemar_test(survey, items=("a", "b"), method=method)  # type: ignore[arg-type]
        same(found.statistic, case["expected"][key]["statistic"], case)
        same(found.p_value, case["expected"][key]["p"], case)
    exact, mid = exact_p(150, 86)
    same(float(exact), case["expected"]["exact"], case)
    same(float(mid), case["expected"]["mid"], case)


@pytest.mark.parametrize(("name", "column"), [("gender_edu", "education"), ("gender_hi", "high")])
def test_contingency(name: str, column: str) -> None:
    case = reference_case("tests", f"{name}.contingency")
    expected, asked = case["expected"], {"row": "gender", "column": column}
    found = sg.contingency_test(likert(), **asked)
    same(found.statistic, expected["chisq"]["statistic"], case)
    same(found.p_value, expected["chisq"]["p"], case)
    same(
        sg.contingency_test(likert(), method="likelihood_ratio", **asked).statistic,
        expected["lr"],
        case,
    )
    measures = sg.association_measures(likert(), **asked)
    same(measures.contingency, expected["contingency"], case)
    same(measures.cramers_v, expected["cramer"], case)
    same(measures.cramers_v_low, expected["cramers_v"]["CI_low"][0], case)
    same(measures.cramers_v_adjusted, expected["cramers_v_adj"]["Cramers_v_adjusted"][0], case)
    same(measures.tau_b, expected["kendall_tau_b"], case)
    assert np.allclose(measures.residuals, expected["stdres"]["values"], atol=case["tolerance"])
    if column == "high":
        yates = sg.contingency_test(likert(), method="yates", **asked)
        same(yates.statistic, expected["chisq_yates"]["statistic"], case)
        fisher = sg.contingency_test(likert(), method="fisher", **asked)
        same(fisher.p_value, expected["fisher"]["p"], case)
        # R finds these by root finding to about 1e-4.
        same(fisher.estimate, expected["fisher"]["estimate"], case, 1e-4)
        same(fisher.conf_low, expected["fisher"]["ci"][0], case, 1e-4)
        same(fisher.conf_high, expected["fisher"]["ci"][1], case, 1e-4)
        same(measures.phi, expected["phi"], case)
        same(measures.odds_ratio, expected["oddsratio"]["Odds_ratio"][0], case)
        same(measures.odds_ratio_low, expected["oddsratio"]["CI_low"][0], case)
        same(measures.odds_ratio_high, expected["oddsratio"]["CI_high"][0], case)
        same(measures.risk_ratio, expected["riskratio"]["Risk_ratio"][0], case)
        # effectsize 0.8.3 adds two standard errors of log odds, root p / (n (1 - p)), instead of
        # two variances of log shares; ours is that of Katz et al. (1978), by hand.
        table = np.array([[61, 63], [64, 146]])
        shares, n = table[0] / table.sum(axis=0), table.sum(axis=0)
        theirs = np.sqrt(shares / (n * (1 - shares))).sum()
        same(
            measures.risk_ratio * np.exp(-1.959963984540054 * theirs),
            expected["riskratio"]["CI_low"][0],
            case,
        )
        ours = np.sqrt(((1 - shares) / (n * shares)).sum())
        same(measures.risk_ratio_low, measures.risk_ratio * np.exp(-1.959963984540054 * ours), case)


def test_adjusted_p_values() -> None:
    case = reference_case("tests", "p_adjust")
    for method, wanted in case["expected"]["adjusted"].items():
        for found, number in zip(
            adjust_p_values(case["expected"]["p"], method), wanted, strict=True
        ):
            same(float(found), number, case)
