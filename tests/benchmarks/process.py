"""What a job costs: every one runs in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def peak() -> int:
    """Peak memory in MB. ``ru_maxrss`` would count that of the process which started this one."""
    status = Path("/", "proc", "self", "status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def spent() -> float:
    """CPU seconds of this process and of those it started and saw the end of."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def least(job: Callable[[], object], repeats: int) -> float:
    """CPU seconds of the quickest of some runs: others on the machine only make a job slower."""
    found = []
    for _ in range(repeats):
        start = spent()
        job()
        found.append(spent() - start)
    return min(found)


def report(**figures: Any) -> None:
    """Tell the process that started this one what was measured."""
    print(json.dumps({**figures, "peak": peak()}))


def figures(command: Sequence[str], *, one_thread: bool = True) -> dict[str, Any]:
    """What ``command`` reported, run with one thread for linear algebra or with its own number."""
    environment = {**os.environ, **(ONE_THREAD if one_thread else {})}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(name: str, command: Sequence[str]) -> None:
    """Run ``command`` and print the CPU seconds of its whole process, imports included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: CPU {cpu:.2f} s of the whole process")
