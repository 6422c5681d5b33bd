"""What indices share: how options are spelt, what an instrument must have, what is claimed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from berakhlak_stats.errors import Bilingual, OptionError
from berakhlak_stats.totals.statistic import Feature, at

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, PickList, Word
    from berakhlak_stats.survey.survey import Survey

ALIGNMENTS = (("personal", "current"), ("current", "desired"))


def choice(name: str, given: str, literal: Any) -> str:
    """``given`` if it is one of the choices of a Literal; else E701 listing them."""
    choices = get_args(literal)
    if given not in choices:
        raise OptionError("E701", name=name, given=given, choices=", ".join(choices))
    return given


def list_names(instrument: Instrument, lists: Sequence[str] | str | None) -> tuple[str, ...]:
    """Ids of the lists asked for: all where none are named, one where a single id is given."""
    if lists is None:
        return tuple(instrument.list_index)
    return (lists,) if isinstance(lists, str) else tuple(lists)


def pick_list(instrument: Instrument, name: str, statistic: str) -> PickList:
    """A pick list by id; refuses instruments that lack it."""
    if name not in instrument.list_index:
        needed = Bilingual(f"daftar {name!r}", f"pick list {name!r}")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic=statistic)
    return instrument.list_index[name]


def value_words(instrument: Instrument, statistic: str) -> dict[str, tuple[str, ...]]:
    """The words of each value that stand for one of its behaviours."""
    sets = {
        value.id: tuple(w.id for w in instrument.words if w.value == value.id and w.behaviour)
        for value in instrument.values
    }
    if not sets or not all(sets.values()):
        needed = Bilingual("nilai dengan kata", "values with words")
        raise OptionError("E702", instrument=instrument.id, needed=needed, statistic=statistic)
    return sets


def limiting_words(instrument: Instrument) -> tuple[str, ...]:
    """Ids of the limiting words."""
    return tuple(word.id for word in instrument.words if word.polarity == "limiting")


def word_counts(
    instrument: Instrument, block: PickList, feature: Feature
) -> tuple[tuple[str, str], ...]:
    """The picks of every word of a list, with the published total they are part of.

    That is the votes of its area, those of the limiting words, or all votes of the list.
    """
    families = {word.id: _family(word) for word in instrument.words}
    return tuple(
        (at(feature, word), f"{feature.name}:{families.get(word, '')}") for word in block.words
    )


def _family(word: Word) -> str:
    return "limiting" if word.polarity == "limiting" else word.area or ""


def area_words(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """The positive words of each area."""
    return {
        area.id: tuple(
            w.id for w in instrument.words if w.area == area.id and w.polarity == "positive"
        )
        for area in instrument.areas
    }


def about(
    statistic: str,
    *,
    variant: str = "",
    sureness: str = "",
    references: Sequence[str] = (),
    warnings: Sequence[tuple[str, str]] = (),
    **parameters: Any,
) -> dict[str, Any]:
    """The provenance fields that a statistic itself knows."""
    return {
        "statistic": statistic,
        "variant": variant,
        "sureness": sureness,
        "references": tuple(references),
        "parameters": parameters,
        "warnings": tuple(warnings),
    }


def unanswered(survey: Survey) -> dict[str, Any]:
    """The lists that nobody answered, as a parameter of what rests on them."""
    picks = getattr(survey, "picks", {})
    empty = [name for name, bits in picks.items() if not bits.any()]
    return {"lists_without_answers": empty} if empty else {}
