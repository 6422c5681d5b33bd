from __future__ import annotations

from pathlib import Path

import pytest

from berakhlak_stats.errors import OptionError
from berakhlak_stats.survey import read_survey
from berakhlak_stats.survey.readers import encoding
from tests.survey.helpers import rating_instrument, refusal, write


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"abc", "utf-8"),
        ("é".encode(), "utf-8"),
        (b"\xef\xbb\xbfabc", "utf-8-sig"),
        ("abc".encode("utf-16"), "utf-16"),
        ("é".encode("cp1252"), "cp1252"),
    ],
)
def test_encoding_is_found(tmp_path: Path, content: bytes, name: str) -> None:
    file = encoding.inspect_text(write(tmp_path, content))
    assert file.encoding == name
    assert file.guessed is (name == "cp1252")
    assert file.head() == content.decode(name)


def test_letters_cut_by_a_chunk_are_not_errors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", 5)
    path = write(tmp_path, "aé€😀" * 20)
    assert encoding.inspect_text(path).encoding == "utf-8"


def test_the_place_of_a_bad_byte_survives_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", 3)
    path = write(tmp_path, "é\né\n€\n".encode() + b"\xff\n")
    with pytest.raises(Exception, match="row 4"):
        encoding.inspect_text(path, "utf-8")


def test_quotes_are_counted(tmp_path: Path) -> None:
    assert encoding.inspect_text(write(tmp_path, '"a",b"')).odd_quotes
    assert not encoding.inspect_text(write(tmp_path, '"a",b')).odd_quotes


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_its_mark_is_named_and_the_fix_works(tmp_path: Path, name: str) -> None:
    content = "A1,A2,unit\n" + "5,4,café\n" * 20
    path = write(tmp_path, content.encode(name))
    error = refusal(path, rating_instrument())
    assert error.code == "E137" and f'encoding="{name}"' in error.message.fix_en
    for given in (name, name.upper()):
        survey = read_survey(path, instrument=rating_instrument(), encoding=given)
        assert survey.n == 20 and survey.column("unit").labels == ("café",)


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfA1,A2\n5,4\n", "A1,A2\n5,4\n".encode("utf-16")])
@pytest.mark.parametrize("name", ["foo", "hex", "a\0b"])
def test_unknown_encodings_are_refused_whatever_the_file_says(
    tmp_path: Path, content: bytes, name: str
) -> None:
    with pytest.raises(OptionError, match="E701"):
        encoding.inspect_text(write(tmp_path, content), name)
