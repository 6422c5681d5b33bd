"""Qualtrics: three header rows, of names, texts and import marks; test answers among the rest."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from berakhlak_stats.survey.checks.report import make_problem
from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.notes import note_other_texts, refuse_mere_codes
from berakhlak_stats.survey.readers.sources.source import Source, Top, holds
from berakhlak_stats.survey.texts import answer_key, clean

_MARKS = ("ResponseId", "RecordedDate", "Progress", "Finished", "DistributionChannel")
_IMPORT = '"ImportId"'
_ASIDE = (
    *("StartDate", "EndDate", "Status", "Progress", "Finished", "RecordedDate"),
    *("ExternalReference", "DistributionChannel", "UserLanguage", "Q_RecaptchaScore"),
)
# "Survey Preview", "Survey Test" and their imported kinds; "IP Address" and "Imported" are people.
_TRIAL = ("preview", "test", "pratinjau", "uji")
_TRIAL_CODES = frozenset(("1", "2", "9", "12"))
_CHOICE = re.compile(r"\s-\s+(?:Selected Choice|Pilihan yang Dipilih)\b", re.IGNORECASE)
_SEEN = "-99"
_FORMS = {
    3: ("tiga baris judul", "three header rows"),
    2: ("dua baris judul", "two header rows"),
    1: ("satu baris judul", "one header row"),
}


def _header_rows(top: Top) -> int:
    if not top.rows or not holds(top.rows[0], "StartDate", "EndDate"):
        return 0
    if not any(holds(top.rows[0], mark) for mark in _MARKS):
        return 0
    marked = [
        place + 1 for place, row in enumerate(top.rows[:4]) if any(_IMPORT in cell for cell in row)
    ]
    return marked[0] if marked else 1


def _plain(draft: Draft) -> None:
    draft.form = _FORMS.get(len(draft.header), _FORMS[3])
    draft.respondent_id = draft.find("ResponseId")
    _drop_trials(draft)
    _note_unfinished(draft)
    draft.set_aside(*_ASIDE)
    _empty_seen(draft)
    others = [place for place, name in enumerate(draft.titles) if name.endswith("_TEXT")]
    draft.leave_out(others)
    texts = draft.header[1] if len(draft.header) > 1 else draft.header[0]
    variants = [_variants(name, text) for name, text in zip(draft.header[0], texts, strict=True)]
    found = draft.choose_titles(variants)
    note_other_texts(draft, others)
    refuse_mere_codes(draft, found)


def _variants(name: str, text: str) -> list[str]:
    """The name, the text, and the text as question and part; the name where none is a question."""
    plain = clean(_CHOICE.sub("", text))
    found = [name, plain]
    if " - " in plain:
        question, part = plain.rsplit(" - ", 1)
        found.append(f"{question} [{part}]")
    return [*found, name]


def _drop_trials(draft: Draft) -> None:
    """Answers that makers of the survey gave while trying it out are no respondents."""
    place = draft.find("Status")
    if place is None:
        return
    cells = draft.cells(place)
    keys = [answer_key(text) for text in cells.texts]
    trial = [key in _TRIAL_CODES or any(word in key.split() for word in _TRIAL) for key in keys]
    draft.drop_rows(cells.lookup(np.array(trial, dtype=bool), False), "E143", "preview")


def _note_unfinished(draft: Draft) -> None:
    place = draft.find("Finished")
    if place is not None:
        cells = draft.cells(place)
        no = [answer_key(text) in ("false", "0", "tidak", "salah") for text in cells.texts]
        draft.note("E144", cells.lookup(np.array(no, dtype=bool), False))


def _empty_seen(draft: Draft) -> None:
    """-99 means "seen but not answered"; it is this tool's own mark for a missing answer."""
    for place, column in enumerate(draft.columns):
        kept, count = _without(column)
        if count:
            draft.columns[place] = kept
            draft.problems.append(
                make_problem(
                    "fixed", "E206", source=draft.source, column=draft.titles[place], count=count
                )
            )


def _without(column: Any) -> tuple[Any, int]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        seen = pc.equal(column, _SEEN)
        count = pc.sum(seen).as_py() or 0
        return (pc.if_else(seen, "", column) if count else column), int(count)
    seen = np.array([text == _SEEN for text in factorise(column).texts], dtype=bool)
    if not seen.any():
        return column, 0
    gone = factorise(column).lookup(seen, False)
    return pc.if_else(pa.array(gone), None, column), int(gone.sum())


SOURCE = Source(
    "qualtrics",
    ("ekspor Qualtrics", "Qualtrics export"),
    _header_rows,
    _plain,
    usual_header_rows=3,
)
