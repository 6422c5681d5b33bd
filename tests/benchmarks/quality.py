"""Answer quality of a million rows: CPU seconds and peak memory of every job.

By hand: ``python -m tests.benchmarks.quality --rows 1000000``. Ratings are those of
:mod:`tests.benchmarks.designs`, picks those of :mod:`tests.benchmarks.indices`, made once and kept
in temporary files. Each job runs in a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from berakhlak_stats import quality
from berakhlak_stats.survey.survey import Survey
from tests.benchmarks import designs, indices
from tests.benchmarks.process import peak

ONE = ("longstring", "irv", "mahalanobis", "even_odd", "person_total", "u3_poly", "duplicates")
PICKS = ("identical_lists", "list_position", "pick_run", "unused_picks", "duplicates")
ITEMS = [item for items in designs.SCALES.values() for item in items]
RATED: dict[str, Callable[[Survey], Any]] = {
    **{name: getattr(quality, name) for name in ONE},
    "psychometric_synonyms": partial(quality.psychometric_synonyms, critical=1e-4),
    "flag_answers": quality.flag_answers,
    "answer_quality": partial(quality.answer_quality, by="agency"),
    "effect_of_exclusion": quality.effect_of_exclusion,
    "missing_patterns": quality.missing_patterns,
    "effect_of_missing_rule": quality.effect_of_missing_rule,
    "little_mcar_test": partial(quality.little_mcar_test, items=ITEMS[:6]),
}
PICKED: dict[str, Callable[[Survey], Any]] = {
    **{name: getattr(quality, name) for name in PICKS},
    "answer_quality": partial(quality.answer_quality, by="agency"),
    "effect_of_exclusion": partial(quality.effect_of_exclusion, flags=["list_position"], rules={
        "list_position": 0.5}),
}  # fmt: skip


def job(kind: str, name: str, path: Path) -> None:
    """One of the measured jobs; "imports" only loads the survey."""
    survey = (designs if kind == "ratings" else indices).load(path)
    before = peak()
    start = time.process_time()
    if name != "imports":
        (RATED if kind == "ratings" else PICKED)[name](survey)
    spent = time.process_time() - start
    print(f"{kind:8} {name:24} {spent:7.2f} s of CPU, peak {peak()} MB, {before} MB before")


def main() -> None:
    """Measure every job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--agencies", type=int, default=500)
    parser.add_argument("--job", nargs=3, metavar=("KIND", "NAME", "FILE"))
    args = parser.parse_args()
    if args.job:
        job(args.job[0], args.job[1], Path(args.job[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for kind, maker, jobs in (("ratings", designs, RATED), ("picks", indices, PICKED)):
            path = Path(folder) / f"{kind}.npz"
            maker.make_file(path, args.rows, args.agencies)
            for name in ("imports", *jobs):
                command = [sys.executable, "-m", "tests.benchmarks.quality", "--job", kind, name]
                subprocess.run([*command, str(path)], check=True)


if __name__ == "__main__":
    main()
