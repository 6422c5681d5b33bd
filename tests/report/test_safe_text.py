from __future__ import annotations

import pytest

from berakhlak_stats.report.safe_text import printable, safe_text

FULL_WIDTH = [
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH PLUS SIGN}1",
    "\N{FULLWIDTH HYPHEN-MINUS}1",
    "\N{FULLWIDTH COMMERCIAL AT}x",
]
# First characters named by the OWASP Application Security Verification Standard 5.0, 1.2.10,
# with the full-width forms that spreadsheets fold into them.
ARMED = ["=1+1", "+62812", "-3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", *FULL_WIDTH]


@pytest.mark.parametrize("text", [*ARMED, " =1+1", "'quoted", '=HYPERLINK("http://x","y")'])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Bappeda", "A=1", "2-3", "", "Dinas P&K", "−5"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text


def test_a_formula_behind_a_control_character_is_disarmed_too() -> None:
    assert safe_text("\x00=1+1") == "'=1+1"


@pytest.mark.parametrize("mark", ["\x1b", "\x07", "\u202e", "\u2066", "\x9b"])
def test_control_characters_and_direction_marks_are_dropped(mark: str) -> None:
    assert printable(f"a{mark}b") == "ab"


def test_line_breaks_and_tabs_inside_are_kept() -> None:
    assert printable("a\n\tb") == "a\n\tb"
