"""Which encoding a text file is in, and whether all of it can be read so."""

from __future__ import annotations

import codecs
import mmap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from berakhlak_stats.errors import make_error

_CHUNK = 8 * 1024**2
HEAD_BYTES = 256 * 1024
_MOST_HEAD = 16 * 1024**2
_LEAST_LINES = 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FALLBACK = "cp1252"
_WIDE = ("utf-16", "utf-32")
_MOSTLY = 0.8


@dataclass(frozen=True)
class TextFile:
    """A text file that is known to decode.

    ``encoding`` is what to read it with; ``guessed`` says that it is the fallback for files
    that are not UTF-8; ``odd_quotes`` that its quotation marks do not pair up. ``text`` is what
    it holds where that was mended before it is read, in so many lines.
    """

    path: Path
    encoding: str
    guessed: bool = False
    odd_quotes: bool = False
    text: str | None = None
    mended: int = 0

    def head(self, size: int = HEAD_BYTES) -> str:
        """The first characters, cut at the last whole line where there are several.

        More of them where a header of thousands of titles leaves room for few lines.
        """
        if self.text is not None:
            return self.text if len(self.text) < size else _whole_lines(self.text[:size])
        with self.path.open("rb") as handle:
            raw = handle.read(size)
            text = self._decoded(raw)
            while len(raw) == size and size < _MOST_HEAD and _line_ends(text) < _LEAST_LINES:
                size *= 4
                raw += handle.read(size - len(raw))
                text = self._decoded(raw)
        if len(raw) == size:
            text = _whole_lines(text)
        return text

    def _decoded(self, raw: bytes) -> str:
        return codecs.getincrementaldecoder(self.encoding)("strict").decode(raw)


def _line_ends(text: str) -> int:
    """Ends of lines outside quotation marks, where a record can end."""
    return sum(
        part.count("\n") + part.count("\r") - part.count("\r\n") for part in text.split('"')[::2]
    )


def _whole_lines(text: str) -> str:
    cut = max(text.rfind("\n"), text.rfind("\r"))
    return text[: cut + 1] if cut > 0 else text


def inspect_text(path: Path, encoding: str | None = None) -> TextFile:
    """Find the encoding, reading every byte once.

    UTF-8 and files with a byte-order mark are recognised for certain. Anything else is read as
    cp1252 (and that is reported) unless part of it is UTF-8, which is refused as mixed.
    """
    with path.open("rb") as handle, mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        marked = next((name for mark, name in _MARKS if raw[:4].startswith(mark)), None)
        wide = encoding is not None and _known(encoding).startswith(_WIDE)
        if not (wide or (marked or "").startswith("utf-16")):
            _refuse_nul(path, raw)
        named = marked or encoding
        if named is not None:
            return _as_named(path, raw, named)
        bad = _first_bad(raw, "utf-8")
        if bad is None:
            return TextFile(path, "utf-8", odd_quotes=_odd_quotes(raw))
        _refuse_mixed(path, raw, bad)
        return TextFile(path, FALLBACK, guessed=True, odd_quotes=_odd_quotes(raw))


def _as_named(path: Path, raw: mmap.mmap, encoding: str) -> TextFile:
    bad = _first_bad(raw, encoding)
    if bad is not None:
        raise make_error("E105", place=path.name, encoding=encoding, row=_row(raw, bad))
    odd = _odd_quotes(raw) if not _known(encoding).startswith(_WIDE) else False
    return TextFile(path, encoding, odd_quotes=odd)


def _known(encoding: str) -> str:
    """The usual name of an encoding of text; any other is refused (E701)."""
    try:
        "".encode(encoding)
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise make_error(
            "E701", name="encoding", given=encoding, choices="utf-8, utf-16, cp1252, latin-1"
        ) from error


def _refuse_nul(path: Path, raw: mmap.mmap) -> None:
    place = raw.find(b"\0")
    if place >= 0:
        _refuse_wide(path, raw[:_CHUNK])
        raise make_error("E106", place=path.name, row=_row(raw, place))


def _refuse_wide(path: Path, head: bytes) -> None:
    """Refuse text of two bytes a letter whose mark was lost, and name what it is (E137)."""
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        empty, filled = head[first::2].count(0), head[1 - first :: 2].count(0)
        if empty >= _MOSTLY * (len(head) // 2) and not filled:
            raise make_error("E137", place=path.name, encoding=name)


def _refuse_mixed(path: Path, raw: mmap.mmap, bad: int) -> None:
    """The fallback must read everything, and nothing may look like UTF-8."""
    undefined = _first_bad(raw, FALLBACK)
    if undefined is not None:
        raise make_error("E105", place=path.name, encoding=FALLBACK, row=_row(raw, undefined))
    text = raw[:].decode("utf-8", errors="surrogateescape")
    if any(ord(letter) > 127 and not 0xDC80 <= ord(letter) <= 0xDCFF for letter in set(text)):
        raise make_error("E105", place=path.name, encoding="UTF-8", row=_row(raw, bad))


def _chunks(raw: mmap.mmap) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(raw), _CHUNK):
        yield start, raw[start : start + _CHUNK]


def _first_bad(raw: mmap.mmap, encoding: str) -> int | None:
    """The offset of the first byte that does not decode."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    done = 0
    for start, chunk in _chunks(raw):
        waiting = start - done
        try:
            decoder.decode(chunk, final=start + len(chunk) >= len(raw))
        except UnicodeDecodeError as error:
            return max(start - waiting + error.start, 0)
        pending = decoder.getstate()[0]
        done = start + len(chunk) - len(pending)
    return None


def _odd_quotes(raw: mmap.mmap) -> bool:
    return sum(chunk.count(b'"') for _, chunk in _chunks(raw)) % 2 == 1


def _row(raw: mmap.mmap, offset: int) -> int:
    """The line an offset lies in, whichever line end the file uses."""
    before = raw[:offset]
    return max(before.count(b"\n"), before.count(b"\r")) + 1
