from __future__ import annotations

import errno
from pathlib import Path

import pytest

from berakhlak_stats.errors import OutputError
from berakhlak_stats.files import atomic_write, slug


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
