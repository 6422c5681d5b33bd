from __future__ import annotations

from pathlib import Path

from berakhlak_stats.survey import validate
from berakhlak_stats.survey.readers.titles import fill_right, joined
from tests.survey.helpers import pick_instrument, rating_instrument, refusal, write


def test_a_question_stands_over_its_parts_only() -> None:
    top, below = ["id", "Q", "", "", "x"], ["", "a", "b", "", "Response"]
    assert fill_right(top, below) == ["id", "Q", "Q", "", "x"]
    assert joined(top, below, ["Response"]) == ["id", "Q [a]", "Q [b]", "", "x"]
    assert joined(["", "unit"], ["part", "unit"], ()) == ["part", "unit"]


def test_untitled_columns_of_numbers_are_no_second_header(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2,,\n1,2,3,4\n2,2,5,6\n")
    assert validate(path, instrument=rating_instrument()).codes() == ("E134",)


def test_the_fix_of_two_header_rows_does_not_lead_to_another_tool(tmp_path: Path) -> None:
    text = "unit,Kata pribadi,,\n,pertama,kedua,ketiga\nA,jujur,silo,ramah\n"
    fix = refusal(write(tmp_path, text), pick_instrument()).message
    assert fix.code == "E113"
    assert "Kata pribadi 1" in fix.fix_id and "Hanya bila SurveyMonkey" in fix.fix_id
    assert "Personal word 1" in fix.fix_en and "Only where SurveyMonkey" in fix.fix_en
