"""Polychoric correlations of 21 items from a million rows, beside psych of R where it is there.

By hand: ``python -m tests.benchmarks.polychoric --rows 1000000``. Answers are made up and kept in
a temporary file, so that making them is no part of what is measured. Each job runs in a process
of its own and prints its CPU seconds and peak memory; psych reads the same answers. Where there
is no ``Rscript`` with psych, its job says so; ``--r-rows`` gives it fewer rows.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from berakhlak_stats.instrument import make_instrument
from berakhlak_stats.survey.survey import Survey, make_keys
from tests.benchmarks.process import peak

ITEMS = [f"item{i}" for i in range(1, 22)]
CUTS = (-1.6, -0.9, 0.0, 1.1)
JOBS = ("imports", "matrix", "intervals")
R_JOB = """
suppressMessages(library(psych)); options(mc.cores = 1)
a <- commandArgs(TRUE); n <- as.integer(a[2]); q <- as.integer(a[3])
x <- matrix(readBin(a[1], "integer", n * q, size = 1), ncol = q)
spent <- sum(system.time(m <- polychoric(x, smooth = FALSE, progress = FALSE))[c(1, 2, 4, 5)])
write.table(m$rho, a[4], row.names = FALSE, col.names = FALSE)
status <- grep("VmHWM", readLines(file.path("", "proc", "self", "status")), value = TRUE)
peak <- as.integer(gsub("[^0-9]", "", status)) / 1024
cat(sprintf("psych: CPU of the job alone %.1f s; peak memory %.0f MB\\n", spent, peak))
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
    # Hashing a million ids takes more memory than all that is measured.
    keys = make_keys([], rows, ids=range(rows))  # type: ignore[arg-type]
    np.savez(path, ratings=ratings, keys=keys)


def load(path: Path) -> Survey:
    """The survey behind a file of :func:`make_file`."""
    with np.load(path) as stored:
        ratings, keys = stored["ratings"], stored["keys"]
    instrument = make_instrument(ratings=ITEMS, scale=(1, 5))
    return Survey(instrument=instrument, n=len(ratings), ratings=ratings, keys=keys)


def job(name: str, path: Path) -> None:
    """The measured work, after the answers were read."""
    from berakhlak_stats import association

    survey = load(path)
    start = time.process_time()
    if name == "matrix":
        made = association.correlation(survey, items=ITEMS, kind="polychoric")
        np.savetxt(path.with_suffix(".ours"), made.of())
    elif name == "intervals":
        association.polychoric(survey, items=ITEMS)
    spent = time.process_time() - start
    print(f"{name}: CPU of the job alone {spent:.2f} s; peak memory {peak()} MB", flush=True)


def beside_psych(path: Path, folder: Path, rows: int) -> None:
    """The same matrix by psych, where R has it, and how far apart both are."""
    script = shutil.which("Rscript")
    if script is None:
        print("psych: not measured, there is no Rscript")
        return
    with np.load(path) as stored:
        ratings = stored["ratings"][:rows]
    (folder / "answers").write_bytes(np.asfortranarray(ratings).tobytes(order="F"))
    (folder / "job.R").write_text(R_JOB, encoding="utf-8")
    out = folder / "theirs"
    arguments = [str(folder / "answers"), str(len(ratings)), str(len(ITEMS)), str(out)]
    subprocess.run([script, str(folder / "job.R"), *arguments], check=False)
    if out.exists() and rows >= len(ratings) == len(np.load(path)["keys"]):
        apart = np.abs(np.loadtxt(out) - np.loadtxt(path.with_suffix(".ours"))).max()
        print(f"  largest difference of correlations: {apart:.1e}")


def main() -> None:
    """Measure every job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--r-rows", type=int, default=0, help="rows for psych; 0 is all of them")
    parser.add_argument("--job", choices=JOBS)
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.job:
        job(args.job, args.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        make_file(path, args.rows)
        for name in JOBS:
            command = [sys.executable, "-m", "tests.benchmarks.polychoric"]
            subprocess.run([*command, "--job", name, "--file", str(path)], check=True)
        beside_psych(path, Path(folder), args.r_rows or args.rows)


if __name__ == "__main__":
    main()
