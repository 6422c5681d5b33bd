"""Results with a table, a figure and sentences of their own: the promises of all of them."""

from __future__ import annotations

import re

import pytest

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.present.benchmarks import benchmark_table
from berakhlak_stats.present.narrative import check_prose, narrate
from berakhlak_stats.present.narrative.audit import numbers_in
from berakhlak_stats.present.own import own_presentation
from berakhlak_stats.present.plots import plot
from berakhlak_stats.present.tables import table
from berakhlak_stats.report.exports import csv_text
from tests.present import fakes
from tests.present.benchmark_results import benchmark_results
from tests.present.figures.drawings import outside, overlapping, too_small
from tests.present.wave_results import NAMES, wave_results

LANGS = ("id", "en")
every_result = pytest.mark.parametrize("name", NAMES)


def test_other_results_have_none() -> None:
    assert own_presentation(fakes.all_indices()) is None
    own = own_presentation(benchmark_results()["standings"])
    assert own is not None and own.table is benchmark_table
    assert own_presentation(benchmark_results()["values"]) is None
    assert set(NAMES) == set(wave_results())


@every_result
def test_both_languages_print_the_same_numbers_and_all_are_booked(name: str) -> None:
    result = wave_results()[name]
    told = {lang: narrate(result, lang) for lang in LANGS}
    numbers = {
        lang: [number for s in (story.heading, *story) for _, number in numbers_in(s.text, lang)]
        for lang, story in told.items()
    }
    assert sorted(numbers["id"]) == sorted(numbers["en"])
    assert [c.template_id for c in told["id"].ledger] == [c.template_id for c in told["en"].ledger]
    for lang, story in told.items():
        text = f"{story.heading}. {story}"
        assert check_prose(text, story.ledger, lang=lang) == []
        assert "{" not in text and "nan" not in text.split()


@every_result
@pytest.mark.parametrize("lang", LANGS)
def test_tables_are_rectangles(name: str, lang: str) -> None:
    made = table(wave_results()[name], lang)
    wide = len(made.head)
    assert all(sum(cell.span for cell in row) == wide for row in made.rows)
    assert made.caption and "nan" not in str(made).split() and made.html()
    assert len(table(wave_results()[name], lang, most=1).rows) == 1


@every_result
@pytest.mark.parametrize("width", [760, 344])
@pytest.mark.parametrize("lang", LANGS)
def test_words_of_figures_have_room(name: str, lang: str, width: int) -> None:
    figure = plot(wave_results()[name], lang, width=width)
    for svg in (figure.svg(), figure.titled_svg()):
        assert outside(svg) == []
        assert overlapping(svg) == []
        assert too_small(svg) == []
        assert not re.search(r'="[^"]*\bnan\b', svg)
    assert figure.width == width and figure.height > 0
    assert figure.title and figure.subtitle and figure.caption
    assert figure.alt.endswith((".", "%")) and "{" not in figure.alt + figure.caption


def test_titles_and_captions_can_be_given() -> None:
    for name in ("two", "targets", "published"):
        result = wave_results()[name]
        assert plot(result, "id", title="Lain").title == "Lain"
        assert table(result, "id", caption="Lain").caption == "Lain"


@every_result
def test_saved_results_say_the_same(name: str) -> None:
    result = wave_results()[name]
    again = Estimates.from_json(result.to_json())
    assert str(narrate(again, "id")) == str(narrate(result, "id"))
    assert str(table(again, "id")) == str(table(result, "id"))


def test_exports_name_waves_and_targets() -> None:
    lines = csv_text(wave_results()["higher"], lang="id").splitlines()
    assert lines[0].startswith("list,level,item,label,group,wave,against,estimate")
    head = csv_text(wave_results()["targets"], lang="id").splitlines()[0].split(",")
    assert {"target", "achievement", "achievement_low", "target_probability"} <= set(head)
