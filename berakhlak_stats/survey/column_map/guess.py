"""What the columns that no title settles may be: by their wording, among what their cells allow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from berakhlak_stats.survey.column_map.similarity import Wordings, same_words
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.mapping.picks import find_delimiter, read_delimited
from berakhlak_stats.survey.mapping.ratings import read_rating, scale_labels
from berakhlak_stats.survey.mapping.words import word_lookup
from berakhlak_stats.survey.texts import answer_key, name_key, numbered_title, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList, RatingItem

LEAST = 0.6
LEAST_AHEAD, AHEAD = 0.5, 0.15
NEARLY = 0.08
_SAMPLE = 2_000
_LIST_SHARE, _RATING_SHARE = 0.3, 0.5
_STRONG_SHARE = 0.5
_CONTENT_COUNTS = 0.3
_BY_CODE = 0.97
_LABEL_ALIKE = 0.75
# No two parts of it can hold the same sign, so that titles of any length are read in one pass.
_PART = re.compile(r"^(.*?)(?:\[([^\[\]]+)\]|[:>|]([^:>|]+)|\s[-\u2013]\s(.+))$")


@dataclass(frozen=True)
class Guess:
    """One reading of a column and how sure it is, 0 to 1.

    ``fit`` is the wording alone; ``strong`` says that the cells are answers of this kind
    whatever the title says.
    """

    kind: str
    target: str
    sure: float
    fit: float
    word: str = ""
    place: int = 0
    strong: bool = False

    @property
    def aim(self) -> tuple[str, str, str, int]:
        """What no second column may be as well."""
        return self.kind, self.target, self.word, self.place


class Guesser:
    """Readings for columns, among the questions that have no column yet."""

    def __init__(self, instrument: Instrument, taken: frozenset[str]) -> None:
        self._instrument = instrument
        self._lists = [each for each in instrument.pick_lists if each.id not in taken]
        self._ratings = [each for each in instrument.ratings if each.id not in taken]
        self._numbers = [each for each in instrument.numbers if each.id not in taken]
        self._lookups = {each.id: word_lookup(instrument, each) for each in self._lists}
        self._labels = {} if instrument.scale is None else scale_labels(instrument.scale)
        wordings: dict[str, Sequence[str]] = {
            each.id: (each.label.id, each.label.en, each.question.id, each.question.en)
            for each in instrument.pick_lists
        }
        wordings |= {each.id: (each.label.id, each.label.en) for each in instrument.ratings}
        wordings |= {each.id: (each.label.id, each.label.en) for each in instrument.numbers}
        self._wordings = Wordings(wordings)

    def readings(self, title: str, column: Any) -> list[Guess]:
        """Readings that the cells allow, the best first."""
        sample = column.slice(0, _SAMPLE)
        found = [*self._as_list(title, sample), *self._as_item(title, sample)]
        best: dict[tuple[str, str, str, int], Guess] = {}
        for guess in found:
            if guess.aim not in best or best[guess.aim].fit < guess.fit:
                best[guess.aim] = guess
        return sorted(best.values(), key=lambda each: -each.fit)

    def _as_list(self, title: str, sample: Any) -> list[Guess]:
        found = []
        for block in self._lists:
            lookup = self._lookups[block.id]
            flag = self._flag(title, block) if _is_flags(sample) else None
            if flag is not None:
                stem, word = flag
                found.append(self._guess("list", block.id, stem, 1.0, word=word))
                continue
            answers = read_delimited(title, _texts(sample), lookup, block.words, lambda _: None)
            share = answers.kept / answers.read if answers.read else 0.0
            if share < _LIST_SHARE:
                continue
            stem, place = numbered_title(title) or (title, 0)
            single = int(answers.counts.max()) <= 1
            if single and block.k > 1 and 1 <= place <= block.k:
                found.append(self._guess("list", block.id, stem, share, place=place))
            else:
                found.append(self._guess("list", block.id, title, share))
        return found

    def _flag(self, title: str, block: PickList) -> tuple[str, str] | None:
        """The question and the word in the title of a 0/1 column."""
        part = _PART.match(title)
        if part is None:
            return None
        text = next(each for each in part.groups()[1:] if each)
        position = self._lookups[block.id].find(text)
        return (part[1], block.words[position]) if position >= 0 else None

    def _as_item(self, title: str, sample: Any) -> list[Guess]:
        found = []
        share, labelled = self._rating_share(sample) if self._ratings else (0.0, False)
        if share >= _RATING_SHARE:
            items = [self._item("rating", each, title, share) for each in self._ratings]
            found += [replace(each, strong=labelled) for each in items]
        if self._numbers and _are_numbers(sample):
            found += [self._guess("number", each.id, title, 1.0) for each in self._numbers]
        return found

    def _item(self, kind: str, item: RatingItem, title: str, share: float) -> Guess:
        """A title that begins with the code of an item says which one it is."""
        code = "_?".join(re.findall(r"[^\W\d_]+|\d+", item.id.casefold()))
        if code and re.match(rf"{code}(_|$)", name_key(title)):
            return Guess(kind, item.id, _BY_CODE, _BY_CODE)
        part = _PART.match(title)
        texts = [title, *(each for each in (part.groups() if part else ()) if each)]
        return max((self._guess(kind, item.id, text, share) for text in texts),
                   key=lambda each: each.fit)  # fmt: skip

    def _rating_share(self, sample: Any) -> tuple[float, bool]:
        """The share of filled cells on the scale or nearly so, and whether they are labels."""
        scale = self._instrument.scale
        if scale is None:
            return 0.0, False
        answers = read_rating(sample, scale, self._labels)
        filled = int((answers.cells.codes >= 0).sum())
        unknown = answers.faults.get("unknown")
        contrary = answers.faults.get("contrary")
        near = len(contrary) if contrary is not None else 0
        if unknown is not None:
            known = {text: bool(self.label_guesses(text)) for text in set(unknown.texts)}
            near += sum(known[text] for text in unknown.texts)
        share = (int((answers.values >= 0).sum()) + near) / filled if filled else 0.0
        return share, answers.labelled

    def label_guesses(self, text: str) -> list[tuple[int, float]]:
        """Categories whose labels are like this answer, the best first."""
        best: dict[int, float] = {}
        for label, category in self._labels.items():
            sure = same_words(text, label)
            if sure >= _LABEL_ALIKE:
                best[category] = max(best.get(category, 0.0), sure)
        return sorted(best.items(), key=lambda each: -each[1])

    def word_guesses(self, text: str, block: PickList) -> list[tuple[str, float]]:
        """Words whose labels are like this answer, the best first."""
        lookup = word_lookup(self._instrument, block)
        best: dict[str, float] = {}
        for label, position in lookup.positions.items():
            if position >= 0:
                sure = same_words(text, label)
                if sure >= _LABEL_ALIKE:
                    word = block.words[position]
                    best[word] = max(best.get(word, 0.0), sure)
        return sorted(best.items(), key=lambda each: -each[1])

    def _guess(
        self, kind: str, target: str, text: str, share: float, *, word: str = "", place: int = 0
    ) -> Guess:
        fit = self._wordings.score(text, target)
        sure = 1 - (1 - fit) * (1 - _CONTENT_COUNTS * share)
        strong = kind == "list" and share >= _STRONG_SHARE
        return Guess(kind, target, sure, fit, word, place, strong)


def unknown_answers(
    column: Any,
    title: str,
    block: PickList,
    instrument: Instrument,
    *,
    others_in_place: bool = False,
) -> Mapping[str, int]:
    """Picks of a delimited or numbered column that are no word of the list, with their counts."""
    lookup = replace(word_lookup(instrument, block), others_in_place=others_in_place)
    answers = read_delimited(title, _texts(column), lookup, block.words, lambda _: None)
    found: dict[str, int] = {}
    for text in answers.unknown.texts:
        found[text] = found.get(text, 0) + 1
    return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def separator_of(column: Any, block: PickList, instrument: Instrument) -> str:
    """The sign between the picks of a cell."""
    return find_delimiter(_texts(column), word_lookup(instrument, block))


def _texts(column: Any) -> Any:
    import pyarrow as pa

    return column.cast(pa.string())


def _is_flags(sample: Any) -> bool:
    cells = factorise(sample)
    known = vocabulary_set("yes") | vocabulary_set("no")
    return bool(cells.texts) and all(answer_key(text) in known for text in cells.texts)


def _are_numbers(sample: Any) -> bool:
    from berakhlak_stats.survey.mapping.numbers import all_numbers, is_typed_number

    return is_typed_number(sample) or all_numbers(factorise(sample))
