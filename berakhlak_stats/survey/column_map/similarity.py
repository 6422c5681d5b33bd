"""How alike two wordings of a question are: by their telling words first, then by their letters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache

from berakhlak_stats.survey.texts import name_key, vocabulary, vocabulary_set

_PREFIXES = ("memper", "meng", "meny", "mem", "men", "ber", "ter", "per", "me", "di", "pe", "ke")
_SUFFIXES = ("kannya", "annya", "kan", "nya", "an", "ing", "ed", "es", "i", "s")
_SHORTEST_STEM = 4
_WORD_ALIKE = 0.8
_SAME_STEM, _LEAST_ALIKE, _BY_LETTERS = 0.9, 0.84, 0.75
# What a title adds to the wording of a question weighs less than what it leaves out.
_ADDED = 0.5


def likeness(one: str, other: str) -> float:
    """How many letters two texts share, 0 to 1.

    Examples
    --------
    >>> likeness("Setju", "Setuju") > 0.9
    True
    """
    a, b = name_key(one), name_key(other)
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def same_words(one: str, other: str) -> float:
    """How alike two labels are whose words answer to each other one by one, else 0.

    One word more or less turns an answer round ("tidak setuju"), and so does another one
    ("kurang setuju"), however many letters they share.

    Examples
    --------
    >>> same_words("Sangat Setju", "Sangat setuju") > 0.9
    True
    >>> same_words("Kurang setuju", "Sangat setuju")
    0.0
    """
    a, b = name_key(one).split("_"), name_key(other).split("_")
    if len(a) != len(b):
        return float(one != "" and "".join(a) == "".join(b))
    by_word = [likeness(x, y) for x, y in zip(a, b, strict=True)]
    return likeness(one, other) if min(by_word) >= _WORD_ALIKE else 0.0


@cache
def tokens(text: str) -> tuple[str, ...]:
    """The telling words of a text, synonyms in either language as one.

    Examples
    --------
    >>> tokens("Budaya saat ini") == tokens("The current culture")[::-1]
    True
    """
    key = f"_{name_key(text)}_"
    for name, words in vocabulary("alike").items():
        for word in words:
            if "_" in word:
                key = key.replace(f"_{word}_", f"_{name}_")
    found = [_synonyms().get(word, word) for word in key.split("_") if word]
    telling = [word for word in found if word not in vocabulary_set("filler")]
    return tuple(dict.fromkeys(telling or found))


@cache
def _synonyms() -> dict[str, str]:
    return {word: name for name, words in vocabulary("alike").items() for word in words}


@cache
def _stem(word: str) -> str:
    """A word without the commonest prefix and suffix, where enough is left of it."""
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return word[: -len(suffix)]
    return word


@cache
def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if _stem(one) == _stem(other):
        return _SAME_STEM
    if min(len(one), len(other)) < _SHORTEST_STEM:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= _LEAST_ALIKE else 0.0


class Wordings:
    """The wordings of several questions, each word weighted by how few questions use it."""

    def __init__(self, questions: Mapping[str, Sequence[str]]) -> None:
        self._texts = {name: [text for text in texts if text] for name, texts in questions.items()}
        used = Counter(
            word
            for texts in self._texts.values()
            for word in {each for text in texts for each in tokens(text)}
        )
        total = len(self._texts)
        self._weights = {word: math.log((1 + total) / count) for word, count in used.items()}
        self._unknown = _ADDED * math.log(1 + total)

    def score(self, title: str, name: str) -> float:
        """How well a title fits a question in the best of its wordings, 0 to 1."""
        return max((self._fit(title, text) for text in self._texts[name]), default=0.0)

    def _fit(self, title: str, text: str) -> float:
        asked, given = tokens(text), tokens(title)
        if not asked or not given:
            return 0.0
        covered = self._share(asked, given)
        kept = self._share(given, asked)
        by_words = 2 * covered * kept / (covered + kept) if covered + kept else 0.0
        by_letters = likeness(title, text)
        return max(by_words, by_letters if by_letters >= _BY_LETTERS else 0.0)

    def _share(self, words: Iterable[str], others: Sequence[str]) -> float:
        """The weight of the words that the others hold too, as a share of all."""
        held = total = 0.0
        for word in words:
            best = max((_alike(word, other), other) for other in others)
            weight = self._weights.get(word)
            if weight is None:
                weight = self._weights.get(best[1], self._unknown) if best[0] else self._unknown
            held += weight * best[0]
            total += weight
        return held / total if total else 0.0
