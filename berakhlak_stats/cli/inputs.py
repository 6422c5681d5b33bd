"""What a command reads is never what it writes: one guard for every command."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from typer.core import TyperCommand

from berakhlak_stats.errors import make_error

READ = (
    *("file", "before", "after", "mapping", "frame", "instrument", "pseudonym_key_file"),
    *("folder",),
)
WRITTEN = ("out_path", "quarantine")


class SparingCommand(TyperCommand):
    """A command that refuses to write over a file it was given to read (E406)."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, once nothing it reads is at stake."""
        read = [ctx.params.get(name) for name in READ]
        for name in WRITTEN:
            _spare(ctx.params.get(name), read)
        return super().invoke(ctx)


def _spare(target: Any, read: list[Any]) -> None:
    # What the system says is one file is one: through links, and in any case it does not tell
    # apart. A name that cannot be looked up names no file that could be harmed.
    for given in read:
        with suppress(OSError, ValueError):
            if target and given and Path(target).samefile(given):
                name = Path(target).name
                raise make_error("E406", place=name, name=name)
