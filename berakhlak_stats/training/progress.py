"""The record of one trainee: one JSON file in a folder of their own choice, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from berakhlak_stats.errors import BerakhlakError, make_error
from berakhlak_stats.files import atomic_write
from berakhlak_stats.training.identity import new_salt, plain_name, seal

SCHEMA = "berakhlak_stats.training/1"
_SEAL = "seal"
_SHAPES: dict[str, type] = {
    "name": str,
    "salt": str,
    "attempts": list,
    "texts": dict,
    "tests": dict,
}
_ATTEMPT: dict[str, tuple[type, ...]] = {
    "exercise": (str,),
    "answer": (str,),
    "right": (bool,),
    "confidence": (int, float, type(None)),
}


class Progress:
    """What a trainee has done, read again before every change and written whole or not at all."""

    def __init__(self, path: Path, body: dict[str, Any]) -> None:
        self.path = path
        self.body = body

    @classmethod
    def open(cls, folder: Path, name: str) -> Progress:
        """The record of ``name`` in ``folder``, made where there is none."""
        plain = plain_name(name)
        path = folder / f"{plain}.json"
        if path.exists():
            return cls(path, read(path))
        body = {"schema": SCHEMA, "name": name.strip(), "salt": new_salt(plain)}
        made = cls(path, {**body, "attempts": [], "texts": {}, "tests": {}})
        made._save()
        return made

    def change(self, edit: Callable[[dict[str, Any]], None]) -> None:
        """Read again what another notebook may have written since, change it, and save it."""
        if self.path.exists():
            self.body = read(self.path)
        edit(self.body)
        self._save()

    def tries(self, exercise: str) -> list[dict[str, Any]]:
        """The answers so far to one exercise, oldest first."""
        return [each for each in self.body["attempts"] if each["exercise"] == exercise]

    def _save(self) -> None:
        sealed = {**self.body, _SEAL: seal(self.body["salt"], _canonical(self.body))}
        with atomic_write(self.path) as temporary:
            text = json.dumps(sealed, ensure_ascii=False, indent=1, allow_nan=False)
            temporary.write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, Any]:
    """The body of a record, after its form and its seal were looked at.

    Raises
    ------
    TrainingError
        E901 damaged, E902 changed by hand, E903 written by another version.
    """
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _damaged(path, "bukan JSON yang utuh", "it is not whole JSON") from error
    if not isinstance(body, dict):
        raise _damaged(path, "isinya bukan objek JSON", "it holds no JSON object")
    if body.get("schema") != SCHEMA:
        given = str(body.get("schema"))[:40]
        raise make_error("E903", place=path.name, name=path.name, given=given, expected=SCHEMA)
    mark = body.pop(_SEAL, None)
    for name, kind in _SHAPES.items():
        if not isinstance(body.get(name), kind):
            raise _damaged(path, f"bagian '{name}' tidak ada", f"the part '{name}' is missing")
    _check_attempts(path, body["attempts"])
    try:
        right = seal(body["salt"], _canonical(body))
    except ValueError as error:
        raise _damaged(path, "garamnya bukan heksadesimal", "its salt is not hex") from error
    if mark != right:
        raise make_error("E902", place=path.name, name=path.name)
    return body


def _check_attempts(path: Path, attempts: list[Any]) -> None:
    for each in attempts:
        fits = isinstance(each, dict) and all(
            isinstance(each.get(name, ...), kinds) for name, kinds in _ATTEMPT.items()
        )
        if not fits:
            raise _damaged(path, "satu percobaan tidak lengkap", "a try is incomplete")


def _canonical(body: dict[str, Any]) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=True)


def _damaged(path: Path, reason_id: str, reason_en: str) -> BerakhlakError:
    return make_error(
        "E901", place=path.name, name=path.name, reason_id=reason_id, reason_en=reason_en
    )
