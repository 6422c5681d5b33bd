"""What was asked: frozen definitions, read from TOML or made from code.

Ids are neutral (``AK``, ``AK1``, ``bertanggung_jawab``); everything a person reads is a
:class:`Text` in both languages. No number or name of a particular survey lives in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Literal

Sureness = Literal["published", "inferred", "assumed"]
Polarity = Literal["positive", "limiting"]
WordType = Literal["I", "R", "O", "S"]
Need = Literal["finance", "fitness", "customers", "evolution", "culture", "society"]


class _Strict:
    """Keys that are not fields are refused when a definition is read (by pydantic)."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Text(_Strict):
    """A label in Indonesian and English."""

    id: str
    en: str

    def get(self, lang: str) -> str:
        """The label in ``lang`` ("id" or "en")."""
        return self.id if lang == "id" else self.en


@dataclass(frozen=True, slots=True)
class Claim(_Strict):
    """How sure a part of the definition is, where it comes from, and a remark for readers."""

    sureness: Sureness = "assumed"
    source: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Value(_Strict):
    """One of the values whose scores make up the implementation index."""

    id: str
    name: Text
    definition: Text
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class Behaviour(_Strict):
    """One behaviour of a value, in its legal wording."""

    id: str
    value: str
    label: Text
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class Area(_Strict):
    """One of the areas over which culture can be spread."""

    id: str
    name: Text
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class IndexName(_Strict):
    """What one of the indices is called; its formula is not the instrument's business."""

    id: str
    name: Text
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class Word(_Strict):
    """A word on the pick lists.

    ``value`` and ``behaviour`` are ids or None; ``level`` is 1-7; ``type`` says
    whether the word is about the individual, relations, the organisation or society; ``need``
    is the business-needs category.
    """

    id: str
    label: Text
    value: str | None = None
    behaviour: str | None = None
    area: str | None = None
    level: int | None = None
    polarity: Polarity = "positive"
    type: WordType | None = None
    need: Need | None = None
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class PickList(_Strict):
    """A question answered by picking words: exactly, or at most, ``k`` of ``words``."""

    id: str
    label: Text
    question: Text
    words: tuple[str, ...]
    k: int
    rule: Literal["exactly", "at_most"] = "exactly"


@dataclass(frozen=True, slots=True)
class RatingScale(_Strict):
    """Ordered categories ``low..high`` with one label each; ``accepted`` adds spellings.

    ``accepted`` maps a lower-case label to its category.
    """

    low: int
    high: int
    labels: tuple[Text, ...] = ()
    accepted: Mapping[str, int] = field(default_factory=dict)

    @property
    def midpoint(self) -> float:
        """The centre about which ratings are accumulated."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class RatingItem(_Strict):
    """A statement rated on the instrument's scale. ``scale`` groups items (a value id)."""

    id: str
    label: Text
    scale: str | None = None
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class NumberItem(_Strict):
    """A real-valued answer; NaN means missing."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Band(_Strict):
    """A verbal category of a 0-100 score: from ``low`` (as published, one decimal) upward."""

    code: str
    low: float
    label: Text
    wording: Text
    claim: Claim = Claim()


@dataclass(frozen=True, slots=True)
class SeriesBreak(_Strict):
    """Years from ``year`` on do not continue the series of the years before it.

    ``label`` says what changed: wording, response format, who runs the survey, what counts.
    """

    year: int
    label: Text
    claim: Claim = Claim()


@dataclass(frozen=True)
class Instrument(_Strict):
    """A whole survey instrument.

    ``bands`` run from the highest to the lowest. Indices look the pick lists up by the ids
    ``personal``, ``current`` and ``desired``. ``breaks`` are known for the series of surveys
    that the instrument belongs to, whichever instrument was used on the other side.
    """

    id: str
    version: str
    title: Text
    claim: Claim = Claim()
    values: tuple[Value, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    areas: tuple[Area, ...] = ()
    indices: tuple[IndexName, ...] = ()
    words: tuple[Word, ...] = ()
    pick_lists: tuple[PickList, ...] = ()
    scale: RatingScale | None = None
    ratings: tuple[RatingItem, ...] = ()
    numbers: tuple[NumberItem, ...] = ()
    bands: tuple[Band, ...] = ()
    breaks: tuple[SeriesBreak, ...] = ()
    notes: Mapping[str, Claim] = field(default_factory=dict)

    def __repr__(self) -> str:
        return (
            f"Instrument({self.id!r}, version={self.version!r}, "
            f"lists=[{', '.join(block.id for block in self.pick_lists)}], "
            f"words={len(self.words)}, ratings={len(self.ratings)}, numbers={len(self.numbers)})"
        )

    @cached_property
    def word_index(self) -> Mapping[str, Word]:
        """Words by id."""
        return {word.id: word for word in self.words}

    @cached_property
    def value_index(self) -> Mapping[str, Value]:
        """Values by id."""
        return {value.id: value for value in self.values}

    @cached_property
    def list_index(self) -> Mapping[str, PickList]:
        """Pick lists by id."""
        return {block.id: block for block in self.pick_lists}

    @cached_property
    def rating_index(self) -> Mapping[str, RatingItem]:
        """Rating items by id."""
        return {item.id: item for item in self.ratings}

    def label(self, item: str, lang: str = "en") -> str:
        """The label of any id of this instrument; the id itself where it is unknown."""
        return self._labels.get(item, Text(item, item)).get(lang)

    @cached_property
    def _labels(self) -> dict[str, Text]:
        """Every id with its label. Later lines win: a value id is never shadowed by a word."""
        labels: dict[str, Text] = {word.id: word.label for word in self.words}
        labels |= {item.id: item.label for item in self.numbers}
        labels |= {item.id: item.label for item in self.ratings}
        labels |= {block.id: block.label for block in self.pick_lists}
        labels |= {behaviour.id: behaviour.label for behaviour in self.behaviours}
        labels |= {area.id: area.name for area in self.areas}
        labels |= {index.id: index.name for index in self.indices}
        labels |= {value.id: value.name for value in self.values}
        return labels
