"""The report's own words."""

from __future__ import annotations

import re
import string

from berakhlak_stats.present.verbs import FORBIDDEN
from berakhlak_stats.report.words import fill_words, tree, word_or


def _flat(lang: str) -> dict[str, str]:
    return {f"{s}.{k}": text for s, part in tree(lang).items() for k, text in part.items()}


def test_both_languages_have_the_same_keys_and_places() -> None:
    first, second = _flat("id"), _flat("en")
    assert first.keys() == second.keys()
    for key in first:
        places = [
            sorted((n, f) for _, n, f, _ in string.Formatter().parse(text) if n and "|" not in f)
            for text in (first[key], second[key])
        ]
        assert places[0] == places[1], key


def test_words_hold_no_numbers_of_their_own() -> None:
    for lang in ("id", "en"):
        for key, text in _flat(lang).items():
            assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", text)), key


def test_words_claim_nothing_forbidden() -> None:
    for lang in ("id", "en"):
        for key, text in _flat(lang).items():
            found = [w for w in FORBIDDEN[lang] if re.search(rf"\b{re.escape(w)}\b", text, re.I)]
            assert not found, key


def test_every_word_is_used() -> None:
    from pathlib import Path

    import berakhlak_stats.report as room

    folder = Path(room.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.suffix in (".py", ".j2")
    )
    built = ("column.", "dek.", "sureness.", "groups.", "methods.", "section.", "family.")
    built += ("sensitivity.", "agreement.")
    unused = [
        key
        for key in _flat("id")
        if key not in source
        and f'"{key.split(".")[1]}"' not in source
        and not key.startswith(built)
        and not key.endswith("_strong")
    ]
    assert not unused


def test_unknown_columns_keep_their_name() -> None:
    assert word_or("column.golongan", "id", "golongan") == "golongan"
    assert fill_words("summary.lowest", "en", subject="Adaptive") == "Adaptive is lowest."
