"""Damaged and doctored files by the thousand: ``python -m tests.fuzz 20000``.

Every input must end as a survey with its log, or as a typed error of the package: never as
another exception, never as the end of the process, never after more than ten seconds. Inputs are
numbered; the same number and seed give the same file. A worker process reads them, so that one
that dies or hangs is told by its number and the others go on; ``--keep FOLDER`` writes down those
that failed.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import selectors
import subprocess
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from berakhlak_stats.errors import BerakhlakError
from berakhlak_stats.instrument import load_instrument
from berakhlak_stats.instrument.model import Instrument
from berakhlak_stats.survey import read_survey, validate, write_survey
from tests.survey.helpers import full_frame, full_instrument, rating_instrument
from tests.survey.hostile_files import OPEN_ROWS, old_workbook, sheet, spreadsheet, workbook

MOST_SECONDS = 10.0
START_SECONDS = 120.0
MOST_MEMORY = 6 * 1024**3


@dataclass(frozen=True)
class Seed:
    """One sound file: ``instrument`` names what was asked."""

    name: str
    ending: str
    content: bytes
    instrument: str


INSTRUMENTS: Mapping[str, Callable[[], Instrument]] = {
    "full": full_instrument,
    "ratings": rating_instrument,
    "berakhlak-2022": lambda: load_instrument("berakhlak-2022"),
    "berakhlak-rating": lambda: load_instrument("berakhlak-rating"),
}


@cache
def seeds() -> tuple[Seed, ...]:
    """A few of every format and shape that is read."""
    return tuple(_seeds(Path(mkdtemp())))


def _seeds(folder: Path) -> Iterator[Seed]:
    import pyreadstat

    import berakhlak_stats as bs

    small = read_survey(full_frame(), instrument=full_instrument())
    picks = bs.simulate.simulate("kapuas-2022", seed=1, n=40)
    rated = bs.simulate.simulate("rating-2022", seed=1, n=40)
    surveys = {"full": small, "berakhlak-2022": picks, "berakhlak-rating": rated}
    for name, survey in surveys.items():
        for ending in (".csv", ".xlsx", ".parquet"):
            path = write_survey(survey, folder / f"{name}{ending}")
            yield Seed(f"{name}{ending}", ending, path.read_bytes(), name)
        for shape in ("numbered", "flags"):
            path = write_survey(survey, folder / f"{name}-{shape}.csv", shape=shape)
            yield Seed(f"{name} {shape}", ".csv", path.read_bytes(), name)
    text = (folder / "full.csv").read_text(encoding="utf-8")
    for coding in ("utf-16", "utf-8-sig", "cp1252"):
        yield Seed(f"csv {coding}", ".csv", text.encode(coding), "full")
    semicolons = text.replace(",", ";").replace(".", ",")
    yield Seed("csv semicolons", ".csv", semicolons.encode(), "full")
    yield Seed("csv old lines", ".csv", text.replace("\n", "\r").encode(), "full")
    for ending, packed in ((".sav", False), (".zsav", True)):
        path = folder / f"full{ending}"
        pyreadstat.write_sav(full_frame(), str(path), compress=packed)
        yield Seed(f"full{ending}", ending, path.read_bytes(), "full")
    cells = {(0, 0): "A1", (0, 1): "A2", (1, 0): 5.0, (1, 1): 4.0}
    made = {
        ".xlsx": workbook(folder / "raw.xlsx", sheet()),
        ".ods": spreadsheet(folder / "raw.ods", OPEN_ROWS),
        ".xls": old_workbook(folder / "raw.xls", cells),
    }
    for ending, path in made.items():
        yield Seed(f"raw{ending}", ending, path.read_bytes(), "ratings")


NASTY = (
    b",", b";", b'"', b"'", b"\n", b"\r", b"\0", b"|", b"=", b"\xff", b"\xe9", b"\xef\xbb\xbf",
    b"\xff\xfe", b"sep=;\n", b"1e400", b"-0", b"nan", b"99999999999999999999", b"PK\x03\x04",
    b"PAR1", b"$FL2", b"<", b"&lol;", b"<!DOCTYPE a>", b"r=\"XFD1048576\"", b"r=\"A4294967295\"",
    b"\xf0\x9f\x98\x80", b"\xe2\x80\xae", b"\xed\xa0\x80", b"2024-05-01", b"61,1%", b"12.345",
)  # fmt: skip
CELLS = (
    "", " ", '"', '""', "a,b", "=1+1", "6", "0", "-1", "1e400", "inf", "Setju", "99", "5,0", "5.0",
    "1-5", "61%", "x" * 5000, "\u202e", "NA", "#REF!", "1.98501E+17", "jujur|jujur", "|", "'",
    "\N{FULLWIDTH DIGIT FIVE}", "\N{ARABIC-INDIC DIGIT FIVE}", "\N{SUPERSCRIPT TWO}", "1_0", "0x5",
)  # fmt: skip


def mutated(number: int, seed: int) -> tuple[Seed, bytes]:
    """The input of one number: a seed file, and what became of it."""
    chance = random.Random(seed * 1_000_003 + number)
    source = chance.choice(seeds())
    content = source.content
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        content = _changed(content, source, chance)
    return source, content


def _changed(content: bytes, source: Seed, chance: random.Random) -> bytes:
    if source.ending in (".xlsx", ".ods") and chance.random() < 0.7:
        return _surgery(content, chance)
    if source.ending == ".csv" and chance.random() < 0.5:
        return _rewritten(content, chance)
    return _bytes_changed(content, chance)


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    raw = bytearray(content)
    place = chance.randrange(len(raw) + 1)
    change = chance.choice(("flip", "flip", "number", "cut", "insert", "repeat", "end", "swap"))
    if change == "flip":
        for _ in range(chance.choice((1, 1, 4, 30))):
            if raw:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
    elif change == "number":
        size = chance.choice((2, 4, 8))
        value = chance.choice((0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1), 1_048_577))
        raw[place : place + size] = (value % 2 ** (8 * size)).to_bytes(size, "little")
    elif change == "cut":
        del raw[place : place + chance.choice((1, 3, 40, 400))]
    elif change == "insert":
        raw[place:place] = chance.choice(NASTY) * chance.choice((1, 1, 3, 200))
    elif change == "repeat":
        other = chance.randrange(len(raw) + 1)
        raw[place:place] = raw[other : other + chance.choice((1, 20, 300))]
    elif change == "end":
        del raw[max(place, 1) :]
    else:
        half = raw[place:]
        raw = half + raw[:place]
    return bytes(raw)


def _surgery(content: bytes, chance: random.Random) -> bytes:
    """Open the archive, change one file inside, and close it again with right checksums."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except Exception:
        return _bytes_changed(content, chance)
    if not members:
        return content
    name = chance.choice(sorted(members))
    change = chance.choice(("change", "change", "change", "drop", "rename", "double", "empty"))
    if change == "change":
        members[name] = _bytes_changed(members[name], chance)
    elif change == "drop":
        del members[name]
    elif change == "rename":
        members[chance.choice(("../x", "xl/workbook.bin", name.upper(), "a" * 300))] = members.pop(
            name
        )
    elif change == "double":
        members[name] = members[name] * 2
    else:
        members[name] = b""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, inner in members.items():
            archive.writestr(zipfile.ZipInfo(each), inner, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _rewritten(content: bytes, chance: random.Random) -> bytes:
    """Lines and cells moved, doubled, lost or replaced."""
    lines = content.split(b"\n")
    row = chance.randrange(len(lines))
    change = chance.choice(("cell", "cell", "title", "swap", "double", "drop", "glue", "encode"))
    if change in ("cell", "title"):
        cells = lines[row if change == "cell" else 0].split(b",")
        cells[chance.randrange(len(cells))] = chance.choice(CELLS).encode()
        lines[row if change == "cell" else 0] = b",".join(cells)
    elif change == "swap":
        lines[0], lines[row] = lines[row], lines[0]
    elif change == "double":
        lines[row:row] = [lines[row]] * chance.choice((1, 50))
    elif change == "drop":
        del lines[row]
    elif change == "glue":
        return b"".join(lines)
    else:
        text = content.decode("utf-8", errors="replace")
        return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252")), "replace")
    return b"\n".join(lines)


def outcome(number: int, seed: int, folder: Path) -> str:
    """How reading one input ended: "read", a code, or "DEFECT" and where."""
    source, content = mutated(number, seed)
    path = folder / f"input{source.ending}"
    path.write_bytes(content)
    instrument = INSTRUMENTS[source.instrument]()
    try:
        report = validate(path, instrument=instrument)
        if not (report.text("id") and report.text("en") and report.to_json()):
            return "DEFECT silent report"
        if not report.ok:
            _refuse_consistently(path, instrument, report.errors[0].code)
            return report.errors[0].code
        if read_survey(path, instrument=instrument).n != report.n or not report.n:
            return "DEFECT another number of respondents"
    except BerakhlakError as error:
        return f"DEFECT validate raised {error.code}"
    except Exception:
        last = traceback.format_exc().strip().splitlines()
        return f"DEFECT {last[-1]} | {last[-3].strip() if len(last) > 2 else ''}"
    return "read"


def _refuse_consistently(path: Path, instrument: Instrument, code: str) -> None:
    try:
        read_survey(path, instrument=instrument)
    except BerakhlakError as error:
        if error.code == code:
            return
    raise AssertionError(f"validate says {code}, read_survey does not")


def work(start: int, stop: int, seed: int) -> None:
    """Read inputs one after another and tell each outcome on a line."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, ValueError):
        pass
    seeds()
    folder = Path(mkdtemp())
    print("ready", flush=True)
    for number in range(start, stop):
        said = outcome(number, seed, folder).replace("\n", " ")
        print(f"{number}\t{said}", flush=True)


def fuzz(count: int, *, seed: int = 1, start: int = 0) -> tuple[Counter[str], dict[int, str]]:
    """Outcomes by kind, and the defects by number of their input."""
    found: Counter[str] = Counter()
    defects: dict[int, str] = {}
    at, stop = start, start + count
    while at < stop:
        for number, said in _watched(at, stop, seed):
            found[said.split(" ")[0]] += 1
            if said.startswith("DEFECT"):
                defects[number] = said
            at = number + 1
    return found, defects


def _watched(start: int, stop: int, seed: int) -> Iterator[tuple[int, str]]:
    """The outcomes of one worker, until it is done, dies or hangs."""
    command = [sys.executable, "-m", "tests.fuzz", "--worker", str(start), str(stop)]
    root = str(Path(__file__).parents[1])
    child = subprocess.Popen(
        [*command, "--seed", str(seed)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env={**os.environ, "PYTHONPATH": root},
    )
    number = start
    try:
        for line in _lines(child):
            if line == "ready":
                continue
            told, _, said = line.partition("\t")
            number = int(told) + 1
            yield int(told), said
    finally:
        hung = child.poll() is None and number < stop
        child.kill()
        child.wait()
    if number < stop:
        yield number, "DEFECT hangs" if hung else f"DEFECT ends the process ({child.returncode})"


def _lines(child: subprocess.Popen[bytes]) -> Iterator[str]:
    """Lines as they come; ends at the end of the stream or of the patience."""
    stream = child.stdout
    if stream is None:
        return
    waiting, patience = b"", START_SECONDS
    with selectors.DefaultSelector() as chosen:
        chosen.register(stream, selectors.EVENT_READ)
        while chosen.select(patience):
            piece = os.read(stream.fileno(), 65536)
            if not piece:
                child.wait()
                return
            patience = MOST_SECONDS
            *whole, waiting = (waiting + piece).split(b"\n")
            yield from (line.decode() for line in whole)


def main() -> int:
    """Run so many inputs and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--worker", type=int, nargs=2)
    given = parser.parse_args()
    if given.worker:
        work(*given.worker, given.seed)
        return 0
    found, defects = fuzz(given.count, seed=given.seed, start=given.start)
    for said, times in found.most_common():
        print(f"{times:7d}  {said}")
    for number, said in defects.items():
        source, content = mutated(number, given.seed)
        print(f"input {number} ({source.name}): {said}")
        if given.keep:
            given.keep.mkdir(exist_ok=True)
            (given.keep / f"{number}{source.ending}").write_bytes(content)
    return bool(defects)


if __name__ == "__main__":
    sys.exit(main())
