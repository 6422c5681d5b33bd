"""The catalogue of bad inputs: 72 rows, what becomes of each, and which test shows it.

Where a file alone is the bad input it is made and read here too, so that every row is held to the
same promises: its code, at its place, in both languages, nothing lost, and no traceback on the
command line. Codes are stable; where another code took over, the row says which.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats.errors import register
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.survey import validate
from tests.cli.shell import run
from tests.contracts.source import ROOT
from tests.survey.helpers import pick_instrument, rating_instrument, speaks_both_languages
from tests.survey.hostile_files import ROWS, far_cell, make_bomb, pack, parts, sheet, workbook

LATER = "with the part of the package it belongs to"
READERS, CHECKS = "tests/survey/readers/", "tests/survey/checks/"
SOURCES, ROWS_OF_IT = f"{READERS}sources/", f"{READERS}test_catalogue.py::"
CSV, FACTS = f"{READERS}test_csv_file.py::", f"{READERS}test_sheet_facts.py::"
BAD, ARCHIVE = f"{READERS}test_bad_inputs.py::", f"{READERS}test_archive.py::"
ENCODING = f"{READERS}test_encoding.py::"
XLSX = f"{READERS}test_xlsx_file.py::"
TYPES = f"{READERS}test_filetype.py::"
LIMITS = f"{READERS}test_limits.py::"
RATED = f"{CHECKS}test_ratings.py::"
SAV = f"{READERS}test_sav_file.py::"
PEOPLE = "tests/survey/mapping/test_identify.py::"
PERSONS = f"{CHECKS}test_identifiers.py::"
GROUPS = f"{CHECKS}test_groups.py::"
MAPPED, APART = "tests/survey/column_map/", f"{READERS}test_quarantine.py::"
ANSWERED = f"{CHECKS}test_answered.py::"
VOTES = f"{CHECKS}test_picks.py::"
HIDING = "tests/estimates/test_suppression.py::"
INERT = "tests/report/test_inert_outputs.py::"
COMMANDS = "tests/cli/test_analysis.py::"
WAVES = "tests/waves/"
FILES, FRAMES = "tests/test_files.py::", "tests/weighting/test_frame.py::"


@dataclass(frozen=True)
class Row:
    """One bad input: what is expected, the tests that show it, or what it waits for."""

    what: str
    code: str
    tests: tuple[str, ...] = ()
    waits: str = ""


CATALOGUE: dict[int, Row] = {
    1: Row("empty file", "E101", (f"{BAD}test_empty_file",)),
    2: Row("header only", "E102", (f"{BAD}test_header_only",)),
    3: Row("wrong extension", "E103", (f"{BAD}test_unreadable_type_behind_an_extension",)),
    4: Row("UTF-8 byte order mark", "", (f"{ENCODING}test_encoding_is_found",)),
    5: Row("UTF-16", "", (f"{ENCODING}test_encoding_is_found",)),
    6: Row("cp1252 in headers", "E104", (f"{CSV}test_cp1252_is_read_and_said",)),
    7: Row("mixed encodings", "E105", (f"{CSV}test_mixed_encodings_are_refused",)),
    8: Row("line ends of old Macs", "", (f"{CSV}test_the_same_cells_from_many_dialects",)),
    9: Row("NUL bytes", "E106", (f"{CSV}test_nul_byte",)),
    10: Row("semicolon, decimal comma", "", (f"{CSV}test_decimal_comma_is_recognised_and_said",)),
    11: Row(
        "12.345",
        "E107",
        (
            f"{CSV}test_thousands_are_not_guessed",
            f"{MAPPED}test_apply.py::test_twelve_thousand_or_twelve_is_what_the_mapping_says",
        ),
    ),
    12: Row("header too short", "E108", (f"{CSV}test_header_shorter_than_all_rows_never_shifts",)),
    13: Row(
        "one ragged row",
        "E109",
        (
            f"{CSV}test_ragged_rows_are_listed",
            f"{APART}test_rows_at_fault_are_set_apart_with_number_code_and_reason",
            f"{APART}test_rows_set_apart_are_counted_and_everything_adds_up",
        ),
    ),
    14: Row("open quote", "E110", (f"{CSV}test_quotation_mark_that_never_closes",)),
    15: Row("equal titles", "E111", (f"{CSV}test_equal_titles_are_refused_with_both_places",)),
    16: Row("titles alike", "E112", (f"{CSV}test_titles_that_differ_in_blanks_only_are_reported",)),
    17: Row(
        "two header rows",
        "E113",
        (
            f"{SOURCES}test_surveymonkey.py::test_two_header_rows_with_a_column_per_option",
            f"{SOURCES}test_surveymonkey.py::test_two_header_rows_of_an_unknown_tool",
        ),
    ),
    18: Row(
        "three header rows",
        "",
        (f"{SOURCES}test_qualtrics.py::test_three_header_rows_and_no_person_among_them",),
    ),
    19: Row("rows above", "E114", (f"{XLSX}test_true_rows_below_title_rows",)),
    20: Row(
        "merged cells",
        "E146",
        (f"{FACTS}test_merged_answers_are_filled_and_told_and_merged_titles_are_not",),
    ),
    21: Row(
        "hidden rows",
        "E115",
        (
            f"{FACTS}test_hidden_rows_columns_sheets_and_filters_are_counted_and_read",
            f"{FACTS}test_open_document_filters_are_told",
        ),
    ),
    22: Row(
        "formula without result",
        "E116",
        (f"{FACTS}test_formulas_without_results_are_refused_with_their_cells",),
    ),
    23: Row("#REF!", "E117", (f"{FACTS}test_error_cells_are_counted_and_missing",)),
    24: Row("ghost range", "E151", (f"{FACTS}test_a_ghost_range_is_skipped_and_told",)),
    25: Row("false dimension", "", (f"{FACTS}test_a_false_dimension_is_not_believed",)),
    26: Row("password", "E118", (f"{TYPES}test_encrypted_workbook",)),
    27: Row("zip bomb", "E119", (f"{ARCHIVE}test_bombs_are_refused_early",)),
    28: Row(
        "XML entities",
        "E120",
        (
            f"{ARCHIVE}test_bombs_are_refused_early",
            f"{ARCHIVE}test_entities_written_in_another_encoding_are_seen",
        ),
    ),
    29: Row("member ../../x", "E121", (f"{ARCHIVE}test_members_outside_the_archive",)),
    30: Row("macros", "E122", (f"{ARCHIVE}test_macros_are_ignored_with_a_warning",)),
    31: Row("full sheet", "E123", (f"{LIMITS}test_exactly_as_many_rows_as_a_sheet_holds",)),
    32: Row("6 on 1-5", "E201", (f"{BAD}test_rating_off_the_scale_is_refused_not_clipped",)),
    33: Row(
        "two scales between years",
        "E202",
        (f"{WAVES}test_comparability.py::test_five_and_four_points_are_never_mixed",),
    ),
    34: Row("labels and codes mixed", "E203", (f"{ROWS_OF_IT}test_row_of_the_catalogue",)),
    35: Row(
        "reversed labels",
        "E204",
        (
            f"{SAV}test_labels_that_contradict_the_scale_are_refused",
            f"{MAPPED}test_apply.py::test_reversed_spss_labels_are_refused_until_they_are_declared",
        ),
    ),
    36: Row("two languages mixed", "E127", (f"{ROWS_OF_IT}test_row_of_the_catalogue",)),
    37: Row("typo in a label", "E205", (f"{RATED}test_suggestion_for_an_unknown_label",)),
    38: Row("97/98/99", "E206", (f"{SAV}test_user_missing_values_become_empty_and_are_counted",)),
    39: Row("inf", "E207", (f"{RATED}test_cells_that_are_no_rating",)),
    40: Row("61,1%", "E208", (f"{RATED}test_cells_that_are_no_rating",)),
    41: Row("a date in place of 1-5", "E209", (f"{XLSX}test_a_rating_that_became_a_date",)),
    42: Row(
        "ambiguous dates",
        "E210",
        (f"{MAPPED}test_dates.py::test_two_orders_are_refused_until_one_is_declared",),
    ),
    43: Row(
        "future dates",
        "E211",
        (
            f"{MAPPED}test_dates.py::test_dates_that_cannot_be_right_are_told_and_kept",
            f"{MAPPED}test_dates.py::test_an_end_before_its_start_is_told",
        ),
    ),
    44: Row("NIP as a number", "E212", (f"{PEOPLE}test_a_nip_that_lost_digits_is_refused",)),
    45: Row(
        "duplicate NIP",
        "E213",
        (f"{PERSONS}test_duplicates_are_checked_before_the_drop_which_is_reported",),
    ),
    46: Row("person in two units", "E214", (f"{PEOPLE}test_the_same_person_in_two_units",)),
    47: Row(
        "spelling variants",
        "E215",
        (
            f"{GROUPS}test_spellings_that_differ_by_capitals_or_blanks_are_told_and_not_merged",
            f"{CHECKS}test_spellings.py::test_spellings_of_one_unit",
            f"{MAPPED}test_propose.py::"
            "test_merges_are_proposed_as_comments_and_applied_only_when_taken_up",
        ),
    ),
    48: Row("code of another body", "E890", (f"{WAVES}test_waves.py::test_codes_of_bodies",)),
    49: Row(
        "not in the frame", "E217", (f"{FRAMES}test_both_lists_are_given_with_the_nearest_name",)
    ),
    50: Row("more than the headcount", "E218", (f"{FRAMES}test_more_respondents_than_people",)),
    51: Row(
        "all answers identical", "E219", (f"{ANSWERED}test_a_unit_that_answers_with_one_voice",)
    ),
    52: Row(
        "11 picks of 10, one twice",
        "E220",
        (
            f"{BAD}test_more_picks_than_allowed_are_refused_not_clipped",
            f"{BAD}test_same_word_twice",
        ),
    ),
    53: Row(
        "separator in an option",
        "E221",
        (
            f"{VOTES}test_a_label_of_two_words_is_ambiguous",
            "tests/survey/mapping/test_picks.py::test_unknown_pieces_around_a_label_with_the_separator",
        ),
    ),
    54: Row("list in two shapes", "E222", (f"{VOTES}test_two_shapes_of_one_list_must_agree",)),
    55: Row(
        "Lainnya: ...",
        "E126",
        (f"{SOURCES}test_google_forms.py::test_a_free_text_under_other_is_no_word",),
    ),
    56: Row("unknown value", "E223", (f"{BAD}test_unknown_word_is_suggested_never_applied",)),
    57: Row("20 of 21 behaviours", "E224", (f"{BAD}test_missing_behaviour_column_is_named",)),
    58: Row(
        "item half missing",
        "E225",
        (f"{ANSWERED}test_an_item_half_of_all_left_out_is_told_and_kept",),
    ),
    59: Row("unusable weights", "E226", (f"{BAD}test_unusable_weight_is_always_refused",)),
    60: Row(
        "weights unlike the frame", "E227", (f"{FRAMES}test_margins_with_unequal_sums_name_both",)
    ),
    61: Row("stratum of one", "E601", (f"{COMMANDS}test_a_stratum_of_one_needs_a_policy",)),
    62: Row("all groups small", "E301", (f"{COMMANDS}test_what_cannot_be_done_is_refused",)),
    63: Row(
        "one sibling small",
        "",
        (
            f"{HIDING}test_hidden_groups_have_no_numbers_anywhere",
            f"{HIDING}test_an_item_few_answered_is_hidden_with_a_sibling",
        ),
    ),
    64: Row("report that differs by 3", "E302", waits=LATER),
    65: Row(
        "hostile texts",
        "E154",
        (
            f"{INERT}test_the_report",
            f"{INERT}test_csv",
            f"{INERT}test_workbook",
            f"{INERT}test_narratives_are_inert_as_markdown",
            f"{INERT}test_drawings",
            f"{PEOPLE}test_one_enormous_cell_is_emptied_and_the_others_stay",
        ),
    ),
    66: Row(
        "places that cannot be written",
        "E405",
        (
            f"{FILES}test_places_that_cannot_be_written",
            f"{FILES}test_names_no_file_can_have",
            f"{FILES}test_every_writer_survives_a_disk_that_takes_no_more",
        ),
    ),
    67: Row("hostile project file", "E407", waits=LATER),
    68: Row("pickle as data", "E409", (f"{TYPES}test_files_that_run_code_are_never_read",)),
    69: Row(
        "unknown language or instrument",
        "E410",
        (
            "tests/report/test_build.py::test_unknown_languages_are_refused_before_any_work",
            "tests/instrument/test_load.py::test_an_unknown_name_offers_the_nearest",
        ),
    ),
    70: Row(
        "killed while writing",
        "",
        (
            f"{FILES}test_a_killed_run_leaves_no_partial_file",
            f"{FILES}test_a_run_asked_to_end_takes_its_work_away",
        ),
    ),
    71: Row(
        "singular correlations, Heywood cases",
        "",
        (
            "tests/reliability/test_omegas.py::test_improper_factors_are_refused_with_the_item_named",
            "tests/reliability/test_omegas.py::test_repeated_items_are_not_positive_definite",
            "tests/association/test_polychoric.py::test_filled_cells_and_indefinite_matrices_are_warned_of_in_both_languages",
        ),
    ),
    72: Row(
        "two instrument versions",
        "E504",
        (f"{WAVES}test_comparability.py::test_other_versions_are_refused_with_a_table",),
    ),
}


@cache
def names_in(file: str) -> frozenset[str]:
    """Names of the test functions of a file."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_catalogue_is_whole() -> None:
    assert list(CATALOGUE) == list(range(1, 73))


@pytest.mark.parametrize("number", CATALOGUE)
def test_every_row_leads_to_tests_or_says_what_it_waits_for(number: int) -> None:
    row = CATALOGUE[number]
    assert bool(row.tests) != bool(row.waits)
    for pointer in row.tests:
        file, _, name = pointer.partition("::")
        assert name in names_in(file), pointer
    if row.tests and row.code:
        assert row.code in register()


RATINGS, PICKS = rating_instrument(), pick_instrument()


@dataclass(frozen=True)
class Case:
    """A bad file: its row and code, how bad, where, who answered, and how many are read."""

    row: int
    code: str
    severity: str
    place: str
    make: Callable[[Path], Path]
    n: int = 0
    instrument: Instrument = RATINGS

    def __str__(self) -> str:
        return f"{self.row}-{self.code}"


def text(content: str | bytes, name: str = "a.csv") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def book(content: str, name: str = "a.xlsx") -> Callable[[Path], Path]:
    members = {"xl/vbaProject.bin": "x"} if name.endswith("m") else {}
    return lambda folder: workbook(folder / name, content, others=members)


def bomb(name: str) -> Callable[[Path], Path]:
    return lambda folder: make_bomb(name, folder)


def written(cells: list[list[object]]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        made = openpyxl.Workbook()
        for row in cells:
            made.active.append(row)
        made.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return make


def spss(folder: Path) -> Path:
    frame = pd.DataFrame({"A1": [5.0, 99.0], "A2": [4.0, 3.0]})
    pyreadstat.write_sav(frame, str(folder / "a.sav"), missing_ranges={"A1": [99]})
    return folder / "a.sav"


def traversal(folder: Path) -> Path:
    return pack(folder / "a.xlsx", {**parts(sheet()), "../x": b""})


GHOST = ROWS + '<row r="999"><c r="A999" s="1"/></row>'
HIDDEN = ROWS.replace('<row r="3">', '<row r="3" hidden="1">')
FORMULA = ROWS.replace("<v>5</v>", "<f>2+3</f>")
BROKEN = ROWS.replace('"A2"><v>5</v>', '"A2" t="e"><v>#REF!</v>')
WRAPPER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
LONG = "x" * 1_000_000
PERSON = "198501012010011001"
HALF = "A1,A2\n" + "5,4\n" * 6 + ",4\n" * 6
ALIKE = "unit,A1,A2\n" + "Dinas A,5,4\n" * 10 + "Dinas B,1,2\nDinas B,2,2\n"

CASES = (
    Case(1, "E101", "error", "a.csv", text(b"")),
    Case(2, "E102", "error", "a.csv", text("A1,A2\n")),
    Case(3, "E103", "error", "a.xls", text("<html><table>", "a.xls")),
    Case(3, "E130", "warning", "a.csv", book(sheet(), "a.csv"), 2),
    Case(6, "E104", "warning", "a.csv", text("A1,A2,caf\xe9\n5,4,x\n".encode("cp1252")), 1),
    Case(7, "E105", "error", "a.csv", text(b"unit,A1,A2\n\xc3\xa9,5,4\n\xe9,5,4\n")),
    Case(9, "E106", "error", "a.csv", text(b"A1,A2\n5,4\n\0,4\n")),
    Case(12, "E108", "error", "a.csv:2", text("A1,A2\n5,4,3\n1,2,3\n")),
    Case(13, "E109", "error", "a.csv:3", text("A1,A2\n5,4\n1,2,3\n2,2\n")),
    Case(14, "E110", "error", "a.csv", text('A1,A2\n5,4\n"3,2\n1,2\n')),
    Case(15, "E111", "error", "a.csv", text("A1,A2,unit,unit\n5,4,x,y\n")),
    Case(16, "E112", "warning", "a.csv", text("A1,A2,Kelas,kelas\n5,4,x,y\n"), 1),
    Case(19, "E114", "warning", "a.xlsx:1", written([["Survei"], ["A1", "A2"], [5, 4]]), 1),
    Case(21, "E115", "warning", "a.xlsx", book(sheet(HIDDEN)), 2),
    Case(22, "E116", "error", "a.xlsx", book(sheet(FORMULA)), 2),
    Case(23, "E117", "warning", "a.xlsx", book(sheet(BROKEN)), 2),
    Case(24, "E151", "fixed", "a.xlsx", book(sheet(GHOST)), 2),
    Case(24, "E119", "error", "a.xlsx", lambda folder: far_cell(folder / "a.xlsx")),
    Case(26, "E118", "error", "a.xlsx", text(WRAPPER, "a.xlsx")),
    Case(27, "E119", "error", "zip_bomb.xlsx", bomb("zip bomb")),
    Case(27, "E119", "error", "nested_zip.xlsx", bomb("nested zip")),
    Case(28, "E120", "error", "billion_laughs.xlsx", bomb("billion laughs")),
    Case(28, "E120", "error", "external_entity.xlsx", bomb("external entity")),
    Case(29, "E121", "error", "a.xlsx", traversal),
    Case(30, "E122", "warning", "a.xlsm", book(sheet(), "a.xlsm"), 2),
    Case(32, "E201", "error", "a.csv:2, 'A1'", text("A1,A2\n6,4\n0,3\n"), 2),
    Case(37, "E205", "error", "a.csv:2, 'A1'", text("A1,A2\nSetju,4\n"), 1),
    Case(38, "E206", "fixed", "a.sav, 'A1'", spss, 2),
    Case(39, "E207", "error", "a.csv:2, 'A1'", text("A1,A2\n1e400,4\n"), 1),
    Case(40, "E208", "error", "a.csv:2, 'A1'", text('A1,A2\n"61,1%",4\n'), 1),
    Case(44, "E212", "error", "a.csv, 'nip'", text('nip,A1,A2\n"1,98501E+17",5,4\n'), 1),
    Case(
        45, "E213", "warning", "a.csv:2, 'nip'", text(f"nip,A1,A2\n{PERSON},5,4\n{PERSON},4,4\n"), 2
    ),
    Case(
        46,
        "E214",
        "warning",
        "a.csv:2, 'unit'",
        text(f"nip,unit,A1,A2\n{PERSON},X,5,4\n{PERSON},Y,4,4\n"),
        2,
    ),
    Case(51, "E219", "warning", "a.csv, 'unit'", text(ALIKE), 12),
    Case(52, "E220", "error", "a.csv:2, 'current'", text("current\njujur|ramah|silo\n"), 1, PICKS),
    Case(52, "E243", "error", "a.csv:2, 'current'", text("current\njujur|jujur\n"), 1, PICKS),
    Case(
        54,
        "E222",
        "warning",
        "a.csv",
        text("current,current_1,current_2\njujur|silo,jujur,silo\n"),
        1,
        PICKS,
    ),
    Case(56, "E223", "error", "a.csv:2, 'current'", text("current\njujur|siloo\n"), 1, PICKS),
    Case(57, "E224", "error", "a.csv", text("A1\n5\n"), 1),
    Case(58, "E225", "warning", "a.csv, 'A1'", text(HALF), 12),
    Case(59, "E226", "error", "a.csv:2, 'bobot'", text("bobot,A1,A2\n-1,5,4\n"), 1),
    Case(
        65, "E154", "warning", "a.csv:2, 'unit'", text(f"unit,A1,A2\n{LONG},5,4\nU,5,4\nV,1,1\n"), 3
    ),
    Case(68, "E409", "error", "cache.joblib", text(b"\x80\x04\x95", "cache.joblib")),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_file_is_told_with_its_code_at_its_place_in_both_languages(
    tmp_path: Path, case: Case
) -> None:
    report = validate(case.make(tmp_path), instrument=case.instrument)
    found = [each for each in report.problems if each.code == case.code]
    assert found, report.codes()
    assert found[0].severity == case.severity
    assert found[0].message.place == case.place
    assert speaks_both_languages(found[0].message)
    # Whoever was read is counted, refused or not; a file that is not opened has nobody.
    assert report.n == case.n
    assert report.ok is (case.severity != "error" and not report.errors)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_command_line_shows_a_message_and_no_traceback(tmp_path: Path, case: Case) -> None:
    """The instrument of the test is not the command's: the file may be refused for more."""
    done = run("validate", case.make(tmp_path), "--lang", "id", "--instrument", "berakhlak-rating")
    assert done.exit_code in (0, 1)
    assert "Traceback" not in done.stdout + done.stderr
    assert case.place.split(":")[0].split(",")[0] in done.stdout


def test_nothing_is_lost_or_invented_by_a_file_that_is_only_mended() -> None:
    """Byte order marks, UTF-16, old line ends, semicolons: the same answers from each."""
    plain = "respondent_id;A1;A2\nr1;5;4\nr2;3;2\n"
    contents = (
        plain.replace(";", ",").encode(),
        b"\xef\xbb\xbf" + plain.encode(),
        plain.encode("utf-16"),
        plain.replace("\n", "\r").encode(),
        plain.replace("\n", "\r\n").encode(),
    )
    from tempfile import TemporaryDirectory

    from berakhlak_stats.survey import read_survey

    with TemporaryDirectory() as folder:
        surveys = [
            read_survey(text(content, f"{place}.csv")(Path(folder)), instrument=RATINGS)
            for place, content in enumerate(contents)
        ]
    for survey in surveys:
        np.testing.assert_array_equal(survey.ratings, [[5, 4], [3, 2]])
        np.testing.assert_array_equal(survey.keys, surveys[0].keys)


def test_the_bundled_instruments_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    """Row 56 with the instrument everybody uses: a value outside the list."""
    path = text("current\nGotong royongg\n")(tmp_path)
    report = validate(path, instrument=load_instrument("berakhlak-2022"))
    assert "E223" in report.codes() and report.n == 1
