"""SurveyMonkey: the question in the first header row, the option or "Response" in the second."""

from __future__ import annotations

from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.notes import note_other_texts
from berakhlak_stats.survey.readers.sources.source import Source, Top, holds
from berakhlak_stats.survey.readers.titles import joined
from berakhlak_stats.survey.texts import name_key

_RESPONSE = ("Response", "Open-Ended Response", "Tanggapan", "Respons", "Respons Terbuka")
_OTHER = frozenset(
    name_key(text) for text in ("Other (please specify)", "Lainnya (harap sebutkan)", "Lainnya")
)
_ASIDE = (
    "Collector ID",
    "Start Date",
    "End Date",
    "Date Created",
    "Date Modified",
    "Custom Data 1",
)
_FORMS = {
    True: ("satu kolom per pilihan", "one column per option"),
    False: ("pilihan dalam satu kolom", "options in one column"),
}


def _header_rows(top: Top) -> int:
    if not top.rows or not holds(top.rows[0], "Respondent ID", "Collector ID"):
        return 0
    second = top.rows[1] if len(top.rows) > 1 else ()
    place = [name_key(title) for title in top.rows[0]].index("respondent_id")
    # The second row holds no number where the first one says "Respondent ID".
    return 2 if len(second) > place and not second[place].strip() else 1


def _plain(draft: Draft) -> None:
    below = draft.header[1] if len(draft.header) > 1 else ("",) * len(draft.header[0])
    draft.respondent_id = draft.find("Respondent ID")
    draft.set_aside(*_ASIDE)
    others = [place for place, part in enumerate(below) if name_key(part) in _OTHER]
    draft.leave_out(others)
    titles = joined(draft.header[0], below, _RESPONSE)
    expanded = any(title.endswith("]") for title in titles)
    draft.form = _FORMS[expanded]
    draft.choose_titles([[title] for title in titles])
    note_other_texts(draft, others)


SOURCE = Source(
    "surveymonkey",
    ("ekspor SurveyMonkey", "SurveyMonkey export"),
    _header_rows,
    _plain,
    usual_header_rows=2,
    others_in_place=True,
)
