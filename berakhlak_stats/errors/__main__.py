"""Print the page of all codes: ``python -m berakhlak_stats.errors > docs/errors.md``."""

from __future__ import annotations

import sys

from berakhlak_stats.errors.handbook import page

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(page())
