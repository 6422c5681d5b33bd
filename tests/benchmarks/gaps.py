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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.benchmarks.indices import load, make_file
from tests.benchmarks.process import peak

REPLICATES = 1000


def job(path: Path) -> None:
    """Every statistic with groups, one after another, each with passes of its own."""
    from berakhlak_stats import gaps

    survey = load(path)
    drawn: dict[str, Any] = {"by": "agency", "replicates": REPLICATES}
    redrawn = {**drawn, "method": "bootstrap"}
    calls: dict[str, Callable[[], Any]] = {
        "matches personal current": lambda: gaps.matches(survey, **drawn),
        "matches current desired": lambda: gaps.matches(
            survey, lists=("current", "desired"), **drawn
        ),
        "word_ranks": lambda: gaps.word_ranks(survey, **drawn),
        "value_gap word": lambda: gaps.value_gap(survey, by="agency"),
        "value_gap value": lambda: gaps.value_gap(survey, level="value", **redrawn),
        "jumps": lambda: gaps.jumps(survey, by="agency"),
        "cultural_entropy": lambda: gaps.cultural_entropy(survey, **redrawn),
        "positive_limiting_ratio": lambda: gaps.positive_limiting_ratio(survey, **drawn),
        "multi_response": lambda: gaps.multi_response(survey, by="agency"),
        "levels_profile": lambda: gaps.levels_profile(survey, lists="current", **redrawn),
        "iros_profile": lambda: gaps.iros_profile(survey, lists="current", **redrawn),
        "business_needs": lambda: gaps.business_needs(survey, lists="current", **redrawn),
        "congruence": lambda: gaps.congruence(survey, by="agency"),
    }
    whole = beyond = 0.0
    for name, call in calls.items():
        with _watched() as passes:
            spent = _spent(call)
        whole, beyond = whole + spent, beyond + spent - sum(passes)
        print(f"{name}: CPU {spent:.2f} s, of which {len(passes)} passes {sum(passes):.2f} s")
    print(f"together {whole:.2f} s, beyond the passes {beyond:.2f} s")


@contextmanager
def _watched() -> Iterator[list[float]]:
    """CPU seconds of every pass over the answers, wherever it is asked for."""
    from berakhlak_stats.totals.collect import collect

    spent: list[float] = []

    def timed(*args: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return collect(*args, **options)
        finally:
            spent.append(time.process_time() - start)

    with ExitStack() as stack:
        for module in list(sys.modules.values()):
            if getattr(module, "collect", None) is collect:
                stack.enter_context(patch.object(module, "collect", timed))
        yield spent


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
