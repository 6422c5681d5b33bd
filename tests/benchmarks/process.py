"""What a job costs: every one runs in a process of its own."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path


def peak() -> int:
    """Peak memory in MB. ``ru_maxrss`` would count that of the process which started this one."""
    status = Path("/", "proc", "self", "status").read_text()
    line = next(each for each in status.splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def measure(name: str, command: Sequence[str]) -> None:
    """Run ``command`` and print the CPU seconds of its whole process, imports included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{name}: CPU {cpu:.2f} s of the whole process")
