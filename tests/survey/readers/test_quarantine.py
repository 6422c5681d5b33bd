"""Rows at fault go to a file of their own on request, counted, with the reason of each."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from berakhlak_stats.errors import BerakhlakError, OutputError
from berakhlak_stats.survey import ColumnMap, read_survey, validate
from berakhlak_stats.survey.column_map.model import MappedColumn
from tests.survey.helpers import EMAIL, chosen, pick_instrument, rating_instrument, refusal, write

RATED = rating_instrument("A1", "A2")
NIP = "19850101201001100"
FAULTY = (
    "unit,nip,saran,A1,A2\n"
    f"Dinas A,{NIP}1,baik,5,4\n"
    f"Dinas A,{NIP}2,baik,9,4\n"
    f"Dinas B,{NIP}3,baik,5,x,1\n"
    f"=cmd,{NIP}4,baik,Setju,inf\n"
    f'"Dinas\nB",{NIP}5,baik,5,3\n'
    f"Dinas B,{NIP}6,baik,5,2,\n"
    ",,,,\n"
    f"Dinas C,{NIP}7,baik,1,0\n"
)


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_rows_at_fault_are_set_apart_with_number_code_and_reason(tmp_path: Path) -> None:
    path, target = write(tmp_path, FAULTY), tmp_path / "apart.csv"
    survey = read_survey(path, instrument=RATED, quarantine=target)
    assert survey.ratings.tolist() == [[5, 4], [5, 3]]
    found = lines(target)
    told = [(each["row"], each["code"], each["column"]) for each in found]
    assert told == [
        ("3", "E201", "A1"), ("4", "E109", ""), ("5", "E205", "A1"), ("5", "E207", "A2"),
        ("7", "E109", ""), ("9", "E201", "A2"),
    ]  # fmt: skip
    assert found[0]["unit"] == "Dinas A" and '3 "9"' in found[0]["alasan"]
    assert all(each["alasan"] != each["reason"] and each["reason"] for each in found)
    assert {each["set_apart"] for each in found} == {"yes"}


def test_rows_set_apart_are_counted_and_everything_adds_up(tmp_path: Path) -> None:
    survey = read_survey(
        write(tmp_path, FAULTY), instrument=RATED, quarantine=tmp_path / "apart.csv"
    )
    counts = survey.log.counts
    assert (counts.rows_read, counts.rows_kept, counts.rows_empty) == (8, 2, 1)
    assert counts.rows_quarantined == 5
    assert counts.balanced
    assert any("5 baris dipisahkan ke apart.csv" in each for each, _ in survey.log.understood)
    severities = {each.code: each.severity for each in survey.log.problems}
    assert {severities[code] for code in ("E109", "E201", "E205", "E207")} == {"warning"}


def test_identifiers_and_comments_stay_out_of_the_file(tmp_path: Path) -> None:
    target = tmp_path / "apart.csv"
    rows = "".join(f"Dinas A,{NIP}{place},{place % 5 + 1},1\n" for place in range(9))
    path = write(tmp_path, f"unit,nip,A1,A2\n{rows}{EMAIL},{NIP}9,9,1\n")
    read_survey(path, instrument=RATED, quarantine=target)
    content = target.read_text(encoding="utf-8")
    assert NIP not in content and EMAIL not in content and "nip" not in content
    emptied = [each for each in lines(target) if each["code"] == "E235"]
    assert [each["set_apart"] for each in emptied] == ["no"]


def test_respondent_numbers_behind_pseudonyms_stay_out_too(tmp_path: Path) -> None:
    frame = pd.DataFrame({"respondent_id": ["pegawai-7", "pegawai-8"], "A1": [9, 5], "A2": [1, 1]})
    target = tmp_path / "apart.csv"
    read_survey(frame, instrument=RATED, quarantine=target, pseudonyms=b"k" * 16)
    assert "pegawai" not in target.read_text(encoding="utf-8")
    read_survey(frame, instrument=RATED, quarantine=target)
    assert "pegawai-7" in target.read_text(encoding="utf-8")


def test_no_cell_is_obeyed_by_a_spreadsheet(tmp_path: Path) -> None:
    target = tmp_path / "apart.csv"
    read_survey(write(tmp_path, FAULTY), instrument=RATED, quarantine=target)
    cells = [cell for each in lines(target) for cell in each.values()]
    assert "'=cmd" in cells and not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_more_rows_than_a_message_quotes(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A1": [9] * 50 + [5] * 10, "A2": [1] * 60})
    survey = read_survey(frame, instrument=RATED, quarantine=tmp_path / "apart.csv")
    assert (survey.n, len(lines(tmp_path / "apart.csv"))) == (10, 50)


def test_picks_at_fault_set_the_person_apart(tmp_path: Path) -> None:
    frame = pd.DataFrame({"current": ["jujur|silo", "jujur|ramah|silo", "jujur|siloo"]})
    target = tmp_path / "apart.csv"
    survey = read_survey(frame, instrument=pick_instrument(), quarantine=target)
    assert chosen(survey) == [{"jujur", "silo"}]
    assert [each["code"] for each in lines(target)] == ["E220", "E223"]
    assert survey.log.counts.balanced


def test_faults_of_the_whole_file_are_still_refused(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A1": [9, 5]})
    error = refusal(frame, RATED, quarantine=tmp_path / "apart.csv")
    assert error.code == "E224"
    frame = pd.DataFrame({"A1": [9, 9], "A2": [1, 1]})
    error = refusal(frame, RATED, quarantine=tmp_path / "apart.csv")
    assert error.code == "E201"
    assert len(lines(tmp_path / "apart.csv")) == 2


def test_without_the_option_nothing_changes(tmp_path: Path) -> None:
    path = write(tmp_path, FAULTY)
    assert refusal(path, RATED).code == "E109"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_file_without_faults_leaves_a_head_only(tmp_path: Path) -> None:
    target = tmp_path / "apart.csv"
    frame = pd.DataFrame({"A1": [5], "A2": [1]})
    assert read_survey(frame, instrument=RATED, quarantine=target).n == 1
    assert lines(target) == [] and target.read_text(encoding="utf-8").startswith("row,code")


def test_the_report_of_validate_says_what_was_set_apart(tmp_path: Path) -> None:
    path, target = write(tmp_path, FAULTY), tmp_path / "apart.csv"
    report = validate(path, instrument=RATED, quarantine=target)
    assert report.ok and report.counts.rows_quarantined == 5
    assert target.exists()


def test_places_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path) -> None:
    path = write(tmp_path, FAULTY)
    given: Any
    for given, code in ((path, "E406"), (tmp_path, "E404"), (tmp_path / "x" / "y.csv", "E401")):
        with pytest.raises(BerakhlakError) as caught:
            read_survey(path, instrument=RATED, quarantine=given)
        assert isinstance(caught.value, OutputError) and caught.value.code == code
    assert path.read_text(encoding="utf-8") == FAULTY


def test_columns_that_a_mapping_leaves_out_stay_out(tmp_path: Path) -> None:
    frame = pd.DataFrame({"A1": [9, 5], "A2": [1, 1], "siapa": ["Ani", "Budi"], "lain": ["x", "y"],
                          "kata": ["rahasia", "juga"], "unit": ["U", "V"]})  # fmt: skip
    columns = [MappedColumn("A1", "rating", "A1"), MappedColumn("A2", "rating", "A2"),
               MappedColumn("unit", "group"), MappedColumn("siapa", "identifier"),
               MappedColumn("kata", "ignore")]  # fmt: skip
    mapping = ColumnMap("peta.toml", confirmed=True, columns=tuple(columns))
    target = tmp_path / "apart.csv"
    read_survey(frame, instrument=RATED, mapping=mapping, quarantine=target)
    (line,) = lines(target)
    assert list(line)[9:] == ["A1", "A2", "unit"]


def test_a_ragged_row_is_there_whole_with_reason_and_fix(tmp_path: Path) -> None:
    content = 'unit,A1,A2\nDinas A,5,4\nDinas B,5,"x, y",1\nDinas C,3\n"Dinas\nD",1,2,"",kata\n'
    path, target = write(tmp_path, content), tmp_path / "apart.csv"
    survey = read_survey(path, instrument=RATED, quarantine=target)
    assert survey.n == 1
    rows = lines(target)
    assert [each["row"] for each in rows] == ["3", "4", "5"]
    read = [next(csv.reader([each["cells_as_read"]])) for each in rows]
    assert read == [
        ["Dinas B", "5", "x, y", "1"], ["Dinas C", "3"], ["Dinas D", "1", "2", "", "kata"]
    ]  # fmt: skip
    for each in rows:
        assert each["code"] == "E109" and each["set_apart"] == "yes"
        assert f"Baris: {each['row']}" in each["alasan"]
        assert f"Rows: {each['row']}" in each["reason"]
        assert each["perbaikan"] and each["fix"] and each["perbaikan"] != each["fix"]
        # Nothing is laid under a title it may not belong to.
        assert [each[title] for title in ("unit", "A1", "A2")] == ["", "", ""]


def test_cells_of_a_ragged_row_that_may_name_somebody_are_hidden(tmp_path: Path) -> None:
    good = "".join(f"Dinas A,Pegawai {place},5,4\n" for place in range(3))
    content = (
        f"unit,nama,A1,A2\n{good}Dinas B,Budi,5,4,3\nDinas B,Dinas C,Budi,5,4\nU,Tuti,{EMAIL}\n"
    )
    target = tmp_path / "apart.csv"
    read_survey(write(tmp_path, content), instrument=RATED, quarantine=target)
    text = target.read_text(encoding="utf-8")
    assert not any(name in text for name in ("Budi", "Tuti", EMAIL, "Pegawai"))
    assert [each["cells_as_read"].count("[…]") for each in lines(target)] == [2, 2, 2]
    assert lines(target)[0]["cells_as_read"] == "Dinas B,[…],[…],4,3"


def test_formulas_in_a_ragged_row_are_not_obeyed(tmp_path: Path) -> None:
    target = tmp_path / "apart.csv"
    content = "A1,A2\n5,4\n=cmd,1,2\n"
    read_survey(write(tmp_path, content), instrument=RATED, quarantine=target)
    assert lines(target)[0]["cells_as_read"] == "'=cmd,1,2"


def test_a_long_list_of_picks_stays_whole(tmp_path: Path) -> None:
    """Two hundred letters are enough for a group, not for ten words."""
    picks = "|".join(["jujur", "siloo"] * 50)
    path, target = write(tmp_path, f"current\n{picks}\njujur\n"), tmp_path / "apart.csv"
    validate(path, instrument=pick_instrument(), quarantine=target)
    assert {each["current"] for each in lines(target)} == {picks}
