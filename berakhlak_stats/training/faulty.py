"""The faulty export of notebook 02: a good file, broken in ways that happen every day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.files import atomic_write

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.survey.checks import ValidationReport
    from berakhlak_stats.training.material import Material

_PEOPLE = 90
_WEIGHTS = ("0,85", "0,95", "1,20", "1,50", "2,05")
_IDENTIFIERS = ("NIP", "email", "nama", "no_hp")


@dataclass(frozen=True)
class Faults:
    """Which rows (counted from 0) of the table carry which fault."""

    too_many: tuple[int, ...]
    misspelt: tuple[int, ...]
    negative: int
    identifiers: tuple[str, ...]


def faults_of(material: Material) -> Faults:
    """The faults of this trainee's file; no row has two."""
    rng = material.rng("faults")
    many, misspelt = (int(count) for count in rng.integers((3, 2), (9, 6)))
    rows = rng.permutation(_PEOPLE)[: many + misspelt + 1].tolist()
    names = rng.permutation(len(_IDENTIFIERS))[: int(rng.integers(1, len(_IDENTIFIERS) + 1))]
    return Faults(
        tuple(rows[:many]),
        tuple(rows[many : many + misspelt]),
        rows[-1],
        tuple(_IDENTIFIERS[place] for place in names),
    )


def table(material: Material) -> pd.DataFrame:
    """The broken table, all cells text."""
    import pandas as pd

    from berakhlak_stats.simulate import simulate
    from berakhlak_stats.survey import write_survey

    survey = simulate("kapuas-2022", seed=material.seed("file") % 2**31, n=_PEOPLE)
    with TemporaryDirectory() as folder:
        path = write_survey(survey, Path(folder) / "good.csv")
        good: pd.DataFrame = pd.read_csv(path, dtype=str)
    made = good.drop(columns=["respondent_id"], errors="ignore")
    planted, rng = faults_of(material), material.rng("weights")
    weights = [_WEIGHTS[place] for place in rng.integers(len(_WEIGHTS), size=_PEOPLE)]
    weights[planted.negative] = "-1,00"
    lists = [str(cell).split("|") for cell in made["current"]]
    words = sorted({word for picked in lists for word in picked})
    for row in planted.too_many:
        lists[row].append(next(word for word in words if word not in lists[row]))
    for row in planted.misspelt:
        lists[row][0] += "x"
    made = made.assign(current=["|".join(picked) for picked in lists], bobot=weights)
    return made.assign(**_identified(planted.identifiers, rng))


def write(material: Material, path: Path) -> Path:
    """Write the table as a spreadsheet with Indonesian settings would: semicolons and commas."""
    with atomic_write(path) as temporary:
        table(material).to_csv(temporary, sep=";", index=False)
    return path


@cache
def report(material: Material) -> ValidationReport:
    """What the package says about the file."""
    from berakhlak_stats.survey import validate

    with TemporaryDirectory() as folder:
        return validate(write(material, Path(folder) / "export.csv"))


def _identified(names: tuple[str, ...], rng: np.random.Generator) -> dict[str, Any]:
    """Made-up identifiers of nobody."""
    serial = rng.permutation(_PEOPLE)
    columns: dict[str, Any] = {
        "NIP": [f"19800101 200604 1 {i:03d}" for i in serial],
        "email": [f"pegawai{i}@kantor.example" for i in serial],
        "nama": [f"Pegawai Rekaan {i}" for i in serial],
        "no_hp": [f"0812 0000 0{i:03d}" for i in serial],
    }
    return {name: columns[name] for name in names}
