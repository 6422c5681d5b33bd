"""What ids are called: from the instrument where it is bundled, else the id itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from berakhlak_stats.present.formats import number
from berakhlak_stats.present.phrases import has_phrase, phrase, say

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Provenance
    from berakhlak_stats.instrument.model import Band, Instrument
    from berakhlak_stats.present.rows import Row

_MOST_JOINED, _LONGEST_JOINED = 3, 60
LISTS = ("personal", "current", "desired")


@cache
def bundled(instrument: str) -> Instrument | None:
    """The bundled instrument of that id, or None for one that was made elsewhere."""
    from berakhlak_stats.instrument.load import available_instruments, load_instrument

    return load_instrument(instrument) if instrument in available_instruments() else None


@lru_cache(maxsize=8)
def _own(definition: str) -> Instrument:
    """The instrument that a result carries with it, checked like one read from a file."""
    from berakhlak_stats.instrument.problems import InstrumentFileError
    from berakhlak_stats.instrument.schema import parse

    instrument, problems = parse(json.loads(definition), "provenance")
    if instrument is None:
        raise InstrumentFileError("provenance", problems)
    return instrument


def in_order(lists: Iterable[str]) -> list[str]:
    """Pick lists once each, in the order in which they are always shown."""
    found = dict.fromkeys(lists)
    return [*(name for name in LISTS if name in found), *(n for n in found if n not in LISTS)]


@dataclass(frozen=True)
class Labels:
    """Names in one language. ``extra`` overrides the instrument, for labels from elsewhere."""

    lang: str
    instrument: Instrument | None = None
    extra: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, made: Provenance, lang: str) -> Labels:
        """The labels that belong to a result."""
        if made.definition:
            return cls(lang, _own(json.dumps(made.definition, sort_keys=True)))
        return cls(lang, bundled(made.instrument))

    def item(self, item: str) -> str:
        """The name of an index, value, behaviour, word or area."""
        if item in self.extra:
            return self.extra[item]
        if self.instrument is not None:
            label = self.instrument.label(item, self.lang)
            if label != item:
                return label
        for stem in ("index", "data_column"):
            if has_phrase(f"{stem}.{item}", self.lang):
                return phrase(f"{stem}.{item}", self.lang)
        return self._part(item) or self._of_two(item) or self._plain(item)

    def _of_two(self, item: str) -> str:
        """A difference, a term of a model, or items analysed as one; empty where it is none."""
        first, minus, second = item.partition(" - ")
        if minus:
            return f"{self.short(first)} \N{MINUS SIGN} {self.short(second)}"
        name, equals, label = item.partition("=")
        if equals and name and label:
            return f"{self.item(name)}: {label}"
        parts = item.split("+")
        return self._joined(parts) if len(parts) > 1 and all(parts) else ""

    def _part(self, item: str) -> str:
        """What belongs to an item, after a colon; empty where nothing does."""
        stem, found, category = item.rpartition(":")
        if not found:
            return ""
        if has_phrase(f"data_column.{stem}", self.lang):
            return f"{self.item(stem)}: {category}"
        if has_phrase(f"part.{category}", self.lang):
            return f"{self.item(stem)}: {phrase(f'part.{category}', self.lang)}"
        if level := _level(category):
            words = number(level, self.lang, decimals=0 if level.is_integer() else 1)
            return say("stem.quantile", self.lang, name=self.item(stem), level=words)
        kind, _, place = category.rpartition("_")
        if place.isdigit() and has_phrase(f"numbered.{kind}", self.lang):
            named = say(f"numbered.{kind}", self.lang, number=place)
            return f"{self.item(stem)}: {named}"
        if stem in ("mean", "kappa"):
            name = self._category(int(category)) if category.isdigit() else self.item(category)
            return say(f"stem.{stem}", self.lang, name=name)
        block = None if self.instrument is None else self.instrument.list_index.get(stem)
        if block is not None:
            return f"{self.list(stem)}: {self.item(category)}"
        if category.isdigit():
            return f"{self.item(stem)}: {self._category(int(category))}"
        return ""

    @staticmethod
    def _plain(item: str) -> str:
        return item.replace("_", " ") if item.islower() else item

    def _joined(self, items: list[str]) -> str:
        """Items that were analysed as one: their names, or how many there are."""
        names = " + ".join(self.short(item) for item in items)
        few = len(items) <= _MOST_JOINED and len(names) <= _LONGEST_JOINED
        return names if few or len(items) == 2 else say("word.items", self.lang, count=len(items))

    def _category(self, category: int) -> str:
        """The label of a category of the rating scale; its number where it has none."""
        scale = None if self.instrument is None else self.instrument.scale
        if scale is None or not 0 <= category - scale.low < len(scale.labels):
            return str(category)
        return scale.labels[category - scale.low].get(self.lang)

    def short(self, item: str) -> str:
        """A name short enough for a figure: of a behaviour the word that stands for it."""
        if has_phrase(f"index_short.{item}", self.lang):
            return phrase(f"index_short.{item}", self.lang)
        words = () if self.instrument is None else self.instrument.words
        stands = next((word for word in words if word.behaviour == item), None)
        return self.item(item) if stands is None else stands.label.get(self.lang)

    def list(self, name: str, *, short: bool = False) -> str:
        """The name of a pick list; ``"current>desired"`` and ``"personal+current"`` name both."""
        stem = "list_short" if short else "list"
        sides = [
            " + ".join(self._one_list(part, stem) for part in side.split("+"))
            for side in name.split(">")
        ]
        return " \N{RIGHTWARDS ARROW} ".join(sides)

    def _one_list(self, name: str, stem: str) -> str:
        if has_phrase(f"{stem}.{name}", self.lang):
            return phrase(f"{stem}.{name}", self.lang)
        return name if self.instrument is None else self.instrument.label(name, self.lang)

    def band(self, code: str) -> str:
        """The verbal name of a band; empty where the instrument has none."""
        band = next((band for band in self.bands if band.code == code), None)
        return "" if band is None else band.label.get(self.lang)

    @property
    def bands(self) -> tuple[Band, ...]:
        """Bands from the highest to the lowest."""
        return () if self.instrument is None else self.instrument.bands

    def limiting(self, item: str) -> bool:
        """Whether ``item`` is a limiting word."""
        word = None if self.instrument is None else self.instrument.word_index.get(item)
        return word is not None and word.polarity == "limiting"

    def value_of(self, item: str) -> str:
        """The value a behaviour belongs to; empty where it belongs to none."""
        if self.instrument is None:
            return ""
        return next((b.value for b in self.instrument.behaviours if b.id == item), "")


def _level(category: str) -> float:
    """The percent of a quantile such as ``0.25``; zero where it is none."""
    try:
        share = float(category) if category.startswith("0.") else 0.0
    except ValueError:
        return 0.0
    return 100 * share


def at_level(labels: Labels, item: str, level: str) -> str:
    """The short name of an item, with what the level says of it where it says something."""
    if has_phrase(f"{level}_item.{item}", labels.lang):
        return phrase(f"{level}_item.{item}", labels.lang)
    key = f"level_suffix.{level}"
    if not has_phrase(key, labels.lang):
        return labels.short(item)
    return f"{labels.short(item)} ({phrase(key, labels.lang)})"


def model_name(model: str, lang: str) -> str:
    """What a model is called; its own name where the language has none."""
    key = f"model_name.{model}"
    return phrase(key, lang) if has_phrase(key, lang) else model


def row_name(labels: Labels, row: Row) -> str:
    """A short name of what a row is about: its item, or both items of a pair or a cell."""
    first = at_level(labels, row.item, row.level)
    joint = "\N{MULTIPLICATION SIGN}" if row.level == "cell" else "\N{EN DASH}"
    if not row.item_2 or row.way:
        return first
    model = row.level == "model"
    second = model_name(row.item_2, labels.lang) if model else labels.short(row.item_2)
    return f"{first} {joint} {second}"
