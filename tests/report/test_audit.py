"""The auditor: every number in prose has a ledger row, and no word says more than its test."""

from __future__ import annotations

import re

import pytest

from berakhlak_stats.present.narrative import check_prose
from berakhlak_stats.present.verbs import FORBIDDEN
from berakhlak_stats.report import Report, rebuild_report
from berakhlak_stats.report.families import alpha_shares
from berakhlak_stats.report.results import ReportResults
from tests.report.page import Page, numbers

NAVIGATION = {str(i) for i in range(1, 20)}
"""Section numbers stand in headings; they are no findings."""


def _text(report: Report, part: str = "prose") -> str:
    """One kind of text of a page, without claim ids and version numbers."""
    text = " ".join(getattr(Page.of(report.html), part))
    return re.sub(r"\b[KF]\d{2,3}\b|\b(?:berakhlak_stats|versi|version) \d[\d.]*", " ", text)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_number_in_prose_has_a_ledger_row(reports: dict[str, Report], lang: str) -> None:
    report = reports[lang]
    booked = {number for claim in report.ledger for number in claim.numbers}
    text = _text(report).replace(report.results.title, " ")
    for claim in report.ledger:
        for name in claim.subjects:
            text = text.replace(name, " ")
    orphans = [number for number in numbers(text, lang) if number not in booked | NAVIGATION]
    assert not orphans


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_forbidden_word_anywhere(reports: dict[str, Report], lang: str) -> None:
    page = Page.of(reports[lang].html)
    text = " ".join([*page.prose, *page.cells, *page.drawn])
    found = [w for w in FORBIDDEN[lang] if re.search(rf"\b{re.escape(w)}\b", text, re.I)]
    assert not found


def test_the_auditor_sees_what_is_planted(reports: dict[str, Report]) -> None:
    report = reports["id"]
    planted = report.html.replace("</h1>", "</h1><p>Naik 98,76 poin karena pelatihan.</p>")
    before = {each.text for each in check_prose(report.html, report.ledger, lang="id")}
    after = {each.text for each in check_prose(planted, report.ledger, lang="id")}
    assert after - before == {"98,76", "karena"}


def test_both_languages_print_the_same_numbers(reports: dict[str, Report]) -> None:
    for part in ("prose", "cells", "drawn"):
        found = {
            lang: sorted(numbers(_text(report, part), lang)) for lang, report in reports.items()
        }
        assert found["id"] == found["en"], part


def test_claim_ids_are_unique_and_every_printed_one_is_booked(reports: dict[str, Report]) -> None:
    for report in reports.values():
        ids = [claim.claim_id for claim in report.ledger]
        assert len(ids) == len(set(ids))
        printed = set(re.findall(r'class="claim"[^>]*>([KF]\d+)<', report.html))
        assert printed and printed <= set(ids)


def test_directions_are_claimed_only_where_a_test_passed(reports: dict[str, Report]) -> None:
    directed = [claim for claim in reports["en"].ledger if claim.verb_level in ("higher", "lower")]
    assert directed
    assert all(claim.p_adjusted < 0.05 for claim in directed)


def test_the_number_of_comparisons_and_the_one_alpha_are_printed(
    reports: dict[str, Report], results: ReportResults
) -> None:
    count = len(alpha_shares(results.estimates, results.by)) - 1
    cells = " ".join(Page.of(reports["id"].html).cells)
    assert "50% untuk keluarga utama" in cells
    assert f"dibagi rata pada {count} keluarga lain" in cells
    assert "Satu alfa 0,05" in cells


def test_results_without_a_passed_test_claim_no_direction(results: ReportResults) -> None:
    """Every estimate equal, every p value one: a report of nothing but open questions."""
    from dataclasses import replace

    flat = {}
    for name, each in results.estimates.items():
        frame = each.frame.copy()
        if "p_adjusted" in frame:
            frame["p_adjusted"] = frame["p_adjusted"].where(frame["p_adjusted"].isna(), 1.0)
        covariance = None if each.covariance is None else each.covariance * 1e4
        flat[name] = replace(each, frame=frame, covariance=covariance)
    report = rebuild_report(replace(results, estimates=flat), "en")
    assert not [c for c in report.ledger if c.verb_level in ("higher", "lower", "small", "unsure")]
    assert "is lowest." not in report.html and "is highest." not in report.html
