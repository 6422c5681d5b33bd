"""The catalogue of bad inputs: 72 rows, what becomes of each, and which test shows it.

Where a file alone is the bad input it is made and read here too, so that every row is held to the
same promises: its code, at its place, in both languages, nothing lost, and no traceback on the
command line. Codes are stable; where another code took over, the row says which.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat
import pytest

from berakhlak_stats import indices, reliability
from berakhlak_stats.cli.console import Voice
from berakhlak_stats.cli.results import Target, deliver
from berakhlak_stats.errors import make_error, register
from berakhlak_stats.files import atomic_write
from berakhlak_stats.instrument import load_instrument, make_instrument
from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.report import build_report
from berakhlak_stats.simulate import simulate, write_export
from berakhlak_stats.survey import ColumnMap, Survey, read_survey, validate
from berakhlak_stats.survey.column_map.model import MappedColumn
from berakhlak_stats.survey.writers import survey_table
from berakhlak_stats.waves import waves
from berakhlak_stats.weighting import Frame, check_frame
from tests.cli.shell import run
from tests.contracts.source import ROOT
from tests.data.promises import Outcome, keep_promises, of_action, of_file, of_mended, of_report
from tests.killed import kill_many
from tests.reliability.published import names, with_covariance
from tests.survey.helpers import full_instrument, pick_instrument, rating_instrument
from tests.survey.hostile_files import ROWS, far_cell, make_bomb, pack, parts, sheet, workbook
from tests.surveys import number_survey

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
    44: Row(
        "NIP as a number",
        "E251",
        (
            f"{PEOPLE}test_a_nip_that_lost_digits_is_told_where_nobody_needs_it",
            f"{PEOPLE}test_a_nip_that_lost_digits_is_refused",
        ),
    ),
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


RATINGS, PICKS, FULL = rating_instrument(), pick_instrument(), full_instrument()


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
    mapping: ColumnMap | None = None

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

SPELT = "unit,A1,A2\n" + "".join(
    f"{unit},1,2\n" for unit in ("RSUD", "RSUD", "Dinas A", "Dinas A", "rsud", "Dinas A", "RSUD")
)
TWINS = replace(
    PICKS,
    words=tuple(
        replace(word, label=replace(word.label, en="Same"))
        if word.id in ("jujur", "silo")
        else word
        for word in PICKS.words
    ),
)


def full_sheet(folder: Path) -> Path:
    return text(b"A1,A2\n" + b"5,4\n" * 1_048_575)(folder)


def merged(folder: Path) -> Path:
    made = openpyxl.Workbook()
    for row in (["A1", "A2"], [5, 4], ["", 3]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def days(*each: str) -> Callable[[Path], Path]:
    return text("A1,A2,mulai\n" + "".join(f"1,2,{day}\n" for day in each))


def dated(order: str = "") -> ColumnMap:
    columns = (
        MappedColumn("A1", "rating", "A1"),
        MappedColumn("A2", "rating", "A2"),
        MappedColumn("mulai", "date", order=order),
    )
    return ColumnMap("peta.toml", confirmed=True, columns=columns)


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
    Case(44, "E251", "warning", "a.csv, 'nip'", text('nip,A1,A2\n"1,98501E+17",5,4\n'), 1),
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
    Case(11, "E107", "error", "a.csv", text("age;A1;A2;current\n12.345;1;2;jujur|silo\n"), 0, FULL),
    Case(17, "E113", "error", "a.csv:2", text("unit,Setuju?,,x\n,A1,A2,\nA,4,2,\n")),
    Case(20, "E146", "warning", "a.xlsx:2", merged, 2),
    Case(31, "E123", "warning", "a.csv", full_sheet, 1_048_575),
    Case(34, "E203", "fixed", "a.csv, 'A1'", text("A1,A2\nSetuju,1\n4,2\n"), 2),
    Case(35, "E204", "error", "a.csv:2, 'A1'", text("A1,A2\n1=Sangat setuju,2\n"), 1),
    Case(36, "E127", "warning", "a.csv", text("A1,A2\nSetuju,Disagree\n"), 1),
    Case(41, "E209", "error", "a.csv:2, 'A1'", text("A1,A2\n2024-05-01,2\n"), 1),
    Case(
        42, "E210", "error", "a.csv, 'mulai'", days("03/04/2024", "05/06/2024"), 2, mapping=dated()
    ),
    Case(
        43,
        "E211",
        "warning",
        "a.csv:2, 'mulai'",
        days("01/01/1900", "13/04/2024"),
        2,
        mapping=dated("dmy"),
    ),
    Case(47, "E215", "warning", "a.csv:6, 'unit'", text(SPELT), 7),
    Case(53, "E221", "error", "a.csv:2, 'current'", text("current\nSame|ramah\n"), 1, TWINS),
    Case(
        55,
        "E126",
        "warning",
        "a.csv, 'Q current?'",
        text('Q current?\n"Jujur, Lainnya: sabar"\n'),
        1,
        PICKS,
    ),
    Case(68, "E409", "error", "cache.joblib", text(b"\x80\x04\x95", "cache.joblib")),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_file_is_told_with_its_code_at_its_place_in_both_languages(
    tmp_path: Path, case: Case
) -> None:
    path, told = case.make(tmp_path), {"instrument": case.instrument, "mapping": case.mapping}
    outcome = of_file(path, case.code, case.severity, case.n, **told)
    keep_promises(outcome, case.code, case.place)


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


@dataclass(frozen=True)
class Deed:
    """A bad input that is no file with a code of its own: what comes of it, and where."""

    place: str
    outcome: Callable[[Path], Outcome]


PLAIN = "respondent_id;A1;A2\nr1;5;4\nr2;3;2\n"


def mended(content: str | bytes, says: str) -> Deed:
    """The two people of ``PLAIN``, in a dialect that is mended without a problem."""

    def outcome(folder: Path) -> Outcome:
        path = text(content)(folder)
        return of_mended(path, says, lambda survey: _is_plain(survey), instrument=RATINGS)

    return Deed("a.csv", outcome)


def _is_plain(survey: Survey) -> bool:
    return survey.ratings.tolist() == [[5, 4], [3, 2]]


def decimal_comma(folder: Path) -> Outcome:
    path = text("age;A1;A2;current\n30,5;1;2;jujur|silo\n")(folder)

    def whole(survey: Survey) -> bool:
        return survey.number("age").tolist() == [30.5] and survey.ratings.tolist() == [[1, 2]]

    return of_mended(path, "Decimal mark: ,", whole, instrument=FULL)


def three_header_rows(folder: Path) -> Outcome:
    survey = simulate(seed=4, n=30)
    path = write_export(survey, folder / "a.csv", shape="qualtrics-split")

    def whole(read: Survey) -> bool:
        return read.n == 30 and all(
            (read.picks[name] == bits).all() for name, bits in survey.picks.items()
        )

    return of_mended(path, "Read as: Qualtrics", whole, instrument=None)


def false_dimension(folder: Path) -> Outcome:
    path = workbook(folder / "a.xlsx", sheet(before='<dimension ref="A1"/>'))
    return of_mended(path, "respondents from", _is_plain, instrument=RATINGS)


def other_waves(code: str) -> Callable[[Path], Outcome]:
    """Two waves that may not be compared."""

    def outcome(folder: Path) -> Outcome:
        options: dict[str, Any] = {"of": indices.number_mean}
        scores = [60.0, 61.0, 59.0] * 20
        first, second = (number_survey({"x": scores}, columns={"unit": ["K1"] * 60}) for _ in "ab")
        if code == "E890":
            names = {"2022": {"K1": "Education"}, "2023": {"K1": "Roads"}}
            options |= {"by": "unit", "bodies": names}
        elif code == "E504":
            second = replace(second, instrument=replace(second.instrument, version="9"))
        else:
            first, second = (
                read_survey(
                    pd.DataFrame({"a": [1, 2, 3, 4] * 5}),
                    instrument=make_instrument(ratings=["a"], scale=(1, high)),
                )
                for high in (5, 4)
            )
            options["of"] = indices.rating_score
        both = [first, second]
        return of_action(lambda: waves(both, labels=("2022", "2023"), **options), both)

    return outcome


def against_frame(code: str, **margins: dict[str, float]) -> Callable[[Path], Outcome]:
    def outcome(folder: Path) -> Outcome:
        units = ["Dinas A"] * 5 + ["Dinas B"] * 3
        survey = number_survey({"x": [1.0] * 8}, columns={"unit": units, "sex": ["f", "m"] * 4})
        before = survey_table(survey)
        return of_report(check_frame(survey, Frame(margins)), code, survey, before)

    return outcome


def lonely_stratum(folder: Path) -> Outcome:
    labels = ["sendiri", *["ramai"] * 39]
    survey = number_survey({"x": [1.0, 2.0] * 20}, columns={"layer": labels})
    return of_action(lambda: indices.number_mean(survey.with_design(strata="layer")), [survey])


def small_groups(folder: Path) -> Outcome:
    survey = number_survey({"x": [1.0, 2.0] * 8}, columns={"unit": ["a", "b", "c", "d"] * 4})
    survey = survey.with_smallest_group(10)
    result, target = indices.number_mean(survey, by="unit"), folder / "a.csv"
    written = Target("csv", target)

    def act() -> None:
        deliver(result, written, survey.instrument, Voice("id", quiet=True))

    outcome = of_action(act, [survey])
    return replace(outcome, lost=("the secret",)) if target.exists() else outcome


def small_sibling(folder: Path) -> Outcome:
    """Hidden with a sibling, so that nobody subtracts; everybody still counts in the whole."""
    units = ["besar"] * 40 + ["sedang"] * 20 + ["kecil"] * 4
    survey = number_survey({"x": [1.0, 2.0] * 32}, columns={"unit": units})
    survey = survey.with_smallest_group(10)
    frame = indices.number_mean(survey, by="unit").frame.set_index("group")
    hidden = sorted(frame.index[frame["suppressed"]])
    numbers = frame.loc[hidden, ["estimate", "n", "std_error", "conf_low", "conf_high"]]
    lost = [] if numbers.isna().all(axis=None) else ["the secret"]
    lost += [] if len(hidden) == 2 and set(frame.index) == set(units) else ["groups"]
    lost += [] if indices.number_mean(survey).frame["n"].tolist() == [64] else ["people"]
    table = indices.number_mean(survey, by="unit").table
    return Outcome((str(table("id")), str(table("en"))), lost=tuple(lost))


def reserved_name(folder: Path) -> Outcome:
    """Row 66: the old file is intact wherever the new one cannot be written."""
    old = folder / "old.csv"
    old.write_text("old", encoding="utf-8")

    def act() -> None:
        with atomic_write(folder / "CON.csv") as temporary:
            temporary.write_text("new", encoding="utf-8")

    outcome = of_action(act)
    kept = [each.name for each in folder.iterdir()] == ["old.csv"] and old.read_text() == "old"
    return replace(outcome, lost=() if kept else ("the old file",))


def unknown_language(folder: Path) -> Outcome:
    survey = simulate(seed=1, n=30)
    return of_action(lambda: build_report(survey, lang="fr"), [survey])


def killed(folder: Path) -> Outcome:
    """A killed process says nothing; what it was writing is old or new, and whole."""
    found = set(kill_many(3))
    return Outcome(("(diam)", "(silent)"), "result.csv", tuple(sorted(found - {"old", "new"})))


def heywood(folder: Path) -> Outcome:
    """No estimate is made up: the item at fault is named in both languages instead."""
    R = np.array([[1.0, 0.9, 0.9], [0.9, 1.0, 0.65], [0.9, 0.65, 1.0]])
    survey = with_covariance(R)
    before = survey_table(survey)
    result = reliability.mcdonald_omega(survey, items=list(names(3)))
    (told,) = (pair for pair in result.provenance.warnings if "Heywood" in pair[1])
    lost = [] if result.frame["estimate"].isna().all() else ["the refusal"]
    lost += [] if survey_table(survey).equals(before) else ["answers"]
    return Outcome(told, lost=tuple(lost))


HALVES = {"Dinas A": 60.0, "Dinas B": 40.0}
DEEDS: dict[int, Deed] = {
    4: mended(b"\xef\xbb\xbf" + PLAIN.encode(), "UTF-8 (BOM)"),
    5: mended(PLAIN.encode("utf-16"), "UTF-16"),
    8: mended(PLAIN.replace(";", ",").replace("\n", "\r"), "2 respondents from 2 rows"),
    10: Deed("a.csv", decimal_comma),
    18: Deed("a.csv", three_header_rows),
    25: Deed("a.xlsx", false_dimension),
    33: Deed("2023: 1–4", other_waves("E202")),
    48: Deed("2023 = Roads", other_waves("E890")),
    49: Deed("RSUD", against_frame("E217", unit={**HALVES, "RSUD": 1.0})),
    50: Deed("Dinas A: 5 > 4", against_frame("E218", unit={"Dinas A": 4.0, "Dinas B": 96.0})),
    60: Deed("'sex'", against_frame("E227", unit=HALVES, sex={"f": 55.0, "m": 46.0})),
    61: Deed("sendiri", lonely_stratum),
    62: Deed("10", small_groups),
    63: Deed("kecil", small_sibling),
    66: Deed("CON.csv", reserved_name),
    69: Deed("fr", unknown_language),
    70: Deed("result.csv", killed),
    71: Deed("i0", heywood),
    72: Deed("2023", other_waves("E504")),
}


@pytest.mark.parametrize("number", DEEDS)
def test_what_is_no_file_of_its_own_keeps_the_same_promises(tmp_path: Path, number: int) -> None:
    deed = DEEDS[number]
    keep_promises(deed.outcome(tmp_path), CATALOGUE[number].code, deed.place)


def test_every_row_but_two_is_held_to_all_four_promises() -> None:
    """Rows 64 and 67 belong to parts that are to come."""
    held = {case.row for case in CASES} | set(DEEDS)
    assert set(CATALOGUE) - held == {number for number, row in CATALOGUE.items() if row.waits}
    for number, row in CATALOGUE.items():
        codes = {case.code for case in CASES if case.row == number}
        assert not codes or row.code in codes


def test_the_helper_fails_where_a_promise_is_broken() -> None:
    good = make_error("E405", place="CON.csv", name="CON.csv").message
    keep_promises(Outcome(good, "CON.csv"), "E405", "CON.csv")
    for outcome, code, place in (
        (Outcome(good, "CON.csv"), "E401", "CON.csv"),
        (Outcome(good, "CON.csv"), "E405", "other.csv"),
        (Outcome(good, "CON.csv", ("rows",)), "E405", "CON.csv"),
        (Outcome(replace(good, en=good.id), "CON.csv"), "E405", "CON.csv"),
        (Outcome(("sama", "sama"), "a.csv"), "", "a.csv"),
    ):
        with pytest.raises(AssertionError):
            keep_promises(outcome, code, place)
