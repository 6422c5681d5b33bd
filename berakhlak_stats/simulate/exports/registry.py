"""Every export shape by name: each module of this folder with ``EXPORTS`` adds its own."""

from __future__ import annotations

import os
import pkgutil
from functools import cache
from importlib import import_module
from pathlib import Path

from berakhlak_stats.errors import make_error
from berakhlak_stats.files import atomic_write
from berakhlak_stats.simulate import exports
from berakhlak_stats.simulate.exports.export import Answers, Export
from berakhlak_stats.survey.sheets import write_sheet
from berakhlak_stats.survey.survey import Survey


@cache
def known_exports() -> dict[str, Export]:
    """Every export shape by its name."""
    found: dict[str, Export] = {}
    for module in pkgutil.iter_modules(exports.__path__, f"{exports.__name__}."):
        made: tuple[Export, ...] = getattr(import_module(module.name), "EXPORTS", ())
        found |= {each.name: each for each in made}
    return dict(sorted(found.items()))


def export_shapes() -> tuple[str, ...]:
    """Names of the shapes that :func:`write_export` knows.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> "google-forms" in export_shapes()
    True
    """
    return tuple(known_exports())


def write_export(survey: Survey, path: str | os.PathLike[str], *, shape: str) -> Path:
    """Write simulated answers the way a survey tool would export them.

    For training and for tests of the readers: files that look like those of the tools, with no
    answer of a real person in them. Each has a column ``synthetic``.

    Parameters
    ----------
    survey : Survey
        Synthetic answers; others are refused.
    path : path
        Where to write; the ending says as what (.csv, .xlsx, .ods, .sav or .parquet, by shape).
    shape : str
        One of :func:`export_shapes`.

    Returns
    -------
    pathlib.Path
        The file written. It appears whole or not at all.

    Raises
    ------
    OptionError
        E701 for a shape that is not known, E145 for answers that are not synthetic.
    OutputError
        E411 for an ending the tool does not give.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> from berakhlak_stats.simulate import simulate
    >>> from berakhlak_stats.survey import read_survey
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> file = write_export(simulate(n=20), folder / "x.csv", shape="google-forms")
    >>> read_survey(file).n
    20
    """
    known = known_exports()
    if shape not in known:
        raise make_error("E701", name="shape", given=shape, choices=", ".join(known))
    export, target = known[shape], Path(path)
    if not survey.log.synthetic:
        raise make_error("E145", place=target.name)
    if target.suffix.casefold() not in export.endings:
        choices = ", ".join(export.endings)
        raise make_error("E411", place=target.name, given=target.suffix, choices=choices)
    answers = Answers(survey)
    if export.sheet is not None:
        write_sheet(export.sheet(answers), target)
    elif export.write is not None:
        with atomic_write(target) as temporary:
            export.write(answers, temporary)
    return target
