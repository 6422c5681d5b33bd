"""Finished pages of many kinds of surveys: no comparison is made that no test supports."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.narrative.comparisons import check_comparisons
from berakhlak_stats.report import Report, ReportResults, collect_results, rebuild_report
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import Survey
from berakhlak_stats.survey.survey import pack_picks, unpack_picks
from tests.report.page import Page

LISTS = ("personal", "current", "desired")
GAPS = ("gap_values", "gap_words", "gap_areas", "gap_personal")


def _with_picks(survey: Survey, picks: dict[str, np.ndarray]) -> Survey:
    return replace(survey, picks={**survey.picks, **picks})


def null() -> Survey:
    """Which of a person's lists is which was drawn by lot: nothing differs in the population."""
    survey, rng = simulate(seed=11, n=300), np.random.default_rng(7)
    order = rng.permuted(np.tile(np.arange(3), (survey.n, 1)), axis=1)
    stacked = np.stack([survey.picks[name] for name in LISTS])
    people = np.arange(survey.n)
    return _with_picks(survey, {name: stacked[order[:, j], people] for j, name in enumerate(LISTS)})


def tied() -> Survey:
    """Everybody picked the same words on every list: no spread, and nothing to be told apart."""
    survey = simulate(seed=12, n=60)
    return _with_picks(
        survey, {name: np.repeat(survey.picks["current"][:1], survey.n, axis=0) for name in LISTS}
    )


def nearly_tied() -> Survey:
    """Two halves that picked different words, alike on every list."""
    survey = simulate(seed=13, n=80)
    half = np.arange(survey.n) % 2
    return _with_picks(survey, {name: survey.picks["current"][half] for name in LISTS})


def turned() -> Survey:
    """Half of them desire what few see: very large differences in both directions."""
    survey = simulate(seed=14, n=200)
    words = len(survey.instrument.words)
    desired = unpack_picks(survey.picks["current"], words).astype(bool)
    desired[::2] = desired[::2, ::-1]
    return _with_picks(survey, {"desired": pack_picks(desired)})


def without_desired() -> Survey:
    survey = simulate(seed=15, n=150)
    return _with_picks(survey, {"desired": np.zeros_like(survey.picks["desired"])})


CASES: dict[str, Callable[[], Survey]] = {
    "ordinary": lambda: simulate(seed=2),
    "small": lambda: simulate(seed=3, n=45),
    "tiny": lambda: simulate(seed=4, n=12),
    "too few": lambda: simulate(seed=5, n=12).take(slice(0, 7)),
    "null": null,
    "tied": tied,
    "nearly tied": nearly_tied,
    "turned": turned,
    "without hopes": without_desired,
    "weighted": lambda: _weighted(simulate(seed=6, n=120)),
}


def _weighted(survey: Survey) -> Survey:
    return replace(survey, weights=np.random.default_rng(1).uniform(0.5, 3.0, survey.n))


@pytest.fixture(scope="module", params=list(CASES))
def made(request: pytest.FixtureRequest) -> tuple[str, ReportResults]:
    by = "unit" if request.param in ("ordinary", "small") else None
    return request.param, collect_results(CASES[request.param](), by=by, replicates=60)


@pytest.fixture(scope="module")
def both(made: tuple[str, ReportResults]) -> dict[str, Report]:
    return {lang: rebuild_report(made[1], lang) for lang in ("id", "en")}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_comparison_without_its_test(both: dict[str, Report], lang: str) -> None:
    report = both[lang]
    assert check_comparisons(report.html, report.ledger, lang=lang) == []


@pytest.mark.parametrize("lang", ["id", "en"])
def test_readings_in_tables_follow_the_printed_p(both: dict[str, Report], lang: str) -> None:
    """A reader who looks a difference up finds the p that its reading rests on, in its row."""
    words = {"id": ("lebih tinggi", "lebih rendah"), "en": ("higher", "lower")}[lang]
    for row in rows_of_tables(both[lang].html):
        if any(cell in words for cell in row):
            small = [c for c in row if re.fullmatch(r"<?0[.,]0[0-4]\d", c)]
            assert small, row


def test_both_languages_claim_the_same(both: dict[str, Report]) -> None:
    found = [
        [(c.template_id, c.verb_level, c.numbers) for c in report.ledger if c.claim_id[0] == "K"]
        for report in both.values()
    ]
    assert found[0] == found[1]


def test_pages_hold_no_raw_ids_and_no_failed_numbers(both: dict[str, Report]) -> None:
    for lang, report in both.items():
        page = Page.of(report.html)
        labels = [attrs.get("aria-label", "") for tag, attrs in page.tags if tag == "svg"]
        text = " ".join([*page.prose, *page.cells, *page.drawn, *labels])
        assert not re.findall(r"\bnan\b|\binf\b|\bNone\b|[{}]", text, re.I)
        assert not re.findall(r"\b(?:level|need|top|gap|jump|matches)_\w+", text)
        wrong = r"\d\.\d(?!\d\d)" if lang == "id" else r"\d,\d(?!\d\d)"
        plain = re.sub(r"\b(?:versi|version|berakhlak_stats) [\d.]+", " ", text)
        assert not re.findall(wrong, plain), re.findall(f".{{20}}{wrong}.{{10}}", plain)


def test_directions_of_gaps_need_the_whole_evidence(made: tuple[str, ReportResults]) -> None:
    name, results = made
    passed = {gap: _passed(results.estimates[gap]) for gap in GAPS if gap in results.estimates}
    if name in ("null", "tied", "nearly tied", "too few"):
        assert not any(passed.values())
        text = " ".join(Page.of(rebuild_report(results, "en").html).prose)
        assert "desired more than" not in text and "largest jump towards" not in text.lower()
    if name in ("ordinary", "turned"):
        assert passed["gap_words"]


def _passed(result: Estimates) -> int:
    return int((result.frame["p_adjusted"] < 0.05).sum())


def test_the_auditor_finds_what_is_planted() -> None:
    results = collect_results(simulate(seed=2), replicates=60)
    planted = {
        "id": ("Selat lebih tinggi daripada Basarang.", "Kedua daftar itu tidak berbeda."),
        "en": ("Selat is higher than Basarang.", "The two lists do not differ."),
    }
    for lang, (direction, sameness) in planted.items():
        report = rebuild_report(results, lang)
        html = report.html.replace("</h1>", f"</h1><p>{direction} {sameness}</p>")
        found = {
            each.kind: each.context for each in check_comparisons(html, report.ledger, lang=lang)
        }
        assert found == {"direction": direction, "sameness": sameness}


def test_the_auditor_notices_a_ledger_without_passed_tests() -> None:
    """The same page beside a ledger in which no test passed: its directions are orphans."""
    results = collect_results(simulate(seed=2), replicates=60)
    for lang in ("id", "en"):
        report = rebuild_report(results, lang)
        failed = [replace(claim, p_adjusted=1.0) for claim in report.ledger]
        found = check_comparisons(report.html, failed, lang=lang)
        assert len({each.context for each in found if each.kind == "direction"}) > 5


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self.rows[-1][-1] += " ".join(data.split())


def rows_of_tables(html: str) -> Iterator[list[str]]:
    tables = _Tables()
    tables.feed(html)
    yield from tables.rows
