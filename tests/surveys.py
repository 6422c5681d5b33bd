"""Surveys made by hand: a small instrument with everything the six indices need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.instrument import Instrument, build_instrument, load_instrument
from berakhlak_stats.survey.design import check_weights
from berakhlak_stats.survey.survey import Codes, Survey, make_keys, pack_picks

LISTS = ("personal", "current", "desired")
VALUES = {"V1": ("a1", "a2"), "V2": ("b1", "b2"), "V3": ("c1", "c2")}
AREAS = {
    "self": ("a1", "b1", "d1"),
    "team": ("a2", "b2", "d2"),
    "work": ("c1", "d3", "d4"),
    "world": ("c2", "d5", "d6"),
}
LIMITING = ("x1", "x2", "x3")
WORDS = (*(word for words in VALUES.values() for word in words), "d1", "d2", "d3", "d4", "d5", "d6")
ALL_WORDS = (*WORDS, *LIMITING)


@cache
def small_instrument() -> Instrument:
    """Three values of two behaviours each, four areas, twelve positive and three limiting words."""
    value_of = {word: value for value, words in VALUES.items() for word in words}
    area_of = {word: area for area, words in AREAS.items() for word in words}
    words: list[dict[str, Any]] = []
    for word in WORDS:
        one: dict[str, Any] = {"id": word, "label": word.upper(), "area": area_of[word]}
        if word in value_of:
            one |= {"value": value_of[word], "behaviour": f"B{word}"}
        words.append(one)
    words += [{"id": word, "label": word.upper(), "polarity": "limiting"} for word in LIMITING]
    return build_instrument(
        {
            "id": "small",
            "version": "1",
            "title": "Small",
            "values": [{"id": v, "name": v, "definition": v} for v in VALUES],
            "behaviours": [
                {"id": f"B{word}", "value": value, "label": word}
                for word, value in value_of.items()
            ],
            "areas": [{"id": area, "name": area} for area in AREAS],
            "words": words,
            "pick_lists": [{"id": x, "label": x, "k": 4, "rule": "at_most"} for x in LISTS],
            "bands": [
                {"code": code, "low": low, "label": code, "wording": code}
                for code, low in (("A", 75), ("B", 50), ("C", 25), ("D", 0))
            ],
        },
        "small.toml",
    )


def codes(labels: Sequence[str | None]) -> Codes:
    """A column from one label per row; None is missing."""
    known = tuple(sorted({label for label in labels if label is not None}))
    place = {label: i for i, label in enumerate(known)}
    column = [-1 if label is None else place[label] for label in labels]
    return Codes(np.array(column, np.int32), known)


def pick_survey(
    picks: Mapping[str, NDArray[np.bool_]],
    *,
    instrument: Instrument | None = None,
    columns: Mapping[str, Sequence[str | None]] | None = None,
    weights: Sequence[float] | None = None,
    smallest_group: int = 5,
) -> Survey:
    """A survey from one boolean (n, words) matrix per list."""
    n = len(next(iter(picks.values())))
    packed = {name: pack_picks(np.asarray(matrix, bool)) for name, matrix in picks.items()}
    made = {name: codes(labels) for name, labels in (columns or {}).items()}
    heavy = None if weights is None else np.array(weights, float)
    if heavy is not None:
        check_weights(heavy)
    content = [*packed.values(), *(column.codes for column in made.values())]
    content += [] if heavy is None else [heavy]
    return Survey(
        instrument=instrument or small_instrument(),
        n=n,
        picks=packed,
        columns=made,
        weights=heavy,
        keys=make_keys(content, n),
        smallest_group=smallest_group,
    )


def random_picks(
    rng: np.random.Generator, n: int, *, words: int = len(ALL_WORDS), k: int = 4, blank: float = 0.1
) -> dict[str, NDArray[np.bool_]]:
    """Lists of up to ``k`` words, some short and some left unanswered; the lists resemble."""
    taste = rng.normal(size=words)
    person = rng.normal(size=(n, words))
    out = {}
    for name in LISTS:
        score = taste + person + rng.gumbel(size=(n, words))
        length = rng.integers(1, k + 1, n) if rng.random() < 0.5 else np.full(n, k)
        length[rng.random(n) < blank] = 0
        rank = np.argsort(np.argsort(-score, axis=1), axis=1)
        out[name] = rank < length[:, None]
    return out


def random_survey(seed: int, n: int = 200, *, weighted: bool = False, **columns: int) -> Survey:
    """Random answers; ``unit=5`` adds a column ``unit`` with five labels."""
    rng = np.random.default_rng(seed)
    picks = random_picks(rng, n)
    made = {
        name: [f"{name}{code}" for code in rng.integers(0, size, n)]
        for name, size in columns.items()
    }
    weights = rng.uniform(0.5, 3.0, n).tolist() if weighted else None
    return pick_survey(picks, columns=made, weights=weights)


def full_instrument() -> Instrument:
    """The bundled survey of seven values and 21 behaviours."""
    return load_instrument("berakhlak-2022")


def number_survey(
    values: Mapping[str, Sequence[float]],
    *,
    columns: Mapping[str, Sequence[str | None]] | None = None,
    weights: Sequence[float] | None = None,
    smallest_group: int = 5,
) -> Survey:
    """A survey of numeric items."""
    from berakhlak_stats.instrument import make_instrument

    matrix = np.stack([np.asarray(column, float) for column in values.values()], axis=1)
    made = {name: codes(labels) for name, labels in (columns or {}).items()}
    heavy = None if weights is None else np.array(weights, float)
    content: list[NDArray[Any]] = [matrix, *(column.codes for column in made.values())]
    content += [] if heavy is None else [heavy]
    return Survey(
        instrument=make_instrument(numbers=list(values)),
        n=len(matrix),
        numbers=matrix,
        columns=made,
        weights=heavy,
        keys=make_keys(content, len(matrix)),
        smallest_group=smallest_group,
    )
