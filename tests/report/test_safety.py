"""Hidden groups never leak, and nothing in the data becomes markup."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

import berakhlak_stats as bs
from berakhlak_stats.report import Report, build_report
from berakhlak_stats.survey import Codes, Survey
from tests.report.page import Page

BAD = '<script>alert("x")</script> $\\frac{1}$ \u202egnp.exe & "Dinas"'


def _with_units(survey: Survey, labels: dict[str, int]) -> Survey:
    """``survey`` with units of these sizes; the last takes the rest."""
    codes = np.full(survey.n, len(labels) - 1, np.int32)
    at = 0
    for i, size in enumerate(list(labels.values())[:-1]):
        codes[at : at + size] = i
        at += size
    column = Codes(codes, tuple(labels))
    return replace(survey, columns={**survey.columns, "unit": column})


@pytest.fixture(scope="module")
def hostile(kapuas: Survey) -> Report:
    survey = _with_units(kapuas, {BAD: 80, "Unit Kecil": 7, "Perisai": 11, "Unit Besar": 0})
    return build_report(survey, lang="id", by="unit", title=BAD, replicates=60)


def test_labels_stay_text(hostile: Report) -> None:
    page = Page.of(hostile.html)
    assert "script" not in {tag for tag, _ in page.tags}
    assert "\u202e" not in hostile.html
    assert "&lt;script&gt;alert(" in hostile.html
    assert not page.unclosed


def test_labels_cannot_leave_the_style_sheet(hostile: Report) -> None:
    style = hostile.html.split("<style>")[1].split("</style>")[0]
    assert "<" not in style and 'alert("' not in style
    assert hostile.html.count("</style>") == 1


def test_hidden_units_have_no_numbers_anywhere(hostile: Report) -> None:
    hidden = {"Unit Kecil", "Perisai"}
    for name, estimates in hostile.results.estimates.items():
        frame = estimates.frame[estimates.frame["group"].isin(hidden)]
        if len(frame):
            assert frame["suppressed"].all(), name
            numeric = frame.select_dtypes("number")
            assert numeric.isna().all().all(), name
    (units, *_) = hostile.results.response.compositions
    assert {row.label for row in units.rows if row.n is None} == hidden
    assert {row.state for row in units.rows if row.n is None} == {"suppressed", "protected"}


def test_saved_results_hold_no_numbers_of_hidden_units(hostile: Report) -> None:
    body = json.loads(hostile.results.to_json())
    for name, each in body["estimates"].items():
        for i, row in enumerate(each["estimates"]):
            if row["suppressed"]:
                assert all(
                    value is None or isinstance(value, str | bool) for value in row.values()
                ), (name, row)
                if each["covariance"] is not None:
                    assert set(each["covariance"][i]) == {None}, name


def test_no_sentence_names_a_hidden_unit(hostile: Report) -> None:
    page = Page.of(hostile.html)
    assert not [text for text in page.prose if "Unit Kecil" in text or "Perisai" in text]
    labels = [attrs.get("aria-label", "") for tag, attrs in page.tags if tag == "svg"]
    assert not [text for text in labels if "Unit Kecil" in text or "Perisai" in text]


def test_what_was_hidden_is_counted(hostile: Report) -> None:
    assert "2 kelompok" in " ".join(Page.of(hostile.html).cells)


def test_identifiers_and_rows_never_reach_the_page(kapuas: Survey) -> None:
    html = build_report(kapuas, lang="en", replicates=60).html
    assert "S001" not in html and "S612" not in html


def test_the_reader_quotes_no_answers(tmp_path, kapuas: Survey) -> None:  # type: ignore[no-untyped-def]
    """Problems are counted by code; the values that caused them stay in the file."""
    from berakhlak_stats.simulate import bundled

    text = bundled("kapuas_2022").read_text(encoding="utf-8")
    path = tmp_path / "answers.csv"
    path.write_text(text.replace("Laki-laki", "RAHASIA", 1), encoding="utf-8")
    survey = bs.read_survey(path, instrument="berakhlak-2022")
    html = build_report(survey, lang="id", replicates=60).html
    assert "RAHASIA" not in Page.of(html).prose
