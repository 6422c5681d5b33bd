"""Direct identifiers told by the titles of their columns.

A title is taken apart into words, camel case included. Which words tell what stands in
``vocabulary.toml``; a name is a person's only where the word beside it is a person: "Nama Atasan"
is one, "Nama Unit" and "Unit Kerja Atasan" are groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from berakhlak_stats.survey.texts import name_key, vocabulary, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_COUNTED = re.compile(r"(?<=[^\W\d_])\d+$")
# A column titled "Atasan" or "Pegawai" names persons where so many cells look like names.
_FEWEST_NAMES, _MOSTLY_NAMES, _MOSTLY_DISTINCT = 5, 0.8, 0.5
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[.,'’`\s-])*")


def kind_by_title(title: str) -> str | None:
    """The kind of identifier a column title announces, or None.

    Examples
    --------
    >>> kind_by_title("RecipientFirstName"), kind_by_title("Nama Unit Kerja")
    ('name', None)
    """
    if name_key(title) in vocabulary_set("respondent_id"):
        return "response"
    words = _words(title)
    known = set(words)
    rules = vocabulary("identifiers")
    for kind, listed in rules["any"].items():
        if known & set(listed):
            return str(kind)
    for rule in rules["rule"]:
        if _fits(known, rule):
            return str(rule["kind"])
    return "name" if _names_person(words) else None


def may_name_persons(title: str, cells: Cells) -> bool:
    """Whether a column titled by persons alone ("Atasan Langsung") holds their names.

    Kinds of persons ("PNS", "PPPK") are few; names are many, of several words or each its own.
    """
    rules = vocabulary("identifiers")["person"]
    words = set(_words(title))
    if not words & set(rules["of"]) or not words <= {*rules["of"], *rules["with"]}:
        return False
    filled = int((cells.codes >= 0).sum())
    if len(cells.texts) < _FEWEST_NAMES:
        return False
    groups = set(rules["group"])
    names = [text for text in cells.texts if _like_a_name(text, groups)]
    if len(names) < _MOSTLY_NAMES * len(cells.texts):
        return False
    several = sum(" " in text for text in names) >= _MOSTLY_NAMES * len(names)
    return several or len(cells.texts) >= _MOSTLY_DISTINCT * filled


def _words(title: str) -> list[str]:
    """The words of a title in order, without the numbers that tell equal titles apart."""
    parts = (_COUNTED.sub("", part) for part in name_key(_CAMEL.sub(" ", title)).split("_"))
    return [part for part in parts if part and not part.isdecimal()]


def _fits(words: set[str], rule: dict[str, list[str]]) -> bool:
    """One word of each list, none of "unless", and none beside them where "with" is given."""
    lists = [rule[name] for name in ("of", "by") if name in rule]
    if not all(words & set(each) for each in lists) or words & set(rule.get("unless", ())):
        return False
    return "with" not in rule or words <= {word for each in (*lists, rule["with"]) for word in each}


def _names_person(words: Sequence[str]) -> bool:
    """Whether the title speaks of the name of a person: by the word beside "nama" or "name"."""
    rules = vocabulary("identifiers")["person"]
    persons = _beside()
    for place, word in enumerate(words):
        if word not in rules["name"]:
            continue
        before = [each for each in words[:place] if each not in rules["with"]]
        behind = [at for at in range(place + 1, len(words)) if words[at] not in rules["with"]]
        after = words[behind[0]] if behind else ""
        if after and words[behind[0] - 1] in ("dan", "and"):
            # "Nama dan jabatan": whose name is left open, so it is the one who answers.
            return not before and (after in persons or after in rules["and"])
        if word == "nama":
            # Indonesian puts the owner behind: what stands before only asks for it.
            return after in persons if after else not before
        return (not before or before[-1] in persons) and (not after or after in persons)
    return False


@cache
def _beside() -> frozenset[str]:
    rules = vocabulary("identifiers")["person"]
    return frozenset((*rules["of"], *rules["beside"]))


def _like_a_name(text: str, groups: set[str]) -> bool:
    return bool(_LETTERS.fullmatch(text)) and not groups & set(name_key(text).split("_"))
