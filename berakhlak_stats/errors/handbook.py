"""The register as something to look up: one code, its neighbours, or all of them as a page."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from berakhlak_stats.errors.tree import Bilingual, make_error, register

_PLACEHOLDER = re.compile(r"(?P<before>\s?)\{(?P<name>\w+)(?P<quoted>!r)?[^}|]*\}")
_AGREEING = re.compile(r"\{\w+:[^}|]*\|([^}]*)\}")
_CODE = re.compile(r"E\d{3}")
_NEIGHBOURS = 3


@dataclass(frozen=True)
class Explanation:
    """One code of the register in both languages.

    Where a message fills something in stands N for a number, … for what cannot be known.
    """

    code: str
    family_id: str
    family_en: str
    id: str
    en: str
    fix_id: str
    fix_en: str

    def text(self, lang: str) -> str:
        """Code, family, what it says and what to do, in ``lang`` ("id" or "en")."""
        if lang == "id":
            return f"{self.code} ({self.family_id})\n{self.id}\nPerbaikan: {self.fix_id}"
        return f"{self.code} ({self.family_en})\n{self.en}\nFix: {self.fix_en}"


def explain(code: str) -> Explanation:
    """What a code means.

    Parameters
    ----------
    code : str
        Such as "E205"; capitals and the letter do not matter.

    Returns
    -------
    Explanation

    Raises
    ------
    OptionError
        E701 with the nearest codes, where there is no such code.

    Examples
    --------
    >>> explain("e205").family_en
    'The answers in it'
    """
    wanted = code.strip().upper()
    wanted = f"E{wanted}" if wanted.isdecimal() else wanted
    entry = register().get(wanted)
    if entry is None:
        raise make_error("E701", name="code", given=code, choices=_nearest_said(wanted))
    family = families()[wanted[1]]
    shown = {key: _readable(entry[key], key[-2:]) for key in ("id", "en", "fix_id", "fix_en")}
    return Explanation(wanted, family["id"], family["en"], **shown)


def _readable(text: str, lang: str) -> str:
    """The text as a sentence without its values; words that agree with one, for more than one."""

    def stand_in(found: re.Match[str]) -> str:
        name, before = found["name"], found["before"]
        slots = _slots()
        if name in slots["optional"] and (not before or name.startswith("hint")) and found.start():
            return ""
        shown = "N" if name in slots["number"] else slots["named"].get(name, {}).get(lang, "…")
        return before + (f"'{shown}'" if found["quoted"] else shown)

    return _PLACEHOLDER.sub(stand_in, _AGREEING.sub(r"\1", text)).replace("….", "…")


@cache
def _slots() -> dict[str, Any]:
    text = (files("berakhlak_stats.errors") / "slots.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _nearest_said(wanted: str) -> Bilingual:
    """The nearest codes, and what the family is about; all families where there is none such."""
    near = ", ".join(nearest(wanted))
    own = families().get(wanted[1:2]) if _CODE.fullmatch(wanted) else None
    about = {wanted[1]: own} if own else families()
    said = {
        lang: "; ".join(f"E{digit}xx = {each[lang]}" for digit, each in about.items())
        for lang in ("id", "en")
    }
    return Bilingual(f"{near} (yang terdekat). {said['id']}", f"{near} (the nearest). {said['en']}")


def nearest(code: str) -> list[str]:
    """The codes beside an unknown one: by number where it has one, else by their look."""
    known = sorted(register())
    if _CODE.fullmatch(code):
        number = int(code[1:])
        known.sort(key=lambda each: (each[1] != code[1], abs(int(each[1:]) - number)))
        return sorted(known[:_NEIGHBOURS])
    begun = [each for each in known if code and each.startswith(code)]
    return [*begun, *get_close_matches(code, known, n=_NEIGHBOURS, cutoff=0.0)][:_NEIGHBOURS]


@cache
def families() -> dict[str, dict[str, str]]:
    """What the first digit of a code says, in both languages."""
    text = (files("berakhlak_stats.errors") / "families.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def page() -> str:
    """All codes as a Markdown page, for ``docs/errors.md``."""
    lines = [
        "# Error codes / Kode galat",
        "",
        "Made from the register by `python -m berakhlak_stats.errors > docs/errors.md`.",
        "A code is never given another meaning. N stands for a number and … for what each message",
        "fills in. `berakhlak explain E205` shows one of them.",
    ]
    for digit, family in families().items():
        lines += ["", f"## E{digit}xx: {family['en']} / {family['id']}", ""]
        lines += ["| Code | English | Indonesia |", "|---|---|---|"]
        lines += [_row(code) for code in sorted(register()) if code[1] == digit]
    return "\n".join(lines) + "\n"


def _row(code: str) -> str:
    found = explain(code)
    cells = (
        code,
        f"{found.en} *Fix:* {found.fix_en}",
        f"{found.id} *Perbaikan:* {found.fix_id}",
    )
    return f"| {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(cell: str) -> str:
    """A cell in which Markdown finds no column, tag or emphasis of its own."""
    return re.sub(r"([|<>_#])", r"\\\1", " ".join(cell.split()))
