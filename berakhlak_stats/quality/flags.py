"""Several indices at once: who is flagged by which, kept in memory and never printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.items import scales_of
from berakhlak_stats.errors import BerakhlakError, Bilingual, Message, OptionError, make_error
from berakhlak_stats.quality.duplicates import duplicates
from berakhlak_stats.quality.even_odd import even_odd
from berakhlak_stats.quality.identical_lists import identical_lists
from berakhlak_stats.quality.irv import irv
from berakhlak_stats.quality.list_position import list_position
from berakhlak_stats.quality.longstring import longstring
from berakhlak_stats.quality.mahalanobis import mahalanobis
from berakhlak_stats.quality.person_total import person_total
from berakhlak_stats.quality.pick_run import pick_run
from berakhlak_stats.quality.psychometric_synonyms import (
    psychometric_antonyms,
    psychometric_synonyms,
)
from berakhlak_stats.quality.response_time import response_time
from berakhlak_stats.quality.row_index import RowIndex
from berakhlak_stats.quality.u3_poly import u3_poly
from berakhlak_stats.quality.unused_picks import unused_picks

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

COMMON_SCALES = 10
Bits = NDArray[np.bool_]
RATED: dict[str, Callable[..., RowIndex]] = {
    "longstring": longstring,
    "irv": irv,
    "mahalanobis": mahalanobis,
    "even_odd": even_odd,
    "psychometric_synonyms": psychometric_synonyms,
    "psychometric_antonyms": psychometric_antonyms,
    "person_total": person_total,
    "u3_poly": u3_poly,
}
PICKED: dict[str, Callable[..., RowIndex]] = {
    "identical_lists": identical_lists,
    "list_position": list_position,
    "pick_run": pick_run,
    "unused_picks": unused_picks,
}
TIMED: dict[str, Callable[..., RowIndex]] = {"response_time": response_time}
WHOLE: dict[str, Callable[..., RowIndex]] = {"duplicates": duplicates}
ORDERED = ("list_position", "pick_run")
FLAGS = {**RATED, **PICKED, **TIMED, **WHOLE}
"""Every flag by name."""


@dataclass(frozen=True, repr=False)
class Flags:
    """Who is flagged by what, in the order of the survey.

    Attributes
    ----------
    names : tuple of str
    flagged : bool array, shape (n, flags), read-only
    known : bool array, shape (n, flags), read-only
        Whose answers allow each index; nobody is flagged without.
    rules : mapping of flag to the name of its cut
    references : tuple of str
        Where the cuts come from.
    left_out : tuple of Message
        Why a flag that was not asked for by name could not be computed.
    """

    names: tuple[str, ...]
    flagged: Bits
    known: Bits
    rules: Mapping[str, str]
    references: tuple[str, ...] = ()
    left_out: tuple[Message, ...] = ()

    def __post_init__(self) -> None:
        self.flagged.setflags(write=False)
        self.known.setflags(write=False)

    def __repr__(self) -> str:
        """Counts only."""
        return self.summary()

    def __len__(self) -> int:
        return len(self.flagged)

    @property
    def count(self) -> NDArray[np.int64]:
        """Number of flags per respondent."""
        return np.asarray(self.flagged.sum(axis=1, dtype=np.int64))

    def at_least(self, number: int) -> Bits:
        """Who carries so many flags or more."""
        return np.asarray(self.count >= number)

    def summary(self) -> str:
        """Counts per flag, for whoever holds the file; no row of any respondent."""
        lines = [f"{len(self)} respondents, {int(self.at_least(1).sum())} with a flag"]
        for j, name in enumerate(self.names):
            hit, known = int(self.flagged[:, j].sum()), int(self.known[:, j].sum())
            lines.append(f"  {name} [{self.rules[name]}]: {hit} of {known}")
        return "\n".join(lines)


def flag_answers(
    survey: Survey | SurveyStream,
    *,
    flags: Sequence[str] | None = None,
    rules: Mapping[str, str | float] | None = None,
    seconds: str | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
) -> Flags:
    """Flags of careless answering for every respondent.

    Parameters
    ----------
    survey : Survey or SurveyStream
    flags : sequence of str, optional
        Names out of longstring, irv, mahalanobis, even_odd, psychometric_synonyms,
        psychometric_antonyms, person_total, u3_poly, identical_lists, list_position, pick_run,
        unused_picks, response_time, duplicates. By default all that the instrument allows, but
        even_odd only from ten scales on; those that the answers do not allow are left out and
        named in ``left_out``.
    rules : mapping of flag to rule name or number, optional
        Cuts other than the default ones.
    seconds : str, optional
        Numeric column with the time taken; without it there is no response_time.
    order : mapping of list id to words, optional
        The order in which words were shown, for list_position and pick_run; that of the
        instrument by default.

    Returns
    -------
    Flags
        Arrays in memory; nothing is deleted and nothing is printed row by row.

    Raises
    ------
    StatisticError
        What a flag asked for by name raises; E849 where the instrument allows none.

    Notes
    -----
    Every index errs both ways, the more so the fewer the items. A flag is a reason to look at how
    answers came about; several flags on one person are a better one.

    References
    ----------
    Meade & Craig (2012), Psychological Methods 17, 437-455; Curran (2016), Journal of
    Experimental Social Psychology 66, 4-19.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> found = flag_answers(bs.simulate.simulate(seed=1, n=200), flags=["pick_run"])
    >>> found.flagged.shape
    (200, 1)
    """
    from berakhlak_stats.survey.survey import require_answers

    require_answers(survey)
    cuts = dict(rules or {})
    names = _names(survey.instrument, flags, seconds)
    for name in cuts:
        if name not in names:
            raise OptionError("E701", name="rules", given=name, choices=", ".join(names))
    made: list[RowIndex] = []
    left_out: list[Message] = []
    for name in names:
        try:
            if flags is None and name == "even_odd":
                _enough_scales(survey.instrument)
            made.append(FLAGS[name](survey, rule=cuts.get(name), **_given(name, seconds, order)))
        except BerakhlakError as error:
            if flags is not None or error.code[1] != "8":
                raise
            left_out.append(error.message)
    if not made:
        raise _none()
    return Flags(
        tuple(each.name for each in made),
        np.stack([each.flagged for each in made], axis=1),
        np.stack([each.known for each in made], axis=1),
        {each.name: f"{each.rule.name} ({each.sign * each.cut:.4g})" for each in made},
        tuple(dict.fromkeys(each.rule.reference for each in made)),
        tuple(left_out),
    )


def _given(name: str, seconds: str | None, order: Any) -> dict[str, Any]:
    """What an index takes beside its cut."""
    if name == "response_time":
        return {"seconds": seconds}
    return {"order": order} if name in ORDERED else {}


def _enough_scales(instrument: Instrument) -> None:
    """A correlation over a handful of scales goes astray for honest people too often."""
    found = sum(len(items) > 1 for items in scales_of(instrument).values())
    if found < COMMON_SCALES:
        needed = Bilingual(
            f"{COMMON_SCALES} skala, kecuali diminta dengan namanya",
            f"{COMMON_SCALES} scales, unless it is asked for by name",
        )
        raise make_error("E840", index="even_odd", needed=needed, found=found)


def _names(
    instrument: Instrument, flags: Sequence[str] | None, seconds: str | None
) -> tuple[str, ...]:
    if flags is None:
        names = [*(RATED if instrument.ratings else ()), *(PICKED if instrument.pick_lists else ())]
        names += TIMED if seconds is not None else ()
        names += WHOLE if instrument.ratings or instrument.pick_lists else ()
        if not names:
            raise _none()
        return tuple(names)
    for name in flags:
        if name not in FLAGS:
            raise OptionError("E701", name="flags", given=name, choices=", ".join(FLAGS))
    if "response_time" in flags and seconds is None:
        raise OptionError("E706", given="flags=['response_time']", needed="seconds=")
    if not flags:
        raise OptionError("E703", name="flags", expected=">= 1", given=list(flags))
    return tuple(dict.fromkeys(flags))


def _none() -> BerakhlakError:
    return make_error("E849", known=", ".join(FLAGS))
