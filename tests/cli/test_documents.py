from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.shell import answers, run


def test_demo_writes_a_report_and_says_where_to_go_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("demo")
    path = tmp_path / "laporan_kapuas_2022.html"
    assert result.exit_code == 0
    page = path.read_text(encoding="utf-8")
    assert '<html lang="id"' in page
    # The published figures that the bundled file reproduces.
    assert "62,4" in page and "76,5" in page
    assert str(path) in result.stdout and path.as_uri() in result.stdout
    assert [
        word for word in ("template", "validate", "report", "lab") if word not in result.stdout
    ] == []
    assert result.stderr == ""


def test_report_is_written_in_the_language_and_with_the_title_given(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    result = run(
        "report", answers(), "--out", path, "--lang", "en", "--title", "Own <title>", "--by", "sex"
    )
    assert result.exit_code == 0
    page = path.read_text(encoding="utf-8")
    assert '<html lang="en"' in page
    assert "Own &lt;title&gt;" in page and "Own <title>" not in page
    assert "Perempuan" in page
    assert "r.html" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["--by", "nope"], "E602", 2),
        (["--min-group", "4"], "E303", 2),
        (["--frame", "absent.csv"], "E100", 2),
    ],
)
def test_what_cannot_be_done_leaves_the_old_report(
    tmp_path: Path, arguments: list[str], code: str, status: int
) -> None:
    path = tmp_path / "old.html"
    path.write_text("old", encoding="utf-8")
    result = run("report", answers(), "-q", "--out", path, *arguments)
    assert (result.exit_code, result.stderr[:4]) == (status, code)
    assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_in_place_of_a_file_is_refused_first(tmp_path: Path) -> None:
    result = run("report", "absent.csv", "--out", tmp_path)
    assert (result.exit_code, result.stderr[:4]) == (2, "E404")


def test_refused_answers_list_every_problem_and_write_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("unit,BP1,BP2\nA,6,1\nB,2,x\n", encoding="utf-8")
    result = run("report", bad, "--out", tmp_path / "r.html", "--lang", "en")
    assert result.exit_code == 1
    assert "E201" in result.stderr and "E205" in result.stderr
    assert not (tmp_path / "r.html").exists()


def test_template_is_a_workbook_in_the_language_chosen(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    assert run("template", "--out", path, "--lang", "en").exit_code == 0
    assert openpyxl.load_workbook(path).sheetnames[:2] == ["Answers", "Instructions"]
    assert run("template", "--out", path, "--instrument", "berakhlak-rating").exit_code == 0
    assert "BP1" in [cell.value for cell in openpyxl.load_workbook(path)["Jawaban"][1]]


def test_template_is_a_workbook_and_nothing_else(tmp_path: Path) -> None:
    result = run("template", "--out", tmp_path / "form.csv")
    assert (result.exit_code, result.stderr[:4]) == (2, "E411")
