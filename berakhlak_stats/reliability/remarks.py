"""What a reader of a coefficient must be told, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.correlation import CorrelationMatrix
from berakhlak_stats.association.covariance import Moments
from berakhlak_stats.errors import message
from berakhlak_stats.errors.tree import Bilingual
from berakhlak_stats.reliability.classical import SINGULAR, correlations, item_rest, variances
from berakhlak_stats.reliability.coefficients import Measured, at_samples
from berakhlak_stats.reliability.item_sets import ItemSet, Said

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REDUNDANT = 0.95
"""Alpha above which items are likely to say the same thing twice."""


def say(code: str, **values: Any) -> tuple[str, str]:
    """A message of the register as a warning: what, and what to do, in both languages."""
    made = message(code, **values)
    return f"{made.id} {made.fix_id}", f"{made.en} {made.fix_en}"


def item_remarks(sets: Sequence[ItemSet], found: Sequence[Moments], result: Estimates) -> Said:
    """Items that never vary or run against their set, in any group that is shown.

    Nothing is turned round here: the instrument declares what is reversed.
    """
    shown = shown_groups(result)
    said: list[tuple[str, str]] = []
    for each, moments in zip(sets, found, strict=True):
        S = at_samples(moments)[[group in shown for group in moments.groups]]
        S = S[np.isfinite(S).all(axis=(1, 2))]
        flat = np.asarray((variances(S) <= 0).any(axis=0))
        # In a set of two items "the rest" is the other one.
        against = np.asarray((item_rest(S) < 0).any(axis=0))
        said += _named("E803", each, moments, flat)
        said += _named("E802", each, moments, against)
    return tuple(said)


def _named(code: str, each: ItemSet, moments: Moments, which: NDArray[np.bool_]) -> Said:
    if not which.any():
        return ()
    names = ", ".join(item for item, hit in zip(moments.items, which, strict=True) if hit)
    return (say(code, items=names, scale=each.name),)


def size_remarks(sets: Sequence[ItemSet], result: Estimates) -> Said:
    """Coefficients below zero, or so high that items repeat each other."""
    said = []
    for each in sets:
        # Rows that are hidden have no estimate.
        values = result.frame.loc[result.frame["item"] == each.name, "estimate"]
        if (values < 0).any():
            said.append(say("E805", scale=each.name))
        if (values > REDUNDANT).any():
            said.append(say("E804", scale=each.name, limit=REDUNDANT))
    return tuple(said)


def matrix_remarks(sets: Sequence[ItemSet], found: Sequence[Moments], result: Estimates) -> Said:
    """Sets whose covariance matrix cannot be inverted, in any group that is shown."""
    said: list[tuple[str, str]] = []
    shown = shown_groups(result)
    for each, moments in zip(sets, found, strict=True):
        R = correlations(at_samples(moments)[[group in shown for group in moments.groups]])
        R = R[np.isfinite(R).all(axis=(1, 2))]
        if len(R):
            said += _definite(each.name, float(np.linalg.eigvalsh(R)[:, 0].min()))
    return tuple(said)


def _definite(scale: str, smallest: float) -> Said:
    if smallest > SINGULAR:
        return ()
    return (say("E807", scale=scale, smallest=f"{smallest:.2g}"),)


def matrix_warnings(found: Sequence[CorrelationMatrix]) -> Said:
    """What the correlation matrices themselves warn of, once each."""
    return tuple(dict.fromkeys(pair for matrix in found for pair in matrix.warnings))


def shown_groups(result: Estimates) -> set[str]:
    """Groups that have rows with numbers."""
    hidden = result.frame["suppressed"].to_numpy(dtype=bool)
    return set(result.frame["group"][~hidden])


def problem_remarks(parts: Sequence[Measured], result: Estimates) -> Said:
    """What is wrong with sets, in any group that is shown."""
    shown, groups = shown_groups(result), list(dict.fromkeys(result.frame["group"]))
    said: list[tuple[str, str]] = []
    for part in parts:
        scale = part.coefficients[0].item.rpartition(":")[0] or part.coefficients[0].item
        found = [
            problem
            for group, problems in zip(groups, part.problems, strict=False)
            if group in shown
            for problem in problems
        ]
        for code in dict.fromkeys(problem.code for problem in found):
            names = {item for problem in found if problem.code == code for item in problem.items}
            items = ", ".join(name for name in part.items if name in names) or "-"
            said.append(say(code, scale=scale, items=items, smallest="<= 0"))
    return tuple(dict.fromkeys(said))


def warned(result: Estimates, said: Sequence[tuple[str, str]]) -> Estimates:
    """The result with ``said`` added to its warnings."""
    made = result.provenance
    return replace(result, provenance=replace(made, warnings=(*made.warnings, *said)))


def design_parts(survey: Survey | SurveyStream) -> tuple[Bilingual, ...]:
    """What makes a survey something other than a simple random sample."""
    design = survey.design
    weighted = design.weights or getattr(survey, "weights", None) is not None
    parts = {"weights": weighted, "strata": design.strata, "psu": design.psu}
    return tuple(_PARTS[name] for name, value in parts.items() if value)


_PARTS = {
    "weights": Bilingual("bobot", "weights"),
    "strata": Bilingual("strata", "strata"),
    "psu": Bilingual("klaster", "clusters"),
}


def joined(parts: Sequence[Bilingual]) -> Bilingual:
    """Words separated by commas, in both languages."""
    return Bilingual(", ".join(x.id for x in parts), ", ".join(x.en for x in parts))
