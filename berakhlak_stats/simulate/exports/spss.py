"""SPSS: labelled variables, user-missing values, and multiple-response sets of both kinds.

The library that writes ``.sav`` files leaves multiple-response sets out, so the record that
describes them is put in afterwards; its layout is documented with the PSPP system-file format
(record type 7, subtype 7).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from berakhlak_stats.instrument.model import PickList
from berakhlak_stats.simulate.exports.export import LANG, SYNTHETIC, Answers, Export

_REFUSED = 99.0
_HEADER = 176
_END = 999
_SETS_RECORD = (7, 7, 1)


def _write(answers: Answers, path: Path, dichotomies: bool) -> None:
    import pandas as pd
    import pyreadstat

    columns: dict[str, Any] = {}
    labels: dict[str, str | None] = {}
    coded: dict[str, dict[float, str]] = {}
    sets = []
    for name, texts in answers.groups.items():
        columns[name], coded[name] = _coded(texts)
    columns[SYNTHETIC] = [1.0] * answers.n
    for number, block in enumerate(answers.instrument.pick_lists, start=1):
        words = answers.words(block)
        if dichotomies:
            members = _dichotomies(answers, block, f"V{number}")
            labels |= dict(zip(members, words, strict=True))
        else:
            members = _categories(answers, block, f"V{number}")
            named = {float(place): word for place, word in enumerate(words, start=1)}
            coded |= dict.fromkeys(members, named)
        columns |= members
        sets.append(_described(block, [*members], dichotomies))
    scale = answers.instrument.scale
    for item in answers.instrument.ratings:
        given = answers.ratings(item)
        columns[item.id] = [_REFUSED if value is None else float(value) for value in given]
        labels[item.id] = item.label.get(LANG)
        if scale is not None:
            places = enumerate(scale.labels, start=scale.low)
            coded[item.id] = {float(place): label.get(LANG) for place, label in places}
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        str(path),
        column_labels=labels,
        variable_value_labels=coded,
        missing_ranges={item.id: [_REFUSED] for item in answers.instrument.ratings},
    )
    if sets:
        path.write_bytes(_with_sets(path.read_bytes(), "".join(sets).encode("utf-8")))


def _coded(texts: list[str]) -> tuple[list[float], dict[float, str]]:
    """Texts as codes with value labels."""
    known = sorted({text for text in texts if text})
    codes = {text: float(place) for place, text in enumerate(known, start=1)}
    values = [codes[text] if text else float("nan") for text in texts]
    return values, {code: text for text, code in codes.items()}


def _dichotomies(answers: Answers, block: PickList, stem: str) -> dict[str, list[float]]:
    """One 0/1 variable per word."""
    picks = [set(each) for each in answers.picks(block)]
    return {
        f"{stem}_{place + 1}": [float(place in each) if each else float("nan") for each in picks]
        for place in range(len(block.words))
    }


def _categories(answers: Answers, block: PickList, stem: str) -> dict[str, list[float]]:
    """One variable per pick, holding the number of a word."""
    picks = answers.picks(block)
    return {
        f"{stem}_{place + 1}": [
            float(each[place] + 1) if place < len(each) else float("nan") for each in picks
        ]
        for place in range(block.k)
    }


def _described(block: PickList, members: list[str], dichotomies: bool) -> str:
    """A set as the record spells it: name, kind, counted value, label, variables."""
    label = block.label.get(LANG)
    size = len(label.encode("utf-8"))
    kind = "D1 1" if dichotomies else "C"
    return f"${block.id}={kind} {size} {label} {' '.join(each.lower() for each in members)}\n"


def _with_sets(content: bytes, sets: bytes) -> bytes:
    """The file with one record more, before the record that ends its dictionary."""
    end = _dictionary_end(content)
    record = struct.pack("<4i", *_SETS_RECORD, len(sets)) + sets
    return content[:end] + record + content[end:]


def _dictionary_end(content: bytes) -> int:
    """Where the last record of the dictionary begins; records are walked one by one."""
    place = _HEADER
    while True:
        (kind,) = struct.unpack_from("<i", content, place)
        if kind == _END:
            return place
        place = _AFTER[kind](content, place)


def _after_variable(content: bytes, place: int) -> int:
    labelled: int
    missing: int
    _, labelled, missing = struct.unpack_from("<3i", content, place + 4)
    place += 32
    if labelled:
        (size,) = struct.unpack_from("<i", content, place)
        place += 4 + -(-size // 4) * 4
    return place + 8 * abs(missing)


def _after_labels(content: bytes, place: int) -> int:
    (count,) = struct.unpack_from("<i", content, place + 4)
    place += 8
    for _ in range(count):
        place += 8 + -(-(content[place + 8] + 1) // 8) * 8
    return place


def _after_indices(content: bytes, place: int) -> int:
    (count,) = struct.unpack_from("<i", content, place + 4)
    return place + 8 + 4 * int(count)


def _after_lines(content: bytes, place: int) -> int:
    (count,) = struct.unpack_from("<i", content, place + 4)
    return place + 8 + 80 * int(count)


def _after_extension(content: bytes, place: int) -> int:
    size, count = struct.unpack_from("<2i", content, place + 8)
    return place + 16 + int(size) * int(count)


_AFTER: dict[int, Callable[[bytes, int], int]] = {
    2: _after_variable,
    3: _after_labels,
    4: _after_indices,
    6: _after_lines,
    7: _after_extension,
}

EXPORTS = (
    Export("spss-dichotomies", write=partial(_write, dichotomies=True), endings=(".sav",)),
    Export("spss-categories", write=partial(_write, dichotomies=False), endings=(".sav",)),
)
