"""Make an instrument from code, so that any Likert, pick-k or numeric survey can be analysed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from berakhlak_stats.errors import make_error
from berakhlak_stats.instrument.load import build_instrument
from berakhlak_stats.instrument.model import Band, Instrument, Text
from berakhlak_stats.instrument.problems import InstrumentFileError, problem, spelling

_SOURCE = "make_instrument"
Label = str | Text | tuple[str, str]
Rule = Literal["exactly", "at_most"]
Ratings = Mapping[str, Sequence[str]] | Sequence[str]
Picks = Mapping[str, Sequence[str] | Mapping[str, Any]]


def make_instrument(
    *,
    title: Label = "Ad-hoc survey",
    ratings: Ratings | None = None,
    scale: tuple[int, int] = (1, 5),
    scale_labels: Sequence[Label] = (),
    reversed: Iterable[str] = (),
    picks: Picks | None = None,
    k: int | None = None,
    rule: Rule = "exactly",
    numbers: Sequence[str] = (),
    labels: Mapping[str, Label] | None = None,
    bands: Sequence[Band] | None = None,
) -> Instrument:
    """Make an instrument without a file.

    Parameters
    ----------
    title : str, Text or (id, en) pair
        What reports call the survey.
    ratings : mapping of scale id to item ids, or sequence of item ids
        Rated statements. A mapping groups them into scales, each of which gets a score.
    scale : (int, int)
        Lowest and highest category of every rating.
    scale_labels : sequence of labels
        One per category, lowest first; answers spelled so are recognised.
    reversed : iterable of str
        Rating items on which a high answer means little of the scale.
    picks : mapping of list id to words, or to ``{"words": [...], "k": 10, "rule": "exactly"}``
        Pick-k questions. Lists that share a word share its id and label.
    k, rule : int, {"exactly", "at_most"}
        How many words a person picks, for lists that do not say so themselves.
    numbers : sequence of str
        Real-valued items.
    labels : mapping of id to str, Text or (id, en) pair
        Labels of items, words, lists and scales; what is left out is shown by its id.
    bands : sequence of Band, optional
        Highest first; without them scores get no verbal category.

    Returns
    -------
    Instrument

    Raises
    ------
    InstrumentFileError
        With every problem found.
    OptionError
        E703 where an argument is not of the right kind.

    Notes
    -----
    For a word list with values, areas or limiting words write a TOML file instead
    (:func:`~berakhlak_stats.instrument.load.load_instrument`): the culture indices need them.

    Examples
    --------
    >>> survey = make_instrument(
    ...     ratings={"trust": ["T1", "T2"]},
    ...     reversed=["T2"],
    ...     picks={"current": ["open", "fair", "slow"]},
    ...     k=2,
    ...     labels={"trust": ("Kepercayaan", "Trust")},
    ... )
    >>> survey.label("trust", "id"), survey.list_index["current"].k
    ('Kepercayaan', 2)
    """
    _require(labels is None or isinstance(labels, Mapping), "labels", "{id: label}", labels)
    named = {name: _text(label) for name, label in (labels or {}).items()}
    scales = _scales(ratings)
    items = [(item, scale_id) for scale_id, group in scales.items() for item in group]
    blocks = _blocks(picks, k, rule)
    raw: dict[str, Any] = {
        "id": "ad-hoc",
        "version": "1",
        "title": _text(title),
        "values": [_named(name, named, "name") | {"definition": ""} for name in scales if name],
        "ratings": [
            _named(item, named) | ({"scale": scale_id} if scale_id else {})
            for item, scale_id in items
        ],
        "words": [_named(word, named) for word in _vocabulary(blocks)],
        "pick_lists": [_named(name, named) | block for name, block in blocks.items()],
        "numbers": [_named(item, named) for item in _strings(numbers, "numbers")],
    }
    if items:
        raw["scale"] = _scale(scale, scale_labels)
    _mark_reversed(raw["ratings"], _strings(reversed, "reversed"))
    _check_labels(raw, named)
    instrument = build_instrument(raw, _SOURCE)
    return instrument if bands is None else _with_bands(instrument, bands)


def _scales(ratings: Ratings | None) -> dict[str, list[str]]:
    """Items by scale; items without a scale stand under the empty name."""
    if ratings is None:
        return {}
    if isinstance(ratings, Mapping):
        return {name: _strings(group, f"ratings[{name!r}]") for name, group in ratings.items()}
    return {"": _strings(ratings, "ratings")}


def _blocks(picks: Picks | None, k: int | None, rule: Rule) -> dict[str, dict[str, Any]]:
    _require(picks is None or isinstance(picks, Mapping), "picks", "{list: [words]}", picks)
    blocks = {}
    for name, given in (picks or {}).items():
        block: dict[str, Any] = dict(given) if isinstance(given, Mapping) else {"words": given}
        block["words"] = _strings(block.get("words", ()), f"picks[{name!r}]")
        if k is not None:
            block.setdefault("k", k)
        block.setdefault("rule", rule)
        blocks[name] = block
    return blocks


def _vocabulary(blocks: Mapping[str, Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(word for block in blocks.values() for word in block["words"]))


def _scale(scale: tuple[int, int], labels: Sequence[Label]) -> dict[str, Any]:
    fits = isinstance(scale, Sequence) and len(scale) == 2
    _require(fits, "scale", "(low, high)", scale)
    return {"low": scale[0], "high": scale[1], "labels": [_text(label) for label in labels]}


def _mark_reversed(items: list[dict[str, Any]], names: list[str]) -> None:
    index = {item["id"]: item for item in items}
    if unknown := [name for name in names if name not in index]:
        raise InstrumentFileError(
            _SOURCE,
            [
                problem(
                    "E511",
                    _SOURCE,
                    "reversed",
                    given=name,
                    section="ratings",
                    **spelling(name, index),
                )
                for name in unknown
            ],
        )
    for name in names:
        index[name]["reversed"] = True


def _check_labels(raw: Mapping[str, Any], named: Mapping[str, Any]) -> None:
    """A label for something that is not there is a misspelling, not a wish."""
    sections = [raw[key] for key in ("values", "ratings", "words", "pick_lists", "numbers")]
    known = [entry["id"] for section in sections for entry in section]
    problems = [
        problem(
            "E511", _SOURCE, "labels", given=name, section="the instrument", **spelling(name, known)
        )
        for name in named
        if name not in known
    ]
    if problems:
        raise InstrumentFileError(_SOURCE, problems)


def _with_bands(instrument: Instrument, bands: Sequence[Band]) -> Instrument:
    return replace(instrument, bands=tuple(sorted(bands, key=lambda band: -band.low)))


def _named(name: str, labels: Mapping[str, Any], key: str = "label") -> dict[str, Any]:
    return {"id": name, key: labels.get(name, name)}


def _text(label: Label) -> Any:
    if isinstance(label, Text):
        return {"id": label.id, "en": label.en}
    if isinstance(label, tuple):
        _require(len(label) == 2, "labels", "(id, en)", label)
        return {"id": label[0], "en": label[1]}
    return label


def _strings(given: Any, name: str) -> list[str]:
    """A list of ids. One string is a likely slip: its letters would become the items."""
    fits = isinstance(given, Iterable) and not isinstance(given, str | Mapping)
    _require(fits, name, '["A1", "A2"]', given)
    found = list(given)
    _require(all(isinstance(each, str) for each in found), name, '["A1", "A2"]', given)
    return found


def _require(condition: bool, name: str, expected: str, given: object) -> None:
    if not condition:
        raise make_error("E703", place=_SOURCE, name=name, expected=expected, given=given)
