from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from berakhlak_stats.cli.analysis import headline
from berakhlak_stats.errors import OptionError
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.simulate import simulate
from berakhlak_stats.survey import read_survey
from tests.cli.shell import answers, run

INDICES = [
    "implementation",
    "balance",
    "positive_energy",
    "alignment_personal_current",
    "alignment_current_desired",
    "culture_health",
]


def lines(text: str) -> list[dict[str, str]]:
    """The rows of plain CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_is_printed_with_decimal_commas_and_the_log_elsewhere() -> None:
    result = run("index", answers())
    assert result.exit_code == 0
    assert "Total kesehatan budaya" in result.stdout
    assert re.search(r"\d,\d", result.stdout) and not re.search(r"\d\.\d", result.stdout)
    assert "150 responden dari 150 baris" not in result.stdout
    assert "150 responden dari 150 baris" in result.stderr


def test_english_tables_have_decimal_points() -> None:
    said = run("index", answers(), "--lang", "en", "-q")
    assert re.search(r"\d\.\d", said.stdout) and not re.search(r"\d,\d", said.stdout)
    assert "Understood" not in said.stderr


def test_csv_on_stdout_is_nothing_but_csv() -> None:
    result = run("index", answers(), "--format", "csv")
    rows = lines(result.stdout)
    assert [row["item"] for row in rows[:6]] == INDICES
    assert all(len(row["estimate"].partition(".")[2]) == 1 for row in rows)


def test_json_on_stdout_parses() -> None:
    content = json.loads(run("index", answers(), "--format", "json").stdout)
    assert {"schema", "estimates", "provenance"} <= set(content)
    assert content["estimates"][0]["item"] == "implementation"


def test_small_units_have_no_numbers_in_any_form(tmp_path: Path) -> None:
    rows = lines(run("index", answers(), "--by", "unit", "--format", "csv", "-q").stdout)
    hidden = [row for row in rows if row["status"] != "ditampilkan"]
    shown = [row for row in rows if row["status"] == "ditampilkan"]
    assert hidden and shown
    assert all(row["estimate"] == row["conf_low"] == "" for row in hidden)
    # A group's size is no secret where only the pickers of a value are few.
    assert all(row["n"] == "" or int(row["n"]) >= 10 for row in hidden)
    assert all(int(row["n"]) >= 10 for row in shown)
    table = run("index", answers(), "--by", "unit")
    assert "disembunyikan" in table.stdout + table.stderr


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.xlsx", "out.txt"])
def test_the_ending_of_the_file_tells_the_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    result = run("index", answers(), "--out", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.stat().st_size > 500
    assert name in result.stderr
    if path.suffix == ".xlsx":
        assert openpyxl.load_workbook(path).sheetnames == ["Hasil", "Metode"]


def test_excel_style_reaches_the_file(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    run("index", answers(), "--out", path, "--csv-style", "excel-id", "-q")
    assert path.read_bytes().startswith(b"\xef\xbb\xbflist;")


def test_full_precision_is_marked() -> None:
    rows = lines(run("index", answers(), "--format", "csv", "--full", "--lang", "en").stdout)
    assert {row["use"] for row in rows} == {"NOT FOR PUBLICATION"}


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (["--by", "nope"], "E602", 2),
        (["--min-group", "3"], "E303", 2),
        (["--format", "xlsx"], "E706", 2),
        (["--full"], "E706", 2),
        (["--out", "x.pdf"], "E411", 2),
        (["--instrument", "nope"], "E507", 2),
        (["--weights", "nope"], "E231", 2),
        (["--strata", "nope"], "E602", 2),
        (["--by", "unit", "--min-group", "1000"], "E301", 1),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: list[str], code: str, status: int) -> None:
    result = run("index", answers(), "-q", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(code)


def test_a_word_hardly_anybody_picked_is_not_blamed_on_small_groups() -> None:
    result = run("crosstab", answers(), "--row", "unit", "--item", "silo", "-q", "--lang", "en")
    assert (result.exit_code, result.stderr[:4]) == (1, "E306")


def test_a_missing_folder_is_noticed_before_the_file_is_read(tmp_path: Path) -> None:
    result = run("index", "absent.csv", "--out", tmp_path / "no" / "x.csv")
    assert (result.exit_code, result.stderr[:4]) == (2, "E401")


def test_a_read_only_file_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o444)
    assert run("index", answers(), "--out", path, "-q").exit_code == 2
    assert path.read_text(encoding="utf-8") == "old"


def test_a_crosstab_shows_the_labels_of_the_column() -> None:
    rows = lines(
        run("crosstab", answers(), "--row", "sex", "--item", "AK", "--format", "csv").stdout
    )
    assert {row["group"] for row in rows} == {"Laki-laki", "Perempuan"}
    assert {row["item"] for row in rows} == {"AK"}


def test_a_crosstab_of_an_unknown_item_offers_near_ones() -> None:
    result = run("crosstab", answers(), "--row", "sex", "--item", "bertanggung_jawabb", "-q")
    assert result.exit_code == 2
    assert "bertanggung_jawab" in result.stderr


def test_ratings_are_recognised_and_scored() -> None:
    rows = lines(run("index", answers("rating-2022"), "--format", "csv", "-q").stdout)
    assert [row["level"] for row in rows].count("item") == 21


def test_a_word_unlike_any_item_gets_no_proposal() -> None:
    result = run("crosstab", answers(), "--row", "sex", "--item", "zebra", "-q", "--lang", "en")
    assert "E705" in result.stderr and "Near it: -." in result.stderr


def test_columns_are_found_whatever_their_capitals_and_blanks() -> None:
    result = run("index", answers(), "--by", " SEX", "-q", "--format", "csv")
    assert result.exit_code == 0 and "Perempuan" in result.stdout


def test_a_crosstab_of_a_rating_names_the_answers() -> None:
    text = run(
        "crosstab", answers("rating-2022"), "--row", "sex", "--item", "AK1", "--format", "csv", "-q"
    ).stdout
    assert any(row["label"].endswith(": Setuju") for row in lines(text))


def test_other_instruments_get_the_scores_they_have(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = ["h,P_1", *(f"{k},{'x' if k % 3 else 'y'}" for k in range(30))]
    path.write_text("\n".join(rows), encoding="utf-8")
    numbers = read_survey(path, instrument=make_instrument(numbers=["h"]))
    assert headline(numbers, None).provenance.statistic == "number_mean"
    words = make_instrument(picks={"P": {"words": ["x", "y"], "k": 1}})
    assert headline(read_survey(path, instrument=words), None).provenance.statistic == "vote_share"


def test_strata_reach_the_provenance() -> None:
    text = run("index", answers(), "--format", "json", "--strata", "sex", "-q").stdout
    assert json.loads(text)["provenance"]["strata"] == "sex"


def test_an_instrument_without_values_is_not_given_the_six_indices() -> None:
    survey = simulate("rating-2022", seed=1, n=40)
    assert headline(survey, None).provenance.statistic == "rating_score"
    with pytest.raises(OptionError):
        from berakhlak_stats.indices import all_indices

        all_indices(survey)


def standard_errors(*arguments: object) -> list[float]:
    text = run("index", answers(), "--format", "csv", "--full", "-q", *arguments).stdout
    smooth = [row for row in lines(text)[:6] if row["item"] not in ("balance", "culture_health")]
    return [float(row["std_error"]) for row in smooth]


def frame_file(folder: Path, *, scale: int = 2, column: str = "sex") -> Path:
    """Counts that are ``scale`` times the respondents of every category."""
    survey = read_survey(answers())
    labels = survey.column(column)
    rows = [f"{x},{scale * (labels.codes == i).sum()}" for i, x in enumerate(labels.labels)]
    path = folder / "frame.csv"
    path.write_text("\n".join([f"{column},population", *rows]), encoding="utf-8")
    return path


def test_a_frame_of_twice_the_respondents_halves_the_variance(tmp_path: Path) -> None:
    plain = standard_errors()
    known = standard_errors("--frame", frame_file(tmp_path))
    assert known == pytest.approx([each / 2**0.5 for each in plain], rel=1e-6)


def test_a_frame_of_the_strata_is_the_population_of_each(tmp_path: Path) -> None:
    plain = standard_errors("--strata", "sex")
    frame = frame_file(tmp_path)
    known = standard_errors("--strata", "sex", "--frame", frame)
    assert known == pytest.approx([each / 2**0.5 for each in plain], rel=1e-6)
    said = run("index", answers(), "--strata", "sex", "--frame", frame, "--lang", "en").stderr
    assert "People per stratum (sex) are taken from frame.csv" in said


def test_people_are_not_taken_for_primary_units(tmp_path: Path) -> None:
    frame = frame_file(tmp_path)
    assert standard_errors("--psu", "unit", "--frame", frame) == standard_errors("--psu", "unit")
    said = run("index", answers(), "--psu", "unit", "--frame", frame, "--lang", "en").stderr
    assert "counts people, not primary sampling units" in said


def test_a_frame_without_the_strata_changes_nothing_and_says_so(tmp_path: Path) -> None:
    frame = frame_file(tmp_path)
    arguments = ("--strata", "generation", "--frame", frame)
    assert standard_errors(*arguments) == standard_errors("--strata", "generation")
    assert "(generation)" in run("index", answers(), *arguments, "--lang", "en").stderr


@pytest.mark.parametrize("command", ["index", "crosstab", "report"])
def test_every_analysing_command_takes_the_design(command: str) -> None:
    said = run(command, "--help").stdout
    options = ("--weights", "--strata", "--psu", "--frame", "--lonely", "--min-group")
    assert [each for each in options if each not in said] == []


def test_more_respondents_than_people_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("sex,population\nLaki-laki,3\nPerempuan,900\n", encoding="utf-8")
    for lang, fix in (("id", "Perbaikan:"), ("en", "Fix:")):
        result = run("index", answers(), "-q", "--frame", path, "--lang", lang)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "E218" in result.stderr
        assert "frame.csv" in result.stderr and fix in result.stderr


def test_frame_and_answers_that_differ_are_listed_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "frame.csv"
    path.write_text("sex,population\nLaki-laki,900\nPerempuann,900\n", encoding="utf-8")
    told = run("index", answers(), "--frame", path, "--lang", "en")
    assert told.exit_code == 0
    assert "E217" in told.stderr and "Perempuan → Perempuann?" in told.stderr
    refused = run("index", answers(), "--frame", path, "--strata", "sex", "-q")
    assert (refused.exit_code, refused.stderr[:4]) == (1, "E622")


def test_a_stratum_of_one_needs_a_policy(tmp_path: Path) -> None:
    text = answers().read_text(encoding="utf-8").splitlines()
    rows = [f"{line},{'one' if i == 1 else 'many'}" for i, line in enumerate(text)]
    rows[0] = f"{text[0]},layer"
    path = tmp_path / "lonely.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    refused = run("index", path, "--strata", "layer", "-q")
    assert (refused.exit_code, refused.stderr[:4]) == (1, "E601")
    assert run("index", path, "--strata", "layer", "--lonely", "adjust", "-q").exit_code == 0


def test_weights_that_cannot_be_used_are_refused_with_their_row(tmp_path: Path) -> None:
    text = answers().read_text(encoding="utf-8").splitlines()
    for bad in ("0", "-1", "", "berat", "NaN"):
        rows = [f"{line},{bad if i == 3 else 1}" for i, line in enumerate(text)]
        rows[0] = f"{text[0]},w"
        path = tmp_path / "weights.csv"
        path.write_text("\n".join(rows), encoding="utf-8")
        for lang in ("id", "en"):
            result = run("index", path, "--weights", "w", "-q", "--lang", lang)
            assert (result.exit_code, result.stdout) == (1, "")
            assert "E226" in result.stderr and "4" in result.stderr, bad
