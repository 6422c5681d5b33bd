"""Errors carry a code, a place, and a fix in two languages."""

from __future__ import annotations

import pytest

from berakhlak_stats.errors import (
    BerakhlakError,
    DesignError,
    FileError,
    OptionError,
    make_error,
    message,
    register,
)


def test_an_error_is_of_the_family_of_its_code() -> None:
    assert isinstance(make_error("E101", place="a.csv", name="a.csv"), FileError)
    assert isinstance(make_error("E602", column="x", known="a, b"), DesignError)


def test_both_languages_stand_in_what_is_printed() -> None:
    error = OptionError("E701", place="shell", name="method", given="x", choices="a, b")
    assert error.code == "E701" and error.place == "shell"
    assert error.text("en") in str(error) and error.text("id") in str(error)
    assert "Fix: " in error.text("en") and "Perbaikan: " in error.text("id")
    assert error.text("id").startswith("E701 [shell]: ")


def test_every_text_of_the_register_is_there_in_both_languages() -> None:
    for code, entry in register().items():
        assert code[0] == "E" and len(code) == 4
        assert all(entry[key].strip() for key in ("id", "en", "fix_id", "fix_en")), code


def test_a_message_without_a_place_has_no_brackets() -> None:
    assert "[" not in message("E303", given=3, floor=5).text("en").split(":")[0]


def test_all_are_caught_by_one_name() -> None:
    with pytest.raises(BerakhlakError):
        raise make_error("E303", given=3, floor=5)


def test_a_list_at_the_end_of_a_text_ends_the_sentence() -> None:
    said = message("E231", column="bobott", known="unit, bobot", hint="")
    assert "Kolom yang ada: unit, bobot. Perbaikan: " in said.text("id")
    assert "Columns: unit, bobot. Fix: " in said.text("en")
    whole = message("E102")
    assert ".. " not in whole.text("id") and "kosong. Perbaikan: " in whole.text("id")
