"""An analysis of one file as a notebook: prose in one language, code the same in both."""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write
from berakhlak_stats.present.phrases import check_lang
from berakhlak_stats.report.safe_text import printable

if TYPE_CHECKING:
    from berakhlak_stats.instrument.model import Instrument

LIBRARIES = ("nbformat", "nbclient", "ipykernel")
TIMEOUT = 600
"""Seconds that one cell may take."""
_CULTURE = {"personal", "current", "desired"}
_COMMENTS = {
    "lang": ('Bahasa tabel, gambar, dan kalimat: "id" atau "en".', "Language: id or en."),
    "file": ("Berkas jawaban, dilihat dari folder ini.", "Answers, seen from this folder."),
    "by": ("Kolom kelompok, atau None.", "Column of the groups, or None."),
    "design": ("Rancangan: lihat Survey.with_design.", "Design: see Survey.with_design."),
}


@dataclass(frozen=True)
class Settings:
    """What the cell of parameters holds.

    ``file`` is the path of the answers as seen from the notebook; ``design`` are arguments of
    :meth:`~berakhlak_stats.survey.survey.Survey.with_design`, ``reading`` others of
    :func:`~berakhlak_stats.survey.read_survey`.
    """

    lang: str
    file: str
    instrument: str
    by: str | None = None
    design: Mapping[str, Any] = field(default_factory=dict)
    reading: Mapping[str, Any] = field(default_factory=dict)
    smallest_group: int = 10
    seed: int = 1

    def code(self) -> str:
        """The settings as assignments, with a comment above those that need one."""
        at = 0 if self.lang == "id" else 1
        shown = {
            "lang": ("LANG", self.lang),
            "file": ("FILE", self.file),
            "instrument": ("INSTRUMENT", self.instrument),
            "by": ("BY", self.by),
            "design": ("DESIGN", dict(self.design)),
            "reading": ("READING", dict(self.reading)),
            "smallest_group": ("SMALLEST_GROUP", self.smallest_group),
            "seed": ("SEED", self.seed),
        }
        lines = []
        for key, (name, value) in shown.items():
            if key in _COMMENTS:
                lines.append(f"# {_COMMENTS[key][at]}")
            lines.append(f"{name} = {literal(value)}")
        return "\n".join(lines)


def literal(value: Any, indent: str = "") -> str:
    """A setting as Python code: one entry per line, choices by their plain words."""
    if isinstance(value, str):
        # Also for members of an enumeration of words; JSON escapes what could end the string.
        return json.dumps(str.__str__(value), ensure_ascii=False)
    if isinstance(value, Mapping) and value:
        inner = indent + "    "
        rows = (f"{inner}{literal(key)}: {literal(each, inner)},\n" for key, each in value.items())
        return "{\n" + "".join(rows) + indent + "}"
    return repr(value)


def require_libraries() -> None:
    """Refuse where the extra that runs notebooks is not installed (E707)."""
    if any(find_spec(name) is None for name in LIBRARIES):
        raise make_error("E707")


def analysis_notebook(settings: Settings, instrument: Instrument) -> Any:
    """The notebook, not yet run.

    Parameters
    ----------
    settings : Settings
    instrument : Instrument
        Decides which sections there are.

    Returns
    -------
    nbformat.NotebookNode
    """
    v4, check = _nbformat().v4, _nbformat().validate
    check_lang(settings.lang)
    have = _traits(instrument, settings)
    made = v4.new_notebook()
    made.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    for place, each in enumerate(_template()):
        if _wanted(each.get("when", ""), have):
            made.cells.append(_cell(each, settings, f"cell-{place:02d}"))
    check(made)
    return made


def write_notebook(notebook: Any, path: Path) -> Path:
    """Run a notebook in the folder it will lie in, and write it whole or not at all.

    Raises
    ------
    OutputError
        E401 to E405 where the file cannot be written.
    OptionError
        E707 without the libraries that run notebooks.
    """
    require_libraries()
    from nbclient import NotebookClient

    folder = str(path.resolve().parent)
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": folder}},
    )
    # What the kernel says of its own transport is no matter of the reader's; errors come back
    # through the client.
    client.execute(stderr=subprocess.DEVNULL)
    with atomic_write(path) as temporary:
        _nbformat().write(notebook, temporary)
    return path


def _nbformat() -> Any:
    """The library that writes notebooks, which is typed in part only."""
    import nbformat

    return nbformat


@cache
def _template() -> tuple[dict[str, str], ...]:
    source = files("berakhlak_stats.report") / "notebook.toml"
    return tuple(tomllib.loads(source.read_text(encoding="utf-8"))["cell"])


def _traits(instrument: Instrument, settings: Settings) -> set[str]:
    """What the survey has, in the words of ``when``."""
    lists = set(instrument.list_index)
    found = {
        "culture": bool(lists >= _CULTURE and instrument.values and instrument.areas),
        "picks": bool(lists),
        "ratings": bool(instrument.ratings),
        "numbers": bool(instrument.numbers),
        "groups": settings.by is not None,
    }
    return {name for name, there in found.items() if there}


def _wanted(when: str, have: set[str]) -> bool:
    terms = when.split("+") if when else []
    return all((term[1:] not in have) if term[0] == "!" else term in have for term in terms)


def _cell(each: Mapping[str, str], settings: Settings, name: str) -> Any:
    v4 = _nbformat().v4
    if "code" in each:
        source = each["code"].strip().replace("{parameters}", settings.code())
        made = v4.new_code_cell(source)
    else:
        file = printable(Path(settings.file).name).replace("`", "'")
        made = v4.new_markdown_cell(each[settings.lang].strip().replace("{file}", f"`{file}`"))
    made["id"] = name
    if "tag" in each:
        made.metadata["tags"] = [each["tag"]]
    return made
