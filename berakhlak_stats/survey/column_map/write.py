"""A proposed mapping as the TOML file a person edits, and as a table for the screen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from berakhlak_stats.survey.column_map.model import KEYS_OF_KIND, LEFT_OPEN, MappedColumn
from berakhlak_stats.survey.texts import printable, sentence, shortened

if TYPE_CHECKING:
    from berakhlak_stats.survey.column_map.guess import Guess
    from berakhlak_stats.survey.column_map.proposal import MappingProposal, ProposedColumn

_LONGEST, _WIDTH = 100, 44
_NAMES_SHOWN = 12


def toml_text(proposal: MappingProposal, lang: str) -> str:
    """The whole mapping file."""
    at = 0 if lang == "id" else 1
    kinds = " | ".join(kind for kind in KEYS_OF_KIND if kind != LEFT_OPEN)
    lines = [
        _comment(sentence("map_head", source=proposal.source)[at]),
        _comment(sentence("map_steps")[at]),
        _comment(sentence("map_kinds", kinds=kinds)[at]),
        _comment(summary(proposal, lang)),
        "",
        "confirmed = false",
        f"instrument = {quoted(proposal.instrument)}",
    ]
    for each in proposal.columns:
        lines += ["", *_column_lines(each, at)]
    for each in proposal.columns:
        if each.alike:
            lines += ["", _comment(sentence("map_merge")[at]), *_merge_lines(each)]
    return "\n".join(lines) + "\n"


def summary(proposal: MappingProposal, lang: str) -> str:
    """How many columns are mapped, and the names of those that fit no question."""
    left = [each.column.title for each in proposal.columns if each.sure is None]
    names = ", ".join(shortened(title, _WIDTH) for title in left[:_NAMES_SHOWN])
    more = len(left) - _NAMES_SHOWN
    said = sentence(
        "map_matched",
        matched=sum(each.matched for each in proposal.columns),
        count=len(proposal.columns),
        open=sum(each.column.kind == LEFT_OPEN for each in proposal.columns),
        left=len(left),
        names=(names + (f", … (+{more})" if more > 0 else "")) or "-",
    )
    return said[0 if lang == "id" else 1]


def _column_lines(proposed: ProposedColumn, at: int) -> list[str]:
    column = proposed.column
    lines = ["[[column]]", f"title = {quoted(column.title)}"]
    sure = "" if proposed.sure is None else f"{round(100 * proposed.sure)}%: "
    lines.append(_comment(sure + proposed.remark[at]))
    lines += [_comment(_reading_line(each)) for each in proposed.rivals]
    lines += [f"is = {quoted(column.kind)}", *_question_lines(column)]
    if proposed.translations:
        lines += [_comment(sentence("map_labels")[at]), "[column.labels]"]
        for each in proposed.translations:
            shown = ", ".join(
                f"{value} {round(100 * share)}%" for value, share in each.readings[:3]
            )
            first = _scalar(each.readings[0][0]) if each.readings else '""'
            lines.append(_comment(f"{quoted(each.text)} = {first}  # {shown or '?'}"))
    return lines


def _question_lines(column: MappedColumn) -> list[str]:
    lines = []
    if column.target:
        lines.append(f"id = {quoted(column.target)}")
    if column.word:
        lines.append(f"word = {quoted(column.word)}")
    if column.place:
        lines.append(f"place = {column.place}")
    if column.separator:
        lines.append(f"separator = {quoted(column.separator)}")
    if column.order:
        lines.append(f"order = {quoted(column.order)}")
    if column.reversed_labels:
        lines.append("reversed_labels = true")
    return lines


def _reading_line(guess: Guess) -> str:
    parts = [f"is = {quoted(guess.kind)}", f"id = {quoted(guess.target)}"]
    if guess.word:
        parts.append(f"word = {quoted(guess.word)}")
    if guess.place:
        parts.append(f"place = {guess.place}")
    return "; ".join(parts) + f"   # {round(100 * guess.sure)}%"


def _merge_lines(proposed: ProposedColumn) -> list[str]:
    """Commented lines, each with one spelling and the commonest one that it may stand for."""
    lines = [f"[merge.{quoted(proposed.column.title)}]"]
    for names in proposed.alike:
        lines += [f"# {quoted(other)} = {quoted(names[0])}" for other in names[1:]]
    return lines


def table_text(proposal: MappingProposal, lang: str) -> str:
    """One line per column: title, what it is taken for, confidence, remark."""
    at = 0 if lang == "id" else 1
    rows = [sentence("map_columns")[at].split("\t")]
    for each in proposal.columns:
        column = each.column
        aim = [column.kind, column.target, column.word, str(column.place or "")]
        sure = "-" if each.sure is None else f"{round(100 * each.sure)}%"
        title = shortened(column.title, _WIDTH)
        rows.append([title, " ".join(part for part in aim if part), sure, each.remark[at]])
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in (*widths, 10)))
    return "\n".join([proposal.source, "", *lines, "", summary(proposal, lang)])


def quoted(text: str) -> str:
    """A text as TOML spells it: what TOML cannot hold as it is, is escaped."""
    return json.dumps(printable(text), ensure_ascii=False)


def _scalar(value: str | int) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


def _comment(text: str) -> str:
    return f"# {shortened(text, 4 * _LONGEST)}"
