from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from berakhlak_stats.survey import read_survey
from tests.cli.shell import answers, run


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Two wrong ratings in a file of which only the unit is armed as well."""
    path = tmp_path / "bad.csv"
    path.write_text("unit,BP1,BP2\n=1+1,6,1\nB,2,=cmd\n", encoding="utf-8")
    return path


def test_a_good_file_is_said_to_be_good() -> None:
    result = run("validate", answers())
    assert result.exit_code == 0
    assert "Tidak ada masalah." in result.stdout


def test_a_bad_file_has_all_its_problems_listed(bad: Path) -> None:
    result = run("validate", bad, "--lang", "en")
    assert result.exit_code == 1
    assert "E201" in result.stdout and "E205" in result.stdout
    assert "Refused" in result.stdout


def test_problems_come_as_json(bad: Path) -> None:
    result = run("validate", bad, "--format", "json")
    content = json.loads(result.stdout)
    assert (result.exit_code, content["ok"]) == (1, False)
    assert {each["code"] for each in content["problems"]} >= {"E201", "E205"}


def test_problems_come_as_csv_that_no_spreadsheet_obeys(bad: Path) -> None:
    result = run("validate", bad, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert result.exit_code == 1
    found = next(row for row in rows if row["code"] == "E201")
    assert (found["column"], found["rows"], found["count"]) == ("BP1", "2", "1")
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_a_missing_file_is_a_wrong_command() -> None:
    result = run("validate", "absent.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "E100" in result.stderr


def test_a_file_that_fits_no_instrument_is_measured_against_the_usual_one(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    result = run("validate", path)
    assert result.exit_code == 1
    assert "E230" in result.stdout and "berakhlak-2022" in result.stdout
    assert "E230" in run("index", path).stderr


def test_answers_made_up_read_back_and_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "made.csv"
    result = run("simulate", "--like", "kapuas-2022", "--seed", 1, "--n", 40, "--out", path)
    assert result.exit_code == 0
    assert "sintetis" in result.stderr
    survey = read_survey(path)
    assert (survey.n, survey.log.synthetic) == (40, True)


def test_the_same_seed_makes_the_same_file(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.csv" for name in "abc"]
    for path, seed in zip(paths, (5, 5, 6), strict=True):
        run("simulate", "--seed", seed, "--n", 30, "--out", path, "-q")
    first, second, other = (path.read_bytes() for path in paths)
    assert first == second != other


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--like", "nope", "--out", "x.csv"], "E701"), (["--n", "30", "--out", "x.foo"], "E411")],
)
def test_what_cannot_be_simulated_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("simulate", *arguments)
    assert (result.exit_code, result.stderr[:4]) == (2, code)
    assert list(tmp_path.iterdir()) == []


def test_a_seed_must_be_named_with_a_file() -> None:
    assert run("simulate", "--seed", "1").exit_code == 2
    assert run("simulate", "--seed", "-1", "--out", "x.csv").exit_code == 2


def test_answers_are_made_up_in_the_shape_of_a_tool(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    made = run("simulate", "--out", path, "--n", 40, "--shape", "microsoft-forms")
    assert made.exit_code == 0 and "sintetis" in made.stderr
    result = run("validate", path, "--lang", "en")
    assert result.exit_code == 0
    assert "Read as: Microsoft Forms export." in result.stdout
    assert read_survey(path).log.synthetic


def test_an_unknown_shape_lists_the_known_ones(tmp_path: Path) -> None:
    result = run("simulate", "--out", tmp_path / "x.csv", "--shape", "paper")
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "google-forms" in result.stderr


def test_the_source_is_chosen_where_two_fit(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    question = "Pilih sepuluh kata yang paling menggambarkan diri Anda."
    head = f"Timestamp,ID,Start time,Completion time,Email,Name,{question}\n"
    path.write_text(head + "t,1,s,c,anonymous,,Proaktif;Suka Menolong;\n", encoding="utf-8")
    refused = run("validate", path)
    assert refused.exit_code == 1 and "E124" in refused.stdout and "--source" in refused.stdout
    chosen = run("validate", path, "--source", "microsoft-forms", "--lang", "en")
    assert chosen.exit_code == 0 and "2 picks read, 2 kept" in chosen.stdout


def test_codes_for_no_answer_are_declared(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    items = [f"{value}{place}" for value in ("BP", "AK", "KO", "HA", "LO", "AD", "KL")
             for place in (1, 2, 3)]  # fmt: skip
    row = ["99", *["4"] * 20]
    path.write_text(f"{','.join(items)}\n{','.join(row)}\n", encoding="utf-8")
    assert run("validate", path).exit_code == 1
    declared = run("validate", path, "--missing", 99, "--lang", "en")
    assert declared.exit_code == 0 and "E206" in declared.stdout


def test_the_form_is_told_by_the_ending_of_the_file(bad: Path, tmp_path: Path) -> None:
    for name, begin in (("a.html", "<!doctype html>"), ("a.json", "{"), ("a.csv", "severity,"),
                        ("a.txt", "bad.csv")):  # fmt: skip
        result = run("validate", bad, "--out", tmp_path / name)
        assert (result.exit_code, result.stdout) == (1, "")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begin)
    result = run("validate", bad, "--format", "html", "--lang", "en")
    assert "This file cannot be used yet" in result.stdout


def test_a_place_that_cannot_be_written_is_refused(bad: Path, tmp_path: Path) -> None:
    result = run("validate", bad, "--out", tmp_path / "absent" / "a.html")
    assert result.exit_code == 2 and "E401" in result.stderr


def test_how_a_text_file_is_written_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("unit;BP1;BP2\ncafé;1;2\n".encode("cp1252"))
    result = run("validate", path, "--encoding", "cp1252", "--separator", ";", "--lang", "en")
    assert "E104" not in result.stdout and "encoding cp1252" in result.stdout
    wrong = run("validate", path, "--separator", ",")
    assert wrong.exit_code == 1 and "E171" in wrong.stdout
    ambiguous = tmp_path / "b.csv"
    ambiguous.write_text("weight;BP1\n12.345;1\n", encoding="utf-8")
    assert "E107" in run("validate", ambiguous).stdout
    assert "E107" not in run("validate", ambiguous, "--decimal", ".").stdout


def test_a_folder_or_a_definition_instead_of_answers(tmp_path: Path) -> None:
    folder = run("validate", tmp_path)
    assert folder.exit_code == 2 and "E170" in folder.stderr and tmp_path.name in folder.stderr
    path = tmp_path / "peta.toml"
    path.write_text("confirmed = true\n", encoding="utf-8")
    assert "E174" in run("validate", path).stdout
