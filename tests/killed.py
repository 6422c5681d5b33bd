"""Kill writers at random instants and look at what they leave: ``python -m tests.killed 300``."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

CHILD = """
import sys
from pathlib import Path
from berakhlak_stats.files import atomic_write
target = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(10_000):
    with atomic_write(target) as temporary, temporary.open("wb") as handle:
        for _ in range(30):
            handle.write(bytes([97 + turn % 26]) * 100_000)
"""
WHOLE = 3_000_000


def kill_one(folder: Path, chance: random.Random) -> str:
    """What stands at the target after one writer was killed: "old", "new" or what is wrong."""
    target = folder / "result.csv"
    target.write_bytes(b"old")
    root = str(Path(__file__).parents[1])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(target)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": root},
    )
    try:
        if child.stdout is None or not child.stdout.readline():
            return "did not start"
        time.sleep(chance.uniform(0, 0.08))
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()
    seen = [each.name for each in folder.iterdir() if not each.name.startswith(".")]
    if seen != ["result.csv"]:
        return f"left {seen}"
    content = target.read_bytes()
    if content == b"old":
        return "old"
    whole = len(content) == WHOLE and len(set(content)) == 1
    return "new" if whole else f"partial: {len(content)} bytes"


def kill_many(times: int, seed: int = 1) -> Counter[str]:
    """How often each outcome came."""
    chance = random.Random(seed)
    folder = Path(mkdtemp())
    return Counter(kill_one(folder, chance) for _ in range(times))


if __name__ == "__main__":
    found = kill_many(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    print(dict(found))
    sys.exit(bool(set(found) - {"old", "new"}))
