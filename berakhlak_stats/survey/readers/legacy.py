"""Old Excel files are tried out in a process of their own first.

Their format cannot be inspected as cheaply as an archive, and a parser that is led to ask for all
the memory ends the process it runs in. So that process is a child, which may die.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from berakhlak_stats.errors import make_error

_SECONDS = 60
_MEMORY = 4 * 1024**3
_TRIAL = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
import python_calamine
with open(sys.argv[1], "rb") as handle:
    book = python_calamine.CalamineWorkbook.from_filelike(handle)
for name in book.sheet_names:
    book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def try_out(path: Path) -> None:
    """Refuse an old Excel file (E131) whose reading ends the process that reads it."""
    if not sys.executable:
        return
    command = [sys.executable, "-P", "-c", _TRIAL, str(path)]
    try:
        tried = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        reason = f"> {_SECONDS} s"
        raise make_error("E131", place=path.name, kind="xls", reason=reason) from error
    if tried.returncode:
        said = tried.stderr.decode("utf-8", errors="replace").strip().splitlines() or [""]
        first = next((line for line in said if "memory" in line), said[-1])
        raise make_error("E131", place=path.name, kind="xls", reason=first[:200])
