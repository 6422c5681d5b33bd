"""What refusing a hostile file costs: ``python -m tests.benchmarks.hostile``.

Promised are less than 2 seconds and less than 200 MB for each. With the name of a workbook, what
inspecting it costs beside reading it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.survey.hostile_files import BOMBS, make_bomb

REFUSE = """
import sys, time
from pathlib import Path
from berakhlak_stats.errors import FileError
from berakhlak_stats.survey.readers.filetype import file_type
from tests.benchmarks.process import peak
start = time.process_time()
code = "read"
try:
    file_type(Path(sys.argv[1]))
except FileError as error:
    code = error.code
print(f"{code} {time.process_time() - start:.3f} {peak()}")
"""


def cost(path: Path) -> tuple[str, float, int]:
    """Code, CPU seconds and peak MB of inspecting one file in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", REFUSE, str(path)], capture_output=True, text=True, check=True
    )
    code, seconds, megabytes = done.stdout.split()
    return code, float(seconds), int(megabytes)


def main() -> None:
    """One line per file."""
    with TemporaryDirectory() as folder:
        given = [Path(name) for name in sys.argv[1:]]
        for path in given or [make_bomb(name, Path(folder)) for name in BOMBS]:
            code, seconds, megabytes = cost(path)
            size = path.stat().st_size // 1024
            print(f"{path.name}: {size} kB, {code}, CPU {seconds:.2f} s, peak {megabytes} MB")


if __name__ == "__main__":
    main()
