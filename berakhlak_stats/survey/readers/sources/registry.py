"""All known survey tools, and which of them a file comes from.

Every module of this folder that holds a ``SOURCE`` is one tool: adding a tool adds a file.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.readers import sources
from berakhlak_stats.survey.readers.header import HEADER_WITHIN, header_place
from berakhlak_stats.survey.readers.sources.claims import Claims
from berakhlak_stats.survey.readers.sources.draft import NOTHING, Draft
from berakhlak_stats.survey.readers.sources.source import Source, Top
from berakhlak_stats.survey.texts import sentence


def _as_it_is(draft: Draft) -> None:
    """Leave the table alone."""


PLAIN = Source("plain", ("tabel biasa", "plain table"), lambda top: 0, _as_it_is)


@dataclass(frozen=True)
class Choice:
    """What a file was taken for: ``start`` is the place of its first header row."""

    source: Source
    start: int = 0
    header_rows: int = 1


@cache
def known_sources() -> dict[str, Source]:
    """Every tool by its name, and "plain" for tables of no tool."""
    found = {}
    for module in pkgutil.iter_modules(sources.__path__, f"{sources.__name__}."):
        source = getattr(import_module(module.name), "SOURCE", None)
        if isinstance(source, Source):
            found[source.name] = source
    return {PLAIN.name: PLAIN, **dict(sorted(found.items()))}


def check_source(wanted: str | None) -> None:
    """Refuse the name of an unknown tool (E701)."""
    if wanted is not None and wanted not in known_sources():
        choices = ", ".join(known_sources())
        raise make_error("E701", name="source", given=wanted, choices=choices)


def choose_source(top: Top, wanted: str | None, claims: Claims, place: str) -> Choice:
    """The tool a file comes from, and where its header is.

    Raises
    ------
    FileError
        E124 where two tools fit equally well.
    """
    check_source(wanted)
    known = known_sources()
    offered = [known[wanted]] if wanted is not None else list(known.values())
    for start in range(min(len(top.rows), HEADER_WITHIN)):
        below = Top(top.rows[start:], top.kind)
        fitting = [(each, each.header_rows(below)) for each in offered]
        fitting = [(each, count) for each, count in fitting if count]
        if len(fitting) > 1:
            names = ", ".join(each.name for each, _ in fitting)
            raise make_error("E124", place=place, sources=names)
        if fitting:
            return Choice(fitting[0][0], start, fitting[0][1])
    source = PLAIN if wanted is None else known[wanted]
    return Choice(source, header_place(top, claims, place), source.usual_header_rows)


def apply_source(choice: Choice, draft: Draft) -> None:
    """Let the tool's own module read the table, and say which tool that was."""
    choice.source.plain(draft)
    draft.others_in_place = choice.source.others_in_place
    if choice.source is not PLAIN:
        form = f" ({draft.form[0]})", f" ({draft.form[1]})"
        said = sentence(
            "source", title=choice.source.title, form=NOTHING if draft.form == NOTHING else form
        )
        draft.understood = (*draft.understood, said)
