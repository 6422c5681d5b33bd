"""Whether the parts of a definition fit together: ids, references, counts and orders.

These checks read the plain dictionary and skip what is missing or of the wrong type, so
that they can run beside the check of the shape and all problems are reported together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from berakhlak_stats.errors import Message
from berakhlak_stats.instrument.problems import key_of, problem, spelling

# Sections whose ids become columns of one answer file, hence share a name space.
_ANSWERED = ("pick_lists", "ratings", "numbers")
_NAMED = ("values", "behaviours", "areas", "indices", "words")
# The delimiter of picks in one cell, and what would break a header line.
_UNUSABLE = "|\n\r\t"
_LEVELS = range(1, 8)
# Ratings are stored in one signed byte, in which -1 means missing.
_CATEGORIES = range(0, 128)

Raw = dict[str, Any]


def reference_problems(raw: Raw, source: str) -> list[Message]:
    """Everything in an expanded definition that does not fit together.

    Parameters
    ----------
    raw : dict
        A definition in which short forms have been written out.
    source : str
        The name of the file, for messages.

    Returns
    -------
    list of Message
        Empty where all is well.
    """
    checks = (_ids, _behaviours, _words, _pick_lists, _scale, _ratings, _bands, _questions)
    return [found for check in checks for found in check(raw, source)]


def _ids(raw: Raw, source: str) -> Iterator[Message]:
    answered: dict[str, str] = {}
    for section in (*_NAMED, *_ANSWERED, "bands"):
        seen = answered if section in _ANSWERED else {}
        for position, entry in _entries(raw, section):
            key = "code" if section == "bands" else "id"
            given = entry.get(key)
            if not isinstance(given, str):
                continue
            place = key_of(section, position, entry, key)
            if reasons := _unusable(given):
                yield problem("E517", source, place, given=given, **reasons)
            elif given in seen:
                yield problem("E512", source, place, given=given, first=seen[given])
            seen.setdefault(given, place)


def _unusable(given: str) -> dict[str, str]:
    if not given.strip():
        return {"reason_id": "kosong", "reason_en": "it is empty"}
    if given != given.strip():
        return {
            "reason_id": "diawali atau diakhiri spasi",
            "reason_en": "it begins or ends with a space",
        }
    if any(mark in given for mark in _UNUSABLE):
        return {
            "reason_id": "memuat tanda |, tab, atau ganti baris",
            "reason_en": "it holds a |, a tab or a line break",
        }
    return {}


def _behaviours(raw: Raw, source: str) -> Iterator[Message]:
    for position, entry in _entries(raw, "behaviours"):
        yield from _known(raw, source, ("behaviours", position, entry), "value", "values")


def _words(raw: Raw, source: str) -> Iterator[Message]:
    owner = {each.get("id"): each.get("value") for _, each in _entries(raw, "behaviours")}
    for position, entry in _entries(raw, "words"):
        spot = ("words", position, entry)
        for key, section in (("value", "values"), ("behaviour", "behaviours"), ("area", "areas")):
            yield from _known(raw, source, spot, key, section)
        level, behaviour = entry.get("level"), entry.get("behaviour")
        if isinstance(level, int) and level not in _LEVELS:
            yield problem(
                "E509",
                source,
                key_of(*spot, "level"),
                given=level,
                expected_id="bilangan bulat 1 sampai 7",
                expected_en="a whole number from 1 to 7",
            )
        if isinstance(behaviour, str) and owner.get(behaviour, entry.get("value")) != entry.get(
            "value"
        ):
            yield problem(
                "E520",
                source,
                key_of(*spot, "value"),
                behaviour=behaviour,
                expected=owner[behaviour],
                given=entry.get("value"),
            )


def _pick_lists(raw: Raw, source: str) -> Iterator[Message]:
    known = _known_ids(raw, "words")
    for position, block in _entries(raw, "pick_lists"):
        words, k = block.get("words"), block.get("k")
        if not isinstance(words, list):
            continue
        first: dict[Any, str] = {}
        for place, word in enumerate(words):
            key = key_of("pick_lists", position, block, f"words[{place}]")
            if not isinstance(word, str):
                continue
            if word not in known:
                yield problem(
                    "E511", source, key, given=word, section="words", **spelling(word, known)
                )
            elif word in first:
                yield problem("E512", source, key, given=word, first=first[word])
            first.setdefault(word, key)
        if isinstance(k, int) and not 1 <= k <= len(words):
            key = key_of("pick_lists", position, block, "k")
            yield problem("E513", source, key, k=k, count=len(words))


def _scale(raw: Raw, source: str) -> Iterator[Message]:
    scale = raw.get("scale")
    if not isinstance(scale, dict):
        if scale is None and raw.get("ratings"):
            example = "[scale] low = 1, high = 5"
            yield problem("E508", source, "scale", key="scale", example=example)
        return
    low, high = scale.get("low"), scale.get("high")
    if not isinstance(low, int) or not isinstance(high, int):
        return
    if low >= high:
        yield problem("E514", source, "scale.low", low=low, high=high)
        return
    if low < _CATEGORIES.start or high >= _CATEGORIES.stop:
        limits = {"least": _CATEGORIES.start, "most": _CATEGORIES.stop - 1}
        yield problem("E521", source, "scale", low=low, high=high, **limits)
    labels, expected = scale.get("labels"), high - low + 1
    if isinstance(labels, list) and labels and len(labels) != expected:
        details = {"low": low, "high": high, "expected": expected, "count": len(labels)}
        yield problem("E515", source, "scale.labels", **details)
    accepted = scale.get("accepted")
    for text, category in accepted.items() if isinstance(accepted, dict) else ():
        if isinstance(category, int) and not low <= category <= high:
            yield problem(
                "E509",
                source,
                f"scale.accepted.{text}",
                given=category,
                expected_id=f"bilangan bulat {low} sampai {high}",
                expected_en=f"a whole number from {low} to {high}",
            )


def _ratings(raw: Raw, source: str) -> Iterator[Message]:
    if not raw.get("values"):
        return
    for position, entry in _entries(raw, "ratings"):
        yield from _known(raw, source, ("ratings", position, entry), "scale", "values")


def _bands(raw: Raw, source: str) -> Iterator[Message]:
    previous: float | None = None
    for position, band in _entries(raw, "bands"):
        low = band.get("low")
        if not isinstance(low, int | float):
            continue
        if previous is not None and low >= previous:
            key = key_of("bands", position, band, "low")
            yield problem(
                "E516", source, key, band=band.get("code", "?"), low=low, previous=previous
            )
        previous = low


def _questions(raw: Raw, source: str) -> Iterator[Message]:
    if not any(raw.get(section) for section in _ANSWERED):
        yield problem("E519", source, "")


def _known(
    raw: Raw, source: str, spot: tuple[str, int, Raw], key: str, section: str
) -> Iterator[Message]:
    """A problem where ``key`` of the entry names something that ``section`` does not hold."""
    given, known = spot[2].get(key), _known_ids(raw, section)
    if isinstance(given, str) and given not in known:
        details = spelling(given, known)
        yield problem("E511", source, key_of(*spot, key), given=given, section=section, **details)


def _known_ids(raw: Raw, section: str) -> list[str]:
    ids = (entry.get("id") for _, entry in _entries(raw, section))
    return [each for each in ids if isinstance(each, str)]


def _entries(raw: Raw, section: str) -> Iterator[tuple[int, Raw]]:
    entries = raw.get(section)
    if isinstance(entries, list):
        yield from ((i, entry) for i, entry in enumerate(entries) if isinstance(entry, dict))
