"""Names of groups that somebody chose to break what shows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from berakhlak_stats.survey import Codes, Survey

LABELS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style></title></textarea><iframe src=x>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "![x](http://example.test/x.png)",
    "[x]: http://example.test",
    '=HYPERLINK("http://example.test","y")',
    "=cmd|'/c calc'!A1",
    "+62812",
    "-3+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "$\\frac{1}$ dan $x_1$",
    "\\(x\\) \\[y\\]",
    "\u202egnp.exe",
    "\x1b[31mmerah\x1b]0;judul\x07",
    "{{7*7}}{% raw %}",
    "%s%n {0}",
    "CON",
    "../../etc/passwd",
    "x" * 1_000_000,
)
ARMED = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}")
FORBIDDEN = ("\u202e", "\x1b", "\x07", "\x00")
EACH = 14


def hostile(survey: Survey) -> Survey:
    """``survey`` with a column of these units, ``EACH`` persons or more in every one."""
    codes = (np.arange(survey.n) % len(LABELS)).astype(np.int32)
    return replace(survey, columns={**survey.columns, "unit": Codes(codes, LABELS)})
