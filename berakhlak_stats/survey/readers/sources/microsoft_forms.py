"""Microsoft Forms, as its workbook is downloaded: several answers joined by ";", one at the end."""

from __future__ import annotations

from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.source import Source, Top, holds

_ANONYMOUS = {"anonymous", "anonim"}
_STARTS = ("Start time", "Waktu mulai")
_ENDS = ("Completion time", "Waktu penyelesaian", "Waktu selesai")
_CHANGED = ("Last modified time", "Waktu terakhir diubah", "Waktu modifikasi terakhir")


def _header_rows(top: Top) -> int:
    row = top.rows[0] if top.rows else ()
    started = any(holds(row, title) for title in _STARTS)
    ended = any(holds(row, title) for title in _ENDS)
    return int(holds(row, "ID") and started and ended)


def _plain(draft: Draft) -> None:
    draft.respondent_id = draft.find("ID")
    draft.set_aside(*_STARTS, *_ENDS, *_CHANGED)
    email = draft.find("Email")
    if email is not None and set(draft.cells(email).texts) <= _ANONYMOUS:
        # One word in every row is no address, and its repetition no sign of duplicates.
        draft.leave_out([email])


SOURCE = Source(
    "microsoft-forms",
    ("ekspor Microsoft Forms", "Microsoft Forms export"),
    _header_rows,
    _plain,
    others_in_place=True,
)
