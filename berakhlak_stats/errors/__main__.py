"""Write the page of all codes: ``python -m berakhlak_stats.errors docs/errors.md``."""

from __future__ import annotations

import sys
from pathlib import Path

from berakhlak_stats.errors.handbook import page


def main(arguments: list[str]) -> int:
    """Print the page, or write it to the file that is named."""
    if not arguments:
        sys.stdout.write(page())
        return 0
    from berakhlak_stats.files import atomic_write

    with atomic_write(Path(arguments[0])) as temporary:
        temporary.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
