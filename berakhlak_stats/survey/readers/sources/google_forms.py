"""Google Forms, as its sheet is downloaded: one column per question, checkboxes joined by ", ".

Rows of a grid are ``Question [Row]``; a text typed under "Other" stands in place of that option.
"""

from __future__ import annotations

from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.source import Source, Top, keys_of

# The first column, in the languages of forms in Indonesia.
TIMES = ("Timestamp", "Cap waktu", "Stempel waktu")
_TIME_KEYS = frozenset(keys_of(TIMES))


def _header_rows(top: Top) -> int:
    return int(bool(top.rows) and not _TIME_KEYS.isdisjoint(keys_of(top.rows[0])[:1]))


def _plain(draft: Draft) -> None:
    draft.set_aside(*TIMES)


SOURCE = Source(
    "google-forms",
    ("ekspor Google Forms", "Google Forms export"),
    _header_rows,
    _plain,
    others_in_place=True,
)
