"""Text from data that neither a spreadsheet nor a terminal obeys."""

from __future__ import annotations

import re

# What makes a spreadsheet take a cell for a formula, full-width forms included.
_FULL_WIDTH = (
    "\N{FULLWIDTH EQUALS SIGN}",
    "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}",
    "\N{FULLWIDTH COMMERCIAL AT}",
)
_ARMED = (*"=+-@\t\r\n'", *_FULL_WIDTH)
# Control characters, and those that turn the reading direction of what follows.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    r"""Text without control characters or marks that turn the reading direction.

    Examples
    --------
    >>> printable("Dinas\x1b[31m A")
    'Dinas[31m A'
    """
    return _UNPRINTABLE.sub("", text)


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading apostrophe where needed.

    Parameters
    ----------
    text : str

    Returns
    -------
    str

    References
    ----------
    OWASP Application Security Verification Standard 5.0, 1.2.10.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("Bappeda")
    ("'=1+1", 'Bappeda')
    """
    clean = printable(text)
    return f"'{clean}" if clean.startswith(_ARMED) or clean.lstrip().startswith(_ARMED) else clean
