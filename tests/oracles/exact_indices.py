"""The six indices and the value scores in exact fractions, from nothing but sets of words.

Written from the definitions: value = percent who picked one of its words for the current
culture; implementation = mean of the values; balance = percent of areas that hold one of the
ten most-voted positive words (ties in); energy = 100 - percent of votes on limiting words;
alignment = mean share of a person's first list found on the second; health = plain mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from fractions import Fraction

Person = Mapping[str, Set[str]]
Exact = Fraction | None


def mean(pairs: Sequence[tuple[int, Fraction | int | bool]]) -> Exact:
    """Weighted mean of (weight, number) pairs; None without any."""
    total = sum(weight for weight, _ in pairs)
    return Fraction(sum(w * Fraction(x) for w, x in pairs)) / total if total else None


def alignment(people: Sequence[Person], weights: Sequence[int], first: str, second: str) -> Exact:
    both = [(w, p[first], p[second]) for w, p in zip(weights, people, strict=True)]
    return mean([(w, Fraction(100 * len(a & b), len(a))) for w, a, b in both if a and b])


def balance(votes: Mapping[str, int], areas: Mapping[str, Set[str]]) -> Exact:
    ranked = sorted((votes[word] for words in areas.values() for word in words), reverse=True)
    if not any(ranked):
        return None
    least = max(ranked[:10][-1], 1)
    held = [any(votes[word] >= least for word in words) for words in areas.values()]
    return Fraction(100 * sum(held), len(held))


def exact_indices(
    people: Sequence[Person],
    weights: Sequence[int],
    values: Mapping[str, Set[str]],
    areas: Mapping[str, Set[str]],
    limiting: Set[str],
) -> dict[str, Exact]:
    """Every index and value by its id; None where nobody answered."""
    now = [(w, p["current"]) for w, p in zip(weights, people, strict=True) if p["current"]]
    words = set().union(*areas.values(), limiting)
    votes = {word: sum(w for w, picks in now if word in picks) for word in words}
    out = {v: mean([(w, 100 * bool(picks & of)) for w, picks in now]) for v, of in values.items()}
    scores = [(1, score) for score in out.values() if score is not None]
    every = sum(votes.values())
    bad = Fraction(100 * sum(votes[word] for word in limiting), every) if every else None
    five = {
        "implementation": mean(scores),
        "balance": balance(votes, areas),
        "positive_energy": None if bad is None else 100 - bad,
        "alignment_personal_current": alignment(people, weights, "personal", "current"),
        "alignment_current_desired": alignment(people, weights, "current", "desired"),
    }
    known = [(1, score) for score in five.values() if score is not None]
    return out | five | {"culture_health": mean(known) if len(known) == 5 else None}
