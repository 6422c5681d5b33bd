"""Six indices for many agencies: CPU seconds and peak memory of the whole job.

Run ``python -m tests.benchmarks.indices --rows 1000000 --agencies 500``. Answers are random
bits made once and kept in a temporary file, so that making them is not part of the job;
an import-only process is measured beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.survey.survey import Codes, Survey, make_keys, pack_picks
from tests.benchmarks.process import measure, peak

LISTS = ("personal", "current", "desired")


def make_file(path: Path, rows: int, agencies: int, seed: int = 1) -> None:
    """Random picks of ten words per list, lognormal agency sizes."""
    rng = np.random.default_rng(seed)
    words = len(load_instrument("berakhlak-2022").words)
    taste = rng.normal(size=words) * 0.8
    columns = {}
    for name in LISTS:
        picks = np.empty((rows, -(-words // 64)), np.uint64)
        for start in range(0, rows, 50_000):
            size = min(50_000, rows - start)
            score = taste + rng.gumbel(size=(size, words))
            chosen = np.zeros((size, words), bool)
            np.put_along_axis(chosen, np.argpartition(-score, 10, axis=1)[:, :10], True, axis=1)
            picks[start : start + size] = pack_picks(chosen)
        columns[name] = picks
    share = rng.lognormal(sigma=1.0, size=agencies)
    columns["agency"] = rng.choice(agencies, rows, p=share / share.sum()).astype(np.int32)
    np.savez(path, **columns)


def load(path: Path) -> Survey:
    """The survey behind a file of :func:`make_file`."""
    with np.load(path) as stored:
        picks = {name: stored[name] for name in LISTS}
        agency = stored["agency"]
    rows = len(agency)
    labels = tuple(f"agency {i:03d}" for i in range(int(agency.max()) + 1))
    return Survey(
        instrument=load_instrument("berakhlak-2022"),
        n=rows,
        picks=picks,
        columns={"agency": Codes(agency, labels)},
        keys=make_keys([], rows, ids=range(rows)),  # type: ignore[arg-type]
    )


def job(path: Path) -> None:
    """The measured work: load, one pass, Taylor and 1,000 bootstrap replicates, frame."""
    from berakhlak_stats import indices

    survey = load(path)
    start = time.process_time()
    result = indices.all_indices(survey, by="agency", replicates=1000)
    spent = time.process_time() - start
    print(f"rows of the result {len(result)}; CPU of the indices alone {spent:.2f} s")


def main() -> None:
    """Measure the job and an import-only process, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--agencies", type=int, default=500)
    parser.add_argument("--job", type=Path)
    parser.add_argument("--imports", action="store_true")
    args = parser.parse_args()
    if args.imports:
        import pandas
        import scipy.special

        from berakhlak_stats import indices

        del pandas, scipy, indices
        print(f"peak {peak()} MB")
    elif args.job:
        job(args.job)
        print(f"peak {peak()} MB")
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.npz"
            make_file(path, args.rows, args.agencies)
            for words in (["--imports"], ["--job", str(path)]):
                measure(words[0], [sys.executable, "-m", "tests.benchmarks.indices", *words])


if __name__ == "__main__":
    main()
