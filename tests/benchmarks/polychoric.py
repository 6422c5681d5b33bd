"""Polychoric correlations of 21 items, beside psych of R where it is there.

Run ``python -m tests.benchmarks.polychoric``; ``--rows`` takes several numbers of rows, by
default 10,000, 100,000 and a million.

What is measured: from answers in memory (a survey here, an integer matrix there) to the matrix
of 210 correlations; one thread, CPU seconds with those of child processes, the quickest of some
runs (two of psych), after a first run on a few rows which loads what is imported late. ``matrix``
is ours; ``theirs`` is ``psych::polychoric`` with its defaults but for smoothing, which neither
does. ``intervals`` are our correlations with a standard error and an interval each, which psych
does not give. Making the answers is no part of any job.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.process import figures, least, report

ITEMS = [f"item{i}" for i in range(1, 22)]
CUTS = (-1.6, -0.9, 0.0, 1.1)
JOBS = ("imports", "matrix", "intervals")
SIZES = (10_000, 100_000, 1_000_000)
FEW, REPEATS = 1000, 5
R_JOB = """
suppressMessages(library(psych)); options(mc.cores = 1)
a <- commandArgs(TRUE); n <- as.integer(a[2]); q <- as.integer(a[3])
x <- matrix(readBin(a[1], "integer", n * q, size = 1), ncol = q)
job <- function(of) polychoric(of, smooth = FALSE, progress = FALSE)
invisible(job(x[1:1000, ]))
spent <- min(sapply(1:2, function(i) sum(system.time(job(x))[c(1, 2, 4, 5)])))
write.table(job(x)$rho, a[4], row.names = FALSE, col.names = FALSE)
status <- grep("VmHWM", readLines(file.path("", "proc", "self", "status")), value = TRUE)
peak <- round(as.integer(gsub("[^0-9]", "", status)) / 1024)
cat(sprintf('{"seconds": %.4f, "peak": %d}\\n', spent, peak))
"""


def make_file(path: Path, rows: int, seed: int = 1) -> None:
    """Seven scales of three items: correlations .55 within a scale and .3 between."""
    rng = np.random.default_rng(seed)
    ratings = np.empty((rows, len(ITEMS)), np.int8)
    for start in range(0, rows, 100_000):
        size = min(100_000, rows - start)
        general = rng.normal(size=(size, 1)) * np.sqrt(0.3)
        scale = np.repeat(rng.normal(size=(size, 7)) * np.sqrt(0.25), 3, axis=1)
        latent = general + scale + rng.normal(size=(size, len(ITEMS))) * np.sqrt(0.45)
        ratings[start : start + size] = 1 + np.searchsorted(CUTS, latent)
    np.save(path, ratings)


def ours(name: str, path: Path) -> None:
    """The measured work, after the answers were read."""
    from berakhlak_stats import association
    from berakhlak_stats.instrument import make_instrument
    from berakhlak_stats.survey.survey import Survey, make_keys

    ratings = np.load(path)
    instrument = make_instrument(ratings=ITEMS, scale=(1, 5))
    keys = make_keys([], len(ratings))

    def survey(rows: int) -> Survey:
        return Survey(instrument=instrument, n=rows, ratings=ratings[:rows], keys=keys[:rows])

    jobs: dict[str, Any] = {
        "imports": lambda of: None,
        "matrix": lambda of: association.correlation(of, items=ITEMS, kind="polychoric"),
        "intervals": lambda of: association.polychoric(of, items=ITEMS),
    }
    job, whole = jobs[name], survey(len(ratings))
    job(survey(FEW))
    seconds = least(lambda: job(whole), REPEATS)
    if name == "matrix":
        np.savetxt(path.with_suffix(".ours"), job(whole).of())
    report(seconds=seconds)


def theirs(path: Path, folder: Path) -> dict[str, Any]:
    """The same matrix by psych; nothing where there is no R with psych."""
    script = shutil.which("Rscript")
    asked = [script or "", "-e", "library(psych)"]
    if script is None or subprocess.run(asked, capture_output=True, check=False).returncode:
        return {}
    ratings = np.load(path)
    (folder / "answers").write_bytes(ratings.tobytes(order="F"))
    (folder / "job.R").write_text(R_JOB, encoding="utf-8")
    size = [str(len(ratings)), str(len(ITEMS))]
    out = path.with_suffix(".theirs")
    return figures([script, str(folder / "job.R"), str(folder / "answers"), *size, str(out)])


def compare(rows: int) -> None:
    """Print every job, and how often it fits into that of the peer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npy"
        make_file(path, rows)
        command = [sys.executable, "-m", "tests.benchmarks.polychoric", "--file", str(path)]
        found = {name: figures([*command, "--job", name]) for name in JOBS}
        peer = theirs(path, Path(folder))
        print(f"{rows:,} rows")
        for job, each in (found | ({"theirs": peer} if peer else {})).items():
            print(f"  {job}: {each['seconds']:.4f} s, peak {each['peak']} MB")
        if not peer:
            print("  psych: not measured, there is no R that has it")
            return
        apart = [np.loadtxt(path.with_suffix(end)) for end in (".ours", ".theirs")]
    print(f"  psych / matrix: {peer['seconds'] / found['matrix']['seconds']:.0f}")
    print(f"  largest difference of correlations: {np.abs(apart[0] - apart[1]).max():.1e}")


def main() -> None:
    """Measure every job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--job", choices=JOBS)
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.job:
        ours(args.job, args.file)
        return
    for rows in args.rows:
        compare(rows)


if __name__ == "__main__":
    main()
