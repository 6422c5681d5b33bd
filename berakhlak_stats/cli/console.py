"""Where words go: results to stdout, everything else to stderr, in the language chosen."""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from berakhlak_stats.errors import BerakhlakError, filled

DEFAULT_LANG = "id"
DATA_REFUSED, USAGE = 1, 2
_USAGE_FAMILIES = "479"
# What the user can put right on the command line, although a lower room noticed it: a file or
# instrument that is not there, a group size below the floor, a column that does not exist.
_USAGE_CODES = frozenset(
    {
        "E100",
        "E152",
        *(f"E16{digit}" for digit in "01234569"),
        "E170",
        "E171",
        "E174",
        "E187",
        "E193",
        "E194",
        "E195",
        "E231",
        "E245",
        "E303",
        "E507",
        "E602",
        "E612",
        "E613",
        "E660",
        "E661",
        "E664",
    }
)
_TYPED_AS_IT_IS = "-_./\\:+,@%=~"
_ALWAYS_KEPT = "\n\t"


@dataclass
class Voice:
    """How one run of the shell speaks."""

    lang: str = DEFAULT_LANG
    quiet: bool = False


@cache
def _texts() -> dict[str, dict[str, str]]:
    source = files("berakhlak_stats.cli") / "texts.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def text(key: str, lang: str, **values: object) -> str:
    """A sentence of ``texts.toml`` with its braces filled."""
    return filled(_texts()[lang][key], values)


def prepare_streams() -> None:
    """Never stop for a character a console cannot show; piped output is UTF-8.

    A user's own ``PYTHONIOENCODING`` is respected.
    """
    for stream in (sys.stdout, sys.stderr):
        piped = not stream.isatty() and "PYTHONIOENCODING" not in os.environ
        encoding = {"encoding": "utf-8"} if piped else {}
        # A stream that a test put in place need not know how.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace", **encoding)  # type: ignore[union-attr]


def plain(words: str) -> str:
    """Words from data without control characters, which a terminal would obey."""
    return "".join(
        c if c in _ALWAYS_KEPT or c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words
    )


def out(words: str, *, end: str = "\n") -> None:
    """Print a result."""
    sys.stdout.write(words + end)


def note(words: str) -> None:
    """Print what is not a result."""
    sys.stderr.write(plain(words) + "\n")


def show_error(error: BerakhlakError, lang: str) -> None:
    """Code, place, what and fix, in one language."""
    note(error.text(lang))


def status_of(error: BerakhlakError) -> int:
    """Exit status: 2 where the command can be put right, 1 where the answers were refused."""
    usage = error.code[1] in _USAGE_FAMILIES or error.code in _USAGE_CODES
    return USAGE if usage else DATA_REFUSED


@contextmanager
def working(words: str, voice: Voice) -> Iterator[Callable[[str], None]]:
    """Show that work goes on, on a terminal only; yields a function that changes the words."""
    if voice.quiet or not sys.stderr.isatty():
        yield lambda words: None
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(plain(words))) as status:
        yield lambda words: status.update(Text(plain(words)))


def typed(word: object) -> str:
    """A word of a command line as it is typed: in double quotes where a shell would divide it.

    Double quotes serve PowerShell, cmd and sh alike.
    """
    text = str(word)
    safe = all(sign.isalnum() or sign in _TYPED_AS_IT_IS for sign in text)
    return text if safe and text else f'"{text}"'


def own_command() -> str:
    """How the user can call this program again, from the folder they are in."""
    name = Path(sys.argv[0])
    if name.stem != "berakhlak":
        return f"{typed(Path(sys.executable).name)} -m berakhlak_stats"
    if shutil.which("berakhlak"):
        return "berakhlak"
    with suppress(ValueError):
        return typed(os.path.relpath(name))
    return typed(name)
