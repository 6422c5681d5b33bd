"""How respondents came to be asked: strata, primary units, later stages, population counts.

Without population counts the first stage alone counts (with-replacement approximation); with
them every stage does. Strata, units and counts end up as codes and arrays, so that the pass
only ever adds numbers up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DesignError, OptionError, make_error
from berakhlak_stats.survey.checks.suggest import same_but_case
from berakhlak_stats.survey.checks.weights import is_running_number
from berakhlak_stats.survey.stages import (
    LaterStage,
    Population,
    Stage,
    column_of_counts,
    resolve_stages,
)

if TYPE_CHECKING:
    from berakhlak_stats.survey.calibration import Calibration
    from berakhlak_stats.survey.replicate_weights import ReplicateWeights
    from berakhlak_stats.survey.survey import Codes, Survey

LonelyPolicy = Literal["raise", "certainty", "adjust", "average", "remove"]
FpcForm = Literal["1-n/N", "(N-n)/(N-1)"]
ONE_STRATUM = ""


@dataclass(frozen=True)
class Design:
    """A sampling design, resolved against the rows it belongs to.

    Attributes
    ----------
    weights, strata, psu : str or None
        Names of the columns they came from, for the methods page.
    stratum_codes, psu_codes : int array, shape (n,), or None
        None means one stratum, or that persons are the PSUs.
    stratum_labels, psu_labels : tuple of str
    population : mapping of stratum label to count, or None
        PSUs (persons where no PSU is named) in the population of each stratum.
    stages : tuple of LaterStage
        What was drawn within PSUs, where their population counts are known.
    planned : mapping of stratum label to count, or None
        PSUs drawn per stratum, known at once for all partitions of a file; None lets the
        totals count them.
    lonely : "raise", "certainty", "adjust", "average" or "remove"
        What to do with a stratum that holds one PSU.
    fpc_form : "1-n/N" (pairs with ``s^2/n``) or "(N-n)/(N-1)" (pairs with ``p(1-p)/n``)
    """

    weights: str | None = None
    strata: str | None = None
    psu: str | None = None
    stratum_codes: NDArray[np.int32] | None = None
    psu_codes: NDArray[np.int32] | None = None
    stratum_labels: tuple[str, ...] = (ONE_STRATUM,)
    psu_labels: tuple[str, ...] = ()
    population: Mapping[str, int] | None = None
    planned: Mapping[str, int] | None = None
    lonely: LonelyPolicy = "raise"
    fpc_form: FpcForm = "1-n/N"
    calibration: Calibration | None = None
    replicates: ReplicateWeights | None = None
    stages: tuple[LaterStage, ...] = ()

    def __repr__(self) -> str:
        known = self.population is not None
        return (
            f"Design(weights={self.weights!r}, strata={self.strata!r}, psu={self.psu!r}, "
            f"stages={tuple(each.unit or 'persons' for each in self.stages)}, "
            f"population={'known' if known else None}, lonely={self.lonely!r})"
        )

    def take(self, rows: NDArray[Any] | slice) -> Design:
        """The design for some of the rows."""
        strata, psus = self.stratum_codes, self.psu_codes
        known, drawn = self.calibration, self.replicates
        return replace(
            self,
            stratum_codes=None if strata is None else strata[rows],
            psu_codes=None if psus is None else psus[rows],
            calibration=None if known is None else known.take(rows),
            replicates=None if drawn is None else drawn.take(rows),
            stages=tuple(each.take(rows) for each in self.stages),
        )

    def without_rows(self) -> Design:
        """What remains of the design once the rows are summed up.

        Labels of PSUs stay where a message may have to name one.
        """
        return replace(
            self.take(slice(0, 0)),
            stratum_codes=None,
            psu_codes=None,
            psu_labels=self.psu_labels if self.stages else (),
            stages=tuple(each.without_rows() for each in self.stages),
        )


def resolve_design(
    survey: Survey,
    weights: str | None,
    strata: str | None,
    psu: str | None,
    population: Population | None,
    stages: Sequence[Stage],
    lonely: str,
    fpc_form: str,
) -> tuple[Design, NDArray[np.float64] | None]:
    """Look the named columns up in ``survey`` and check them against each other."""
    _check_choice("lonely", lonely, get_args(LonelyPolicy))
    _check_choice("fpc_form", fpc_form, get_args(FpcForm))
    stratum_column = _complete(survey, strata, "strata")
    psu_column = _complete(survey, psu, "psu")
    labels = stratum_column.labels if stratum_column else (ONE_STRATUM,)
    design = Design(
        weights=weights,
        strata=strata,
        psu=psu,
        stratum_codes=stratum_column.codes if stratum_column else None,
        psu_codes=psu_column.codes if psu_column else None,
        stratum_labels=labels,
        psu_labels=psu_column.labels if psu_column else (),
        population=_population(survey, population, stratum_column, labels),
        stages=resolve_stages(survey, stages, psu, population, _complete),
        lonely=lonely,  # type: ignore[arg-type]
        fpc_form=fpc_form,  # type: ignore[arg-type]
    )
    _check_nested(design)
    return design, _weights(survey, weights)


def _check_choice(name: str, given: str, choices: tuple[str, ...]) -> None:
    if given not in choices:
        raise OptionError("E701", name=name, given=given, choices=", ".join(choices))


def _complete(survey: Survey, name: str | None, role: str) -> Codes | None:
    if name is None:
        return None
    column = survey.column(name)
    empty = np.flatnonzero(column.codes < 0)
    if len(empty):
        raise DesignError(
            "E610",
            place=survey.log.source,
            column=name,
            count=len(empty),
            row=int(empty[0]) + 1,
            role=role,
        )
    return column


def _population(
    survey: Survey,
    population: Population | None,
    strata: Codes | None,
    labels: tuple[str, ...],
) -> Mapping[str, int] | None:
    if population is None:
        return None
    if isinstance(population, str):
        return _counted(survey, population, strata)
    if not isinstance(population, Mapping):
        if len(labels) > 1:
            raise DesignError("E606", missing=", ".join(labels))
        return {labels[0]: int(population)}
    missing = [label for label in labels if label not in population]
    if missing:
        raise DesignError("E606", missing=", ".join(missing))
    # Strata that this partition of a file does not hold stay in: another one may.
    return {str(label): int(count) for label, count in population.items()}


def _counted(survey: Survey, column: str, strata: Codes | None) -> Mapping[str, int]:
    """Counts of a numeric column, one per stratum."""
    values = column_of_counts(survey, column)
    codes = np.zeros(survey.n, np.int32) if strata is None else strata.codes
    labels: tuple[str, ...] = (ONE_STRATUM,) if strata is None else strata.labels
    out = {}
    for code, label in enumerate(labels):
        found = np.unique(values[codes == code])
        if len(found) > 1:
            raise DesignError(
                "E663",
                place=survey.log.source,
                stage=1,
                unit=label or "-",
                first=f"{found[0]:g}",
                second=f"{found[1]:g}",
            )
        if len(found):
            out[label] = int(found[0])
    return out


def _check_nested(design: Design) -> None:
    """A PSU may lie in one stratum only."""
    if design.psu_codes is None or design.stratum_codes is None:
        return
    pairs = np.unique(np.stack([design.psu_codes, design.stratum_codes], axis=1), axis=0)
    psus, counts = np.unique(pairs[:, 0], return_counts=True)
    if (counts > 1).any():
        worst = psus[np.argmax(counts)]
        strata = pairs[pairs[:, 0] == worst, 1]
        names = ", ".join(design.stratum_labels[code] for code in strata)
        raise DesignError("E605", psu=design.psu_labels[worst], strata=names)


def _weights(survey: Survey, name: str | None) -> NDArray[np.float64] | None:
    if name is None:
        return None
    if name == "weight" and survey.weights is not None:
        return survey.weights
    if name not in survey.raw_numbers:
        offered = [each for each in survey.raw_numbers if not _numbers_rows(survey, each)]
        raise DesignError(
            "E613",
            place=survey.log.source,
            column=name,
            known=", ".join(offered) or "-",
            hint=same_but_case(name, offered),
        )
    if _numbers_rows(survey, name):
        raise make_error("E193", place=survey.log.source, column=name)
    values = survey.raw_numbers[name]
    check_weights(values, survey.log.source)
    return values


def _numbers_rows(survey: Survey, column: str) -> bool:
    return is_running_number(survey.raw_numbers[column])


def check_weights(values: NDArray[np.float64], place: str = "") -> None:
    """Refuse weights that are not finite and positive."""
    bad = np.flatnonzero(~(np.isfinite(values) & (values > 0)))
    if len(bad):
        raise DesignError("E603", place=place, count=len(bad), row=int(bad[0]) + 1)
