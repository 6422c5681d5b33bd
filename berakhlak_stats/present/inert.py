"""Words from data that stay words wherever a notebook or a page shows them."""

from __future__ import annotations

import re
from html import escape

from berakhlak_stats.survey.texts import printable

_MATHS = re.compile(r"[$\\]")
_TAG = re.compile(r"<(?=[A-Za-z/!?])")
_LINK = re.compile(r"\](?=[(\[:])")
_SCHEME = re.compile(r"(?<=[A-Za-z])://")


def markup(text: str) -> str:
    """``text`` as HTML: escaped, and safe from the formulas that a notebook sets between ``$``.

    Examples
    --------
    >>> markup("<b> & $x$")
    '&lt;b&gt; &amp; <span>$</span>x<span>$</span>'
    """
    return _MATHS.sub(r"<span>\g<0></span>", escape(printable(text)))


def inert(text: str) -> str:
    """``text`` in which Markdown finds no tag, link, picture or formula.

    Signs that would start one give way to their likenesses; all else stays as it is.

    Examples
    --------
    >>> inert("[Dinas](address) scored 62.1 (p < 0.001)")
    '[Dinas] (address) scored 62.1 (p < 0.001)'
    """
    plain = _TAG.sub("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", printable(text))
    plain = _LINK.sub("] ", plain)
    plain = _SCHEME.sub(": //", plain)
    return plain.replace("$", "\N{FULLWIDTH DOLLAR SIGN}").replace(
        "\\", "\N{FULLWIDTH REVERSE SOLIDUS}"
    )
