"""Text from data that neither a spreadsheet nor a terminal obeys."""

from __future__ import annotations

from berakhlak_stats.survey.texts import guarded, printable

__all__ = ["csv_cell", "printable", "safe_text"]


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
    return guarded(printable(text))


def csv_cell(text: str) -> str:
    r"""Safe text for a cell of a CSV file whose writer quotes line feeds only.

    Examples
    --------
    >>> csv_cell("a\rb")
    'a\nb'
    """
    return safe_text(text).replace("\r\n", "\n").replace("\r", "\n")
