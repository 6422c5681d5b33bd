"""Codes can be looked up, and the page of all of them is current."""

from __future__ import annotations

import subprocess
import sys

import pytest

from berakhlak_stats.errors import OptionError, register
from berakhlak_stats.errors.handbook import explain, families, nearest, page
from tests.contracts.source import ROOT

PAGE = ROOT / "docs" / "errors.md"


@pytest.mark.parametrize("code", sorted(register()))
def test_every_code_is_explained_in_both_languages(code: str) -> None:
    found = explain(code)
    both = found.text("id") + found.text("en")
    written = "".join(register()[code].values())
    assert "{" not in both and both.count("[") == written.count("[")
    assert "  " not in both and "…." not in both and " ," not in both
    assert found.text("id").startswith(f"{code} (") and "Perbaikan: " in found.text("id")
    assert "\nFix: " in found.text("en")
    assert found.family_id != found.family_en


@pytest.mark.parametrize("written", ["E205", "e205", " 205 "])
def test_a_code_may_be_written_carelessly(written: str) -> None:
    assert explain(written).code == "E205"


def test_an_unknown_code_leads_to_the_nearest() -> None:
    last = max(code for code in register() if code[1] == "2")
    unknown = f"E{int(last[1:]) + 1}"
    with pytest.raises(OptionError) as caught:
        explain(unknown)
    assert caught.value.code == "E701" and last in caught.value.text("id")


@pytest.mark.parametrize(
    ("unknown", "beside"), [("E000", "E100"), ("X205", "E205"), ("", "E"), ("E20", "E20")]
)
def test_what_is_no_code_leads_to_the_likest(unknown: str, beside: str) -> None:
    assert any(code.startswith(beside) for code in nearest(unknown))


def test_every_family_has_a_name_and_every_code_a_family() -> None:
    assert {code[1] for code in register()} <= set(families())
    assert all(set(each) == {"id", "en"} for each in families().values())


def test_the_page_is_current() -> None:
    """After a change: python -m berakhlak_stats.errors > docs/errors.md"""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_holds_every_code_once() -> None:
    lines = [line for line in page().splitlines() if line.startswith("| E")]
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines] == sorted(register())
    assert all(line.count(" | ") == 2 for line in lines)


def test_the_command_prints_the_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "berakhlak_stats.errors"], capture_output=True, check=True
    )
    assert done.stdout == page().encode("utf-8")


def test_an_unknown_code_comes_with_its_family_or_all_of_them() -> None:
    with pytest.raises(OptionError) as caught:
        explain("E999")
    assert "E9xx = " in caught.value.text("id") and "E1xx" not in caught.value.text("id")
    with pytest.raises(OptionError) as caught:
        explain("salah")
    assert "E1xx = " in caught.value.text("en") and "E8xx = " in caught.value.text("en")


def test_words_that_agree_with_a_count_stand_in_the_plural() -> None:
    assert explain("E109").en.startswith(
        "N rows have the wrong number of columns (N expected). Rows: …"
    )


def test_an_explanation_reads_like_a_sentence() -> None:
    found = explain("E192")
    assert found.id.startswith("N kolom tampaknya berisi kata-kata sebuah daftar, tetapi judulnya")
    assert "tidak dikenal; daftar … belum terbaca." in found.id
    assert found.en.startswith("N columns seem to hold the words of a list under titles")
    assert explain("E231").id.startswith("Kolom bobot 'X' tidak ada. Kolom yang ada: …")
    assert explain("E230").fix_en.endswith("Or choose another instrument.")
    assert explain("E612").en.startswith("There is no column 'X'. Near it: … All ")
