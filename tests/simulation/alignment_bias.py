"""How far the group forms of alignment are off, plain and corrected: a study by simulation.

By hand, about twenty minutes on one core: ``python -m tests.simulation.alignment_bias 400``. A
second number is the first seed, for populations and samples that nobody has looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.indices.group_alignment import Form, correct, profile_form
from berakhlak_stats.indices.profiles import FORMS
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.intervals import percentile
from berakhlak_stats.inference.replicates import resampler
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.simulate import Population, simulate_population
from berakhlak_stats.totals.collect import collect
from tests.simulation.populations import KINDS, Sampling, population

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

PERSONS = tuple(Sampling("persons", n) for n in (30, 50, 100, 300, 1000))
UNITS = (Sampling("units", 10), Sampling("units", 30))
PAIRS = (("personal", "current"), ("current", "desired"))
BUNDLED = ("kapuas-2022", "kalteng-2022", "kemendikbudristek-2022", "national-2022")
"""What users of the simulator meet; a few large units each, so only persons are drawn."""
REPLICATES = 400
HAIR = 1e-9


def study(
    seeds: range,
    designs: Sequence[Sampling] = (*PERSONS, *UNITS),
    kinds: Sequence[str] = (*KINDS, *BUNDLED),
) -> pd.DataFrame:
    """One row per seed, kind, design and form: one sample of a population of its own.

    Many populations with one sample tell more than many samples of few: whether the tenth
    place is a near tie differs between populations, not between samples. Of the bundled ones
    there is only one each, and each seed is another sample of it.
    """
    import pandas as pd
    from threadpoolctl import threadpool_limits

    rows = []
    with threadpool_limits(1):
        for kind in kinds:
            for seed in seeds:
                whole = _bundled(kind) if kind in BUNDLED else population(seed, kind=kind)
                chosen = [each for each in designs if kind in KINDS or each in PERSONS]
                pair = PAIRS[seed % 2]
                for i, design in enumerate(chosen):
                    sample = design.draw(whole, np.random.default_rng([seed, i]))
                    where = {"kind": kind, "pair": pair[0], "seed": seed, "design": str(design)}
                    truth = _truth(whole, pair) if kind in BUNDLED else _plain(whole.census, pair)
                    rows += [where | row for row in measured(sample, pair, truth, seed)]
    return pd.DataFrame(rows)


@cache
def _bundled(like: str) -> Population:
    return simulate_population(like, seed=1)


def _forms(survey: Survey, pair: tuple[str, str]) -> dict[str, Form]:
    return {name: profile_form(survey.instrument, pair, name) for name in FORMS}


def _plain(survey: Survey, pair: tuple[str, str]) -> dict[str, float]:
    """The uncorrected forms: in a census, the truth."""
    statistics = {name: form.statistic for name, form in _forms(survey, pair).items()}
    totals = collect(survey, list(statistics.values()))
    whole = totals.by_group(totals.cells.total)
    return {
        name: float(evaluate(each, whole[:, totals.plan.columns_of(each)])[0, 0])
        for name, each in statistics.items()
    }


_TRUTHS: dict[tuple[int, str], dict[str, float]] = {}


def _truth(whole: Population, pair: tuple[str, str]) -> dict[str, float]:
    return _TRUTHS.setdefault((id(whole), pair[0]), _plain(whole.census, pair))


def measured(
    sample: Survey, pair: tuple[str, str], truth: dict[str, float], seed: int
) -> list[dict[str, object]]:
    """Errors of the plain and the corrected forms in one sample, and their intervals."""
    forms = _forms(sample, pair)
    totals = collect(sample, [form.statistic for form in forms.values()], replicates=True)
    strata = describe_strata(totals)
    sampler = resampler(totals, strata, replicates=REPLICATES, seed=seed)
    df = degrees_of_freedom(totals, strata)
    plain, rows = _plain(sample, pair), []
    for name, form in forms.items():
        found = correct(form, sampler, df)
        bounds = percentile(found.possible, found.estimate, df)
        low, high = float(bounds.low[0]), float(bounds.high[0])
        error = float(found.estimate[0]) - truth[name]
        rows.append(
            {
                "form": name,
                "truth": truth[name],
                "plain": plain[name] - truth[name],
                "corrected": error,
                "square": error**2,
                "variance": float(found.variance[0]),
                "covered": float(low - HAIR <= truth[name] <= high + HAIR),
                "width": high - low,
            }
        )
    return rows


def table(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Mean errors with their Monte-Carlo error, root mean squares, coverage and width."""
    grouped = frame.groupby(by, sort=False)
    out = grouped[["truth", "plain", "corrected"]].mean()
    out["mc_error"] = grouped["corrected"].std() / np.sqrt(grouped.size())
    out["rmse"] = np.sqrt(grouped["square"].mean())
    out["std_error"] = np.sqrt(grouped["variance"].mean())
    out["coverage"] = grouped["covered"].mean()
    out["width"] = grouped["width"].mean()
    return out


def main() -> None:
    """Print the bias by kind with its Monte-Carlo error, then everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    frame = study(range(first, first + count))
    full = table(frame, ["form", "design", "kind"])
    for column in ("corrected", "mc_error", "rmse", "coverage"):
        print(column)
        print(full[column].unstack().to_string(float_format="{:.2f}".format))
    print(full.to_string(float_format="{:.2f}".format))


if __name__ == "__main__":
    main()
