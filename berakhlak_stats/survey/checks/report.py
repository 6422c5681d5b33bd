"""Problems found in answers, and the report that lists all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal, get_args

from berakhlak_stats.errors import BerakhlakError, Message, make_error, message
from berakhlak_stats.survey.checks.identifiers import masked
from berakhlak_stats.survey.counts import Counts
from berakhlak_stats.survey.texts import Sentence, shortened

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "fixed"]
MOST_QUOTED = 20
_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Problem:
    """One kind of problem in one column.

    Attributes
    ----------
    severity : "error" (refused), "warning" (read, but look at it) or "fixed" (read and mended)
    message : Message
        Code, place and texts in both languages.
    rows : tuple of int
        True row numbers in the source (the header of a file is row 1), at most 20.
    column : str or None
    count : int
        How many cells or rows there are in all.
    every : tuple of int
        The row numbers without that limit; ``texts`` are the cells in question, where quoted.
    """

    severity: Severity
    message: Message
    rows: tuple[int, ...] = ()
    column: str | None = None
    count: int = 1
    every: tuple[int, ...] = field(default=(), repr=False, compare=False)
    texts: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def code(self) -> str:
        """The stable code of the message."""
        return self.message.code


def make_problem(
    severity: Severity,
    code: str,
    *,
    source: str,
    rows: Sequence[int] = (),
    column: str | None = None,
    count: int | None = None,
    texts: Sequence[object] = (),
    **values: Any,
) -> Problem:
    """A problem with its place spelled ``file:first row, 'column'``."""
    every = tuple(int(row) for row in rows)
    kept = every[:MOST_QUOTED]
    total = count if count is not None else max(len(rows), 1)
    place = source + (f":{kept[0]}" if kept else "") + (f", {column!r}" if column else "")
    named = {"count": total, "column": column, **values}
    return Problem(
        severity,
        message(code, place=place, **named),
        kept,
        column,
        total,
        every,
        tuple(map(str, texts)),
    )


def quote_cells(
    rows: Sequence[int], texts: Sequence[object], hints: Sequence[str | None] = ()
) -> str:
    """At most 20 cells in a form that reads in both languages: ``12 "Jujurr" (→ "Jujur"?)``."""
    parts = []
    for place, (row, text) in enumerate(zip(rows, texts, strict=True)):
        if place == MOST_QUOTED:
            parts.append(f"… (+{len(rows) - MOST_QUOTED})")
            break
        shown = shortened(masked(str(text)), _LONGEST_QUOTE)
        hint = hints[place] if place < len(hints) else None
        parts.append(f'{row} "{shown}"' + (f' (→ "{hint}"?)' if hint else ""))
    return ", ".join(parts)


def quote_rows(rows: Sequence[int]) -> str:
    """At most 20 row numbers, and how many more there are."""
    shown = ", ".join(str(int(row)) for row in rows[:MOST_QUOTED])
    more = len(rows) - MOST_QUOTED
    return f"{shown}, … (+{more})" if more > 0 else shown


@dataclass(frozen=True)
class ValidationReport:
    """Everything a reader noticed about a file, all at once.

    Attributes
    ----------
    problems : tuple of Problem
        Errors first, then warnings, then what was mended.
    understood : tuple of (id, en) sentences
        What the reader believed about the file.
    source : str
        File name without its folder.
    n : int
        Respondents read.
    counts : Counts
        Rows, picks and ratings read, kept, and lost by reason.

    Examples
    --------
    >>> import pandas as pd
    >>> from berakhlak_stats.survey import validate
    >>> from berakhlak_stats.survey.checks import ValidationReport
    >>> ValidationReport(source="empty.csv").ok
    True
    """

    problems: tuple[Problem, ...] = ()
    understood: tuple[Sentence, ...] = ()
    source: str = ""
    n: int = 0
    counts: Counts = field(default_factory=Counts)

    @property
    def ok(self) -> bool:
        """Whether the answers may be used: no problem is an error."""
        return not self.errors

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems for which the data are refused."""
        return tuple(each for each in self.problems if each.severity == "error")

    def codes(self) -> tuple[str, ...]:
        """The codes of all problems, in order."""
        return tuple(each.code for each in self.problems)

    def text(self, lang: str = "en") -> str:
        """The whole report as plain text in ``lang`` ("id" or "en")."""
        at = 0 if lang == "id" else 1
        lines = [f"{self.source}", *(f"  {pair[at]}" for pair in self.understood)]
        for severity in get_args(Severity):
            found = [each for each in self.problems if each.severity == severity]
            if found:
                lines.append(f"{_HEADINGS[severity][at]} ({len(found)})")
                lines += [f"  - {each.message.text(lang)}" for each in found]
        if not self.problems:
            lines.append(_HEADINGS["none"][at])
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """The plain text, wrapped, for notebooks."""
        return f'<pre style="white-space:pre-wrap">{escape(self.text("en"))}</pre>'

    def to_frame(self) -> pd.DataFrame:
        """One row per problem: severity, code, column, count, rows, place and the four texts."""
        import pandas as pd

        return pd.DataFrame([_flat(each) for each in self.problems], columns=_FIELDS)

    def to_json(self) -> str:
        """The report as JSON with sorted keys."""
        content = {
            "source": self.source,
            "ok": self.ok,
            "n": self.n,
            "counts": self.counts.to_dict(),
            "understood": [{"id": one, "en": other} for one, other in self.understood],
            "problems": [_flat(each) for each in self.problems],
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)

    def to_html(self, lang: str = "en") -> str:
        """The report as one self-contained page in ``lang`` ("id" or "en")."""
        from berakhlak_stats.survey.checks.page import page_html

        return page_html(self, lang)

    def raise_errors(self) -> None:
        """Raise one error that carries this report, if any problem is an error."""
        if not self.ok:
            first = self.errors[0].message
            error = make_error(first.code, place=first.place, **first.values)
            error.report = self
            raise error


_HEADINGS = {
    "error": ("Ditolak", "Refused"),
    "warning": ("Peringatan", "Warnings"),
    "fixed": ("Dibetulkan saat membaca", "Mended while reading"),
    "none": ("Tidak ada masalah.", "No problems."),
}
_FIELDS = ["severity", "code", "column", "count", "rows", "place", "id", "en", "fix_id", "fix_en"]


def _flat(problem: Problem) -> dict[str, Any]:
    text = problem.message
    return {
        "severity": problem.severity,
        "code": text.code,
        "column": problem.column,
        "count": problem.count,
        "rows": list(problem.rows),
        "place": text.place,
        "id": text.id,
        "en": text.en,
        "fix_id": text.fix_id,
        "fix_en": text.fix_en,
    }


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first; otherwise in the order found."""
    rank = {severity: place for place, severity in enumerate(get_args(Severity))}
    return tuple(sorted(problems, key=lambda each: rank[each.severity]))


def problem_of(error: BerakhlakError) -> Problem:
    """An error that stopped the reading, as a problem for the report."""
    return Problem("error", error.message)
