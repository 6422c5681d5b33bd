"""A mapping file is data: whatever else stands in it is refused by key, with what to do."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from berakhlak_stats.errors import BerakhlakError, FileError
from berakhlak_stats.survey import read_survey, validate
from berakhlak_stats.survey.column_map.load import LARGEST, load_map
from tests.survey.helpers import EMAIL, rating_instrument, speaks_both_languages, write

GOOD = """
confirmed = true
instrument = "small-ratings"
decimal = ","
[[column]]
title = "Pertanyaan satu"
is = "rating"
id = "A1"
reversed_labels = true
missing = [99, "tidak tahu", 98.5]
[column.labels]
"Oke" = 4
[[column]]
title = "OPD"
is = "group"
[merge.OPD]
"Din. A" = "Dinas A"
"""


def refused(folder: Path, content: str | bytes) -> FileError:
    with pytest.raises(FileError) as caught:
        load_map(write(folder, content, "peta.toml"))
    assert speaks_both_languages(caught.value.message)
    return caught.value


def test_everything_a_mapping_may_say_is_read(tmp_path: Path) -> None:
    mapping = load_map(write(tmp_path, GOOD, "peta.toml"))
    assert mapping is not None
    first, second = mapping.columns
    assert (first.kind, first.target, first.reversed_labels) == ("rating", "A1", True)
    assert (first.missing, first.labels) == ((99, "tidak tahu", 98.5), {"Oke": 4})
    assert (second.title, mapping.decimal) == ("OPD", ",")
    assert mapping.merges == {"OPD": {"Din. A": "Dinas A"}}
    assert load_map(mapping) is mapping
    assert load_map(None) is None


def test_an_unconfirmed_mapping_is_refused_by_both_doors(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("true", "false", 1), "peta.toml")
    answers = write(tmp_path, "Pertanyaan satu,OPD\n5,x\n")
    for door in (read_survey, validate):
        with pytest.raises(FileError) as caught:
            door(answers, instrument=rating_instrument("A1"), mapping=path)
        assert caught.value.code == "E160"
        assert "confirmed = true" in caught.value.message.fix_id


COLUMN = '[[column]]\ntitle = "x"\n'
HOSTILE = {
    "unknown key at the top": ("run = 'rm'", "E162", "run"),
    "misspelt key": ("confirm = true", "E162", "confirmed"),
    "unknown key of a column": (COLUMN + 'is = "group"\neval = "1"', "E162", "eval"),
    "key of another kind": (COLUMN + 'is = "group"\nid = "A1"', "E162", "id"),
    "truth as text": ('confirmed = "yes"', "E163", "confirmed"),
    "truth as a number": ("confirmed = 1", "E163", "confirmed"),
    "columns as a text": ('column = "x"', "E163", "column"),
    "columns as numbers": ("column = [1, 2]", "E163", "column"),
    "no title": ('[[column]]\nis = "group"', "E163", "title"),
    "title of another type": ('[[column]]\ntitle = 3\nis = "group"', "E163", "title"),
    "no kind": (COLUMN, "E163", "is"),
    "unknown kind": (COLUMN + 'is = "gruop"', "E163", "is"),
    "kind of another type": (COLUMN + 'is = ["group"]', "E163", "is"),
    "question without id": (COLUMN + 'is = "rating"', "E163", "id"),
    "place beyond all lists": (COLUMN + 'is = "list"\nid = "a"\nplace = 101', "E163", "place"),
    "place of truth": (COLUMN + 'is = "list"\nid = "a"\nplace = true', "E163", "place"),
    "labels as a list": (COLUMN + 'is = "rating"\nid = "a"\nlabels = [1]', "E163", "labels"),
    "label as a float": (
        COLUMN + 'is = "rating"\nid = "a"\n[column.labels]\n"ya" = 1.5', "E163", "ya"),
    "codes that are no codes": (
        COLUMN + 'is = "rating"\nid = "a"\nmissing = [nan]', "E163", "missing"),
    "a date as a code": (
        COLUMN + 'is = "rating"\nid = "a"\nmissing = [2020-01-01]', "E163", "missing"),
    "decimal of another sign": ('decimal = ";"', "E163", "decimal"),
    "merge of a column that is no group": ("[merge.x]\na = 'b'", "E163", "merge"),
    "merge into nothing": (COLUMN + 'is = "group"\n[merge.x]\na = ""', "E163", "merge"),
    "one spelling with two names": (
        COLUMN + 'is = "group"\n[merge.x]\n"a b" = "c"\n" a  b" = "d"', "E163", "merge"),
    "merge as a text": ('merge = "x"', "E163", "merge"),
    "title twice": ((COLUMN + 'is = "group"\n') * 2, "E163", "title"),
    "question twice": (
        COLUMN + 'is = "rating"\nid = "a"\n[[column]]\ntitle = "y"\nis = "rating"\nid = "a"',
        "E163", "y"),
    "no TOML": ("{{{", "E161", "peta.toml"),
    "yaml with code": ("!!python/object/apply:os.system ['x']", "E161", "peta.toml"),
    "deep nesting": ("a = " + "[" * 5_000, "E161", "peta.toml"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_content_is_refused_by_its_key(tmp_path: Path, case: str) -> None:
    content, code, named = HOSTILE[case]
    error = refused(tmp_path, content)
    assert error.code == code
    assert named in error.message.text("id") and named in error.message.text("en")


def test_files_that_are_no_text_or_too_large(tmp_path: Path) -> None:
    assert refused(tmp_path, b"\xff\xfe\x00").code == "E161"
    assert refused(tmp_path, b"#" * (LARGEST + 1)).code == "E161"
    with pytest.raises(BerakhlakError) as caught:
        load_map(tmp_path / "absent.toml")
    assert caught.value.code == "E100"
    with pytest.raises(BerakhlakError) as caught:
        load_map({"confirmed": True})  # type: ignore[arg-type]
    assert caught.value.code == "E161"


@pytest.mark.parametrize(
    ("content", "id_", "en"),
    [
        ("confirmed = true\nkolom satu = 1\n", "lihat baris 2, kolom 7", "see line 2, column 7"),
        ('a = """\nb', "terputus pada baris terakhir, baris 2", "in its last line, line 2"),
        (b"a = \xff", "bukan teks UTF-8", "not UTF-8 text"),
    ],
)
def test_where_it_is_no_toml_is_said_in_each_language(
    tmp_path: Path, content: str | bytes, id_: str, en: str
) -> None:
    said = refused(tmp_path, content)
    assert said.code == "E161" and id_ in said.text("id") and en in said.text("en")
    assert not {"Expected", "at", "codec", "line"} & set(said.text("id").split())


def test_a_folder_is_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="E170"):
        load_map(tmp_path)


def test_a_confirmed_group_is_kept_whatever_its_title_and_length(tmp_path: Path) -> None:
    """A person has looked; what looks like an identifier inside is still taken out."""
    long = [f"Panjang sekali: bagian nomor {place}, {'lantai ' * 8}" for place in range(12)]
    frame = pd.DataFrame({"A1": [1] * 12, "A2": [2] * 12, "Nama Pejabat": ["Camat"] * 12,
                          "tempat": long, "Nama": ["x"] * 11 + [EMAIL]})  # fmt: skip
    titles = ("Nama Pejabat", "tempat", "Nama")
    groups = "".join(f'[[column]]\ntitle = "{title}"\nis = "group"\n' for title in titles)
    items = "".join(
        f'[[column]]\ntitle = "{name}"\nis = "rating"\nid = "{name}"\n' for name in ("A1", "A2")
    )
    path = write(tmp_path, f"confirmed = true\n{items}{groups}", "peta.toml")
    assert read_survey(frame, instrument=rating_instrument()).log.dropped == (
        "Nama Pejabat",
        "tempat",
        "Nama",
    )
    survey = read_survey(frame, instrument=rating_instrument(), mapping=path)
    assert set(survey.columns) == set(titles)
    assert survey.columns["Nama"].labels == ("x",)
