"""LimeSurvey: headings as codes, as full texts or as both; sub-questions in square brackets.

Codes hold letters and digits only, so a word of a list is found by the letters and digits of its
id. Numbered codes such as SQ001 say nothing about the word behind them, and are not guessed.
"""

from __future__ import annotations

import html
import re

import numpy as np

from berakhlak_stats.survey.mapping.cells import factorise
from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.notes import note_other_texts, refuse_mere_codes
from berakhlak_stats.survey.readers.sources.source import Source, Top, holds
from berakhlak_stats.survey.texts import Sentence, clean, name_key

_CODES = ("submitdate", "lastpage", "startlanguage")
_TEXTS = ("Date submitted", "Last page", "Start language")
_ASIDE_CODES = (*_CODES, "seed", "startdate", "datestamp", "refurl", "token")
_ASIDE_TEXTS = (*_TEXTS, "Seed", "Date started", "Date last action", "Referrer URL", "Token",
                "Access code")  # fmt: skip
_FORMS = {
    "code": ("judul berupa kode", "headings are codes"),
    "text": ("judul berupa teks pertanyaan", "headings are question texts"),
    "both": ("judul berupa kode dan teks", "headings are codes and texts"),
}
_ANSWERS: tuple[tuple[set[str], Sentence], ...] = (
    ({"Y", "N"}, ("kode jawaban", "answer codes")),
    ({"Ya", "Tidak", "Yes", "No"}, ("jawaban lengkap", "full answers")),
)
_PARTS_READ = 30
_TAG = re.compile(r"<[^<>]*>")
_SUBCODE = re.compile(r"^([A-Za-z]\w*)(?:\[([^\]]+)\])$")
# "current[ramah]. Question [Ramah]": whatever stands between code and text is the user's choice.
_CODE_AND_TEXT = re.compile(
    r"^(?P<code>[A-Za-z]\w*(?:\[[^\]]+\])*)(?:\W*\s+|\W+)(?P<text>.+)$", re.DOTALL
)
_OTHER = re.compile(r"\[(other|lainnya|yang lain)\]\s*$", re.IGNORECASE)
_MARKS = 2


def _form(row: tuple[str, ...]) -> str | None:
    """How the headings are written, told by the columns LimeSurvey adds."""
    if sum(holds(row, code) for code in _CODES) >= _MARKS:
        return "code"
    if sum(holds(row, text) for text in _TEXTS) >= _MARKS:
        return "text"
    keys = [name_key(title) for title in row]
    both = [f"{code}_{name_key(text)}" in keys for code, text in zip(_CODES, _TEXTS, strict=True)]
    return "both" if sum(both) >= _MARKS else None


def _header_rows(top: Top) -> int:
    return int(bool(top.rows) and _form(tuple(top.rows[0])) is not None)


def _plain(draft: Draft) -> None:
    form = _form(draft.header[0])
    answers = _answer_form(draft)
    said = [*([_FORMS[form]] if form else []), *([answers] if answers else [])]
    draft.form = (", ".join(each[0] for each in said), ", ".join(each[1] for each in said))
    _own_columns(draft)
    others = [place for place, title in enumerate(draft.titles) if _OTHER.search(title)]
    draft.leave_out(others)
    found = draft.choose_titles([_variants(title, form, draft) for title in draft.titles])
    note_other_texts(draft, others)
    refuse_mere_codes(draft, found)


def _answer_form(draft: Draft) -> Sentence | None:
    """How options are marked, told by the sub-questions."""
    parts = [place for place, title in enumerate(draft.titles) if title.endswith("]")]
    texts = {text for place in parts[:_PARTS_READ] for text in draft.cells(place).texts}
    for marks, said in _ANSWERS:
        if texts & marks:
            return said
    return None


def _own_columns(draft: Draft) -> None:
    pairs = [f"{code} {text}" for code, text in zip(_ASIDE_CODES, _ASIDE_TEXTS, strict=False)]
    submitted = draft.find("submitdate", "Date submitted", "submitdate Date submitted")
    if submitted is not None:
        empty = factorise(draft.columns[submitted]).codes < 0
        # Not one date means that dates were not kept, which is usual in anonymous surveys.
        if not np.all(empty):
            draft.note("E144", empty)
    draft.respondent_id = draft.find("id", "Response ID", "id Response ID")
    draft.set_aside(*_ASIDE_CODES, *_ASIDE_TEXTS, *pairs)


def _variants(title: str, form: str | None, draft: Draft) -> list[str]:
    """What a heading may be called, the surest first; the last is used where none is a question."""
    plain = clean(html.unescape(_TAG.sub("", title)))
    found = [plain]
    sub = _SUBCODE.match(plain)
    if sub is not None:
        found += draft.claims.word_titles(sub[1], sub[2])
    both = _CODE_AND_TEXT.match(plain)
    if form == "both" and both is not None:
        return [*found, both["text"], both["code"]]
    return [*found, plain]


SOURCE = Source("limesurvey", ("ekspor LimeSurvey", "LimeSurvey export"), _header_rows, _plain)
