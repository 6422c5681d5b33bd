"""Options about how a text file is written, where it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of a CSV file, such as cp1252; recognised by default.",
        show_default=False,
    ),
]
Separator = Annotated[
    str | None,
    typer.Option(
        "--separator",
        metavar="SIGN",
        help="Sign between the columns of a CSV file; recognised by default.",
        show_default=False,
    ),
]
Decimal = Annotated[
    str | None,
    typer.Option(
        "--decimal",
        metavar="SIGN",
        help="Decimal mark, point or comma, where a CSV file can be read both ways.",
        show_default=False,
    ),
]
TextForm = dict[str, str | None]


@dataclass(frozen=True)
class TextOptions:
    """How a CSV file is written."""

    encoding: Encoding = None
    separator: Separator = None
    decimal: Decimal = None

    @property
    def form(self) -> TextForm:
        """The same as arguments of :func:`read_survey`; a tab may be called by its name."""
        sign = {"tab": "\t", "\\t": "\t"}.get(self.separator or "", self.separator)
        return {"encoding": self.encoding, "separator": sign, "decimal": self.decimal}
