from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import berakhlak_stats as bs
from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.weighting import calibrate_weights, check_frame, read_frame

DATA = Path(__file__).resolve().parents[2] / "data"


def test_the_bundled_frame_by_unit() -> None:
    frame = read_frame(DATA / "kapuas_2022_frame.csv")
    assert frame.total == 4260
    assert frame.margins["unit"]["RSUD"] == 560
    assert frame.synthetic
    assert "'population'" in frame.understood[0][1]


def test_the_bundled_margins_fit_the_bundled_survey() -> None:
    frame = read_frame(DATA / "kapuas_2022_margins.csv")
    assert list(frame.margins) == ["unit", "status", "sex", "generation", "position"]
    survey = bs.read_survey(DATA / "kapuas_2022.csv")
    assert check_frame(survey, frame).problems == ()
    assert calibrate_weights(survey, frame).sum() == pytest.approx(4260)


def test_crossed_columns_give_margins_and_cells() -> None:
    frame = read_frame(DATA / "national_2022_frame.csv")
    assert list(frame.margins) == ["agency", "unit"]
    agency = "Kementerian/Lembaga 01"
    assert frame.margins["agency"][agency] == 180 + 405 + 90 + 225
    assert frame.cells[("agency", "unit")][(agency, f"{agency}: Inspektorat")] == 90


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "kerangka.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_indonesian_titles_a_running_number_and_a_total_row(tmp_path: Path) -> None:
    text = "No;Satker;Jumlah Pegawai;Keterangan\n1;RSUD;560;x\n2;Bappeda;96;\n;Jumlah;656;\n"
    frame = read_frame(write(tmp_path, text), rename={"Satker": "unit"})
    assert frame.margins == {"unit": {"RSUD": 560, "Bappeda": 96}}
    said = " ".join(one for one, _ in frame.understood)
    assert "Jumlah" in said
    assert "Keterangan" in said


def test_indonesian_titles_of_margins() -> None:
    table = pd.DataFrame({"Kolom": ["sex", "sex"], "Kategori": ["f", "m"], "Populasi": [30, 40.0]})
    assert read_frame(table).margins == {"sex": {"f": 30, "m": 40}}


def code_of(source: object, **options: object) -> str:
    with pytest.raises(BerakhlakError) as caught:
        read_frame(source, **options)  # type: ignore[arg-type]
    caught.value.text("id")
    return caught.value.code


def test_a_thousands_point_is_never_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "unit;populasi\nA;1.520\nB;820\n")
    assert code_of(path) == "E107"
    assert read_frame(path, decimal=",").margins["unit"]["A"] == 1520
    assert code_of(path, decimal=".") == "E626"


@pytest.mark.parametrize(
    ("text", "number"),
    [("1520", 1520), ("1520.0", 1520), ("1520,00", 1520), ("1.234.567", 1234567)],
)
def test_numbers_with_one_reading_are_read(text: str, number: int) -> None:
    assert read_frame(pd.DataFrame({"unit": ["A"], "n": [text]}), count="n").total == number


@pytest.mark.parametrize("text", ["-5", "12 orang", "3.5", "", "1e3", "inf"])
def test_other_counts_are_refused(text: str) -> None:
    frame = pd.DataFrame({"unit": ["A", "B"], "populasi": ["10", text]})
    assert code_of(frame) == "E626"


def test_a_total_row_that_is_wrong() -> None:
    frame = pd.DataFrame({"unit": ["A", "B", "Total"], "populasi": [1, 2, 4]})
    assert code_of(frame) == "E227"


def test_a_unit_that_stands_twice() -> None:
    assert code_of(pd.DataFrame({"unit": ["A", "A"], "populasi": [1, 2]})) == "E627"


def test_a_count_column_that_cannot_be_told() -> None:
    assert code_of(pd.DataFrame({"unit": ["A"], "people": [1]})) == "E625"
    assert code_of(pd.DataFrame({"unit": ["A"], "populasi": [1], "jumlah": [2]})) == "E625"
    assert code_of(pd.DataFrame({"populasi": [1, 2]})) == "E625"
    assert code_of(pd.DataFrame({"unit": ["A"], "n": [1]}), count="N") == "E602"


def test_a_blank_unit_is_refused() -> None:
    assert code_of(pd.DataFrame({"unit": ["A", None], "populasi": [1, 2]})) == "E610"


def test_empty_sources_are_refused(tmp_path: Path) -> None:
    assert code_of(pd.DataFrame({"unit": [], "populasi": []})) == "E102"
    assert code_of(write(tmp_path, "unit,populasi\n")) == "E102"
    assert code_of(pd.DataFrame({"unit": ["A"], "populasi": [1]}), decimal="'") == "E701"
