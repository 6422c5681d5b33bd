"""One look at the shared texts of a workbook: how long the longest is.

Every cell that names a shared text gets a copy of it, so one enormous text is as good as a bomb.
"""

from __future__ import annotations

from berakhlak_stats.survey.readers.sheet_facts import SheetFacts

_END = b"si>"


class StringScan:
    """Fed with the pieces of ``sharedStrings.xml`` in order."""

    def __init__(self) -> None:
        self._open = self._longest = 0

    def feed(self, piece: bytes) -> None:
        """The next piece. A tag cut in two joins two texts, which errs on the safe side."""
        first, *others = piece.split(_END)
        self._longest = max(self._longest, self._open + len(first), *map(len, others), 0)
        self._open = len(others[-1]) if others else self._open + len(first)

    def facts(self) -> dict[str, SheetFacts]:
        """The length of the longest text, in bytes."""
        return {"": SheetFacts(longest=self._longest)}
