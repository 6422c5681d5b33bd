"""The headline scores computed in other ways, as the report prints them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from berakhlak_stats.report import Report, ReportResults, rebuild_report
from berakhlak_stats.report.blocks import Fold, Prose
from berakhlak_stats.report.book import Book
from berakhlak_stats.report.population import population_of, raking_margins
from berakhlak_stats.report.sections.sensitivity import all_ways, ways
from berakhlak_stats.simulate import bundled
from berakhlak_stats.survey import Survey


def test_the_range_of_each_headline_score_stands_on_page_one(results: ReportResults) -> None:
    (block,) = ways(Book(results, "id"))
    assert isinstance(block, Prose)
    assert block.lines[0].strong == "Bila dihitung dengan cara lain:"
    for line, index in zip(block.lines, ("implementation", "culture_health"), strict=True):
        shown = results.estimates[f"sensitivity:{index}"].frame["estimate"].dropna()
        for value in (shown.min(), shown.max()):
            assert f"{value:.1f}".replace(".", ",") in line.text
        assert f"{len(shown)} cara hitung" in line.text
        assert line.claims


def test_the_default_way_is_the_score_of_the_card(results: ReportResults) -> None:
    headline = results.estimates["indices"].frame.set_index("item")["estimate"]
    for index in ("implementation", "culture_health"):
        first = results.estimates[f"sensitivity:{index}"].frame["estimate"][0]
        assert first == pytest.approx(headline[index])


def test_the_frame_is_raked_to(results: ReportResults) -> None:
    names = results.estimates["sensitivity:implementation"].frame["item_2"]
    assert names.str.contains(" / raked / ").any()


def test_every_way_is_in_the_methods(results: ReportResults) -> None:
    folds = all_ways(Book(results, "en"))[:2]
    for fold, index in zip(folds, ("implementation", "culture_health"), strict=True):
        assert isinstance(fold, Fold)
        cells = sum(len(row) - 1 for row in fold.table.rows)
        assert cells == len(results.estimates[f"sensitivity:{index}"])


@pytest.mark.parametrize(("lang", "words"), [("id", "kategori lain"), ("en", "another band")])
def test_other_bands_are_named_in_both_languages(
    reports: dict[str, Report], lang: str, words: str
) -> None:
    assert words in reports[lang].html


def test_a_hidden_headline_has_no_range(results: ReportResults) -> None:
    name = "sensitivity:implementation"
    hidden = results.estimates[name].to_frame()
    hidden["suppressed"], hidden["note"] = True, "suppressed"
    hidden[["estimate", "std_error", "conf_low", "conf_high", "n"]] = float("nan")
    changed = {**results.estimates, name: replace(results.estimates[name], frame=hidden)}
    (block,) = ways(Book(replace(results, estimates=changed), "en"))
    assert isinstance(block, Prose) and len(block.lines) == 1
    assert rebuild_report(replace(results, estimates=changed), "en").html


def test_gaps_that_turn_round_are_named(results: ReportResults) -> None:
    found = results.estimates["sensitivity:gap"]
    assert not (found.frame["note"] == "other sign").any()
    block = all_ways(Book(results, "en"))[-1]
    assert isinstance(block, Prose)
    assert "points the same way under 6 ways" in block.lines[0].text
    frame = found.to_frame()
    frame.loc[1, "note"] = "other sign"
    changed = {**results.estimates, "sensitivity:gap": replace(found, frame=frame)}
    block = all_ways(Book(replace(results, estimates=changed), "en"))[-1]
    assert isinstance(block, Prose)
    label = Book(results, "en").labels.short(frame["item"][1])
    assert f"depends on the way for: {label}; of 6 ways" in block.lines[0].text


def test_frames_that_weights_cannot_meet_offer_no_margins(kapuas: Survey) -> None:
    frame = bundled("kapuas_2022_frame")
    known = population_of(kapuas, ["unit"], frame)
    found = raking_margins(kapuas, ["unit"], known)
    assert found is not None and sum(found["unit"].values()) == 4260
    assert raking_margins(kapuas, ["sex"], known) is None
    assert raking_margins(kapuas, ["unit"], population_of(kapuas, ["unit"], 4260)) is None
