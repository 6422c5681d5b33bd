"""Taylor intervals of many statistics for many agencies, and raking, from a million rows.

By hand: ``python -m tests.benchmarks.designs --rows 1000000 --agencies 640``. Answers are made
up and kept in a temporary file, so that making them is no part of what is measured. Each job
runs in a process of its own and prints its CPU seconds and peak memory.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from berakhlak_stats import indices
from berakhlak_stats.estimates import analyse as road
from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Codes, Survey, make_keys
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.weighting import calibrate_weights
from tests.benchmarks.process import peak

SCALES = {f"scale{s}": [f"item{s}{i}" for i in range(3)] for s in range(7)}
"""21 items; with seven scales and their mean there are 29 statistics."""
MARGINS = {"sex": 2, "status": 3, "generation": 4, "position": 5, "region": 38}
CLUSTERS = 20
"""PSUs per agency in the job with clusters."""
JOBS = ("imports", "taylor", "clusters", "raking")


def make_file(path: Path, rows: int, agencies: int, seed: int = 1) -> None:
    """Ratings of 1-5 with two in a hundred missing, lognormal agency sizes, five margins."""
    rng = np.random.default_rng(seed)
    items = sum(len(each) for each in SCALES.values())
    ratings = rng.choice(5, (rows, items), p=(0.05, 0.1, 0.25, 0.4, 0.2)).astype(np.int8) + 1
    ratings[rng.random((rows, items)) < 0.02] = -1
    share = rng.lognormal(sigma=1.0, size=agencies)
    columns = {"agency": rng.choice(agencies, rows, p=share / share.sum())}
    columns["psu"] = columns["agency"] * CLUSTERS + rng.integers(0, CLUSTERS, rows)
    for name, size in MARGINS.items():
        columns[name] = rng.choice(size, rows, p=rng.dirichlet(np.full(size, 20.0)))
    arrays: dict[str, Any] = {name: each.astype(np.int32) for name, each in columns.items()}
    # Hashing a million ids takes more memory than all that is measured.
    arrays["keys"] = make_keys([], rows, ids=range(rows))  # type: ignore[arg-type]
    arrays["ratings"] = ratings
    np.savez(path, allow_pickle=False, **arrays)


def load(path: Path) -> Survey:
    """The survey behind a file of :func:`make_file`."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    ratings, keys = arrays.pop("ratings"), arrays.pop("keys")
    columns = {name: Codes(codes, _labels(name, codes)) for name, codes in arrays.items()}
    instrument = make_instrument(ratings=SCALES)
    return Survey(instrument, len(ratings), ratings=ratings, columns=columns, keys=keys)


def _labels(name: str, codes: np.ndarray[Any, np.dtype[np.int32]]) -> tuple[str, ...]:
    return tuple(f"{name} {i:05d}" for i in range(int(codes.max()) + 1))


@dataclass
class Timed:
    """A function that adds up the CPU seconds spent in it."""

    function: Callable[..., Any]
    spent: float = 0.0

    def __call__(self, *args: Any, **options: Any) -> Any:
        start = time.process_time()
        made = self.function(*args, **options)
        self.spent += time.process_time() - start
        return made


def intervals(survey: Survey) -> None:
    """29 statistics by agency: the pass over the rows, and all that follows it."""
    timed = Timed(collect)
    vars(road)["collect"] = timed
    start = time.process_time()
    result = indices.rating_score(survey, by="agency")
    spent = time.process_time() - start
    print(f"rows of the result {len(result)}; method {result.provenance.method}")
    print(f"the pass {timed.spent:.2f} s; beyond the pass {spent - timed.spent:.2f} s of CPU")


def raking(survey: Survey) -> None:
    """Weights from five margins, each shifted from what was drawn."""
    rng = np.random.default_rng(2)
    margins = {}
    for name in MARGINS:
        column = survey.column(name)
        shares = np.bincount(column.codes) * rng.uniform(0.6, 1.6, len(column.labels))
        counts = 4 * survey.n * shares / shares.sum()
        margins[name] = dict(zip(column.labels, counts.tolist(), strict=True))
    start = time.process_time()
    weights = calibrate_weights(survey, margins)
    spent = time.process_time() - start
    for name, wanted in margins.items():
        reached = np.bincount(survey.column(name).codes, weights=weights)
        np.testing.assert_allclose(reached, list(wanted.values()), rtol=1e-6)
    print(f"raking on {len(margins)} margins {spent:.2f} s of CPU")


def job(name: str, path: Path) -> None:
    """One of the measured jobs."""
    survey = load(path)
    if name == "taylor":
        intervals(survey)
    elif name == "clusters":
        intervals(survey.with_design(psu="psu"))
    elif name == "raking":
        raking(survey)
    print(f"peak of the process {peak()} MB, survey {survey.nbytes // 2**20} MB")


def main() -> None:
    """Measure every job, each in a process of its own; "imports" only loads the survey."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--agencies", type=int, default=640)
    parser.add_argument("--job", nargs=2, metavar=("NAME", "FILE"))
    args = parser.parse_args()
    if args.job:
        job(args.job[0], Path(args.job[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        make_file(path, args.rows, args.agencies)
        for name in JOBS:
            print(f"-- {name}", flush=True)
            command = [sys.executable, "-m", "tests.benchmarks.designs", "--job", name, str(path)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
