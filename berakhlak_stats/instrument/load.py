"""Read instruments from the definitions that come along, or from a user's own TOML file."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from berakhlak_stats.errors import Message, make_error
from berakhlak_stats.instrument.expand import expand, inherit
from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.instrument.problems import InstrumentFileError, problem, spelling
from berakhlak_stats.instrument.references import reference_problems

_SUFFIX = ".toml"
_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|(end of document))\)")


@cache
def available_instruments() -> tuple[str, ...]:
    """Names of the instruments that come with the package.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> available_instruments()
    ('berakhlak-2022', 'berakhlak-rating')
    """
    names = (entry.name for entry in files("berakhlak_stats.instrument").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def load_instrument(name_or_path: str | Path) -> Instrument:
    """Load an instrument by name, or from a TOML file of your own.

    Parameters
    ----------
    name_or_path : str or Path
        One of :func:`available_instruments`, or the path of a TOML file.

    Returns
    -------
    Instrument
        Bundled instruments are read once and shared; they are frozen.

    Raises
    ------
    InstrumentFileError
        With every problem of the file: place, what was expected, what to do.
    InstrumentError
        E507 where there is no such instrument or file.

    Examples
    --------
    >>> survey = load_instrument("berakhlak-2022")
    >>> len(survey.values), len(survey.behaviours), [each.id for each in survey.pick_lists]
    (7, 21, ['personal', 'current', 'desired'])
    """
    if isinstance(name_or_path, str) and name_or_path in available_instruments():
        return _bundled(name_or_path)
    path = Path(name_or_path)
    return build_instrument(_read(path), path.name, folder=path.parent)


def build_instrument(raw: dict[str, Any], source: str, *, folder: Path | None = None) -> Instrument:
    """Check a definition and build the instrument.

    Parameters
    ----------
    raw : dict
        A definition as it stands in TOML, short forms included.
    source : str
        What to call it in messages: the file name, or the function that was called.
    folder : Path, optional
        Where a file named by ``extends`` is looked for.

    Returns
    -------
    Instrument

    Raises
    ------
    InstrumentFileError
        With every problem found.
    """
    # pydantic is heavy; nothing but the reading of a definition needs it.
    from berakhlak_stats.instrument.schema import claim_problems, parse

    problems: list[Message] = []
    if "extends" in raw:
        base = _base(raw["extends"], source, folder or Path())
        raw, found = inherit(raw, base, source)
        problems += found
    claims = raw.get("claims", {})
    found = claim_problems(claims, source)
    problems += found
    # A broken claim is reported once, above, and not at each of its uses.
    sound = {name: {} for name in claims} if found and isinstance(claims, dict) else claims
    full, found = expand({**raw, "claims": sound}, source)
    problems += found
    instrument, found = parse(full, source)
    problems += [*found, *reference_problems(full, source)]
    if problems or instrument is None:
        raise InstrumentFileError(source, problems)
    return instrument


@cache
def _bundled(name: str) -> Instrument:
    return build_instrument(_read_bundled(name), name + _SUFFIX)


def _read_bundled(name: str) -> dict[str, Any]:
    entry = files("berakhlak_stats.instrument") / (name + _SUFFIX)
    return tomllib.loads(entry.read_text(encoding="utf-8"))


def _base(name: object, source: str, folder: Path) -> dict[str, Any]:
    """The definition that ``extends`` names, as read."""
    if isinstance(name, str) and name in available_instruments():
        base = _read_bundled(name)
    elif isinstance(name, str) and (folder / name).is_file():
        base = _read(folder / name)
    else:
        details = spelling(name, available_instruments())
        raise InstrumentFileError(
            source, [problem("E507", source, "extends", name=name, **details)]
        )
    if "extends" in base:
        raise InstrumentFileError(source, [problem("E518", source, "extends", base=name)])
    return base


def _read(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except OSError:
        details = spelling(path.name, available_instruments())
        raise make_error("E507", name=path.name, **details) from None
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = f"UTF-8: 0x{data[error.start]:02x}"
        raise _not_toml(path, f"line {line}", reason) from None
    except tomllib.TOMLDecodeError as error:
        text = str(error)
        found = _LINE.search(text)
        lines = data.count(b"\n") + 1
        line = int(found[1]) if found and found[1] else lines
        raise _not_toml(path, f"line {line}", _LINE.sub("", text)) from None


def _not_toml(path: Path, key: str, reason: str) -> InstrumentFileError:
    return InstrumentFileError(path.name, [problem("E506", path.name, key, reason=reason)])
