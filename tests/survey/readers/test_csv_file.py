from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.readers.csv_file import read_csv
from tests.survey.helpers import only_problem, rating_instrument, refusal, write

RATINGS = rating_instrument("A1", "A2", numbers=("age",))


def cells(path: Path, **options: str) -> dict[str, list[str]]:
    return {name: array.to_pylist() for name, array in read_csv(path, **options).columns.items()}


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,2\n3,4\n",
        b"a,b\r\n1,2\r\n3,4\r\n",
        b"a,b\r1,2\r3,4\r",
        b"\xef\xbb\xbfa,b\n1,2\n3,4",
        b"a;b\n1;2\n3;4\n",
        b"a\tb\n1\t2\n3\t4\n",
        b"sep=;\na;b\n1;2\n3;4\n",
        b'"a","b"\n"1","2"\n"3","4"\n',
        "a,b\n1,2\n3,4\n".encode("utf-16"),
    ],
)
def test_the_same_cells_from_many_dialects(tmp_path: Path, content: bytes) -> None:
    assert cells(write(tmp_path, content)) == {"a": ["1", "3"], "b": ["2", "4"]}


def test_everything_stays_text_at_first(tmp_path: Path) -> None:
    read = cells(write(tmp_path, "nip,x\n198501012010011001,012\n,1e3\n"))
    assert read == {"nip": ["198501012010011001", ""], "x": ["012", "1e3"]}


def test_blank_lines_count_as_rows_and_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2\n1,2\n\n,\n9,4\n")
    report = validate(path, instrument=rating_instrument("A1", "A2"))
    assert only_problem(report, "E133").rows == (3, 4)
    assert only_problem(report, "E201").rows == (5,)
    assert any("2 respondents from 4 rows; 2 empty" in en for _, en in report.understood)


def test_quoted_line_breaks_do_not_shift_rows(tmp_path: Path) -> None:
    path = write(tmp_path, 'note,A1,A2\n"two\nlines",1,2\nx,7,2\n')
    assert only_problem(validate(path, instrument=rating_instrument()), "E201").rows == (3,)


def test_decimal_comma_is_recognised_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "A1;A2;age;weight\n1;2;30,5;1,25\n2;3;41;0,75\n")
    survey = read_survey(path, instrument=RATINGS)
    assert survey.numbers[:, 0].tolist() == [30.5, 41.0]
    assert survey.weights is not None and survey.weights.tolist() == [1.25, 0.75]
    said = [en for _, en in survey.log.understood]
    assert said[0] == "CSV file, encoding UTF-8, separator ';'."
    assert said[1] == "Decimal mark: ,"


def test_thousands_are_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "A1;A2;age\n1;2;12.345\n")
    error = refusal(path, RATINGS)
    assert (error.code, error.place) == ("E107", "jawaban.csv")
    assert read_survey(path, instrument=RATINGS, decimal=".").numbers.tolist() == [[12.345]]


def test_both_fixes_of_two_readings_work_to_the_letter(tmp_path: Path) -> None:
    """Weights of 998 and 1,005 are never one thousandth of each other without a word."""
    for text, encoding in (
        ('A1,A2,weight\n1,2,998\n3,4,"1,005"\n', "utf-8"),
        ("A1;A2;weight\n1;2;998\n3;4;1.005\n", "utf-8"),
        ("A1\tA2\tweight\n1\t2\t998\n3\t4\t1.005\n", "utf-16"),
    ):
        path = tmp_path / "jawaban.csv"
        path.write_text(text, encoding=encoding)
        instrument, mark = rating_instrument(), "," if "1,005" in text else "."
        assert refusal(path, instrument).code == "E107"
        for decimal in (",", "."):
            survey = read_survey(path, instrument=instrument, decimal=decimal)
            assert survey.weights is not None
            assert survey.weights.tolist() == [998, 1.005 if decimal == mark else 1005]


def test_point_and_comma_in_one_file_are_not_guessed(tmp_path: Path) -> None:
    path = write(tmp_path, "A1;A2;age\n1;2;12.5\n1;2;12,5\n")
    assert refusal(path, RATINGS).code == "E107"


def test_three_decimals_in_a_comma_separated_file_are_decimals(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2,weight\n1,2,1.125\n3,4,0.875\n")
    weights = read_survey(path, instrument=rating_instrument()).weights
    assert weights is not None and weights.tolist() == [1.125, 0.875]


def test_ragged_rows_are_listed(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "A1,A2\n1,2\n1,2,3\n4\n5,5\n"), rating_instrument())
    assert (error.code, error.place) == ("E109", "jawaban.csv:3")
    assert "3, 4" in error.text("id")


def test_header_shorter_than_all_rows_never_shifts(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "A1,A2\n1,2,3\n4,5,6\n"), rating_instrument())
    assert (error.code, error.place) == ("E108", "jawaban.csv:2")


def test_quotation_mark_that_never_closes(tmp_path: Path) -> None:
    rows = "\n".join("1,2" for _ in range(50_000))
    error = refusal(write(tmp_path, f'A1,A2\n1,2\n"3,4\n{rows}\n'), rating_instrument())
    assert error.code == "E110"
    assert "3" in error.text("en")


def test_nul_byte(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, b"A1,A2\n1,2\n1,\x002\n"), rating_instrument())
    assert error.code == "E106"
    assert "row 3" in error.text("en")


def test_equal_titles_are_refused_with_both_places(tmp_path: Path) -> None:
    error = refusal(write(tmp_path, "A1,A2,A1\n1,2,3\n"), rating_instrument())
    assert error.code == "E111"
    assert "1, 3" in error.text("en")


def test_titles_that_differ_in_blanks_only_are_reported(tmp_path: Path) -> None:
    report = validate(
        write(tmp_path, "A1,A2,unit,Unit \n1,2,a,b\n"), instrument=rating_instrument()
    )
    assert report.ok and "E112" in report.codes()


def test_cp1252_is_read_and_said(tmp_path: Path) -> None:
    path = write(tmp_path, "unit,A1,A2\nBagian “Umum”,1,2\n".encode("cp1252"))
    survey = read_survey(path, instrument=rating_instrument())
    assert survey.columns["unit"].labels == ("Bagian “Umum”",)
    assert [each.code for each in survey.log.problems] == ["E104"]


def test_mixed_encodings_are_refused(tmp_path: Path) -> None:
    content = "A1,A2,unit\n1,2,é\n".encode() + "1,2,é\n".encode("cp1252")
    error = refusal(write(tmp_path, content), rating_instrument())
    assert error.code == "E105"
    assert "row 3" in error.text("en")


def test_a_column_without_title_but_with_content_is_named(tmp_path: Path) -> None:
    survey = read_survey(write(tmp_path, "A1,A2,,\n1,2,x,\n"), instrument=rating_instrument())
    assert list(survey.columns) == ["column_3"]


def test_pipe_inside_cells_is_not_the_separator(tmp_path: Path) -> None:
    read = cells(write(tmp_path, "unit,current\nA,a|b|c\nB,d|e|f\n"))
    assert read == {"unit": ["A", "B"], "current": ["a|b|c", "d|e|f"]}


def test_unknown_encoding_name(tmp_path: Path) -> None:
    assert (
        refusal(write(tmp_path, "A1,A2\n1,2\n"), rating_instrument(), encoding="x").code == "E701"
    )


def test_declared_encoding_that_does_not_fit(tmp_path: Path) -> None:
    path = write(tmp_path, "A1,A2,u\n1,2,é\n".encode("cp1252"))
    with pytest.raises(FileError) as caught:
        read_csv(path, encoding="utf-8")
    assert caught.value.code == "E105"


@pytest.mark.parametrize("above", ["\n\n", "sep=,\n", "sep=,\n\n", "\r\n"])
def test_lines_above_the_header_keep_the_true_rows(tmp_path: Path, above: str) -> None:
    path = write(tmp_path, above + "A1,A2\n1,2\n9,2\n")
    row = 3 + above.count("\n")
    assert only_problem(validate(path, instrument=rating_instrument()), "E201").rows == (row,)
    ragged = write(tmp_path, above + "A1,A2\n1,2\n3\n")
    assert refusal(ragged, rating_instrument()).place == f"jawaban.csv:{row}"


@pytest.mark.parametrize(("separator", "end"), [(",", ""), (";", "\n<p>")])
def test_titles_of_half_a_megabyte(tmp_path: Path, separator: str, end: str) -> None:
    titles = ["A1", "A2", *(f"<b>{place}</b>{'x' * 100}{end}" for place in range(5000))]
    head = separator.join(f'"{title}"' for title in titles)
    path = write(tmp_path, f"{head}\n" + f"{separator.join(['1', '2', *['-'] * 5000])}\n" * 3)
    table = read_csv(path)
    assert (table.n, len(table.columns)) == (3, 5002)
    assert list(table.columns)[:2] == ["A1", "A2"]


def test_a_header_of_more_columns_than_a_sheet_has_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"k{i}" for i in range(16_385)) + "\n" + "1," * 16_384 + "1\n")
    with pytest.raises(FileError) as caught:
        read_csv(path)
    assert caught.value.code == "E138" and "16385" in caught.value.text("id")
