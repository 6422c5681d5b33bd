"""All gap statistics for many agencies: CPU seconds beyond the pass, and peak memory.

Run ``python -m tests.benchmarks.gaps --rows 1000000 --agencies 500``. ``--mmi`` measures the test
of two lists of 90 words instead.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.indices import load, make_file
from tests.benchmarks.process import peak

REPLICATES = 1000


def job(path: Path) -> None:
    """Every statistic with groups, one after another; each is timed with its own pass."""
    from berakhlak_stats import gaps
    from berakhlak_stats.estimates.analyse import Options
    from berakhlak_stats.gaps.drawn_shares import draw_shares
    from berakhlak_stats.gaps.paired_marks import paired_marks
    from berakhlak_stats.totals import collect

    survey = load(path)
    by = "agency"
    calls: dict[str, Callable[[], Any]] = {
        "matches personal current": lambda: gaps.matches(survey, by=by, replicates=REPLICATES),
        "value_gap word": lambda: gaps.value_gap(survey, by=by),
        "value_gap value": lambda: gaps.value_gap(survey, level="value", by=by),
        "cultural_entropy": lambda: gaps.cultural_entropy(
            survey, by=by, method="bootstrap", replicates=REPLICATES
        ),
        "levels_profile": lambda: gaps.levels_profile(survey, lists="current", by=by),
        "congruence": lambda: gaps.congruence(survey, by=by),
    }
    pass_only: dict[str, Callable[[], Any]] = {
        "matches personal current": lambda: draw_shares(
            survey, ("personal", "current"), Options(by=by, replicates=REPLICATES), "matches"
        ),
        "value_gap word": lambda: collect(
            survey,
            [paired_marks(survey.instrument, ("current", "desired"), "word").statistic],
            by=by,
        ),
    }
    beyond = 0.0
    for name, call in calls.items():
        passed = _spent(pass_only[name]) if name in pass_only else 0.0
        spent = _spent(call)
        beyond += spent - passed
        print(f"{name}: CPU {spent:.2f} s, of which the pass {passed:.2f} s")
    print(f"beyond the passes that were measured alone: {beyond:.2f} s")


def mmi(path: Path) -> None:
    """The test of two lists of 90 words, persons as primary units."""
    from berakhlak_stats.gaps import mmi_test

    survey = load(path)
    print(f"mmi_test, n = {survey.n}: CPU {_spent(lambda: mmi_test(survey)):.2f} s")


def _spent(call: Callable[[], Any]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


def main() -> None:
    """Measure the job in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--agencies", type=int, default=500)
    parser.add_argument("--mmi", action="store_true")
    parser.add_argument("--job", type=Path)
    args = parser.parse_args()
    if args.job:
        (mmi if args.mmi else job)(args.job)
        print(f"peak {peak()} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.npz"
        make_file(path, args.rows, args.agencies)
        words = ["--job", str(path), *(["--mmi"] if args.mmi else [])]
        subprocess.run([sys.executable, "-m", "tests.benchmarks.gaps", *words], check=True)


if __name__ == "__main__":
    main()
