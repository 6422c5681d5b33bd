"""Writing files so that a crash or a refusal never harms what was there before."""

from __future__ import annotations

import errno
import os
import re
import stat
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from berakhlak_stats.errors import OutputError, make_error

LONGEST_SLUG = 80
_PORTS = {f"{port}{number}" for port in ("com", "lpt") for number in (*range(10), *"¹²³")}
_RESERVED = {"con", "prn", "aux", "nul"} | _PORTS
_FIRST_PRINTABLE = 32
_STALE_SECONDS = 3600
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Write a file whole or not at all.

    The body writes to the temporary path it is given, in the same folder; leaving the body
    without an exception replaces ``path`` in one step, leaving it with one keeps the old file.

    Parameters
    ----------
    path : str or path
        Where the finished file shall be.

    Yields
    ------
    pathlib.Path
        The temporary file to write to. It has the same suffix as ``path``.

    Raises
    ------
    OutputError
        E401 folder missing, E402 folder or file read-only, E403 disk full or another failure
        of the system, E404 ``path`` is a folder, E405 a name the system keeps for itself,
        E413 a name with control characters.

    Notes
    -----
    A process that is killed leaves its temporary file, whose name begins with a point; the next
    writing to the same place takes it away once it is an hour old.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> target = pathlib.Path(tempfile.mkdtemp()) / "result.txt"
    >>> with atomic_write(target) as temporary:
    ...     _ = temporary.write_text("done", encoding="utf-8")
    >>> target.read_text(encoding="utf-8")
    'done'
    """
    target = Path(path)
    check_target(target)
    _sweep(target)
    temporary = _temporary(target)
    try:
        yield temporary
        _flush(temporary)
        os.replace(temporary, target)
    except Exception as error:
        # Some writers wrap what the system said into an exception of their own.
        said = next((each for each in (error, *error.args) if isinstance(each, OSError)), None)
        if said is None:
            raise
        raise _output_error(said, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    _flush_folder(target.parent)


def check_target(path: Path) -> None:
    """Refuse a place that cannot be written, before any work is spent on the content."""
    folder = path.parent
    if any(ord(letter) < _FIRST_PRINTABLE for letter in str(path)):
        shown = "".join(each for each in path.name if ord(each) >= _FIRST_PRINTABLE)
        raise make_error("E413", place=shown, name=shown)
    try:
        if not folder.is_dir():
            raise make_error("E401", place=path.name, folder=folder)
        if path.is_dir():
            name = path.name or str(path)
            raise make_error("E404", place=name, name=name)
        # Windows looks at the part before the first point, without blanks at its end.
        if path.name.split(".")[0].rstrip().casefold() in _RESERVED:
            raise make_error("E405", place=path.name, name=path.name)
        if _read_only(folder) or (path.exists() and _read_only(path)):
            raise make_error("E402", place=path.name, name=path.name, folder=folder)
    except OSError as error:
        raise _output_error(error, path) from error


def slug(name: str) -> str:
    """A safe file name (without suffix) for a name that came from data.

    Letters and digits are kept, everything else becomes a hyphen; names the system keeps for
    itself get an underscore in front; at most 80 characters.

    Examples
    --------
    >>> slug("Setda/../Bagian Umum")
    'setda-bagian-umum'
    >>> slug("CON")
    '_con'
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    cut = re.sub(r"[\W_]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "unnamed"
    return f"_{cut}" if cut in _RESERVED else cut


def _read_only(path: Path) -> bool:
    """Whether nobody, or not we, may write. The bits count even for an administrator."""
    bits = stat.S_IMODE(path.stat().st_mode)
    return not bits & 0o222 or not os.access(path, os.W_OK)


def _temporary(target: Path) -> Path:
    try:
        handle, name = tempfile.mkstemp(
            prefix=_mark(target), suffix=target.suffix, dir=target.parent
        )
    except OSError as error:
        raise _output_error(error, target) from error
    os.close(handle)
    os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    return Path(name)


def _mark(target: Path) -> str:
    """How the temporary files of one target begin; short however long its name is."""
    return f".{zlib.crc32(target.name.encode('utf-8', 'surrogateescape')):08x}-"


def _sweep(target: Path) -> None:
    """Take away what a killed run left behind for this target."""
    before = time.time() - _STALE_SECONDS
    with suppress(OSError):
        for each in target.parent.iterdir():
            if each.name.startswith(_mark(target)) and each.stat().st_mtime < before:
                each.unlink(missing_ok=True)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _flush(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _output_error(error: OSError, target: Path) -> OutputError:
    name = target.name
    if isinstance(error, PermissionError):
        return OutputError("E402", place=name, name=name, folder=target.parent)
    reason = "disk full" if error.errno in _FULL else (error.strerror or type(error).__name__)
    return OutputError("E403", place=name, name=name, reason=reason)
