"""The auditor: every number in a text must stand in the ledger, and no verb beyond the gate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Literal

from berakhlak_stats.present.narrative.claim import Claim
from berakhlak_stats.present.verbs import FORBIDDEN

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d|(?<![\w.,])\d")
_HIDDEN_PARTS = re.compile(r"<(script|style|svg|head)\b.*?</\1>", re.S | re.I)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")


@dataclass(frozen=True)
class Finding:
    """Something the ledger does not cover: a number, a forbidden word, an untested comparison."""

    kind: Literal["number", "word", "direction", "sameness"]
    text: str
    context: str


def plain_text(text: str) -> str:
    """``text`` without tags, drawings, styles and entities."""
    return unescape(_TAG.sub(" ", _HIDDEN_PARTS.sub(" ", text)))


def parse_number(text: str, lang: str) -> str:
    """A printed number as a canonical decimal: ``936.476`` (id) and ``936,476`` (en) agree."""
    group, point = (".", ",") if lang == "id" else (",", ".")
    plain = text.replace(group, "").replace(point, ".").rstrip(".")
    try:
        exact = str(abs(Decimal(plain)))
    except InvalidOperation:
        return text
    return exact.rstrip("0").rstrip(".") if "." in exact else exact


def numbers_in(text: str, lang: str) -> list[tuple[str, str]]:
    """All numbers of a plain text: as printed, and canonical."""
    found = [match.group().rstrip(".,") for match in _NUMBER.finditer(text)]
    return [(shown, parse_number(shown, lang)) for shown in found]


def _without_names(text: str, ledger: Iterable[Claim]) -> str:
    """The text without the names of subjects: a digit in "SDN 12" is not a finding."""
    names = {name for claim in ledger for name in (claim.subject, *claim.subjects) if name}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def check_prose(
    text: str, ledger: Iterable[Claim], *, lang: str = "id", allow: Iterable[str] = ()
) -> list[Finding]:
    """What a text says beyond its ledger.

    Parameters
    ----------
    text : str
        Plain text or HTML; drawings, styles and scripts in it are left out.
    ledger : iterable of Claim
        The claims behind the text.
    lang : str
        The language whose number style and forbidden words apply.
    allow : iterable of str
        Further canonical numbers that need no claim, such as the confidence level.

    Returns
    -------
    list of Finding
        Empty where all is covered.

    Examples
    --------
    >>> [finding.text for finding in check_prose("Naik 3,2 poin karena pelatihan.", [])]
    ['3,2', 'karena']
    """
    claims = list(ledger)
    prose = plain_text(text)
    known = {number for claim in claims for number in claim.numbers} | set(allow)
    bare = _without_names(prose, claims)
    found = [
        Finding("number", shown, _context(bare, shown))
        for shown, number in numbers_in(bare, lang)
        if number not in known
    ]
    for word in FORBIDDEN[lang]:
        for match in re.finditer(rf"\b{re.escape(word)}\b", bare, re.I):
            found.append(Finding("word", match.group(), _context(bare, match.group())))
    return found


def _context(text: str, part: str) -> str:
    place = text.find(part)
    return " ".join(text[max(0, place - 40) : place + len(part) + 40].split())
