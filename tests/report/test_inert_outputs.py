"""Whatever a group is called, nothing that leaves the package acts: every door is tried.

The labels stand in the survey itself, past the reader, which would already take the worst out.
"""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest

import berakhlak_stats as bs
from berakhlak_stats.estimates import Estimates
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.report import Report, build_report
from berakhlak_stats.report.exports import TEXT_COLUMNS, csv_text, to_json
from berakhlak_stats.report.workbook import write_xlsx
from berakhlak_stats.survey import Survey, read_survey, validate, write_survey
from tests.cli.shell import run
from tests.hostile_labels import ARMED, EACH, FORBIDDEN, LABELS, hostile

TABLE_TAGS = {"table", "caption", "thead", "tbody", "tr", "th", "td", "b", "p", "span"}
DRAWN_TAGS = {
    "svg", "g", "rect", "line", "path", "circle", "polygon", "text", "tspan", "defs", "pattern",
}  # fmt: skip
PAGE_TAGS = TABLE_TAGS | DRAWN_TAGS | {
    "html", "head", "meta", "title", "style", "body", "a", "div", "section", "nav", "ol", "ul",
    "li", "h1", "h2", "h3", "h4", "header", "footer", "main", "figure", "figcaption", "details",
    "summary", "dl", "dt", "dd", "strong", "em", "small", "br", "abbr", "aside", "article", "code",
    "sup", "colgroup", "col", "hr", "i",
}  # fmt: skip
MARKDOWN = re.compile(r"<[A-Za-z/!?]|\]\(|\]\[|\]:|\$|\\|://")


class Tags(HTMLParser):
    """Every tag with its attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def assert_inert(html: str, allowed: set[str]) -> Tags:
    """Only tags of the house, no handlers, no addresses outside the page, nothing unprintable."""
    seen = Tags(html)
    assert seen.tags <= allowed
    for name, value in seen.attributes:
        assert not name.startswith("on") and name not in {"src", "formaction", "srcdoc"}
        if name in {"href", "xlink:href"}:
            assert value.startswith("#")
    assert not any(mark in html for mark in FORBIDDEN)
    return seen


@pytest.fixture(scope="module")
def survey() -> Survey:
    return hostile(bs.simulate.simulate("kapuas-2022", seed=5, n=EACH * len(LABELS)))


@pytest.fixture(scope="module")
def results(survey: Survey) -> dict[str, Estimates]:
    return {
        "shares": bs.indices.vote_share(survey, lists="current", level="behaviour", by="unit"),
        "indices": bs.indices.implementation(survey, by="unit"),
        "gap": bs.indices.gap(survey, by="unit"),
        "overall": bs.indices.gap(survey),
    }


@pytest.fixture(scope="module")
def report(survey: Survey) -> Report:
    return build_report(survey, lang="id", by="unit", title=LABELS[0] + LABELS[3], replicates=60)


DOORS = ("shares", "indices", "gap")


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("style", ["plain", "excel-id"])
def test_csv(results: dict[str, Estimates], name: str, style: Any) -> None:
    result = results[name]
    text = csv_text(result, style=style).removeprefix("\ufeff")
    separator, decimal = (",", ".") if style == "plain" else (";", ",")
    head, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    assert len(rows) == len(result)
    for row in rows:
        for title, cell in zip(head, row, strict=True):
            if title in TEXT_COLUMNS:
                assert not cell.lstrip(" ").startswith(ARMED)
            elif cell:
                float(cell.replace(decimal, "."))
    groups = {row[head.index("group")] for row in rows}
    assert "'-3+1" in groups and "'+62812" in groups
    assert not any(mark in text for mark in FORBIDDEN)


def test_negative_numbers_stay_numbers(results: dict[str, Estimates], tmp_path: Path) -> None:
    result = results["overall"]
    head, *rows = csv.reader(io.StringIO(csv_text(result), newline=""))
    found = [row[head.index("estimate")] for row in rows]
    assert any(cell.startswith("-") and float(cell) < 0 for cell in found)
    sheet = openpyxl.load_workbook(write_xlsx(result, tmp_path / "a.xlsx")).worksheets[0]
    numbers = [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "n"]
    assert any(isinstance(value, float) and value < 0 for value in numbers)


@pytest.mark.parametrize("name", DOORS)
def test_workbook(results: dict[str, Estimates], name: str, tmp_path: Path) -> None:
    path = write_xlsx(results[name], tmp_path / "a.xlsx")
    seen = set()
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in {"s", "n", "inlineStr"} and cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not any(mark in cell.value for mark in FORBIDDEN)
                    assert len(cell.value) <= 32_767
                    seen.add(cell.value)
    assert {"-3+1", LABELS[0], LABELS[8]} <= seen


@pytest.mark.parametrize("name", DOORS)
def test_json(results: dict[str, Estimates], name: str) -> None:
    result = results[name]
    assert len(json.loads(to_json(result))["estimates"]) == len(result)
    again = Estimates.from_json(result.to_json())
    assert again.frame["group"].tolist() == result.frame["group"].tolist()


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", DOORS)
def test_tables_in_a_notebook_and_on_a_terminal(
    results: dict[str, Estimates], name: str, lang: str
) -> None:
    from berakhlak_stats.present.tables import table

    made = table(results[name], lang, most=None)
    for html in (made.html(), made.html(inline=True), made._repr_html_()):
        seen = assert_inert(html, TABLE_TAGS)
        # What a notebook takes for a formula needs two such signs in one piece of text.
        assert not [text for text in seen.texts if text not in "$\\" and re.search(r"[$\\]", text)]
        assert len(html) < 2_000_000
    for shown in (str(made), repr(made), repr(results[name]), results[name].summary()):
        assert not any(mark in shown for mark in FORBIDDEN)
        assert len(shown) < 500_000
    assert_inert(results[name]._repr_html_(), TABLE_TAGS)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", DOORS)
def test_narratives_are_inert_as_markdown(
    results: dict[str, Estimates], name: str, lang: str
) -> None:
    said = results[name].narrate(lang)
    assert said and not MARKDOWN.search(said)
    assert not any(mark in said for mark in FORBIDDEN)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", DOORS)
def test_drawings(results: dict[str, Estimates], name: str, lang: str) -> None:
    drawing = results[name].plot(lang)
    for svg in (drawing.svg(), drawing.titled_svg(), drawing._repr_svg_()):
        seen = assert_inert(svg, PAGE_TAGS)
        assert not [text for text in seen.texts if text not in "$\\" and re.search(r"[$\\]", text)]
    ElementTree.fromstring(drawing.svg())


def test_the_report(report: Report, tmp_path: Path) -> None:
    seen = assert_inert(report.html, PAGE_TAGS)
    assert "script" not in seen.tags and len(report.html) < 6_000_000
    assert report.html.count("</style>") == 1 and report.html.count("</title>") == 1
    frame = Tags(report._repr_html_())
    assert frame.tags == {"iframe"}
    assert [value for name, value in frame.attributes if name == "sandbox"] == [""]
    report.save(tmp_path / "a.html")
    assert [each.name for each in tmp_path.iterdir()] == ["a.html"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_answers_written_again(survey: Survey, tmp_path: Path, ending: str) -> None:
    titles = {f"={name}": column for name, column in survey.columns.items()}
    from dataclasses import replace

    renamed = replace(survey, columns={**titles, "unit": survey.columns["unit"]})
    path = write_survey(renamed, tmp_path / f"a{ending}")
    if ending == ".csv":
        before = csv.field_size_limit(2_000_000)
        rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
        csv.field_size_limit(before)
        text_places = [i for i, title in enumerate(rows[0]) if title == "unit"]
        assert not any(title.startswith(ARMED) for title in rows[0])
        assert not any(row[i].lstrip(" ").startswith(ARMED) for row in rows[1:]
                       for i in text_places)  # fmt: skip
    else:
        for row in openpyxl.load_workbook(path).active.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    again = read_survey(path, instrument=load_instrument("berakhlak-2022"))
    assert {name for name in again.columns if name.startswith("=")} == set(titles)
    kept = set(again.columns["unit"].labels)
    assert {"-3+1", "+62812", "@SUM(A1)", LABELS[0], LABELS[8]} <= kept
    assert not [label for label in kept for mark in FORBIDDEN if mark in label]
    assert max(map(len, kept)) <= 200


def test_problems_of_a_file(tmp_path: Path) -> None:
    cells = [label.replace("\r", " ") for label in LABELS]
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["<b>unit", "current"])
        writer.writerows(
            [f"{place}", cell] for place, cell in enumerate(cells) if "\x00" not in cell
        )
    report = validate(path, instrument=load_instrument("berakhlak-2022"))
    assert "E223" in report.codes()
    assert_inert(report._repr_html_(), {"pre"})
    for told in (report.text("id"), report.text("en")):
        assert not any(mark in told for mark in FORBIDDEN) and len(told) < 50_000
    listed = run("validate", path, "--format", "csv", "--instrument", "berakhlak-2022")
    for row in csv.reader(io.StringIO(listed.stdout, newline="")):
        assert not [cell for cell in row if cell.lstrip(" ").startswith(ARMED)]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_the_command_line(survey: Survey, tmp_path: Path, form: str) -> None:
    path = write_survey(survey, tmp_path / "a.parquet")
    done = run("index", path, "--by", "unit", "--format", form, "--lang", "en")
    assert done.exit_code == 0
    for shown in (done.stdout, done.stderr):
        assert not any(mark in shown for mark in FORBIDDEN)
