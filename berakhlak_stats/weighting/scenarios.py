"""The choices behind an index: weightings and missing rules of a survey, formulas of an index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import ALIGNMENTS
from berakhlak_stats.totals.statistic import Array, Kind, Output, Statistic, View, keep_outputs
from berakhlak_stats.weighting.calibrated import calibrated
from berakhlak_stats.weighting.texts import Sentence, sentence

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument
    from berakhlak_stats.survey.survey import Survey
    from berakhlak_stats.weighting.frame import Frame
    from berakhlak_stats.weighting.margins import Margins

NONE, AS_GIVEN, RAKED = "none", "as given", "raked"
AVAILABLE, COMPLETE = "available", "complete"
VALUE_VARIANTS = ("reach", "vote_sum", "union")
"""Without the mean share, which no published figure allows."""
BALANCE_VARIANTS = ("evenness", "entropy")


@dataclass(frozen=True)
class Scenario:
    """A survey under one weighting and one missing rule.

    ``few_left_out`` says that the missing rule leaves out somebody, but fewer than may be shown.
    """

    weighting: str
    missing: str
    survey: Survey
    few_left_out: bool = False


def scenarios(
    survey: Survey, frame: Frame | Margins | None, *, missing: bool
) -> tuple[list[Scenario], list[Sentence]]:
    """Every weighting of every missing rule, the survey as it is first; and warnings.

    ``missing`` asks for complete respondents too. Where these alone cannot be raked, since a
    category has lost all of them, that scenario is left out with a warning.
    """
    found = [Scenario(name, AVAILABLE, each) for name, each in _weightings(survey, frame).items()]
    keep = complete(survey) if missing else np.ones(survey.n, bool)
    if keep.all() or not keep.any():
        return found, []
    few, warnings = _few(survey, keep), []
    part = survey.take(keep)
    try:
        weighted = _weightings(part, frame)
    except BerakhlakError:
        weighted = _weightings(part, None)
        warnings.append(sentence("sensitivity_not_raked"))
    found += [Scenario(name, COMPLETE, each, few) for name, each in weighted.items()]
    return found, warnings


def complete(survey: Survey) -> NDArray[np.bool_]:
    """Who answered all pick lists."""
    keep = np.ones(survey.n, bool)
    for bits in survey.picks.values():
        keep &= (bits != 0).any(axis=1)
    return keep


def _weightings(survey: Survey, frame: Frame | Margins | None) -> dict[str, Survey]:
    plain = replace(
        survey,
        weights=None,
        design=replace(survey.design, weights=None, calibration=None, replicates=None),
    )
    known = survey.weights is not None
    found = {AS_GIVEN: survey, NONE: plain} if known else {NONE: survey}
    if frame is not None:
        found[RAKED] = calibrated(survey, frame)
    return found


def _few(survey: Survey, keep: NDArray[np.bool_]) -> bool:
    """Whether any base of an index loses persons, but fewer than may be shown."""
    answered = [(bits != 0).any(axis=1) for bits in survey.picks.values()]
    bases = [*answered, *(a | b for a in answered for b in answered)]
    bases += [a & b for a in answered for b in answered]
    lost = [int((base & ~keep).sum()) for base in bases]
    return any(0 < count < survey.smallest_group for count in lost)


def formula_variants(
    instrument: Instrument, index: str, weights: Mapping[str, float] | None
) -> dict[str, Statistic]:
    """The named formulas of an index, the default first, each with one output."""
    if index == "implementation":
        return {
            name: keep_outputs(parts.values(instrument, name), ("implementation",))
            for name in VALUE_VARIANTS
        }
    found = {"default": _total(instrument, weights)}
    for name in VALUE_VARIANTS[1:]:
        found[f"implementation={name}"] = _total(instrument, weights, value=name)
    for name in BALANCE_VARIANTS:
        found[f"balance={name}"] = _total(instrument, weights, balance=name)
    found["positive_energy=people"] = _total(instrument, weights, energy="people")
    return found


def _total(
    instrument: Instrument,
    weights: Mapping[str, float] | None,
    *,
    value: str = "reach",
    balance: str = "coverage",
    energy: str = "vote_share",
) -> Statistic:
    """The weighted mean of five indices with the formulas named."""
    covered = balance == "coverage"
    of = [
        keep_outputs(parts.values(instrument, value), ("implementation",)),
        parts.coverage(instrument) if covered else parts.spread(instrument, balance),
        parts.energy(instrument, energy),
        *(parts.overlap(instrument, first, second) for first, second in ALIGNMENTS),
    ]
    share = parts.component_weights(weights)
    factor = np.array([share[item] for item in parts.COMPONENTS])

    def f(t: View) -> Array:
        found = np.concatenate([part.f(t) for part in of], axis=-1)
        return np.asarray(found @ factor)[..., None]

    kind: Kind = "discrete" if covered else "composite"
    output = Output("culture_health", "index", "answered:current", kind, 100)
    features = tuple(dict.fromkeys(each for part in of for each in part.features))
    return Statistic(f"total:{value}:{balance}:{energy}", features, (output,), f, smooth=False)
