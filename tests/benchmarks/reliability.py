"""Alpha of eight scales of 21 items, beside pingouin: CPU seconds and peak memory.

Run ``python -m tests.benchmarks.reliability --rows 1000000``; with ``--other PYTHON`` pingouin is
measured too, by the interpreter of an environment that has it (it is GPL, and no part of this
package). Answers are made once and kept in a temporary file, so that making them is not part of
the job; processes that only import are measured beside it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.process import measure, peak

SCALES = {f"s{s}": [f"s{s}i{j}" for j in range(3)] for s in range(7)}
ITEMS = [item for items in SCALES.values() for item in items]


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


def ours(path: Path) -> None:
    """Eight alphas with design-based standard errors, in two passes."""
    from berakhlak_stats.instrument import make_instrument
    from berakhlak_stats.reliability import cronbach_alpha
    from berakhlak_stats.survey.survey import Survey, make_keys

    ratings = np.load(path)
    survey = Survey(
        instrument=make_instrument(ratings=SCALES),
        n=len(ratings),
        ratings=ratings,
        keys=make_keys([], len(ratings)),
    )
    result: Any = None
    start = time.process_time()
    result = cronbach_alpha(survey)
    spent = time.process_time() - start
    print(f"ours: {spent:.3f} s", result.frame["estimate"].round(6).tolist())


def theirs(path: Path) -> None:
    """pingouin, once per scale and once for all items."""
    import pandas as pd
    import pingouin

    frame = pd.DataFrame(np.load(path), columns=ITEMS)
    start = time.process_time()
    values = [pingouin.cronbach_alpha(frame[items])[0] for items in (*SCALES.values(), ITEMS)]
    spent = time.process_time() - start
    print(f"pingouin {pingouin.__version__}: {spent:.3f} s", np.round(values, 6).tolist())


def imports() -> None:
    """What the process costs without any work."""
    import pandas
    import scipy.special

    from berakhlak_stats import reliability

    del pandas, scipy, reliability


def main() -> None:
    """Measure each job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--other", default="", help="an interpreter that has pingouin")
    parser.add_argument("--job", choices=["ours", "theirs", "imports"])
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.job:
        jobs = {"ours": ours, "theirs": theirs}
        jobs[args.job](args.file) if args.job in jobs else imports()
        print(f"peak {peak()} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npy"
        make_file(path, args.rows)
        for job, python in (("imports", sys.executable), ("ours", sys.executable)):
            measure(job, _command(python, job, path))
        if args.other:
            measure("theirs", _command(args.other, "theirs", path))


def _command(python: str, job: str, path: Path) -> list[str]:
    return [python, "-m", "tests.benchmarks.reliability", "--job", job, "--file", str(path)]


if __name__ == "__main__":
    main()
