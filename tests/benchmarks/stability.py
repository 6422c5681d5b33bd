"""Reliability of results for many units: CPU seconds beside one bare pass, and peak memory.

Run ``python -m tests.benchmarks.stability --rows 1000000 --units 500``. The answers are those of
:mod:`tests.benchmarks.indices`; every job runs in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from berakhlak_stats.survey.survey import Survey
from tests.benchmarks.indices import load, make_file
from tests.benchmarks.process import peak


def bare_pass(survey: Survey) -> None:
    """What every job below cannot do without: totals of all indices by unit, with parts."""
    from berakhlak_stats.indices import parts
    from berakhlak_stats.totals.collect import collect

    statistics = [parts.smooth_indices(survey.instrument), parts.health(survey.instrument)]
    collect(survey, statistics, by="agency", replicates=True)


def units(survey: Survey) -> None:
    """All six indices and seven values of every unit."""
    from berakhlak_stats.reliability import unit_reliability

    unit_reliability(survey, by="agency")


def needed(survey: Survey) -> None:
    """Respondents needed for .70 and .80."""
    from berakhlak_stats.reliability import respondents_needed

    respondents_needed(survey, by="agency")


def halves(survey: Survey) -> None:
    """Words of three lists, everybody, 1,000 splits."""
    from berakhlak_stats.reliability import split_half_respondents

    split_half_respondents(survey)


def top(survey: Survey) -> None:
    """Top tens of three lists, everybody, 1,000 resamples."""
    from berakhlak_stats.reliability import top_stability

    top_stability(survey)


def study(survey: Survey) -> None:
    """Components of words by unit."""
    from berakhlak_stats.reliability import generalizability_study

    generalizability_study(survey, by="agency", lists="current")


JOBS: dict[str, Callable[[Survey], None]] = {
    each.__name__: each for each in (bare_pass, units, needed, halves, top, study)
}


def job(name: str, path: Path) -> None:
    """One job on the whole file, after the same job on a few rows has loaded its modules."""
    survey = load(path)
    JOBS[name](survey.take(slice(0, 20_000)))
    start = time.process_time()
    JOBS[name](survey)
    spent = time.process_time() - start
    print(f"{name:>10}: CPU {spent:6.2f} s, peak {peak()} MB")


def main() -> None:
    """Make the answers once and run every job on them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--job", choices=list(JOBS))
    args = parser.parse_args()
    if args.job:
        job(args.job, args.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        make_file(path, args.rows, args.units)
        for name in JOBS:
            words = [sys.executable, "-m", "tests.benchmarks.stability", "--job", name]
            subprocess.run([*words, "--file", str(path)], check=True)


if __name__ == "__main__":
    main()
