"""The nearest known answer to an unknown one: suggested, never applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from berakhlak_stats.errors import AnswerError, BerakhlakError, Bilingual, DesignError
from berakhlak_stats.survey.texts import name_key, vocabulary_set

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import ImportLog

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


def missing_column(log: ImportLog, name: str, known: Sequence[str]) -> BerakhlakError:
    """E602; E245 where it was not kept; E612 where a column is like it or the one of units."""
    source = log.source
    wanted = name_key(name)
    dropped = next((each for each in log.dropped if name_key(each) == wanted), None)
    if dropped is not None:
        why, kept = _why_dropped(log, dropped), ", ".join(known) or "-"
        return AnswerError("E245", place=source, column=dropped, why=why, known=kept)
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


def _why_dropped(log: ImportLog, name: str) -> Bilingual:
    """What a column that was not kept holds, as its report says."""
    found = [each.message for each in log.problems if each.column == name]
    if any(each.code == "E153" for each in found):
        return Bilingual("teks bebas", "free texts")
    kind = next((each.values["kind"] for each in found if each.code == "E240"), None)
    said = Bilingual("", "") if kind is None else Bilingual(f" ({kind.id})", f" ({kind.en})")
    return Bilingual(f"pengenal langsung{said.id}", f"a direct identifier{said.en}")


def same_but_case(given: str, known: Iterable[str]) -> Bilingual:
    """The names that differ from the one given in case, blanks and signs only."""
    alike = [name for name in known if name_key(name) == name_key(given) and name != given]
    names = ", ".join(map(repr, alike[:_MOST_SHOWN]))
    return Bilingual(f" (→ {names}?)", f" (→ {names}?)") if alike else Bilingual("", "")
