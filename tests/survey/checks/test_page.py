"""The page on what was found: counts first, problems by code with place and fix, what to do."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats.errors import OutputError
from berakhlak_stats.survey import ValidationReport, validate
from berakhlak_stats.survey.checks.page import next_steps
from berakhlak_stats.survey.checks.report import make_problem
from tests.hostile_labels import LABELS
from tests.survey.helpers import pick_instrument, rating_instrument, write

RATED = rating_instrument("A1", "A2")
VOID = {"meta"}


class Page(HTMLParser):
    """Text and tags of a page; tags must close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def faulty() -> ValidationReport:
    frame = pd.DataFrame({"unit": ["Dinas A", "DINAS A", "Dinas A", "Dinas A"],
                          "A1": [9, 5, "Setju", 4], "A2": [1, 0, 3, 4]})  # fmt: skip
    return validate(frame, instrument=RATED)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_is_whole_and_self_contained(lang: str) -> None:
    report = faulty()
    html = report.to_html(lang)
    page = Page(html)
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert not re.search(r"(?:src|href)=|url\(|@import|http:|https:", html)
    text = " ".join(page.words)
    for problem in report.problems:
        assert getattr(problem.message, lang) in text
        assert getattr(problem.message, f"fix_{lang}") in text
        assert problem.message.place in text
    assert f'<html lang="{lang}">' in html


def test_counts_come_before_problems_and_name_every_loss() -> None:
    frame = pd.DataFrame({"current": ["jujur|silo", "jujur|xx", "jujur|ramah|silo"]})
    html = validate(frame, instrument=pick_instrument()).to_html("en")
    assert html.index("What went in") < html.index("What to do next") < html.index("E223")
    row = re.search(r"<tr><th>Picked words</th>.*?</tr>", html)
    assert row is not None
    assert re.findall(r">(\d+)</td>", row[0]) == ["7", "3"]
    assert "1 no word of the list" in row[0] and "3 of people who picked too many" in row[0]


def test_a_good_file_is_said_to_be_good() -> None:
    report = validate(pd.DataFrame({"A1": [5, 1], "A2": [3, 4]}), instrument=RATED)
    assert "Berkas ini dapat dipakai" in report.to_html("id")
    assert next_steps(report, "en") == ["Go on: berakhlak report FILE --out report.html"]


def test_what_to_do_next_follows_from_what_is_wrong(tmp_path: Path) -> None:
    steps = " ".join(next_steps(faulty(), "en"))
    assert "--quarantine" in steps and "check again" in steps
    unknown = validate(pd.DataFrame({"x": [1], "y": [2]}), instrument=RATED)
    assert "berakhlak map" in " ".join(next_steps(unknown, "en"))
    whole = validate(pd.DataFrame({"A1": [5]}), instrument=RATED)
    assert "E224" in " ".join(next_steps(whole, "id"))
    path, target = write(tmp_path, "A1,A2\n5,4\n9,4\n"), tmp_path / "apart.csv"
    apart = validate(path, instrument=RATED, quarantine=target)
    assert "same option" in next_steps(apart, "en")[-1]


def test_a_file_that_was_not_read_has_a_page_too(tmp_path: Path) -> None:
    html = validate(write(tmp_path, b""), instrument=RATED).to_html("id")
    assert "E101" in html and "sebelum baris jawaban" in html


def test_hostile_cells_are_text() -> None:
    for label in LABELS:
        problem = make_problem("error", "E205", source=label, column=label, cells=label)
        page = Page(ValidationReport((problem,), ((label, label),), label).to_html("id"))
        assert page.open == []
        assert not page.tags & {"script", "img", "svg", "iframe", "a"}


def test_many_places_are_cut_with_their_number() -> None:
    problems = [make_problem("error", "E205", source=f"f{place}", cells="x") for place in range(60)]
    html = ValidationReport(tuple(problems)).to_html("en")
    assert "f49" in html and "f50" not in html and "and 10 more places" in html


def test_unknown_languages_are_refused() -> None:
    with pytest.raises(OutputError, match="E410"):
        ValidationReport().to_html("fr")
