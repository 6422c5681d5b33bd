"""Keyed pseudonyms: the same person in every wave, nobody by name."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from berakhlak_stats.errors import FileError
from berakhlak_stats.survey import Survey, read_survey, validate, write_survey
from berakhlak_stats.survey.mapping.pseudonyms import Treatment, key_of, pseudonym
from tests.survey.helpers import EMAIL, pick_instrument, speaks_both_languages

PICKS = pick_instrument()
KEY = bytes(range(32))
NIPS = [f"19850101201001100{place}" for place in range(1, 5)]


def frame(**columns: object) -> pd.DataFrame:
    return pd.DataFrame({"current": ["jujur|silo"] * 4, **columns})


def read(key: bytes | str | None = KEY, **columns: object) -> Survey:
    return read_survey(frame(**columns), instrument=PICKS, pseudonyms=key)


def test_a_pseudonym_is_the_head_of_an_hmac() -> None:
    """RFC 2104, by the standard library's other door."""
    whole = hmac.new(KEY, b"nip\0" + NIPS[0].encode(), hashlib.sha256).digest()
    assert pseudonym(KEY, "nip", NIPS[0]) == int.from_bytes(whole[:8], "big")


def test_the_same_key_gives_the_same_pseudonym_in_every_wave() -> None:
    one, other = read(nip=NIPS), read(NIP_pegawai=NIPS[::-1], unit=["a", "b", "c", "d"])
    assert one.keys.tolist() == other.keys.tolist()[::-1]
    assert len(set(one.keys.tolist())) == 4
    spaced = read(nip=[f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" for nip in NIPS])
    assert spaced.keys.tolist() == one.keys.tolist()


def test_another_key_gives_others() -> None:
    assert not set(read(nip=NIPS).keys.tolist()) & set(read(b"x" * 16, nip=NIPS).keys.tolist())


def test_without_a_key_the_numbers_are_only_dropped() -> None:
    plain = read(None, nip=NIPS)
    assert plain.keys.tolist() == read(None).keys.tolist()
    assert plain.log.dropped == ("nip",)


def test_a_text_key_is_its_utf_8() -> None:
    assert read("kunci rahasia é 12", nip=NIPS).keys.tolist() == (
        read("kunci rahasia é 12".encode(), nip=NIPS).keys.tolist()
    )


def test_the_identifier_itself_is_dropped_and_neither_it_nor_the_key_is_told() -> None:
    source = frame(nip=NIPS, Nama=["Ani", "Budi", "Citra", "Dedi"])
    survey = read_survey(source, instrument=PICKS, pseudonyms=KEY)
    report = validate(source, instrument=PICKS, pseudonyms=KEY)
    told = report.text("id") + report.text("en") + report.to_json() + repr(survey)
    told += str(survey.log) + repr(Treatment(key=KEY))
    assert survey.log.dropped == ("nip", "Nama") and not survey.columns
    for secret in (NIPS[0], "Citra", KEY.hex(), repr(KEY)):
        assert secret not in told
    assert any("HMAC-SHA256" in en and "'nip'" in en for _, en in survey.log.understood)


def test_the_best_identifier_makes_the_key() -> None:
    mails = [f"{place}{EMAIL}" for place in range(4)]
    both = read(email=mails, nip=NIPS, respondent_id=["1", "2", "3", "4"])
    assert both.keys.tolist() == read(nip=NIPS).keys.tolist()
    assert read(email=mails).keys.tolist() == read(Email=[m.upper() for m in mails]).keys.tolist()


def test_respondent_numbers_become_pseudonyms_too() -> None:
    numbers = ["r1", "r2", "r3", "r4"]
    keyed, plain = read(respondent_id=numbers), read(None, respondent_id=numbers)
    assert not set(keyed.keys.tolist()) & set(plain.keys.tolist())
    as_nip = read(respondent_id=NIPS)
    assert as_nip.keys.tolist() == read(nip=NIPS).keys.tolist()


def test_rows_without_an_identifier_keep_a_key_from_their_content() -> None:
    survey = read(nip=[NIPS[0], None, NIPS[2], ""])
    assert len(set(survey.keys.tolist())) == 4
    assert survey.keys[0] == read(nip=NIPS).keys[0]


def test_keys_written_by_this_package_are_not_made_anew(tmp_path: Path) -> None:
    survey = read(nip=NIPS)
    path = write_survey(survey, tmp_path / "a.csv")
    again = read_survey(path, instrument=PICKS, pseudonyms=b"another key, as long")
    np.testing.assert_array_equal(again.keys, survey.keys)


@pytest.mark.parametrize("key", [b"", b"short", "fifteen letters"])
def test_a_key_that_can_be_guessed_is_refused(key: bytes | str) -> None:
    with pytest.raises(FileError) as caught:
        key_of(key)
    assert caught.value.code == "E152" and speaks_both_languages(caught.value.message)
    assert "short" not in str(caught.value) and "fifteen" not in str(caught.value)


def test_digits_that_were_lost_make_no_key() -> None:
    report = validate(frame(nip=["1,98501E+17"] * 4), instrument=PICKS, pseudonyms=KEY)
    assert [each.code for each in report.errors] == ["E212"]
