from __future__ import annotations

import json
from pathlib import Path

import pytest

from berakhlak_stats import training
from berakhlak_stats.errors import TrainingError
from berakhlak_stats.training.progress import SCHEMA, Progress, read


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """The record of somebody with one try."""
    someone = training.start("Sari", folder=tmp_path)
    someone.check("07-3", "1", confidence=0.7)
    return someone.progress.path


def rewritten(path: Path, **changes: object) -> None:
    """Change parts of a record by hand."""
    body = json.loads(path.read_text(encoding="utf-8")) | changes
    path.write_text(json.dumps(body), encoding="utf-8")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"schema": "' + SCHEMA.encode() + b'"}',
        b"[" * 5000,
    ],
)
def test_a_damaged_record_is_named(record: Path, content: bytes) -> None:
    record.write_bytes(content)
    with pytest.raises(TrainingError, match="E901") as caught:
        training.start("Sari", folder=record.parent)
    assert "sari.json" in caught.value.text("id") and str(record.parent) not in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"attempts": [{}]}, {"attempts": [1]}, {"attempts": {}}, {"salt": "zz"}, {"salt": 3},
     {"tests": None}, {"attempts": [{"exercise": "a", "answer": "b", "right": 1}]}],
)  # fmt: skip
def test_a_record_of_another_shape_is_damaged(record: Path, changes: dict[str, object]) -> None:
    rewritten(record, **changes)
    with pytest.raises(TrainingError, match="E901"):
        read(record)


def test_changes_by_hand_are_noticed(record: Path) -> None:
    body = json.loads(record.read_text(encoding="utf-8"))
    body["attempts"][0]["right"] = True
    rewritten(record, attempts=body["attempts"])
    with pytest.raises(TrainingError, match="E902"):
        training.start("Sari", folder=record.parent)


@pytest.mark.parametrize("changes", [{"seal": None}, {"salt": "00"}, {"name": "Budi"}])
def test_seal_salt_and_name_are_covered(record: Path, changes: dict[str, object]) -> None:
    rewritten(record, **changes)
    with pytest.raises(TrainingError, match="E902"):
        read(record)


def test_another_version_is_named(record: Path) -> None:
    rewritten(record, schema="berakhlak_stats.training/9")
    with pytest.raises(TrainingError, match="E903"):
        read(record)


def test_a_change_that_fails_keeps_the_record(record: Path) -> None:
    before, progress = record.read_bytes(), Progress(record, read(record))

    def break_it(body: dict[str, object]) -> None:
        body["tests"] = {"pre": object()}

    with pytest.raises(TypeError):
        progress.change(break_it)
    assert record.read_bytes() == before
    assert [path.name for path in record.parent.iterdir()] == ["sari.json"]
