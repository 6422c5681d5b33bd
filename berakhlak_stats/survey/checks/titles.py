"""Titles that are no titles: what looks like an identifier is neither believed nor shown."""

from __future__ import annotations

import re
from functools import cache

from berakhlak_stats.survey.checks.identifiers import masked
from berakhlak_stats.survey.texts import clean, vocabulary

_KINDS = ("nip", "nik", "email", "phone")
# What every identifier holds; most titles hold neither, and most are asked.
_HINT = re.compile(r"@|\d\d")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(vocabulary("patterns")[kind]) for kind in _KINDS)


def looks_identifying(text: str) -> bool:
    """Whether a text is a NIP, a NIK, an e-mail address or a phone number and nothing else.

    Examples
    --------
    >>> looks_identifying("19760526 200802 1 001"), looks_identifying("NIP")
    (True, False)
    """
    if not _HINT.search(text):
        return False
    return any(pattern.match(clean(text)) for pattern in _patterns())


def shown_title(title: str, position: int) -> str:
    """The title without identifiers; the place of the column where nothing else is left.

    Examples
    --------
    >>> shown_title("19760526 200802 1 001", 3), shown_title("HP (seperti 081234567890)", 4)
    ('column_3', 'HP (seperti ***)')
    """
    return f"column_{position}" if looks_identifying(title) else masked(title)
