import subprocess
import sys
from pathlib import Path

import pytest

from berakhlak_stats.errors import InstrumentError
from berakhlak_stats.instrument import (
    InstrumentFileError,
    available_instruments,
    load_instrument,
)

SMALL = """
id = "small"
version = "1"
title = "Kepuasan"

words = [ { id = "open", label = "Open" }, { id = "fair", label = "Fair" } ]

[[pick_lists]]
id = "current"
label = "Now"
k = 1
"""


def _write(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_bundled_instruments_by_name_are_read_once() -> None:
    assert available_instruments() == ("berakhlak-2022", "berakhlak-rating")
    assert load_instrument("berakhlak-2022") is load_instrument("berakhlak-2022")


def test_a_file_of_ones_own_with_short_forms(tmp_path: Path) -> None:
    path = _write(tmp_path, SMALL)
    for given in (path, str(path)):
        survey = load_instrument(given)
        assert survey.list_index["current"].words == ("open", "fair")
        assert survey.label("open", "id") == survey.label("open", "en") == "Open"
        assert survey.list_index["current"].question.id == "Now"


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "bom.toml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert load_instrument(path).id == "small"


def test_an_unknown_name_offers_the_nearest() -> None:
    with pytest.raises(InstrumentError) as caught:
        load_instrument("berakhlak-2023")
    assert caught.value.code == "E507"
    assert "Did you mean 'berakhlak-2022'?" in caught.value.text("en")
    assert "Mungkin maksud Anda 'berakhlak-2022'." in caught.value.text("id")


def test_a_folder_is_not_an_instrument(tmp_path: Path) -> None:
    with pytest.raises(InstrumentError, match="E507"):
        load_instrument(tmp_path)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('id = "x"\ntitle = "open', "line 2"),
        ('id = "x"\nwords = [\n  { id = "a" \n', "line 3"),
        ('id = "x"\nid = "y"\n', "line 2"),
    ],
)
def test_broken_toml_names_file_and_line(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InstrumentFileError) as caught:
        load_instrument(_write(tmp_path, text))
    assert caught.value.code == "E506"
    assert caught.value.place == f"mine.toml, {line}"


def test_a_file_that_is_not_utf8_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('id = "x"\ntitle = "caf\xe9"\n'.encode("latin-1"))
    with pytest.raises(InstrumentFileError) as caught:
        load_instrument(path)
    assert (caught.value.code, caught.value.place) == ("E506", "latin.toml, line 2")


def test_extends_replaces_sections_and_keeps_the_others(tmp_path: Path) -> None:
    text = """
    extends = "berakhlak-2022"
    id = "agency"
    version = "1"
    title = "Our list"
    words = [ { id = "honest", label = "Honest", value = "AK", behaviour = "AK1", claim = "ours" },
              { id = "slow", label = "Slow", polarity = "limiting" } ]
    pick_lists = [ { id = "current", label = "Now", k = 1 } ]
    """
    survey = load_instrument(_write(tmp_path, text))
    assert [word.id for word in survey.words] == ["honest", "slow"]
    assert len(survey.behaviours) == 21
    assert survey.words[0].claim.source == "berakhlak_stats"
    assert survey.bands == load_instrument("berakhlak-2022").bands


def test_extends_finds_a_file_beside_it(tmp_path: Path) -> None:
    _write(tmp_path, SMALL, "base.toml")
    text = 'extends = "base.toml"\nid = "b"\nversion = "1"\ntitle = "B"\n'
    assert load_instrument(_write(tmp_path, text)).list_index["current"].k == 1


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ('extends = "berakhlak-2020"', "E507", "extends"),
        ('extends = "berakhlak-rating"', "E518", "extends"),
        ('extends = "berakhlak-2022"\ninherit = ["valuse"]', "E511", "inherit[0]"),
    ],
)
def test_extends_that_lead_nowhere(tmp_path: Path, text: str, code: str, place: str) -> None:
    own = '\nid = "b"\nversion = "1"\ntitle = "B"\nnumbers = [{ id = "n", label = "N" }]\n'
    with pytest.raises(InstrumentFileError) as caught:
        load_instrument(_write(tmp_path, text + own))
    assert (caught.value.code, caught.value.place) == (code, f"mine.toml, {place}")


def test_importing_the_room_loads_no_pydantic() -> None:
    code = "import sys, berakhlak_stats.instrument; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
