"""How far the group forms of alignment are off, plain and corrected: a study by simulation.

By hand, about five minutes on one core: ``python -m tests.simulation.alignment_bias``.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.indices.group_alignment import Form, correct, profile_form
from berakhlak_stats.indices.profiles import FORMS
from berakhlak_stats.inference.derivatives import evaluate
from berakhlak_stats.inference.intervals import percentile
from berakhlak_stats.inference.replicates import resampler
from berakhlak_stats.inference.strata import degrees_of_freedom, describe_strata
from berakhlak_stats.totals.collect import collect
from tests.simulation.populations import KINDS, Sampling, population

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.survey import Survey

DESIGNS = tuple([Sampling("persons", n) for n in (30, 100, 300, 1000)] + [Sampling("units", 10)])
PAIR = ("personal", "current")
REPLICATES = 400
HAIR = 1e-9


def study(seeds: range, designs: tuple[Sampling, ...] = DESIGNS) -> pd.DataFrame:
    """One row per population, design and form, from one sample of each population.

    Many populations with one sample tell more than many samples of few: whether the tenth
    place is a near tie differs between populations, not between samples.
    """
    import pandas as pd
    from threadpoolctl import threadpool_limits

    rows = []
    with threadpool_limits(1):
        for kind in KINDS:
            for seed in seeds:
                whole = population(seed, kind=kind)
                forms = {name: profile_form(whole.spec.instrument, PAIR, name) for name in FORMS}
                truth = {name: plain(form, whole.census) for name, form in forms.items()}
                for i, design in enumerate(designs):
                    sample = design.draw(whole, np.random.default_rng([seed, i]))
                    for name, form in forms.items():
                        where = {"kind": kind, "seed": seed, "design": str(design), "form": name}
                        rows.append(where | measured(form, sample, truth[name], seed))
    return pd.DataFrame(rows)


def plain(form: Form, survey: Survey) -> float:
    """The uncorrected form."""
    totals = collect(survey, [form.statistic])
    return float(evaluate(form.statistic, totals.by_group(totals.cells.total))[0, 0])


def measured(form: Form, sample: Survey, truth: float, seed: int) -> dict[str, float]:
    """Errors of the plain and the corrected form in one sample, and its interval."""
    totals = collect(sample, [form.statistic], replicates=True)
    strata = describe_strata(totals)
    found = correct(form, resampler(totals, strata, replicates=REPLICATES, seed=seed))
    bounds = percentile(found.possible, found.estimate, degrees_of_freedom(totals, strata))
    error = float(found.estimate[0]) - truth
    return {
        "truth": truth,
        "plain": plain(form, sample) - truth,
        "corrected": error,
        "square": error**2,
        "variance": float(found.variance[0]),
        "covered": float(bounds.low[0] - HAIR <= truth <= bounds.high[0] + HAIR),
        "width": float(bounds.high[0] - bounds.low[0]),
    }


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
    """Print the table over all populations, and by how alike their lists are."""
    frame = study(range(int(sys.argv[1]) if len(sys.argv) > 1 else 24))
    print(table(frame, ["design", "form"]).to_string(float_format="{:.2f}".format))
    print(table(frame, ["design", "form", "kind"]).to_string(float_format="{:.2f}".format))


if __name__ == "__main__":
    main()
