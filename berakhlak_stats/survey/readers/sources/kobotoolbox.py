"""KoboToolbox and ODK Central: group prefixes, and select-multiple as summary, details or both."""

from __future__ import annotations

from berakhlak_stats.survey.readers.sources.draft import Draft
from berakhlak_stats.survey.readers.sources.notes import refuse_mere_codes
from berakhlak_stats.survey.readers.sources.source import Source, Top
from berakhlak_stats.survey.texts import clean

_KOBO = ("_id", "_uuid", "_submission_time", "_validation_status", "_index")
_ODK = ("submissiondate", "key")
_MARKS = 2
# Columns of the server, of the device and of the form itself, in lower case.
_OF_KOBO = ("_id", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
            "__version__", "_tags", "_index", "_uuid", "_parent_index", "_parent_table_name",
            "_attachments", "_xform_id_string", "formhub/uuid")  # fmt: skip
_OF_ODK = ("submissiondate", "key", "submitterid", "submittername", "attachmentspresent",
           "attachmentsexpected", "status", "reviewstate", "edits", "formversion")  # fmt: skip
_OF_FORM = ("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber",
            "username", "audit", "instanceid")  # fmt: skip
_META = ("meta/", "meta-", "_geolocation")
_FORMS = {
    "_uuid": ("KoboToolbox", "KoboToolbox"),
    "key": ("ODK Central", "ODK Central"),
}


def _names(row: tuple[str, ...]) -> list[str]:
    """Titles in lower case; underscores stay, because Kobo's own columns begin with one."""
    return [clean(title).casefold() for title in row]


def _header_rows(top: Top) -> int:
    names = set(_names(tuple(top.rows[0]))) if top.rows else set()
    kobo = len(names.intersection(_KOBO)) >= _MARKS
    odk = names.issuperset(_ODK) and bool(names & {"instanceid", "meta-instanceid", "formversion"})
    return int(kobo or odk)


def _plain(draft: Draft) -> None:
    names = _names(draft.header[0])
    central = "_uuid" not in names and "key" in names
    own = frozenset((*_OF_FORM, *(_OF_ODK if central else _OF_KOBO)))
    draft.form = _FORMS["key" if central else "_uuid"]
    mark = next((mark for mark in ("_uuid", "key", "_id") if mark in names), None)
    draft.respondent_id = None if mark is None else names.index(mark)
    draft.leave_out(
        place
        for place, name in enumerate(names)
        if (name in own or name.startswith(_META)) and place != draft.respondent_id
    )
    found = draft.choose_titles(_without_groups(draft.titles, "/-" if central else "/"))
    refuse_mere_codes(draft, found)


def _without_groups(titles: list[str], signs: str) -> list[list[str]]:
    """Each title with ever fewer groups before it; the last is what it is called by itself.

    The bare name is not used where two columns share it.
    """
    each = [_shorter(title, signs) for title in titles]
    bare = [found[-1] for found in each]
    return [found if bare.count(found[-1]) == 1 else [*found, found[0]] for found in each]


def _shorter(title: str, signs: str) -> list[str]:
    cuts = [place + 1 for place, sign in enumerate(title) if sign in signs]
    return [title, *(title[cut:] for cut in cuts if title[cut:])]


SOURCE = Source(
    "kobotoolbox",
    ("ekspor KoboToolbox/ODK", "KoboToolbox/ODK export"),
    _header_rows,
    _plain,
)
