"""How often a gap of five points between two groups is found: a study by simulation.

By hand, about 30 milliseconds a round: ``python -m tests.simulation.gap_power 2000``.

Two groups of 200 persons answer seven items with a standard deviation of 20 points. In one item
the groups are five points apart, in the others they are alike. It is asked by the roads that
users take: ``compare`` of one item (the headline contrast, alone at its level) and ``compare``
of all seven as one Holm family. Beside them stands what the sentences of a report find of one
group of 200 five points above three others, each against the mean of all, and of two groups
against each other, where the sentence has such a share of the level.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.estimates import Estimates
from berakhlak_stats.indices import number_mean
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.present.narrative import narrate
from berakhlak_stats.significance import compare
from berakhlak_stats.survey.survey import Codes, Survey, make_keys

if TYPE_CHECKING:
    import pandas as pd

GAP, SPREAD, PERSONS = 5.0, 20.0, 200
ITEMS = ("gap", "a", "b", "c", "d", "e", "f")
INSTRUMENT = make_instrument(numbers=list(ITEMS))
SHARES = (1.0, 0.5, 1 / 14, 1 / 40)
"""A result by itself, the headline of a report, and others of a middling and of a full one."""
ALPHA = 0.05


def answers(rng: np.random.Generator, groups: int = 2) -> Survey:
    """Groups of which one differs from the others, in the first item only."""
    unit = np.repeat(np.arange(groups), PERSONS).astype(np.int32)
    numbers = rng.normal(60, SPREAD, (len(unit), len(ITEMS)))
    numbers[:, 0] += GAP * (unit == 0)
    return Survey(
        instrument=INSTRUMENT,
        n=len(unit),
        numbers=numbers,
        columns={"unit": Codes(unit, tuple(f"unit {i}" for i in range(groups)))},
        keys=make_keys([numbers], len(unit)),
    )


def found(rng: np.random.Generator) -> dict[str, bool]:
    """Whether each road finds the gap, and whether the family finds one that is not there."""
    survey = answers(rng)
    one = number_mean(survey, items=("gap",), by="unit")
    four = number_mean(answers(rng, 4), items=("gap",), by="unit")
    every = compare(number_mean(survey, by="unit"), against="pairs", adjust="holm").frame
    passed = every["p_adjusted"] < ALPHA
    alone = compare(one, against="pairs").frame["p_adjusted"] < ALPHA
    roads = {
        "headline contrast": bool(alone.all()),
        "Holm family of seven": bool(passed[every["item"] == "gap"].all()),
        "a false one of the six": bool(passed[every["item"] != "gap"].any()),
    }
    said = {f"sentence on four, {share:.3f} of alpha": _said(four, share) for share in SHARES}
    return roads | said | {f"sentence on two, {s:.3f} of alpha": _said(one, s) for s in SHARES}


def _said(result: Estimates, share: float) -> bool:
    """Whether the first group is said to be higher, or the second of two lower."""
    parameters = {**result.provenance.parameters, "alpha_share": share}
    shared = replace(result, provenance=replace(result.provenance, parameters=parameters))
    found = {(claim.verb_level, claim.subject) for claim in narrate(shared).ledger}
    return not found.isdisjoint({("higher", "unit 0"), ("lower", "unit 1")})


def study(*, rounds: int, seed: int = 1) -> pd.Series[float]:
    """Share of rounds in which each road finds what it looks for."""
    import pandas as pd

    rng = np.random.default_rng(seed)
    return pd.DataFrame([found(rng) for _ in range(rounds)]).mean()


def main() -> None:
    """Print the shares with the largest Monte-Carlo error."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(study(rounds=rounds).to_string(float_format="{:.3f}".format))
    print(f"{rounds} rounds; Monte-Carlo error at most {0.5 / rounds**0.5:.3f}")


if __name__ == "__main__":
    main()
