from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from berakhlak_stats.simulate import bundled
from berakhlak_stats.weighting import allocate, cochran, minimum_per_unit, read_frame
from tests.cli.shell import run

FRAME = bundled("kapuas_2022_frame")
UNITS = dict(read_frame(FRAME).margins["unit"])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("rule", "n"),
    # Slovin: 4260 / (1 + 4260 / 400); Krejcie & Morgan's formula; Cochran's with n0 = 384.15.
    [("slovin", 366), ("krejcie_morgan", 352), ("cochran", 353)],
)
def test_the_size_is_printed_with_what_it_assumes(rule: str, n: int) -> None:
    result = run("sample-size", "--population", 4260, "--rule", rule)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{n} responden dari 4.260 orang")
    assert "p = 0,5" in result.stdout and "acak sederhana" in result.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [("id", "tidak mengatakan apa-apa tentang"), ("en", "say nothing about")],
)
def test_the_trap_is_told_in_both_languages(lang: str, words: str) -> None:
    plain = run("sample-size", "--population", 4260, "--rule", "slovin", "--lang", lang).stdout
    assert "Slovin" in plain and words in plain
    needed = sum(minimum_per_unit(UNITS).values())
    known = run("sample-size", "--frame", FRAME, "--rule", "slovin", "--lang", lang).stdout
    assert words in known
    assert f"{needed:,}".replace(",", "." if lang == "id" else ",") in known


def test_the_design_effect_multiplies() -> None:
    content = json.loads(
        run("sample-size", "--population", 4260, "--design-effect", 2, "--format", "json").stdout
    )
    assert content["n"] == -(-2 * cochran(4260) // 1)
    assert content["design_effect"] == 2


def test_every_unit_has_its_own_need() -> None:
    text = run("sample-size", "--frame", FRAME, "--per-unit", "--format", "csv").stdout
    found = {row["unit"]: int(row["n"]) for row in rows(text)}
    assert found.pop("") == 353
    assert found == minimum_per_unit(UNITS)
    table = run("sample-size", "--frame", FRAME, "--per-unit").stdout
    assert "Inspektorat" in table and "Semua unit" in table
    assert re.search(r"Dinas Pendidikan\s+1\.520\s+307", table)


@pytest.mark.parametrize("rule", ["proportional", "equal_precision", "equal"])
def test_a_total_is_spread_over_the_units(rule: str) -> None:
    arguments = ("--frame", FRAME, "--allocate", rule, "--total", 500)
    content = json.loads(run("sample-size", *arguments, "--format", "json").stdout)
    found = {row["unit"]: row["n"] for row in content["units"]}
    assert found == allocate(UNITS, 500, rule=rule).sizes
    assert "±" in run("sample-size", *arguments).stdout


def test_neyman_takes_deviations_from_the_frame(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("unit,population,sd\nA,100,1\nB,100,3\nTotal,200,\n", encoding="utf-8")
    arguments = ("--frame", path, "--allocate", "neyman", "--total", 40, "--sd", "sd")
    text = run("sample-size", *arguments, "--format", "csv").stdout
    assert {row["unit"]: row["n"] for row in rows(text)[1:]} == {"A": "10", "B": "30"}


def test_one_respondent_has_no_margin(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("unit,population\nA,1\nB,99\n", encoding="utf-8")
    arguments = ("--frame", path, "--allocate", "equal", "--total", 11)
    content = json.loads(run("sample-size", *arguments, "--format", "json").stdout)
    assert content["units"][0] == {"unit": "A", "headcount": 1, "n": 1, "margin": None}
    assert "–" in run("sample-size", *arguments).stdout


def test_names_of_units_cannot_become_formulas(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("unit,population\n=1+1,50\nB,99\n", encoding="utf-8")
    text = run("sample-size", "--frame", path, "--per-unit", "--format", "csv").stdout
    assert not any(line.startswith("=") for line in text.splitlines())


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        ([], "E709", 2),
        (["--population", "9", "--frame", FRAME], "E709", 2),
        (["--population", "9", "--per-unit"], "E706", 2),
        (["--population", "9", "--allocate", "equal", "--total", "3"], "E706", 2),
        (["--frame", FRAME, "--allocate", "equal"], "E706", 2),
        (["--frame", FRAME, "--total", "9"], "E706", 2),
        (["--frame", FRAME, "--allocate", "neyman", "--total", "9"], "E706", 2),
        (["--frame", FRAME, "--allocate", "equal", "--total", "9999"], "E703", 2),
        (["--frame", FRAME, "--by", "nope"], "E602", 2),
        (["--frame", "absent.csv"], "E100", 2),
        (["--population", "9", "--margin", "5"], "E703", 2),
        (["--population", "9", "--design-effect", "0"], "E703", 2),
    ],
)
def test_what_cannot_be_planned_is_refused(arguments: list[str], code: str, status: int) -> None:
    said = {}
    for lang, fix in (("id", "Perbaikan:"), ("en", "Fix:")):
        result = run("sample-size", *arguments, "--lang", lang)
        assert (result.exit_code, result.stdout) == (status, "")
        assert result.stderr.startswith(code) and fix in result.stderr
        said[lang] = result.stderr
    assert said["id"] != said["en"]


@pytest.mark.parametrize("count", ["-4", "12,5", "banyak", ""])
def test_counts_that_are_none_are_refused(tmp_path: Path, count: str) -> None:
    path = tmp_path / "frame.csv"
    path.write_text(f'unit,population\nA,"{count}"\nB,99\n', encoding="utf-8")
    result = run("sample-size", "--frame", path, "--per-unit")
    assert (result.exit_code, result.stdout, result.stderr[:4]) == (1, "", "E626")
    assert "frame.csv" in result.stderr
