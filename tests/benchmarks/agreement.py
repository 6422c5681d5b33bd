"""Agreement and ICC of many units: CPU seconds and peak memory of the whole job.

Run ``python -m tests.benchmarks.agreement --rows 1000000 --units 500``. Answers are random and
made once in a temporary file, so that making them is not part of the job; an import-only
process is measured beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Codes, Survey, make_keys
from tests.benchmarks.process import measure, peak

ITEMS = ("t1", "t2", "t3")


def make_file(path: Path, rows: int, units: int, seed: int = 1) -> None:
    """Ratings with a level of their own in every unit, lognormal unit sizes."""
    rng = np.random.default_rng(seed)
    share = rng.lognormal(sigma=1.0, size=units)
    unit = rng.choice(units, rows, p=share / share.sum()).astype(np.int32)
    level = 3.6 + 0.3 * rng.normal(size=units)[unit] + 0.7 * rng.normal(size=rows)
    score = level[:, None] + rng.normal(size=(rows, len(ITEMS)))
    ratings = np.clip(np.rint(score), 1, 5).astype(np.int8)
    ratings[rng.random(ratings.shape) < 0.03] = -1
    np.savez(path, ratings=ratings, unit=unit)


def load(path: Path) -> Survey:
    """The survey behind a file of :func:`make_file`."""
    with np.load(path) as stored:
        ratings, unit = stored["ratings"], stored["unit"]
    labels = tuple(f"unit {i:03d}" for i in range(int(unit.max()) + 1))
    return Survey(
        instrument=make_instrument(ratings={"trust": list(ITEMS)}),
        n=len(unit),
        ratings=ratings,
        columns={"unit": Codes(unit, labels)},
        keys=make_keys([], len(unit), ids=range(len(unit))),  # type: ignore[arg-type]
    )


def job(path: Path) -> None:
    """The measured work, each part by itself."""
    from berakhlak_stats import agreement, interpret

    survey = load(path)
    parts: dict[str, Callable[[], object]] = {
        "rwg_j": lambda: agreement.rwg_j(survey, items="trust", by="unit"),
        "icc1": lambda: agreement.icc1(survey, items=ITEMS, by="unit"),
        "icc1 of the scale by REML": lambda: agreement.icc1(
            survey, item="trust", by="unit", variant="reml"
        ),
        "aggregation_verdict": lambda: interpret.aggregation_verdict(
            survey, items="trust", by="unit"
        ),
    }
    for name, part in parts.items():
        start = time.process_time()
        part()
        print(f"CPU of {name} alone {time.process_time() - start:.2f} s")


def main() -> None:
    """Measure the job and an import-only process, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--job", type=Path)
    parser.add_argument("--imports", action="store_true")
    args = parser.parse_args()
    if args.imports:
        import pandas
        import scipy.special

        from berakhlak_stats import agreement, interpret

        del pandas, scipy, agreement, interpret
        print(f"peak {peak()} MB")
    elif args.job:
        job(args.job)
        print(f"peak {peak()} MB")
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.npz"
            make_file(path, args.rows, args.units)
            for words in (["--imports"], ["--job", str(path)]):
                measure(words[0], [sys.executable, "-m", "tests.benchmarks.agreement", *words])


if __name__ == "__main__":
    main()
