"""The refusal of a file that is not there: where it was looked for, and what is there instead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from berakhlak_stats.errors import BerakhlakError, Bilingual, make_error
from berakhlak_stats.survey.texts import file_name, name_key, shortened

_UNESCAPED = dict(zip("\a\b\t\n\v\f\r", (rf"\{sign}" for sign in "abtnvfr"), strict=True))
_MOST_LISTED = 5_000
_NAMED, _LONGEST = 3, 80
_ALIKE = 0.75
_STRAY = " \t\"'\u2018\u2019\u201c\u201d"


def not_found(path: Path, error: BaseException | None = None) -> BerakhlakError:
    """E100, or E170 for a folder; E187 where the system denies the reading.

    E195 where control characters show eaten backslashes.
    """
    written = str(path)
    if any(unicodedata.category(sign) == "Cc" for sign in written):
        return make_error("E195", name="".join(map(_as_typed, written)))
    name = file_name(path)
    if isinstance(error, PermissionError):
        return make_error("E187", place=name, name=name)
    try:
        is_folder = path.is_dir()
    except OSError:
        is_folder = False
    if is_folder:
        return make_error("E170", place=name, name=name)
    near = similar_names(path)
    shown = ", ".join(f'"{shortened(each, _LONGEST)}"' for each in near)
    said = Bilingual(f"; yang mirip di sana: {shown}", f"; similar names there: {shown}")
    return make_error(
        "E100",
        place=name,
        name=name,
        folder=folder_name(path),
        near=said if near else Bilingual("", ""),
    )


def folder_name(path: Path) -> Bilingual:
    """The folder of a file: as given where it is relative, else its last part, never all of it."""
    parent = path.parent
    shown = str(parent) if not parent.is_absolute() and parent != Path() else file_name(parent)
    quoted = f'"{shortened(shown, _LONGEST)}"'
    if parent.exists():
        return Bilingual(quoted, quoted)
    return Bilingual(f"{quoted} (folder itu tidak ada)", f"{quoted} (there is no such folder)")


def similar_names(path: Path) -> list[str]:
    """At most three names in the folder that may be meant, the likeliest first."""
    there: dict[str, list[str]] = {}
    for name in _names(path.parent):
        for spelling in (name, Path(name).stem):
            there.setdefault(name_key(spelling), []).append(name)
    wanted = path.name.strip(_STRAY)
    found: list[str] = []
    for spelling in (wanted, Path(wanted).stem):
        key = name_key(spelling)
        for near in (key, *get_close_matches(key, there, n=_NAMED, cutoff=_ALIKE)):
            found += there.get(near, [])
    return list(dict.fromkeys(found))[:_NAMED]


def _names(folder: Path) -> Iterator[str]:
    """Names of the files in a folder, as far as it can be looked into."""
    try:
        entries = sorted(islice(folder.iterdir(), _MOST_LISTED))
        yield from (each.name for each in entries if each.is_file() and each.name[0] not in ".~")
    except OSError:
        return


def _as_typed(sign: str) -> str:
    """A sign as it stood in the source: control characters as the escape they came from.

    Digits after a backslash, as in a folder of a year, are octal escapes.
    """
    if unicodedata.category(sign) != "Cc":
        return sign
    return _UNESCAPED.get(sign, f"\\{ord(sign):o}")
