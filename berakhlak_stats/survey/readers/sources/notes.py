"""Notes and refusals that several tools share."""

from __future__ import annotations

from collections.abc import Sequence

from berakhlak_stats.errors import make_error
from berakhlak_stats.survey.checks.picks import other_problem
from berakhlak_stats.survey.readers.sources.draft import Draft

_SHOWN = 5


def note_other_texts(draft: Draft, places: Sequence[int]) -> None:
    """Count free texts under "other" that stand in columns of their own; they are no words."""
    for place in places:
        count = int((draft.cells(place).codes >= 0).sum())
        if count:
            draft.problems.append(
                other_problem(draft.source, draft.titles[place], count, len(draft.rows))
            )
            draft.other_texts += count


def refuse_mere_codes(draft: Draft, found: int) -> None:
    """Refuse headings that the instrument cannot know, where the tool also exports texts (E125)."""
    if found:
        return
    left = [title for place, title in enumerate(draft.titles) if place not in draft.aside and title]
    shown = ", ".join(left[:_SHOWN])
    raise make_error("E125", place=draft.source, columns=shown)
