"""The shape of an instrument definition: which keys there are and what may stand in them.

The frozen classes of :mod:`berakhlak_stats.instrument.model` are the schema; pydantic checks
a plain dictionary against them and its findings are put into this package's words. This
module imports pydantic, so it is imported only when a definition is read.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from berakhlak_stats.errors import Message
from berakhlak_stats.instrument import model
from berakhlak_stats.instrument.expand import TEXT_KEYS
from berakhlak_stats.instrument.problems import key_of, problem, spelling

_SECTIONS: dict[str, type] = {
    "values": model.Value,
    "behaviours": model.Behaviour,
    "areas": model.Area,
    "indices": model.IndexName,
    "words": model.Word,
    "pick_lists": model.PickList,
    "scale": model.RatingScale,
    "ratings": model.RatingItem,
    "numbers": model.NumberItem,
    "bands": model.Band,
    "breaks": model.SeriesBreak,
    "notes": model.Claim,
    "claims": model.Claim,
}
# Keys of a file that are used up before the shape is checked.
_FILE_KEYS = ["claims", "extends", "inherit"]
_TEXT_KEYS = (*TEXT_KEYS, "labels")

# What pydantic says, and what a person needs to hear. Beginnings of its error types.
_EXPECTED = {
    "int": ("bilangan bulat", "a whole number"),
    "float": ("angka", "a number"),
    "string": ("teks", "text"),
    "bool": ("true atau false", "true or false"),
    "tuple": ("daftar [ ... ]", "a list [ ... ]"),
    "mapping": ("tabel { ... }", "a table { ... }"),
    "dataclass": ("tabel { ... }", "a table { ... }"),
}
_EXAMPLES = {
    "label": 'label = { id = "...", en = "..." }',
    "name": 'name = { id = "...", en = "..." }',
    "question": 'question = { id = "...", en = "..." }',
    "wording": 'wording = { id = "...", en = "..." }',
    "title": 'title = { id = "...", en = "..." }',
    "k": "k = 10",
    "low": "low = 1",
    "high": "high = 5",
    "year": "year = 2024",
}


@dataclass(frozen=True)
class _Claims:
    claims: dict[str, model.Claim]


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def parse(raw: dict[str, Any], source: str) -> tuple[model.Instrument | None, list[Message]]:
    """Check an expanded definition and build the instrument.

    Parameters
    ----------
    raw : dict
        A definition in which short forms have been written out.
    source : str
        The name of the file, for messages.

    Returns
    -------
    tuple of Instrument or None, list of Message
        The instrument where there is no problem of shape.
    """
    try:
        return _adapter(model.Instrument).validate_python(raw), []
    except ValidationError as error:
        return None, [_translate(each, raw, source) for each in error.errors()]


def claim_problems(claims: object, source: str) -> list[Message]:
    """Problems of the named claims, found once rather than at each use."""
    try:
        _adapter(_Claims).validate_python({"claims": claims})
    except ValidationError as error:
        return [_translate(each, {"claims": claims}, source) for each in error.errors()]
    return []


def _translate(error: ErrorDetails, raw: dict[str, Any], source: str) -> Message:
    loc, kind = error["loc"], error["type"]
    place, key = _place(loc, raw), str(loc[-1])
    if kind == "missing":
        return problem("E508", source, place, key=key, example=_EXAMPLES.get(key, f'{key} = "..."'))
    if kind == "unexpected_keyword_argument":
        known = [each.name for each in fields(_class_at(loc))]
        known += _FILE_KEYS if len(loc) == 1 else []
        return problem("E510", source, place, key=key, **spelling(key, known))
    expected_id, expected_en = _expected(error)
    given = repr(error["input"])
    return problem(
        "E509",
        source,
        place,
        given=given if len(given) <= 60 else given[:57] + "...",
        expected_id=expected_id,
        expected_en=expected_en,
    )


def _expected(error: ErrorDetails) -> tuple[str, str]:
    if error["type"] == "literal_error":
        choices = error["ctx"]["expected"].replace(" or ", ", ")
        return f"salah satu dari {choices}", f"one of {choices}"
    if error["type"] == "dataclass_type" and error["loc"][-1] in TEXT_KEYS:
        return 'teks, atau { id = "...", en = "..." }', 'text, or { id = "...", en = "..." }'
    return _EXPECTED.get(error["type"].split("_")[0], (error["msg"], error["msg"]))


def _class_at(loc: tuple[int | str, ...]) -> Any:
    """The class whose keys are allowed at the table that holds the last part of ``loc``."""
    tables = [part for part in loc[:-1] if isinstance(part, str)]
    if not tables:
        return model.Instrument
    if tables[-1] == "claim":
        return model.Claim
    if tables[-1] in _TEXT_KEYS:
        return model.Text
    return _SECTIONS.get(tables[0], model.Instrument)


def _place(loc: tuple[int | str, ...], raw: dict[str, Any]) -> str:
    """Write ``("words", 12, "value")`` as ``words[12].value ('jujur')``."""
    section = str(loc[0])
    if len(loc) > 1 and isinstance(loc[1], int):
        entries = raw.get(section)
        entry = entries[loc[1]] if isinstance(entries, list) else None
        return key_of(section, loc[1], entry, _dotted(loc[2:]))
    return _dotted(loc)


def _dotted(loc: tuple[int | str, ...]) -> str:
    parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return "".join(parts).lstrip(".")
