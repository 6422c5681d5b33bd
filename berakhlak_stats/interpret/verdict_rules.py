"""Rules that join several criteria to one verdict; one file each in ``verdicts/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np

from berakhlak_stats.errors import StatisticError

Verdict = Literal["report", "caution", "not", "hidden"]
PASSED = 2


@dataclass(frozen=True)
class Criterion:
    """Cuts of one statistic, of each unit or of all units together."""

    statistic: str
    scope: Literal["unit", "all"]
    better: Literal["high", "low"]
    report: float
    source: str
    caution: float | None = None
    unit: str = ""

    def step(self, value: float, low: float, high: float) -> int | None:
        """2 (report), 1 (caution) or 0 (not); None where there is no value to judge."""
        if np.isnan(value):
            return None
        sign = 1.0 if self.better == "high" else -1.0
        weak = self.report if self.caution is None else self.caution
        if sign * value < sign * self.report:
            return 1 if self.caution is None or sign * value >= sign * weak else 0
        worst = low if self.better == "high" else high
        return 1 if sign * worst < sign * weak else PASSED


@dataclass(frozen=True)
class VerdictRule:
    """Criteria and how they are joined; see ``verdicts/aggregation.toml``."""

    id: str
    sureness: str
    source: str
    failures_for_not: int
    criteria: tuple[Criterion, ...]

    def of(self, scope: str) -> tuple[Criterion, ...]:
        """The criteria about units, or about all units together."""
        return tuple(each for each in self.criteria if each.scope == scope)

    def verdict(self, own: Sequence[int | None], about_all: Sequence[int | None]) -> Verdict:
        """From the steps of a unit's own criteria, and of those about all units."""
        judged = [step for step in own if step is not None]
        failed = sum(step == 0 for step in judged)
        # Where all that can be judged fails, one criterion is enough; with none, nothing speaks.
        if failed >= min(self.failures_for_not, len(judged)):
            return "not"
        every = [*judged, *(step for step in about_all if step is not None)]
        return "report" if min(every) == PASSED else "caution"


@cache
def verdict_rules() -> Mapping[str, VerdictRule]:
    """All bundled verdict rules by id."""
    folder = files("berakhlak_stats.interpret") / "verdicts"
    texts = [each for each in folder.iterdir() if each.name.endswith(".toml")]
    made = [parse_verdict(each.read_text(encoding="utf-8"), each.name) for each in texts]
    return {rule.id: rule for rule in sorted(made, key=lambda rule: rule.id)}


def parse_verdict(text: str, place: str) -> VerdictRule:
    """The rule of one file; E836 where something is missing or misspelt."""
    body: dict[str, Any] = tomllib.loads(text)
    try:
        criteria = tuple(Criterion(**each) for each in body.pop("criteria"))
        return VerdictRule(criteria=criteria, **body)
    except (KeyError, TypeError) as cause:
        raise StatisticError("E836", place_of_rule=place, reason=str(cause)) from None
