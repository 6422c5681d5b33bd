"""Auditor of comparisons: no direction without a passed test, no sameness from a failed one.

It reads finished pages. A sentence may say that something is higher only where the ledger holds
a claim about a subject of that sentence whose test passed; it may say that things are alike only
where the ledger holds an equivalence. What is left open may use these words to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Literal

from berakhlak_stats.present.narrative.audit import Finding
from berakhlak_stats.present.narrative.claim import Claim
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.present.verbs import ALPHA

_SILENT = re.compile(
    r"<(script|style|svg|head|table|nav)\b.*?</\1>|<(span|a) class=\"claim\"[^>]*>.*?</\2>",
    re.S | re.I,
)
_BLOCK = re.compile(
    r"</?(p|h\d|li|ol|ul|div|section|article|figure|figcaption|summary|details|header|footer|main|br)"
    r"\b[^>]*>",
    re.I,
)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_END = re.compile(r"(?<!s\.d\.)(?<=[.!?])\s+")
_EQUIVALENT = "equivalent"


def sentences_of(html: str) -> list[str]:
    """The sentences a reader sees, headings among them; without tables, drawings and claim ids."""
    lines = _TAG.sub("", _BLOCK.sub("\n", _SILENT.sub(" ", html))).split("\n")
    plain = (" ".join(unescape(line).split()) for line in lines)
    return [each for line in plain for each in _END.split(line) if each]


def check_comparisons(html: str, ledger: Iterable[Claim], *, lang: str = "id") -> list[Finding]:
    """Comparisons in a text that no test of its ledger supports.

    Parameters
    ----------
    html : str
        Plain text or a finished page; tables and drawings are left out.
    ledger : iterable of Claim
        The claims behind the text.
    lang : str
        The language of the text.

    Returns
    -------
    list of Finding
        Of kind "direction" or "sameness"; empty where every comparison is supported.

    Notes
    -----
    Words are compared, not meaning: a direction in words that the lists of
    ``comparisons.toml`` do not know goes unnoticed.

    Examples
    --------
    >>> [each.kind for each in check_comparisons("Adaptif lebih tinggi daripada Loyal.", [])]
    ['direction']
    >>> check_comparisons("Nilai tertinggi belum dapat disimpulkan.", [])
    []
    """
    claims = list(ledger)
    names = _one_of({name for claim in claims for name in _names(claim)})
    passed = {name for claim in claims if _passed(claim) for name in _names(claim)}
    level = {name for c in claims if c.verb_level == _EQUIVALENT for name in _names(c)}
    found = []
    for sentence in sentences_of(html):
        bare = _patterns(check_lang(lang))["neutral"].sub(" ", names.sub(" ", sentence))
        if _patterns(lang)["open"].search(bare):
            bare = _patterns(lang)["left_open"].sub(" ", bare)
        found += _unsupported(bare, sentence, "direction", passed, lang)
        found += _unsupported(bare, sentence, "sameness", level, lang)
    return found


def _passed(claim: Claim) -> bool:
    return claim.verb_level in ("higher", "lower") and claim.p_adjusted < ALPHA


def _names(claim: Claim) -> tuple[str, ...]:
    return tuple(name for name in (claim.subject, *claim.subjects) if name)


def _one_of(names: set[str]) -> re.Pattern[str]:
    """Any of the names: a word such as "Kualitas Terbaik" compares nothing."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in longest_first) or "(?!)")


def _unsupported(
    bare: str,
    sentence: str,
    kind: Literal["direction", "sameness"],
    supported: set[str],
    lang: str,
) -> list[Finding]:
    if any(name in sentence for name in supported):
        return []
    return [Finding(kind, word.group(), sentence) for word in _patterns(lang)[kind].finditer(bare)]


@cache
def _patterns(lang: str) -> dict[str, re.Pattern[str]]:
    """One pattern per kind of words."""
    import tomllib

    source = files("berakhlak_stats.present") / "narrative" / "comparisons.toml"
    words: dict[str, list[str]] = tomllib.loads(source.read_text(encoding="utf-8"))[lang]
    return {
        kind: re.compile(r"\b(?:" + "|".join(each) + r")(?!\w)", re.I)
        for kind, each in words.items()
    }
