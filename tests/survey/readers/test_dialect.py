from __future__ import annotations

import pytest

from berakhlak_stats.errors import FileError, OptionError
from berakhlak_stats.survey.readers.dialect import find_dialect, open_quote_row


@pytest.mark.parametrize(
    ("head", "separator", "titles"),
    [
        ("a,b\n1,2\n", ",", ("a", "b")),
        ("a;b\n1,5;2,5\n", ";", ("a", "b")),
        ("unit;skor\n1;61,1\n", ";", ("unit", "skor")),
        ("a\tb c,d\n1\t2\n", "\t", ("a", "b c,d")),
        ('"a, b";c\n"1, 2";3\n', ";", ("a, b", "c")),
        ("only\n1\n", ",", ("only",)),
        ("x,current\n1,a|b|c\n2,d|e|f\n", ",", ("x", "current")),
    ],
)
def test_separator(head: str, separator: str, titles: tuple[str, ...]) -> None:
    dialect = find_dialect(head, "f.csv")
    assert (dialect.separator, dialect.titles, dialect.skip) == (separator, titles, 0)


def test_declared_separator_line_is_skipped() -> None:
    dialect = find_dialect("sep=|\na|b,c\n1|2\n", "f.csv")
    assert (dialect.separator, dialect.titles, dialect.skip) == ("|", ("a", "b,c"), 1)


def test_given_separator_wins() -> None:
    assert find_dialect("a,b;c\n", "f.csv", ";").titles == ("a,b", "c")


def test_no_header_at_all() -> None:
    with pytest.raises(FileError) as caught:
        find_dialect("\n , \n", "f.csv")
    assert caught.value.code == "E102"


def test_open_quote() -> None:
    assert open_quote_row('a,b\n1,2\n"3,4\n5,6\n', ",") == 3
    assert open_quote_row('a,b\n1,"2"\n', ",") is None


def test_a_title_that_never_ends() -> None:
    with pytest.raises(FileError, match="E131"):
        find_dialect("A1," + "x" * 200_000 + "\n5,4\n", "a.csv")


@pytest.mark.parametrize("separator", ["", "ab", '"', "\n"])
def test_what_cannot_separate(separator: str) -> None:
    with pytest.raises(OptionError, match="E701"):
        find_dialect("a,b\n1,2\n", "a.csv", separator)


def test_a_declaration_of_nonsense_is_a_title() -> None:
    assert find_dialect('sep="\n1\n', "a.csv").skip == 0


@pytest.mark.parametrize(
    ("head", "given", "fitting"), [("a,b\n1,2\n", ";", "','"), ("a;b\n1,5;2,5\n", ",", "';'")]
)
def test_a_separator_that_divides_nothing_is_refused_with_one_that_does(
    head: str, given: str, fitting: str
) -> None:
    with pytest.raises(FileError) as caught:
        find_dialect(head, "f.csv", given, lambda titles: False)
    assert caught.value.code == "E171"
    assert all(fitting in caught.value.text(lang) for lang in ("id", "en"))


def test_a_separator_for_a_single_column_stands() -> None:
    """A table of one question, whose picks are divided by another sign."""
    assert find_dialect("current\na|b\n", "f.csv", ";", lambda titles: True).titles == ("current",)


def test_the_separator_that_also_divides_the_header_wins() -> None:
    rows = "".join(f"{i};a, b, c, d, e;x\n" for i in range(9))
    found = find_dialect(f"Rekap\n\nNo;Kata;Unit\n{rows}", "f.csv", None, lambda titles: False)
    assert found.separator == ";"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_header_longer_than_the_longest_cell(separator: str) -> None:
    """5,000 titles are one cell of 200,000 characters to every separator but their own."""
    titles = [f"Pertanyaan nomor {place} tentang budaya kerja" for place in range(5000)]
    head = separator.join(titles) + "\n" + separator.join("1" * 5000) + "\n"
    dialect = find_dialect(head, "a.csv")
    assert (dialect.separator, dialect.titles) == (separator, tuple(titles))


def test_an_enormous_cell_leaves_the_rows_above_it() -> None:
    dialect = find_dialect("a;b\n1;2\n3;" + "x" * 200_000 + "\n", "a.csv")
    assert dialect.records == (("a", "b"), ("1", "2"))
