"""Direct identifiers (NIP, NIK, e-mail, phone, IP, place), told by what the cells look like."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual
from berakhlak_stats.survey.texts import answer_key, vocabulary, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells

# Above this share of look-alikes a whole column is taken for an identifier.
_MOSTLY = 0.5
_LOST_DIGITS = re.compile(r"^\d([.,]\d+)?e\+?1\d$|^\d{16,}\.0$", re.IGNORECASE)
# A spreadsheet keeps 15 digits of a number and writes zeros for the others; the last three of a
# NIP count from 001.
_CUT = {"nip": re.compile(r"^\d{15}000$"), "nik": re.compile(r"^\d{15}0$")}
_LEAST_CUT = {"nip": 1, "nik": 5}
BLOT = "***"
# Kinds that are told by the title whatever the cells are, and kinds that are numbers or the like.
_BY_TITLE_ALONE = frozenset({"name", "response"})
_NUMBERS = frozenset({"nip", "nik", "email", "phone", "ip", "staff", "social", "document"})
_TWO, _FEW, _COME_BACK, _MOST_DIGITS = 2, 12, 3, 3
CHECKED_FOR_DUPLICATES = ("nip", "nik", "email")
_SPOKEN = {
    "nip": Bilingual("NIP", "NIP"),
    "nik": Bilingual("NIK", "NIK"),
    "email": Bilingual("surel", "e-mail address"),
    "phone": Bilingual("nomor telepon", "phone number"),
    "gps": Bilingual("koordinat", "coordinates"),
    "name": Bilingual("nama orang", "personal name"),
    "address": Bilingual("alamat", "address"),
    "ip": Bilingual("alamat IP", "IP address"),
    "birth": Bilingual("tanggal atau tempat lahir", "date or place of birth"),
    "staff": Bilingual("nomor pegawai", "staff number"),
    "social": Bilingual("akun media sosial", "social media account"),
    "account": Bilingual("nama akun", "account name"),
    "device": Bilingual("pengenal perangkat", "device identifier"),
    "reference": Bilingual("rujukan ke daftar lain", "reference to another list"),
    "response": Bilingual("nomor jawaban", "response number"),
    "document": Bilingual("nomor dokumen pribadi", "number of a personal document"),
    "signature": Bilingual("foto atau tanda tangan", "photo or signature"),
}


def spoken(kind: str) -> Bilingual:
    """What a kind of identifier is called in both languages."""
    return _SPOKEN.get(kind, Bilingual(kind, kind))


def matches_by_kind(cells: Cells) -> dict[str, NDArray[np.bool_]]:
    """For each kind that occurs, which of the distinct texts look like it."""
    found = {}
    inside = _patterns("patterns_inside")
    for kind, pattern in _patterns("patterns").items():
        looks = [pattern.match] + ([inside[kind].search] if kind in inside else [])
        mask = np.array([any(look(text) for look in looks) for text in cells.texts], dtype=bool)
        if mask.any():
            found[kind] = mask
    return found


def masked(text: str) -> str:
    """``text`` with what looks like an identifier inside it blotted out."""
    for pattern in _patterns("patterns_inside").values():
        text = pattern.sub(BLOT, text)
    return text


def kind_by_content(cells: Cells, matches: dict[str, NDArray[np.bool_]]) -> str | None:
    """The kind that at least half of the filled cells look like, or None."""
    filled = int((cells.codes >= 0).sum())
    for kind, mask in matches.items():
        if filled and len(cells.where(mask)) >= _MOSTLY * filled:
            return kind
    for kind, pattern in _patterns("patterns_mostly").items():
        mask = np.array([bool(pattern.match(text)) for text in cells.texts], dtype=bool)
        mask |= matches.get(kind, False)
        if filled and len(cells.where(mask)) >= _MOSTLY * filled:
            return kind
    return None


def only_about(kind: str, cells: Cells, matches: dict[str, NDArray[np.bool_]]) -> bool:
    """Whether a column whose title tells an identifier only speaks of it: "Media [Email]".

    Its cells are yes or no, or few texts that come back and are no number of anybody. Names of
    persons come back as well, so that they are left to the title.
    """
    if kind in _BY_TITLE_ALONE or not cells.texts or matches:
        return False
    marks = vocabulary_set("yes") | vocabulary_set("no")
    if all(answer_key(text) in marks for text in cells.texts):
        return True
    if kind not in _NUMBERS or digits_lost(cells):
        return False
    filled, distinct = int((cells.codes >= 0).sum()), len(cells.texts)
    digits = max(sum(sign.isdecimal() for sign in text) for text in cells.texts)
    if not digits and distinct <= _TWO:
        return True
    return digits <= _MOST_DIGITS and distinct <= _FEW and filled >= _COME_BACK * distinct


def digits_lost(cells: Cells, kind: str = "") -> bool:
    """Whether long numbers were written as floats, which keep 15 digits at most.

    Told by scientific notation, or by zeros in the last places of every one of them.
    """
    if any(_LOST_DIGITS.match(text) for text in cells.texts):
        return True
    if kind not in _CUT or len(cells.texts) < _LEAST_CUT[kind]:
        return False
    return all(_CUT[kind].match(text) for text in cells.texts)


@cache
def _patterns(name: str) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(pattern) for kind, pattern in vocabulary(name).items()}
