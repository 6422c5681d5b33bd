"""Read a mapping file; whatever is wrong with it is refused with its key and what to do."""

from __future__ import annotations

import math
import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from berakhlak_stats.errors import Bilingual, make_error
from berakhlak_stats.survey.column_map.dates import ORDERS
from berakhlak_stats.survey.column_map.model import KEYS_OF_KIND, QUESTIONS, ColumnMap, MappedColumn
from berakhlak_stats.survey.readers.missing_file import not_found
from berakhlak_stats.survey.texts import clean, file_name, shortened

LARGEST = 4 * 1024**2
_TOP = ("confirmed", "instrument", "decimal", "column", "merge")
_EXAMPLE = 60
_TEXT = Bilingual("teks dalam tanda kutip", "a text in quotation marks")
_TRUTH = Bilingual("true atau false", "true or false")
_TABLE = Bilingual('tabel dengan baris "teks" = nilai', 'a table with lines "text" = value')
_CODES = Bilingual('daftar kode seperti [98, "99"]', 'a list of codes such as [98, "99"]')
_COLUMNS = Bilingual("bagian-bagian [[column]]", "sections [[column]]")
_PLACE = Bilingual("bilangan bulat dari 1 sampai 100", "a whole number from 1 to 100")
_LABEL = Bilingual("id kata atau bilangan bulat", "the id of a word, or a whole number")
_ORDER = Bilingual('"dmy", "mdy", atau "ymd"', '"dmy", "mdy" or "ymd"')
_MOST_PLACES = 100
_NO_FILE = Bilingual("berikan nama berkas atau ColumnMap", "give the path of a file or a ColumnMap")
_TOO_LARGE = Bilingual(
    f"lebih besar dari {LARGEST // 1024**2} MB", f"larger than {LARGEST // 1024**2} MB"
)
_NO_TEXT = Bilingual("isinya bukan teks UTF-8", "its content is not UTF-8 text")
_TOO_DEEP = Bilingual("kurungnya bersarang terlalu dalam", "its brackets are nested too deeply")
_AT = re.compile(r"at line (\d+), column (\d+)")


def load_map(given: str | os.PathLike[str] | ColumnMap | None) -> ColumnMap | None:
    """The mapping that was given, confirmed by a person.

    Raises
    ------
    FileError
        E160 unconfirmed, E161 no readable TOML, E170 a folder, E162 unknown key, E163 wrong value.
    """
    if given is None:
        return None
    mapping = given if isinstance(given, ColumnMap) else _read(given)
    if not mapping.confirmed:
        raise make_error("E160", place=mapping.source, name=mapping.source)
    return mapping


def _read(given: Any) -> ColumnMap:
    if not isinstance(given, (str, os.PathLike)):
        raise make_error("E161", name=type(given).__name__, reason=_NO_FILE)
    path = Path(given)
    name = file_name(path)
    if path.is_dir():
        raise make_error("E170", place=name, name=name)
    try:
        if path.stat().st_size > LARGEST:
            raise make_error("E161", place=name, name=name, reason=_TOO_LARGE)
        text = path.read_bytes().decode("utf-8-sig")
        raw = tomllib.loads(text)
    except OSError as error:
        raise not_found(path, error) from error
    except UnicodeDecodeError as error:
        raise make_error("E161", place=name, name=name, reason=_NO_TEXT) from error
    except RecursionError as error:
        raise make_error("E161", place=name, name=name, reason=_TOO_DEEP) from error
    except ValueError as error:
        reason = _where_unreadable(str(error), text)
        raise make_error("E161", place=name, name=name, reason=reason) from error
    return parse_map(raw, name)


def _where_unreadable(said: str, text: str) -> Bilingual:
    """Line and column of what is no TOML, out of what the parser says."""
    found = _AT.search(said)
    if found is None:
        last = text.count("\n") + 1
        return Bilingual(f"isinya terputus pada baris terakhir, baris {last}",
                         f"it breaks off in its last line, line {last}")  # fmt: skip
    line, column = found.groups()
    return Bilingual(f"lihat baris {line}, kolom {column}", f"see line {line}, column {column}")


def parse_map(raw: Mapping[str, Any], source: str) -> ColumnMap:
    """The mapping in a parsed TOML document."""
    _known_keys(raw, _TOP, "", source)
    columns = raw.get("column", [])
    if not isinstance(columns, list) or not all(isinstance(each, dict) for each in columns):
        raise _wrong("column", columns, _COLUMNS, source)
    decimal = _value(raw, "decimal", "", source, _is_text, _TEXT)
    if decimal not in ("", ".", ","):
        raise _wrong("decimal", decimal, Bilingual('"." atau ","', '"." or ","'), source)
    mapped = tuple(_column(each, place, source) for place, each in enumerate(columns, start=1))
    _told_apart(mapped, source)
    return ColumnMap(
        source=source,
        confirmed=_value(raw, "confirmed", False, source, _is_truth, _TRUTH),
        instrument=_value(raw, "instrument", "", source, _is_text, _TEXT),
        decimal=decimal,
        columns=mapped,
        merges=_merges(raw.get("merge", {}), mapped, source),
    )


def _column(raw: Mapping[str, Any], place: int, source: str) -> MappedColumn:
    where = f"column {place}"
    title = _value(raw, "title", "", source, _is_text, _TEXT, where)
    where = f'column {place} "{shortened(title, _EXAMPLE)}"' if title else where
    if not clean(title):
        raise _wrong(f"{where}: title", raw.get("title"), _TEXT, source)
    kind = raw.get("is")
    if not isinstance(kind, str) or kind not in KEYS_OF_KIND:
        kinds = ", ".join(KEYS_OF_KIND)
        expected = Bilingual(f"salah satu dari {kinds}", f"one of {kinds}")
        raise _wrong(f"{where}: is", kind, expected, source)
    _known_keys(raw, ("title", "is", *KEYS_OF_KIND[kind]), where, source)
    target = _value(raw, "id", "", source, _is_text, _TEXT, where)
    if kind in QUESTIONS and not target:
        raise _wrong(f"{where}: id", raw.get("id"), _TEXT, source)
    return MappedColumn(
        title=clean(title),
        kind=kind,
        target=target,
        word=_value(raw, "word", "", source, _is_text, _TEXT, where),
        place=_value(raw, "place", 0, source, _is_place, _PLACE, where),
        labels=_labels(raw.get("labels", {}), f"{where}: labels", source),
        separator=_value(raw, "separator", "", source, _is_text, _TEXT, where),
        reversed_labels=_value(raw, "reversed_labels", False, source, _is_truth, _TRUTH, where),
        missing=tuple(_value(raw, "missing", [], source, _is_codes, _CODES, where)),
        order=_value(raw, "order", "", source, ORDERS.__contains__, _ORDER, where),
        after=clean(_value(raw, "after", "", source, _is_text, _TEXT, where)),
    )


def _labels(raw: Any, where: str, source: str) -> dict[str, str | int]:
    if not isinstance(raw, dict):
        raise _wrong(where, raw, _TABLE, source)
    for text, value in raw.items():
        if not (isinstance(value, str) or (isinstance(value, int) and not _is_truth(value))):
            raise _wrong(f'{where}: "{shortened(text, _EXAMPLE)}"', value, _LABEL, source)
    return dict(raw)


def _merges(raw: Any, columns: Sequence[MappedColumn], source: str) -> dict[str, dict[str, str]]:
    """Spellings by column; only groups have names that could be spelt in several ways."""
    if not isinstance(raw, dict):
        raise _wrong("merge", raw, _TABLE, source)
    groups = {each.title for each in columns if each.kind == "group"}
    merged = {}
    for title, names in raw.items():
        where = f'merge "{shortened(title, _EXAMPLE)}"'
        if clean(title) not in groups:
            expected = Bilingual(
                'judul kolom yang is = "group"', 'the title of a column with is = "group"'
            )
            raise _wrong(where, title, expected, source)
        if not isinstance(names, dict):
            raise _wrong(where, names, _TABLE, source)
        for spelling, name in names.items():
            if not _is_text(name) or not clean(name):
                raise _wrong(f'{where}: "{shortened(spelling, _EXAMPLE)}"', name, _TEXT, source)
        _spelt_once(names, where, source)
        merged[clean(title)] = {clean(spelling): clean(name) for spelling, name in names.items()}
    return merged


def _spelt_once(names: Mapping[str, str], where: str, source: str) -> None:
    """Spellings that are the same once blanks are cleaned must have one name."""
    found: dict[str, str] = {}
    for spelling, name in names.items():
        if found.setdefault(clean(spelling), clean(name)) != clean(name):
            once = Bilingual("ejaan dengan satu nama", "a spelling with one name")
            raise _wrong(f'{where}: "{shortened(spelling, _EXAMPLE)}"', name, once, source)


def _told_apart(columns: Sequence[MappedColumn], source: str) -> None:
    """No column is listed twice, and no question has two columns."""
    titles: set[str] = set()
    aims: dict[tuple[str, str, str, int], str] = {}
    for column in columns:
        once = Bilingual("kolom yang disebut satu kali", "a column that is listed once")
        if column.title in titles:
            raise _wrong("title", column.title, once, source)
        titles.add(column.title)
        single = column.kind in (*QUESTIONS, "weight", "respondent_id", "synthetic")
        if single and column.aim in aims:
            other = shortened(aims[column.aim], _EXAMPLE)
            free = Bilingual(f'bukan juga kolom "{other}"', f'not what column "{other}" is too')
            raise _wrong(f'"{shortened(column.title, _EXAMPLE)}"', column.target, free, source)
        aims[column.aim] = column.title


def _known_keys(raw: Mapping[str, Any], known: Sequence[str], where: str, source: str) -> None:
    for key in raw:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            shown = shortened(key, _EXAMPLE)
            raise make_error(
                "E162",
                place=f"{source}, {where}" if where else source,
                key=shown,
                known=", ".join(known),
                hint=f' (→ "{near[0]}"?)' if near else "",
            )


def _value(
    raw: Mapping[str, Any],
    key: str,
    default: Any,
    source: str,
    fits: Callable[[Any], bool],
    expected: Bilingual,
    where: str = "",
) -> Any:
    value = raw.get(key, default)
    if not fits(value) and not (key not in raw and value == default):
        raise _wrong(f"{where}: {key}" if where else key, value, expected, source)
    return value


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_truth(value: Any) -> bool:
    return isinstance(value, bool)


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not _is_truth(value) and 1 <= value <= _MOST_PLACES


def _is_codes(value: Any) -> bool:
    return isinstance(value, list) and all(
        not _is_truth(each)
        and (isinstance(each, (str, int)) or (isinstance(each, float) and math.isfinite(each)))
        for each in value
    )


def _wrong(key: str, given: Any, expected: Bilingual, source: str) -> Exception:
    shown = shortened("-" if given is None else repr(given), _EXAMPLE)
    return make_error("E163", place=source, key=key, given=shown, expected=expected)
