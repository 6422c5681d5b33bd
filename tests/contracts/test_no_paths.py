"""Nothing published tells where, on what machine or by whom it was made."""

from __future__ import annotations

import re

import pytest

from tests.contracts.source import ROOT, name_of, published_texts

ABSOLUTE_PATH = re.compile(
    r"""(?:^|(?<=["'`\s(=]))(?:/(?!usr/|bin/|dev/|etc/)[a-z]{2,}/[\w.][^\s"'`<>)]*|[A-Z]:\\\w[^\s"']*)""",
    re.MULTILINE,
)
"""Rooted paths, save those that mean the same on every machine (`/usr/bin/env`)."""

REGISTRY = re.compile(r"pypi|pythonhosted|index-url|extra-index|find-links|/simple/", re.IGNORECASE)
E_MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)
RESERVED = re.compile(r"(?:\.|@)(?:example(?:\.(?:com|org|net))?|invalid|test)$", re.IGNORECASE)
"""Domains that belong to nobody (RFC 2606), for tests on direct identifiers."""

THIS_FILE = ROOT / "tests" / "contracts" / "test_no_paths.py"


def hits(pattern: re.Pattern[str]) -> list[str]:
    """Where ``pattern`` occurs in published text, but for this file, which names what it seeks."""
    found = []
    for path, text in published_texts():
        if path == THIS_FILE:
            continue
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{name_of(path)}:{line}: {match.group()[:80]}")
    return found


def test_no_absolute_paths() -> None:
    assert not hits(ABSOLUTE_PATH)


def test_no_registry_addresses() -> None:
    assert not hits(REGISTRY)


def test_no_e_mail_addresses() -> None:
    assert not [hit for hit in hits(E_MAIL) if not RESERVED.search(hit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"open('/{'home'}/me/a.csv')", True),
        (r"C:\Users\me\a.csv", True),
        ("executable_path='/usr/bin/chromium'", False),
        ("either and/or both; 3/4; <b>x</b>; ../data/a.csv", False),
    ],
)
def test_what_counts_as_an_absolute_path(text: str, expected: bool) -> None:
    assert bool(ABSOLUTE_PATH.search(text)) is expected
