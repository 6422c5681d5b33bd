"""Ranks, values and the funnel of the first column: families, level, section, hidden groups."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from berakhlak_stats.present.rows import rows_of
from berakhlak_stats.report import Report, ReportResults, collect_results, rebuild_report
from berakhlak_stats.report.benchmarks import benchmark_results
from berakhlak_stats.report.families import alpha_shares
from berakhlak_stats.survey import Survey

KINDS = ("ranks", "values", "funnel")


def figure(page: str, kind: str) -> str:
    found = re.search(
        rf'<figure aria-labelledby="figure-groups-unit-{kind}".*?</figure>', page, re.S
    )
    assert found is not None
    return found[0]


def test_the_ranks_have_their_share_of_the_alpha(results: ReportResults) -> None:
    shares = alpha_shares(results.estimates, results.by)
    assert results.estimates["ranks:unit"].provenance.conf_level == pytest.approx(
        1 - 0.05 * shares["ranks:unit"]
    )
    for kind in ("values", "funnel"):
        made = results.estimates[f"{kind}:unit"]
        share = made.provenance.parameters["alpha_share"]
        assert share == shares[f"{kind}:unit"]
        frame = made.frame.dropna(subset=["p_value"])
        assert (frame["p_adjusted"] >= (frame["p_value"] / share).clip(upper=1) - 1e-12).all()


def test_values_are_tested_by_pooled_variances(results: ReportResults) -> None:
    made = results.estimates["values:unit"]
    assert made.provenance.parameters["sampling_variance"] == "pooled"
    assert set(made.frame["level"]) == {"value"}
    small = made.frame["note"].str.startswith("not tested")
    assert small.sum() == 7 and made.frame.loc[small, "p_value"].isna().all()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_figure_has_its_message_words_and_table(
    reports: dict[str, Report], lang: str, kind: str
) -> None:
    drawn = figure(reports[lang].html, kind)
    assert re.search(r"<h3[^>]*>[^<]{20,}</h3>", drawn)
    assert '<p class="sub">' in drawn and "<figcaption>" in drawn and "<details>" in drawn
    assert drawn.count('role="img"') == 2 and drawn.count("aria-label=") >= 2


def test_hidden_groups_are_hatched_and_in_no_number(reports: dict[str, Report]) -> None:
    hidden = ["Dinas Perpustakaan dan Arsip", "Inspektorat"]
    for kind in ("ranks", "values"):
        drawn = figure(reports["id"].html, kind)
        assert "url(#" in drawn and all(name in drawn for name in hidden)
    funnel = figure(reports["id"].html, "funnel")
    svg = "".join(re.findall(r"<svg.*?</svg>", funnel, re.S))
    assert not any(name in svg for name in hidden)


def test_the_methods_name_the_new_families(reports: dict[str, Report]) -> None:
    assert "peringkat menurut unit (15)" in reports["id"].html
    assert "nilai menurut unit (70)" in reports["id"].html
    assert "corong menurut unit (11)" in reports["id"].html


def test_nothing_is_made_where_there_is_nothing_to_compare(
    kapuas: Survey, results: ReportResults
) -> None:
    options = {"conf_level": 0.95, "replicates": 100, "rng": 1}
    held = dict(results.estimates)
    assert benchmark_results(kapuas, held, (), options) == {}
    assert benchmark_results(kapuas, {}, ("unit",), options) == {}
    scores = replace(held["indices:unit"], covariance=None)
    assert benchmark_results(kapuas, {**held, "indices:unit": scores}, ("unit",), options) == {}


def test_two_groups_have_neither_order_nor_funnel(kapuas: Survey) -> None:
    made = collect_results(kapuas, by="sex", replicates=100)
    assert not {f"{kind}:sex" for kind in KINDS} & set(made.estimates)
    assert "groups-sex-ranks" not in rebuild_report(made, "id").html


def test_only_the_first_column_has_them(kapuas: Survey) -> None:
    made = collect_results(kapuas, by=("generation", "unit"), replicates=100)
    assert all(f"{kind}:generation" in made.estimates for kind in KINDS)
    assert not any(f"{kind}:unit" in made.estimates for kind in KINDS)
    assert any(row.shown for row in rows_of(made.estimates["ranks:generation"]))
