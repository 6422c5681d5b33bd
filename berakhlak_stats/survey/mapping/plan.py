"""Which column of a file answers which question of the instrument, told by the titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from berakhlak_stats.survey.mapping.words import UNKNOWN, word_lookup
from berakhlak_stats.survey.texts import name_key, vocabulary

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList, Text

_BRACKETED = re.compile(r"\[([^\[\]]+)\]\s*$")
_LIST_PLACES = 100


@dataclass
class ListColumns:
    """Columns of one list in each shape; ``flags`` maps word positions to titles.

    ``separator`` and ``spellings`` (comparison key to word position) are what a mapping file adds.
    """

    delimited: list[str] = field(default_factory=list)
    numbered: dict[int, str] = field(default_factory=dict)
    flags: dict[int, str] = field(default_factory=dict)
    separator: str = ""
    spellings: dict[str, int] = field(default_factory=dict)

    @property
    def shapes(self) -> tuple[str, ...]:
        """The shapes that have any columns."""
        each = (("delimited", self.delimited), ("numbered", self.numbered), ("flags", self.flags))
        return tuple(name for name, columns in each if columns)

    def titles(self, shape: str) -> list[str]:
        """The titles of one shape in the order of the list."""
        if shape == "delimited":
            return self.delimited
        numbered = self.numbered if shape == "numbered" else self.flags
        return [numbered[place] for place in sorted(numbered)]


@dataclass
class Plan:
    """What every column is taken for. ``clashes`` are (column, target, other column).

    ``identifiers`` and ``groups`` are others of which a mapping file, confirmed by a person,
    says that they tell persons apart, or that they do not; ``lookalikes`` are columns of no
    known title that hold words of a list that has no column.
    """

    lists: dict[str, ListColumns] = field(default_factory=dict)
    ratings: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    respondent_id: str | None = None
    weight: str | None = None
    synthetic: str | None = None
    others: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    clashes: list[tuple[str, str, str]] = field(default_factory=list)
    lookalikes: list[str] = field(default_factory=list)

    def claim_weight(self, title: str | None) -> None:
        """Take a column for the weights; None takes none."""
        self.weight = title
        self.others = [each for each in self.others if each != title]

    @property
    def found(self) -> int:
        """How many lists and items of the instrument have a column."""
        return (
            sum(bool(each.shapes) for each in self.lists.values())
            + len(self.ratings)
            + len(self.numbers)
        )

    @property
    def taken(self) -> frozenset[str]:
        """The titles that belong to a list or an item."""
        lists = [title for each in self.lists.values() for shape in each.shapes
                 for title in each.titles(shape)]  # fmt: skip
        clashing = [title for _, _, title in self.clashes]
        return frozenset([*lists, *self.ratings.values(), *self.numbers.values(), *clashing])


def make_plan(
    titles: Sequence[str],
    instrument: Instrument,
    weights: str | None = None,
    respondent_id: str | None = None,
) -> Plan:
    """Assign every title; a title that fits nothing is an ordinary column."""
    plan = Plan(lists={block.id: ListColumns() for block in instrument.pick_lists})
    lists = [_ListNames(instrument, block) for block in instrument.pick_lists]
    ratings = _names((item.id, item.label) for item in instrument.ratings)
    numbers = _names((item.id, item.label) for item in instrument.numbers)
    for title in titles:
        key = name_key(title)
        if title == weights:
            plan.weight = title
        elif title == respondent_id:
            plan.respondent_id = title
        elif any(each.claim(title, key, plan) for each in lists) or _claim_item(
            title, ratings, plan.ratings, plan
        ):
            continue
        elif not _claim_item(title, numbers, plan.numbers, plan):
            _claim_role(title, key, plan, (weights and "weight", respondent_id and "respondent_id"))
    return plan


def _claim_role(title: str, key: str, plan: Plan, given: Sequence[str | None]) -> None:
    for role in ("respondent_id", "weight", "synthetic"):
        free = getattr(plan, role) is None and role not in given
        if key in vocabulary(role) and free:
            setattr(plan, role, title)
            return
    plan.others.append(title)


def _names(items: Iterator[tuple[str, Text]]) -> dict[str, str]:
    """Item ids by every name a column may carry; ids win."""
    listed = list(items)
    names = {name_key(identifier): identifier for identifier, _ in listed}
    for identifier, label in listed:
        for text in (label.id, label.en):
            names.setdefault(name_key(text), identifier)
    names.pop("", None)
    return names


def _claim_item(title: str, names: Mapping[str, str], taken: dict[str, str], plan: Plan) -> bool:
    """Give a column to the item it is named after: whole title, or the row of a grid question."""
    row = _BRACKETED.search(title)
    for text in (title, row[1] if row else title):
        item = names.get(name_key(text))
        if item is not None:
            if item in taken:
                plan.clashes.append((taken[item], item, title))
            else:
                taken[item] = title
            return True
    return False


class _ListNames:
    """The titles that belong to one list."""

    def __init__(self, instrument: Instrument, block: PickList) -> None:
        self.id = block.id
        lookup = word_lookup(instrument, block)
        # Titles lose their punctuation, so the words are compared without theirs.
        self.words = {name_key(key): place for key, place in lookup.positions.items()}
        texts = (block.id, block.label.id, block.label.en, block.question.id, block.question.en)
        keys = {name_key(text) for text in texts} - {""}
        self.aliases = sorted(keys, key=len, reverse=True)

    def claim(self, title: str, key: str, plan: Plan) -> bool:
        """Take the column if its title names the list, a place in it, or one of its words."""
        columns = plan.lists[self.id]
        for alias in self.aliases:
            if key == alias:
                if columns.delimited:
                    plan.clashes.append((columns.delimited[0], self.id, title))
                columns.delimited.append(title)
                return True
            if key.startswith(f"{alias}_"):
                return self._claim_part(title, key[len(alias) + 1 :], columns, plan)
        return False

    def _claim_part(self, title: str, rest: str, columns: ListColumns, plan: Plan) -> bool:
        if rest.isdecimal() and 1 <= int(rest) <= _LIST_PLACES:
            place, taken = int(rest), columns.numbered
        else:
            place, taken = self.words.get(rest, UNKNOWN), columns.flags
        if place < 0:
            return False
        if place in taken:
            plan.clashes.append((taken[place], f"{self.id}_{rest}", title))
        taken[place] = title
        return True
