"""The page as a document: valid, ordered, reachable."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from berakhlak_stats.report import Report
from berakhlak_stats.report.html import css_string, prose
from tests.report.page import Page


@pytest.mark.parametrize("lang", ["id", "en"])
def test_tags_are_closed_and_ids_unique(reports: dict[str, Report], lang: str) -> None:
    page = Page.of(reports[lang].html)
    assert not page.unclosed
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("lang", ["id", "en"])
def test_headings_descend_one_step_at_a_time(reports: dict[str, Report], lang: str) -> None:
    levels = [level for level, _ in Page.of(reports[lang].html).headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert all(text for _, text in Page.of(reports[lang].html).headings)


def test_every_reference_finds_its_id(reports: dict[str, Report]) -> None:
    page = Page.of(reports["id"].html)
    ids = set(page.ids)
    for _, attrs in page.tags:
        if attrs.get("href", "").startswith("#"):
            assert attrs["href"][1:] in ids
        if "aria-labelledby" in attrs:
            assert attrs["aria-labelledby"] in ids
    assert set(re.findall(r"url\(#([^)]+)\)", reports["id"].html)) <= ids


def test_drawings_are_described(reports: dict[str, Report]) -> None:
    drawings = [attrs for tag, attrs in Page.of(reports["id"].html).tags if tag == "svg"]
    assert len(drawings) > 15
    for attrs in drawings:
        assert attrs["role"] == "img" and len(attrs["aria-label"]) > 20


def test_tables_name_their_rows_and_columns(reports: dict[str, Report]) -> None:
    heads = [attrs for tag, attrs in Page.of(reports["en"].html).tags if tag == "th"]
    assert heads and all(attrs.get("scope") in ("row", "col") for attrs in heads)


def test_regions_that_scroll_can_be_focused_and_are_named(reports: dict[str, Report]) -> None:
    regions = [a for _, a in Page.of(reports["en"].html).tags if a.get("class") == "scroll"]
    assert regions
    assert all(a["tabindex"] == "0" and len(a["aria-label"]) > 7 for a in regions)


def test_the_parts_stand_in_the_order_that_readers_know(reports: dict[str, Report]) -> None:
    page = Page.of(reports["id"].html)
    sections = [attrs["id"] for tag, attrs in page.tags if tag == "section"]
    assert sections == [
        "summary", "respondents", "implementation", "indices", "areas", "lists", "gaps",
        "limiting", "groups-unit", "reliability", "quality", "actions", "profiles", "methods",
    ]  # fmt: skip


def test_no_language_slips_into_the_other(reports: dict[str, Report]) -> None:
    text = {lang: " ".join(Page.of(r.html).prose).lower() for lang, r in reports.items()}
    assert not re.findall(r"\b(the|and|of|with|interval|respondents|groups)\b", text["id"])
    # Names of units are data: they stay as they are in either language.
    english = text["en"].replace("badan keuangan dan aset", "")
    assert not re.findall(r"\b(yang|dan|dari|dengan|selang|kelompok|tidak)\b", english)


def test_intervals_never_break() -> None:
    assert prose("40,4 (36,5–44,3).") == '40,4 (<span class="keep">36,5–44,3</span>).'
    assert '<span class="keep">+14,1 s.d. +20,9</span>' in prose("(+14,1 s.d. +20,9)")
    assert '<span class="keep">−3.5 to −1.7</span>' in prose("(−3.5 to −1.7).")
    assert prose("<b>") == "&lt;b&gt;"


def test_css_strings_hold_only_letters_digits_and_escapes() -> None:
    assert css_string('a"}\n<') == "a\\22 \\7d \\a \\3c "
