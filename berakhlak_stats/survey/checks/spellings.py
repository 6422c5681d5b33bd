"""Names of units that may be one unit in several spellings: proposed, never merged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from berakhlak_stats.survey.texts import name_key, vocabulary

_LEAST_ALIKE, _WORDS_ALIKE = 0.93, 0.85
_SHORTEST, _LONGEST = 8, 120
_SHORTEST_WORD, _MOST_LETTERS = 5, 2
_NUMBER = re.compile(r"\d+")


def same_unit(labels: Sequence[str], sizes: Sequence[int]) -> list[list[int]]:
    """Groups of positions whose labels may name one unit, the commonest spelling first.

    Labels are alike that agree but for capitals, blanks, punctuation and the usual
    abbreviations, or for a letter or two in a long name. Names with different numbers in
    them ("SDN 1", "SDN 2") or different ends of one letter ("Dinas A", "Dinas B") are not.
    """
    keys = [unit_key(label) for label in labels]
    groups: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key.replace(" ", "") or labels[place], []).append(place)
    joined = _near(list(groups), {squeezed: keys[found[0]] for squeezed, found in groups.items()})
    merged: dict[str, list[int]] = {}
    for squeezed, found in groups.items():
        merged.setdefault(joined.get(squeezed, squeezed), []).extend(found)
    several = [found for found in merged.values() if len(found) > 1]
    return [sorted(found, key=lambda place: (-sizes[place], place)) for found in several]


def unit_key(label: str) -> str:
    """A name in comparison form, abbreviations written out.

    Examples
    --------
    >>> unit_key("Din. Kesehatan") == unit_key("DINAS KESEHATAN")
    True
    """
    full: Mapping[str, str] = vocabulary("abbreviations")
    words = name_key(label).split("_")
    return " ".join(full.get(word, word) for word in words)


def _near(squeezed: Sequence[str], spelt: Mapping[str, str]) -> dict[str, str]:
    """For each name the first name that differs from it by a slip of the keys."""
    found: dict[str, str] = {}
    names = sorted(squeezed)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            # Sorted, names with another first letter are all further on.
            if one[:1] != other[:1]:
                break
            if _slip(one, other, spelt):
                found[other] = found.get(one, one)
    return found


def _slip(one: str, other: str, spelt: Mapping[str, str]) -> bool:
    if not all(_SHORTEST <= len(each) <= _LONGEST for each in (one, other)):
        return False
    if abs(len(one) - len(other)) > _MOST_LETTERS:
        return False
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    words, others = spelt[one].split(), spelt[other].split()
    if len(words) != len(others):
        return _ratio(one, other) >= _LEAST_ALIKE
    pairs = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return all(
        min(len(a), len(b)) >= _SHORTEST_WORD and _ratio(a, b) >= _WORDS_ALIKE for a, b in pairs
    )


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
