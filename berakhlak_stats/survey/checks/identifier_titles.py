"""Direct identifiers told by the titles of their columns.

A title is taken apart into words, camel case included. Which words tell what stands in
``vocabulary.toml``. A name alone is a person's, and so is one beside a word for a person; beside
a thing or a place of work it is a group's: "Nama (opsional)" and "Nama Atasan" are persons, "Nama
Unit" and "Unit Kerja Atasan" are groups. What the words leave open, the cells tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from berakhlak_stats.survey.texts import name_key, vocabulary, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.mapping.cells import Cells

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_COUNTED = re.compile(r"(?<=[^\W\d_])\d+$")
# What a title is made of besides its words: the code of the question, and the section it is in.
_ITEM_CODE = re.compile(
    r"(?<![^\W_])\s*(?:(?:bagian|section|part)\s+(?:[a-z]|\d{1,2}|[ivx]{1,4})\b"
    r"|[a-z]{0,2}\d{1,3}(?:[._]\d{1,3}){0,3}[a-z]?(?=[\s._)\]:-])|[a-z][.)](?=\s))",
    re.IGNORECASE,
)
_SECTION = re.compile(r"[\[\]:|>()]+|\s[-\u2013\u2014]\s")
_AND = re.compile(r"[/&+]")
_MOST_BEFORE = 2
_LONGEST = 500
_PERSON, _GROUP, _ALONE, _OPEN = "person", "group", "alone", "open"
# A column titled "Atasan" or "Pegawai" names persons where so many cells look like names.
_FEWEST_NAMES, _MOSTLY_NAMES, _MOSTLY_DISTINCT = 5, 0.8, 0.5
# "Drs. H. Suwarno, M.Si", "Bu Yuni": what stands before and behind names of persons only.
_ADDRESSED = re.compile(
    r"(?:pak|bu|bpk|bapak|ibu|sdri?|drs|dra|dr|ir|hj?|prof)\.?\s+[^\W\d_]", re.IGNORECASE
)
_DEGREE = re.compile(r",\s*(?:[SMAD]\.?\s?[A-Z][A-Za-z.]{0,6}|Ph\.?\s?D)\b")
_MOSTLY_ADDRESSED = 0.5
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
    return "name" if _whose_name(title) == _PERSON else None


def kind_by_wordings(wordings: Iterable[str]) -> str | None:
    """The kind that any of the titles of one column announces, the first one that does."""
    return next((kind for kind in map(kind_by_title, wordings) if kind is not None), None)


def may_name_persons(title: str, cells: Cells) -> bool:
    """Whether a column titled by persons ("Atasan Langsung", "Ketua Tim") holds their names.

    Kinds of persons ("PNS", "PPPK") are few; names are many, of several words or each its own.
    They are both where the title leaves open whose they are. Degrees and forms of address tell
    names, however few they are.
    """
    filled = int((cells.codes >= 0).sum())
    groups = set(vocabulary("identifiers")["person"]["group"])
    if _addressed(title, cells):
        return True
    if len(cells.texts) < _FEWEST_NAMES:
        return False
    sure = _person_first(title)
    if sure is None:
        return False
    names = [text for text in cells.texts if _like_a_name(text, groups)]
    if len(names) < _MOSTLY_NAMES * len(cells.texts):
        return False
    several = sum(" " in text for text in names) >= _MOSTLY_NAMES * len(names)
    distinct = len(cells.texts) >= _MOSTLY_DISTINCT * filled
    return several or distinct if sure else several and distinct


def _addressed(title: str, cells: Cells) -> bool:
    """Whether a title speaks of persons and most cells address one."""
    rules = vocabulary("identifiers")["person"]
    words = set(_words(title))
    asked = _whose_name(title) if words & set(rules["name"]) else ""
    led = any(part and part[0] in rules["of"] for part in _plain_parts(title))
    if words & set(rules["trait"]) or asked == _GROUP or not (asked or led):
        return False
    found = sum(bool(_ADDRESSED.match(text) or _DEGREE.search(text)) for text in cells.texts)
    return found > 0 and found >= _MOSTLY_ADDRESSED * len(cells.texts)


def _person_first(title: str) -> bool | None:
    """Whether a title is about persons and nothing else; None where it is about something else."""
    rules = vocabulary("identifiers")["person"]
    words = set(_words(title))
    if words & set(rules["name"]):
        return False if _whose_name(title) == _OPEN else None
    if not words & set(rules["of"]) or words & set(rules["trait"]):
        return None
    if not any(part and part[0] in rules["of"] for part in _plain_parts(title)):
        return None
    return not words & set(rules["place"])


def _words(title: str) -> list[str]:
    """The words of a title in order, without the numbers that tell equal titles apart."""
    parts = (_COUNTED.sub("", part) for part in name_key(_CAMEL.sub(" ", title)).split("_"))
    return [part for part in parts if part and not part.isdecimal()]


def _parts(title: str) -> list[list[str]]:
    """The words of each part of a title: the section, the question, what is in brackets."""
    plain = _ITEM_CODE.sub(" ", _AND.sub(" dan ", title[:_LONGEST]), count=1)
    return [_words(part) for part in _SECTION.split(plain)]


def _plain_parts(title: str) -> list[list[str]]:
    """The parts without words that say nothing of whose they are."""
    silent = vocabulary("identifiers")["person"]["with"]
    return [[word for word in part if word not in silent] for part in _parts(title)]


def _fits(words: set[str], rule: dict[str, list[str]]) -> bool:
    """One word of each list, none of "unless", and none beside them where "with" is given."""
    lists = [rule[name] for name in ("of", "by") if name in rule]
    if not all(words & set(each) for each in lists) or words & set(rule.get("unless", ())):
        return False
    return "with" not in rule or words <= {word for each in (*lists, rule["with"]) for word in each}


def _whose_name(title: str) -> str:
    """Whose name the title asks for: a person's, a group's, or open; "" where it asks for none."""
    rules = vocabulary("identifiers")["person"]
    if not set(_words(title)) & set(rules["name"]):
        return ""
    others = {*rules["thing"], *rules["place"]}
    parts = _parts(title)
    found = ""
    for at, words in enumerate(parts):
        for place, word in enumerate(words):
            if word not in rules["name"]:
                continue
            found = _owner(words, place)
            elsewhere = {each for part in (*parts[:at], *parts[at + 1 :]) for each in part}
            if found == _ALONE:
                found = _GROUP if elsewhere & others else _PERSON
            if found == _PERSON:
                return found
    return found


def _owner(words: Sequence[str], place: int) -> str:
    """Whose the name is by the words around it, ``_ALONE`` where no word tells."""
    rules = vocabulary("identifiers")["person"]
    persons = _beside()
    others = {*rules["thing"], *rules["place"]}
    before = [each for each in words[:place] if each not in rules["with"]]
    behind = [at for at in range(place + 1, len(words)) if words[at] not in rules["with"]]
    after = words[behind[0]] if behind else ""
    if after and words[behind[0] - 1] in ("dan", "and"):
        # "Nama dan jabatan": whose name is left open, so it is the one who answers.
        joined = not before and (after in persons or after in rules["and"])
        return _PERSON if joined else _GROUP
    indonesian = words[place] in ("nama", "nm")
    near = after if indonesian or after else ""
    if not indonesian and before:
        near = before[-1] if before[-1] not in persons or not after else after
    if near in persons:
        return _PERSON
    if near in others or (not near and set(before) & others):
        return _GROUP
    # Indonesian puts the owner behind: what stands before only asks for the name.
    return _OPEN if near or len(before) > _MOST_BEFORE else _ALONE


@cache
def _beside() -> frozenset[str]:
    rules = vocabulary("identifiers")["person"]
    return frozenset((*rules["of"], *rules["beside"]))


def _like_a_name(text: str, groups: set[str]) -> bool:
    return bool(_LETTERS.fullmatch(text)) and not groups & set(name_key(text).split("_"))
