"""Damaged files give a survey or a typed error, never anything else."""

from __future__ import annotations

import random
from pathlib import Path

import pyreadstat
import pytest

from berakhlak_stats.survey import read_survey, validate, write_survey
from tests.survey.helpers import full_frame, full_instrument

NASTY = (b",", b";", b'"', b"\n", b"\r", b"\0", b"|", b"=", b"\xff", b"\xe9")


def seed_file(folder: Path, ending: str) -> bytes:
    path = folder / f"seed{ending}"
    if ending == ".sav":
        pyreadstat.write_sav(full_frame(), str(path))
    else:
        write_survey(read_survey(full_frame(), instrument=full_instrument()), path)
    return path.read_bytes()


def damaged(content: bytes, chance: random.Random) -> bytes:
    """A few bytes flipped, cut, inserted or repeated."""
    raw = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(raw) + 1)
        change = chance.choice(("flip", "cut", "insert", "repeat", "end"))
        if change == "flip":
            raw[place : place + 1] = bytes([chance.randrange(256)])
        elif change == "cut":
            del raw[place : place + chance.randint(1, 40)]
        elif change == "insert":
            raw[place:place] = chance.choice(NASTY)
        elif change == "repeat":
            raw[place:place] = raw[: chance.randint(1, 30)]
        else:
            del raw[max(place, 1) :]
    return bytes(raw)


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx", ".sav"])
def test_damage_is_told(tmp_path: Path, ending: str) -> None:
    chance = random.Random(2022)
    content = seed_file(tmp_path, ending)
    path = tmp_path / f"damaged{ending}"
    accepted = 0
    for _ in range(120):
        path.write_bytes(damaged(content, chance))
        report = validate(path, instrument=full_instrument())
        assert report.text("id") and report.to_json()
        accepted += report.ok
        if report.ok:
            assert read_survey(path, instrument=full_instrument()).n == report.n > 0
    assert accepted < 120
