"""The nearest known answer to an unknown one: suggested, never applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from berakhlak_stats.errors import Bilingual, DesignError
from berakhlak_stats.survey.texts import name_key, vocabulary_set

_LEAST_SIMILAR = 0.6
_MOST_SHOWN = 6


def nearest(text: str, known: Sequence[str]) -> str | None:
    """The most similar of ``known``, or None where nothing is similar.

    Examples
    --------
    >>> nearest("setju", ["setuju", "tidak setuju"])
    'setuju'
    """
    found = get_close_matches(text, known, n=1, cutoff=_LEAST_SIMILAR)
    return found[0] if found else None


def missing_column(source: str, name: str, known: Sequence[str]) -> DesignError:
    """E602, or E612 where a column has a name like it or is the one that holds units."""
    wanted = name_key(name)
    keys = {name_key(each): each for each in known}
    near = [keys[key] for key in get_close_matches(wanted, keys, n=3, cutoff=_LEAST_SIMILAR)]
    units = [each for each in known if name_key(each) in vocabulary_set("unit_titles")]
    if not near and wanted in vocabulary_set("unit_titles") and len(units) == 1:
        near = units
    names = ", ".join(known) or "-"
    if not near:
        return DesignError("E602", place=source, column=name, known=names)
    shown = ", ".join(f'"{each}"' for each in near)
    return DesignError("E612", place=source, column=name, near=shown, known=names)


def same_but_case(given: str, known: Iterable[str]) -> Bilingual:
    """The names that differ from the one given in case, blanks and signs only."""
    alike = [name for name in known if name_key(name) == name_key(given) and name != given]
    names = ", ".join(map(repr, alike[:_MOST_SHOWN]))
    return Bilingual(f" (→ {names}?)", f" (→ {names}?)") if alike else Bilingual("", "")
