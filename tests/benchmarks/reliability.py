"""All of alpha for eight scales of 21 items, beside pingouin: CPU seconds and peak memory.

Run ``python -m tests.benchmarks.reliability --rows 1000000``; with ``--other PYTHON`` pingouin is
measured too, by the interpreter of an environment that has it (it is GPL, and no part of this
package).

What is measured: from answers in memory (a survey here, a data frame there) to finished
results, one thread, the quickest of some runs, after a first run on a few rows which loads what
is imported late. Ours in two jobs: ``raw`` is alpha of seven scales and of all items together,
``all`` is raw and standardised alpha and the average correlation of these eight, and of every
item alpha without it and its correlation with the rest; in both every number has a standard
error and an interval under the design, and all of them a joint covariance matrix. pingouin is
called once per scale and gives raw alpha with an interval for normal answers. ``theirs, own
threads`` is pingouin as it runs unless told otherwise: there the threads of its linear algebra
wait for each other, and waiting is CPU time. A job that only imports shows how much memory that
takes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.process import figures, least, report

SCALES = {f"s{s}": [f"s{s}i{j}" for j in range(3)] for s in range(7)}
ITEMS = [item for items in SCALES.values() for item in items]
FEW = 1000
REPEATS = 5


def make_file(path: Path, rows: int, seed: int = 1) -> None:
    """Ratings 1 to 5 with a general factor and one per scale; none missing."""
    rng = np.random.default_rng(seed)
    out = np.empty((rows, len(ITEMS)), np.int8)
    for start in range(0, rows, 100_000):
        size = min(100_000, rows - start)
        general = rng.standard_normal((size, 1), np.float32)
        scale = np.repeat(rng.standard_normal((size, 7), np.float32), 3, axis=1)
        latent = 3.3 + 0.6 * general + 0.5 * scale
        latent = latent + 0.8 * rng.standard_normal(latent.shape, np.float32)
        out[start : start + size] = np.clip(np.rint(latent), 1, 5)
    np.save(path, out)


def ours(path: Path, job: str) -> None:
    """Eight alphas, or all of alpha, with design-based standard errors."""
    from berakhlak_stats.instrument import make_instrument
    from berakhlak_stats.reliability import cronbach_alpha, item_analysis
    from berakhlak_stats.survey.survey import Survey, make_keys

    ratings = np.load(path)
    instrument = make_instrument(ratings=SCALES)
    keys = make_keys([], len(ratings))
    survey = Survey(instrument=instrument, n=len(ratings), ratings=ratings, keys=keys)
    statistic: Any = cronbach_alpha if job == "raw" else item_analysis
    statistic(survey.take(slice(0, FEW)))
    seconds = least(lambda: statistic(survey), REPEATS)
    frame = statistic(survey).frame.set_index("item")
    values = frame.loc[[*SCALES, "all_items"], "estimate"].tolist()
    report(seconds=seconds, rows=len(frame), values=values)


def theirs(path: Path) -> None:
    """pingouin, once per scale and once for all items."""
    import pandas as pd
    import pingouin

    frame = pd.DataFrame(np.load(path), columns=ITEMS)

    def job(of: pd.DataFrame) -> list[float]:
        sets = (*SCALES.values(), ITEMS)
        return [float(pingouin.cronbach_alpha(of[items])[0]) for items in sets]

    job(frame.head(FEW))
    seconds = least(lambda: job(frame), REPEATS)
    report(seconds=seconds, rows=len(SCALES) + 1, values=job(frame))


def imports() -> None:
    """What the process costs without any work."""
    import pandas
    import scipy.special

    from berakhlak_stats import reliability

    del pandas, scipy, reliability
    report(seconds=0.0, rows=0, values=[])


def main() -> None:
    """Measure each job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--other", default="", help="an interpreter that has pingouin")
    parser.add_argument("--job", choices=["raw", "all", "theirs", "imports"])
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.job == "theirs":
        theirs(args.file)
    elif args.job == "imports":
        imports()
    elif args.job:
        ours(args.file, args.job)
    else:
        compare(args.rows, args.other)


def compare(rows: int, other: str) -> None:
    """Print every job, and how often it fits into that of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npy"
        make_file(path, rows)
        jobs = dict.fromkeys(("imports", "raw", "all"), sys.executable)
        jobs |= {"theirs": other} if other else {}
        found = {job: figures(_command(python, job, path)) for job, python in jobs.items()}
        if other:
            given = _command(other, "theirs", path)
            found["theirs, own threads"] = figures(given, one_thread=False)
    for job, each in found.items():
        print(f"{job}: {each['seconds']:.3f} s, {each['rows']} numbers, peak {each['peak']} MB")
    if other:
        apart = np.abs(np.subtract(found["raw"]["values"], found["theirs"]["values"])).max()
        print(f"largest difference of alphas: {apart:.1e}")
        for peer in (each for each in found if each.startswith("theirs")):
            for job in ("raw", "all"):
                print(f"{peer} / {job}: {found[peer]['seconds'] / found[job]['seconds']:.2f}")


def _command(python: str, job: str, path: Path) -> list[str]:
    return [python, "-m", "tests.benchmarks.reliability", "--job", job, "--file", str(path)]


if __name__ == "__main__":
    main()
