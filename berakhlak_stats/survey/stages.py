"""The stages of a sample after its first: units within PSUs, and persons within those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

PERSONS = ""
"""Name of a stage whose units are the respondents themselves."""
_SHOWN = 5
Population = int | Mapping[str, int] | str


@dataclass(frozen=True)
class Stage:
    """One stage after the first, drawn at random within every unit of the stage before.

    Parameters
    ----------
    unit : str, optional
        Column of the units drawn; without it the persons themselves were drawn, which only
        the last stage can say. The same name in two PSUs means two units.
    population : int, mapping or str, optional
        Units there are within each unit of the stage before: one count for all, a count per
        label of that stage, or a numeric column that holds the count on every row.

    Examples
    --------
    >>> Stage("school", population="schools")
    Stage(unit='school', population='schools')
    """

    unit: str | None = None
    population: Population | None = None


@dataclass(frozen=True)
class LaterStage:
    """A stage resolved against the rows: ``codes`` (n,) are None for persons; ``sizes`` (n,)."""

    unit: str
    codes: NDArray[np.int32] | None = None
    labels: tuple[str, ...] = ()
    sizes: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def take(self, rows: NDArray[Any] | slice) -> LaterStage:
        """The stage for some of the rows."""
        codes = None if self.codes is None else self.codes[rows]
        return replace(self, codes=codes, sizes=self.sizes[rows])

    def without_rows(self) -> LaterStage:
        """What remains once the rows are summed up."""
        return LaterStage(self.unit)


def resolve_stages(
    survey: Survey,
    stages: Sequence[Stage],
    psu: str | None,
    population: object,
    complete: Any,
) -> tuple[LaterStage, ...]:
    """Look the columns of later stages up and check them.

    ``complete(survey, name, role)`` is the look-up of a column without empty rows.

    Raises
    ------
    DesignError
        E660 for a stage without population counts, E661 for persons before the last stage
        or stages without PSU, E662 and E663 for counts that are missing or contradict.
    """
    if stages and (psu is None or any(each.unit is None for each in stages[:-1])):
        raise DesignError("E661", place=survey.log.source)
    if stages and population is None:
        raise DesignError("E660", place=survey.log.source, stage=1)
    made: list[LaterStage] = []
    above = [] if psu is None else [survey.column(psu)]
    for number, each in enumerate(stages, start=2):
        sizes = _sizes(survey, each.population, number, above[-1])
        _check_constant(survey, number, sizes, [column.codes for column in above], above[-1].labels)
        if each.unit is None:
            made.append(LaterStage(PERSONS, sizes=sizes))
            continue
        column = complete(survey, each.unit, f"stages[{number - 2}]")
        made.append(LaterStage(each.unit, column.codes, column.labels, sizes))
        above.append(column)
    return tuple(made)


def column_of_counts(survey: Survey, name: str) -> NDArray[np.float64]:
    """A numeric column of population counts: whole numbers of one or more on every row."""
    if name not in survey.raw_numbers:
        known = ", ".join(survey.raw_numbers) or "-"
        raise DesignError("E664", place=survey.log.source, column=name, known=known)
    values = survey.raw_numbers[name]
    bad = np.flatnonzero(~(np.isfinite(values) & (values >= 1)))
    if len(bad):
        raise DesignError(
            "E662", place=survey.log.source, column=name, count=len(bad), row=int(bad[0]) + 1
        )
    return values


def _sizes(
    survey: Survey, population: Population | None, stage: int, above: Any
) -> NDArray[np.float64]:
    """Population count of every row's own unit of the stage before."""
    if population is None:
        raise DesignError("E660", place=survey.log.source, stage=stage)
    if isinstance(population, str):
        return column_of_counts(survey, population)
    if not isinstance(population, Mapping):
        return np.full(survey.n, float(population))
    present = np.unique(above.codes)
    missing = [above.labels[code] for code in present if above.labels[code] not in population]
    if missing:
        names = ", ".join(missing[:_SHOWN]) + (" ..." if len(missing) > _SHOWN else "")
        raise DesignError("E665", stage=stage, count=len(missing), missing=names)
    counts = np.array([float(population.get(label, np.nan)) for label in above.labels])
    return np.asarray(counts[above.codes])


def _check_constant(
    survey: Survey,
    stage: int,
    sizes: NDArray[np.float64],
    above: Sequence[NDArray[np.int32]],
    labels: tuple[str, ...],
) -> None:
    """One unit has one population."""
    if not len(sizes):
        return
    order = np.lexsort(tuple(above[::-1]))
    chain = np.stack(above, axis=1)[order]
    same = (chain[1:] == chain[:-1]).all(axis=1)
    clash = np.flatnonzero(same & (sizes[order][1:] != sizes[order][:-1]))
    if len(clash):
        raise DesignError(
            "E663",
            place=survey.log.source,
            stage=stage,
            unit=labels[chain[clash[0], -1]],
            first=f"{sizes[order][clash[0]]:g}",
            second=f"{sizes[order][clash[0] + 1]:g}",
        )
