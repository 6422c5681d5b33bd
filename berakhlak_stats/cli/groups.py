"""Options that several commands take together, as one parameter of each command.

A command names a group as the type of a parameter and is registered through
:func:`expanded`; the shell then shows one option per field::

    def index(context: typer.Context, file: File, answers: AnswerOptions, by: By = None) -> None:
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any, get_type_hints

from berakhlak_stats.cli.options import (
    SMALLEST,
    Clusters,
    Counts,
    CsvStyle,
    Form,
    Frame,
    Full,
    Instrument,
    KeyFile,
    Lang,
    Language,
    Lonely,
    LonelyPolicy,
    MappingFile,
    MinGroup,
    Missing,
    Out,
    Quarantine,
    Quiet,
    Sheet,
    Source,
    Strata,
    Style,
    Subunits,
    Weights,
)
from berakhlak_stats.cli.text_options import Decimal, Encoding, Separator


@dataclass(frozen=True)
class AnswerOptions:
    """How a file is understood, and how its respondents came to be asked."""

    lang: Lang = Language.id
    instrument: Instrument = None
    source: Source = None
    sheet: Sheet = None
    encoding: Encoding = None
    separator: Separator = None
    decimal: Decimal = None
    missing: Missing = None
    mapping: MappingFile = None
    quarantine: Quarantine = None
    weights: Weights = None
    strata: Strata = None
    psu: Clusters = None
    ssu: Subunits = None
    fpc: Counts = None
    frame: Frame = None
    lonely: Lonely = LonelyPolicy.refuse
    min_group: MinGroup = SMALLEST
    pseudonym_key_file: KeyFile = None
    quiet: Quiet = False


@dataclass(frozen=True)
class TableOptions:
    """Form and place of a table of results."""

    form: Form = None
    out_path: Out = None
    csv_style: Style = CsvStyle.plain
    full: Full = False


def expanded(command: Callable[..., None]) -> Callable[..., None]:
    """The command with every group of options spread out, as the shell wants it."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}
    own = [each for each in inspect.signature(command).parameters.values() if each.name in hints]
    shown = [_option(each.name, hints[each.name], each.default) for each in own
             if each.name not in groups]  # fmt: skip
    for kind in groups.values():
        types = get_type_hints(kind, include_extras=True)
        shown += [_option(each.name, types[each.name], each.default) for each in fields(kind)]

    def run(**given: Any) -> None:
        made = {
            name: kind(**{each.name: given.pop(each.name) for each in fields(kind)})
            for name, kind in groups.items()
        }
        command(**given, **made)

    run.__doc__, run.__name__, run.__module__ = command.__doc__, command.__name__, __name__
    run.__annotations__ = {each.name: each.annotation for each in shown}
    run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined]
    return run


def _option(name: str, kind: Any, default: Any) -> inspect.Parameter:
    missing = default is MISSING or default is inspect.Parameter.empty
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=kind,
        default=inspect.Parameter.empty if missing else default,
    )
