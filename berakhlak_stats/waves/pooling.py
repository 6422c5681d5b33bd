"""Waves that share primary units or persons, as one survey with the wave as a column.

Groups of one survey share one index of units, so the covariance between waves follows from the
pooled totals like that between any two domains.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import Bilingual, StatisticError
from berakhlak_stats.survey.design import Design
from berakhlak_stats.survey.survey import Codes, ImportLog, Survey

Link = Literal["none", "psu", "person"]
WAVE, PSU, STRATA = "waves:wave", "waves:psu", "waves:strata"
"""Columns that pooling adds; no file has such titles."""
RESPONDENT = "respondent_id"
"""Names the respondent number that the reader made row keys of; it is no column of a survey."""
_PERSONS = Bilingual("orang", "person")


def pool(surveys: Sequence[Survey], labels: Sequence[str], link: Link, person: str) -> Survey:
    """One survey of all waves in which linked units carry one label.

    Parameters
    ----------
    surveys : sequence of Survey
        Of one instrument, in the order of ``labels``.
    labels : sequence of str
    link : "psu" or "person"
        "psu": primary units of equal label are the same units. "person": persons of equal
        identifier are the same persons; they are the primary units where none are named.
    person : str
        Column of identifiers, or :data:`RESPONDENT`.

    Returns
    -------
    Survey
        With a column :data:`WAVE` and, where strata or primary units count, their columns. No
        population counts: a difference of waves is about more than the people of one day.

    Raises
    ------
    StatisticError
        E891, E892, E893, E894 or E895.
    """
    _require_plain_weights(surveys, labels)
    strata = _roles(surveys, labels, "strata", link, needed=False)
    if link == "psu":
        units = _roles(surveys, labels, "psu", link, needed=True)
    else:
        who = [_persons(one, label, person) for one, label in zip(surveys, labels, strict=True)]
        units = _roles(surveys, labels, "psu", link, needed=False) or who
        _require_settled(who, strata, units if units is not who else None)
        _require_shared(who, _PERSONS)
    if link == "psu" and units is not None:
        _require_shared(units, Bilingual("PSU", "PSU"))
    added = {WAVE: [_constant(one, label) for one, label in zip(surveys, labels, strict=True)]}
    added[PSU] = units or []
    if strata is not None:
        added[STRATA] = strata
    pooled = concatenate(surveys, added)
    designed = pooled.with_design(
        psu=PSU,
        strata=STRATA if strata is not None else None,
        lonely=surveys[0].design.lonely,
    )
    named = next((one.design.weights for one in surveys if one.design.weights), None)
    return replace(designed, design=replace(designed.design, weights=named))


def concatenate(surveys: Sequence[Survey], added: dict[str, list[Codes]]) -> Survey:
    """The rows of all surveys, with the columns they share and those of ``added``."""
    first = surveys[0]
    shared = [name for name in first.columns if all(name in one.columns for one in surveys)]
    columns = {name: join([one.columns[name] for one in surveys]) for name in shared}
    columns |= {name: join(parts) for name, parts in added.items()}
    weighted = any(one.weights is not None for one in surveys)
    heavy = [np.ones(one.n) if one.weights is None else one.weights for one in surveys]
    log = ImportLog(
        source=", ".join(dict.fromkeys(one.log.source for one in surveys if one.log.source)),
        rows_read=sum(one.log.rows_read or one.n for one in surveys),
        synthetic=any(one.log.synthetic for one in surveys),
        title=surveys[-1].log.title,
        excluded=tuple(dict.fromkeys(each for one in surveys for each in one.log.excluded)),
    )
    return Survey(
        instrument=first.instrument,
        n=sum(one.n for one in surveys),
        picks={name: np.concatenate([one.picks[name] for one in surveys]) for name in first.picks},
        ratings=_stack([one.ratings for one in surveys]),
        numbers=_stack([one.numbers for one in surveys]),
        columns=columns,
        weights=np.concatenate(heavy) if weighted else None,
        keys=np.concatenate([one.keys for one in surveys]),
        lots=np.concatenate([one.lots for one in surveys]),
        design=Design(),
        log=log,
        smallest_group=max(one.smallest_group for one in surveys),
    )


def _stack(blocks: list[NDArray[Any]]) -> NDArray[Any]:
    """Blocks of rows below each other; an instrument without such items has empty ones."""
    return np.concatenate(blocks) if all(block.size for block in blocks) else blocks[0]


def join(parts: Sequence[Codes]) -> Codes:
    """Columns below each other under one set of labels."""
    labels = tuple(sorted({label for part in parts for label in part.labels}))
    place = {label: i for i, label in enumerate(labels)}
    moved = []
    for part in parts:
        to = np.array([*(place[label] for label in part.labels), -1], np.int32)
        moved.append(to[part.codes])
    return Codes(np.concatenate(moved), labels)


def _constant(survey: Survey, label: str) -> Codes:
    return Codes(np.zeros(survey.n, np.int32), (label,))


def _require_plain_weights(surveys: Sequence[Survey], labels: Sequence[str]) -> None:
    for one, label in zip(surveys, labels, strict=True):
        for what, found in (
            (Bilingual("bobot replikasi", "replicate weights"), one.design.replicates),
            (Bilingual("bobot terkalibrasi", "calibrated weights"), one.design.calibration),
        ):
            if found is not None:
                raise StatisticError("E895", what=what, label=label)


_ROLES: dict[str, tuple[Bilingual, Callable[[Design], tuple[Any, tuple[str, ...]]]]] = {
    "psu": (Bilingual("PSU", "PSUs"), lambda design: (design.psu_codes, design.psu_labels)),
    "strata": (
        Bilingual("strata", "strata"),
        lambda design: (design.stratum_codes, design.stratum_labels),
    ),
}


def _roles(
    surveys: Sequence[Survey], labels: Sequence[str], role: str, link: Link, *, needed: bool
) -> list[Codes] | None:
    """Strata or primary units of every wave; None where no wave names them.

    Raises
    ------
    StatisticError
        E891 where some waves name them and others do not, or where they are ``needed``.
    """
    words, get = _ROLES[role]
    found = [get(one.design) for one in surveys]
    lacking = [label for label, (codes, _) in zip(labels, found, strict=True) if codes is None]
    if lacking and (needed or len(lacking) < len(surveys)):
        raise StatisticError("E891", label=lacking[0], needed=words, link=link)
    return None if lacking else [Codes(codes, names) for codes, names in found]


def _persons(survey: Survey, label: str, person: str) -> Codes:
    """Who each respondent is; those without an identifier are somebody of their own.

    Raises
    ------
    StatisticError
        E891 where there are no respondent numbers, E894 where one appears twice.
    """
    if person == RESPONDENT and person not in survey.columns:
        if not survey.log.keyed:
            needed = Bilingual("nomor responden", "respondent numbers")
            raise StatisticError("E891", label=label, needed=needed, link="person")
        names = [f"{key:016x}" for key in survey.keys.tolist()]
    else:
        column = survey.column(person)
        known = column.codes >= 0
        # A label of its own, which no identifier of another wave can equal.
        names = [
            column.labels[code] if here else f"\x00{label}\x00{row}"
            for row, (code, here) in enumerate(zip(column.codes, known, strict=True))
        ]
    distinct, codes, counts = np.unique(names, return_inverse=True, return_counts=True)
    twice = int((counts > 1).sum())
    if twice:
        raise StatisticError("E894", column=person, count=twice, label=label)
    return Codes(codes.reshape(-1).astype(np.int32), tuple(str(each) for each in distinct))


def _require_shared(parts: Sequence[Codes], what: Bilingual) -> None:
    """Refuse waves that have nothing in common (E892)."""
    used = [
        {part.labels[code] for code in np.unique(part.codes[part.codes >= 0])} for part in parts
    ]
    seen: set[str] = set()
    for labels in used:
        if seen & labels:
            return
        seen |= labels
    raise StatisticError("E892", what=what)


def _require_settled(
    who: Sequence[Codes], strata: Sequence[Codes] | None, units: Sequence[Codes] | None
) -> None:
    """Refuse persons who lie in another stratum or primary unit than before (E893)."""
    persons = join(who)
    for parts in (strata, units):
        if parts is None:
            continue
        places = join(parts)
        pairs = np.unique(np.stack([persons.codes, places.codes], axis=1), axis=0)
        person, counts = np.unique(pairs[:, 0], return_counts=True)
        moved = person[counts > 1]
        if len(moved):
            where = pairs[pairs[:, 0] == moved[0], 1]
            example = " / ".join(places.labels[code] for code in where)
            raise StatisticError("E893", count=len(moved), example=example)
