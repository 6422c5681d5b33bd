"""Whether waves may be compared at all: instruments, scales, breaks, and what groups stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from berakhlak_stats.errors import (
    AnswerError,
    Bilingual,
    InstrumentError,
    OptionError,
    StatisticError,
)

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument, SeriesBreak

Bodies = Mapping[str, Mapping[str, str]]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def check_labels(labels: Sequence[str], count: int) -> tuple[str, ...]:
    """One label per wave, all different, in the order of time; refuses others (E703)."""
    names = tuple(str(label).strip() for label in labels)
    if count < 2:
        raise OptionError("E703", name="surveys", expected="2, 3, ...", given=count)
    if len(names) != count or len(set(names)) != count or not all(names):
        expected = f"{count} different labels"
        raise OptionError("E703", name="labels", expected=expected, given=", ".join(names))
    return names


def year_of(label: str) -> int | None:
    """The year that a label names; None where it names none, or several."""
    years = {int(each) for each in _YEAR.findall(label)}
    return years.pop() if len(years) == 1 else None


def breaks_between(
    instruments: Sequence[Instrument], first: str, second: str
) -> tuple[SeriesBreak, ...]:
    """The breaks that the instruments know of between two labels.

    Notes
    -----
    Only years that the labels name are looked at; no year is guessed.
    """
    years = [year_of(label) for label in (first, second)]
    if years[0] is None or years[1] is None:
        return ()
    low, high = sorted((years[0], years[1]))
    known = dict.fromkeys(each for one in instruments for each in one.breaks)
    return tuple(each for each in known if low < each.year <= high)


def undated(
    instruments: Sequence[Instrument], labels: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """A warning where breaks are known but a label names no year to hold them against."""
    lost = [label for label in labels if year_of(label) is None]
    if not lost or not any(each.breaks for each in instruments):
        return ()
    names = ", ".join(lost)
    return (
        (
            f"Label gelombang tidak memuat tahun ({names}), jadi putusnya seri tidak diperiksa.",
            f"Labels of waves name no year ({names}), so breaks of the series were not looked for.",
        ),
    )


def require_one_instrument(
    instruments: Sequence[Instrument], labels: Sequence[str], *, declared: bool = False
) -> bool:
    """Whether all waves used the same instrument; refuses what may not be compared.

    Parameters
    ----------
    instruments : sequence of Instrument
    labels : sequence of str
    declared : bool
        Whether the caller declared the series broken between different instruments.

    Raises
    ------
    AnswerError
        E202 where rating scales differ, whatever was declared.
    InstrumentError
        E504 where instruments differ and no break was declared.
    """
    scales = {
        f"{each.scale.low}–{each.scale.high}"
        for each in instruments
        if each.scale is not None and each.ratings
    }
    if len(scales) > 1:
        table = "; ".join(
            f"{label}: {each.scale.low}–{each.scale.high}"
            for label, each in zip(labels, instruments, strict=True)
            if each.scale is not None
        )
        raise AnswerError("E202", table=table)
    if all(each is instruments[0] or each == instruments[0] for each in instruments):
        return True
    if not declared:
        raise InstrumentError("E504", table=version_table(instruments, labels))
    return False


def version_table(instruments: Sequence[Instrument], labels: Sequence[str]) -> Bilingual:
    """Wave, instrument and version; how much each asks where even the versions agree."""
    alike = len({(each.id, each.version) for each in instruments}) == 1
    rows: list[Bilingual] = []
    for label, each in zip(labels, instruments, strict=True):
        name = f"{label}: {each.id} {each.version}"
        size = len(each.words) + len(each.ratings) + len(each.numbers)
        extra = Bilingual(f" (isi lain, {size} butir)", f" (other contents, {size} items)")
        rows.append(Bilingual(name + extra.id, name + extra.en) if alike else Bilingual(name, name))
    return Bilingual("; ".join(row.id for row in rows), "; ".join(row.en for row in rows))


def check_bodies(bodies: Bodies, labels: Sequence[str]) -> None:
    """Refuse a code that stands for different bodies in different waves (E890).

    Raises
    ------
    OptionError
        E701 for a wave that is not one of ``labels``.
    StatisticError
        E890
    """
    for wave in bodies:
        if wave not in labels:
            choices = ", ".join(labels)
            raise OptionError("E701", name="bodies", given=wave, choices=choices)
    seen: dict[str, dict[str, str]] = {}
    for wave in (label for label in labels if label in bodies):
        for code, body in bodies[wave].items():
            seen.setdefault(code, {})[wave] = body
    reused = {code: found for code, found in seen.items() if len(set(found.values())) > 1}
    if reused:
        table = "; ".join(
            f"{code}: " + ", ".join(f"{wave} = {body}" for wave, body in found.items())
            for code, found in reused.items()
        )
        raise StatisticError("E890", table=table)
