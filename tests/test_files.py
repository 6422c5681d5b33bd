from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from berakhlak_stats.errors import OutputError
from berakhlak_stats.files import atomic_write, slug
from tests.killed import kill_many


def code(path: Path) -> str:
    with pytest.raises(OutputError) as caught, atomic_write(path):
        raise AssertionError("the body must not run")
    return caught.value.code


def test_the_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    with atomic_write(target) as temporary:
        assert temporary.parent == tmp_path and temporary.suffix == ".txt"
        temporary.write_text("new", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_keeps_the_old_file_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), atomic_write(target) as temporary:
        temporary.write_text("half", encoding="utf-8")
        raise KeyboardInterrupt
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_failing_disk_is_told_and_keeps_the_old_file(tmp_path: Path, number: int) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(OutputError) as caught, atomic_write(target):
        raise OSError(number, "no")
    assert caught.value.code == "E403"
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    assert code(tmp_path / "none" / "a.txt") == "E401"
    assert code(tmp_path) == "E404"
    assert code(tmp_path / "CON.txt") == "E405"
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    assert code(locked / "a.txt") == "E402"
    locked.chmod(0o755)


def test_permissions_of_the_old_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    with atomic_write(target) as temporary:
        temporary.write_text("new", encoding="utf-8")
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Setda/../x", "setda-x"),
        ("CON", "_con"),
        ("Dinas Kesehatan.", "dinas-kesehatan"),
        ("../..", "unnamed"),
        ("", "unnamed"),
        ("a" * 300, "a" * 80),
        ("إدارة", "إدارة"),
    ],
)
def test_slug(name: str, safe: str) -> None:
    assert slug(name) == safe


def test_a_killed_run_leaves_no_partial_file() -> None:
    found = kill_many(12)
    assert set(found) <= {"old", "new"} and found["new"] > 0


def test_what_a_killed_run_left_is_swept_later(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    with pytest.raises(SystemExit), atomic_write(target) as temporary:
        left = temporary.with_name(temporary.name)
        left.write_bytes(b"half")
        (tmp_path / "copy").write_bytes(b"half")
        raise SystemExit
    (tmp_path / "copy").rename(left)
    (tmp_path / ".other.csv").write_bytes(b"not ours")
    with atomic_write(target) as temporary:
        temporary.write_bytes(b"new")
    assert left.exists()
    hours_ago = time.time() - 7200
    for each in (left, tmp_path / ".other.csv"):
        os.utime(each, (hours_ago, hours_ago))
    with atomic_write(target) as temporary:
        temporary.write_bytes(b"newer")
    assert sorted(each.name for each in tmp_path.iterdir()) == [".other.csv", "a.csv"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CON", "E405"),
        ("con.csv", "E405"),
        ("Aux.tar.gz", "E405"),
        ("nul .csv", "E405"),
        ("COM¹.csv", "E405"),
        ("lpt9.xlsx", "E405"),
        ("a\0b.csv", "E413"),
        ("a\nb.csv", "E413"),
        ("x" * 300 + ".csv", "E403"),
    ],
)
def test_names_no_file_can_have(tmp_path: Path, name: str, expected: str) -> None:
    assert code(tmp_path / name) == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["console.csv", "com10.csv", "a" * 240 + ".csv", "é ي.csv"])
def test_names_that_only_look_like_them(tmp_path: Path, name: str) -> None:
    with atomic_write(tmp_path / name) as temporary:
        temporary.write_bytes(b"x")
    assert [each.name for each in tmp_path.iterdir()] == [name]


FULL = """
import resource, signal, sys
from pathlib import Path
import berakhlak_stats as bs
from berakhlak_stats.errors import OutputError
from berakhlak_stats.report import Report
from berakhlak_stats.report.exports import write_csv
from berakhlak_stats.report.questionnaire import write_template
from berakhlak_stats.report.workbook import write_xlsx
from berakhlak_stats.survey import write_survey

folder = Path(sys.argv[1])
survey = bs.simulate.simulate("kapuas-2022", seed=1, n=300)
result = bs.indices.vote_share(survey, by="unit")
page = Report.__new__(Report)
object.__setattr__(page, "html", "x" * 100_000)
writers = {
    "a.csv": lambda path: write_survey(survey, path),
    "a.parquet": lambda path: write_survey(survey, path),
    "a.xlsx": lambda path: write_survey(survey, path),
    "r.csv": lambda path: write_csv(result, path),
    "r.xlsx": lambda path: write_xlsx(result, path),
    "t.xlsx": lambda path: write_template(path, instrument=survey.instrument),
    "p.html": page.save,
}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
for name, write in writers.items():
    (folder / name).write_text("old")
    try:
        write(folder / name)
        print(name, "written")
    except OutputError as error:
        print(name, error.code)
"""


def test_every_writer_survives_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """No file may grow beyond 3,000 bytes: what a full disk does, for every kind of file."""
    pytest.importorskip("resource")
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], env=env, capture_output=True, text=True
    )
    names = ["a.csv", "a.parquet", "a.xlsx", "r.csv", "r.xlsx", "t.xlsx", "p.html"]
    assert done.stdout.splitlines() == [f"{name} E403" for name in names], done.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names)
    assert {each.read_text(encoding="utf-8") for each in tmp_path.iterdir()} == {"old"}


def test_a_run_asked_to_end_takes_its_work_away(tmp_path: Path) -> None:
    """The command line turns the request into an exit, which leaves through every ``finally``."""
    child = (
        "import os, signal, sys; from pathlib import Path; from berakhlak_stats.cli import app\n"
        "from berakhlak_stats.files import atomic_write\n"
        "def run(**_):\n"
        "    with atomic_write(Path(sys.argv[1])):\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "app.app = run\n"
        "app.main()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", child, str(tmp_path / "a.csv")], env=env)
    assert done.returncode == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
