"""What went into a survey and what came out: rows, picks and ratings, with every loss named."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Counts:
    """Counts of one file.

    Attributes
    ----------
    rows_read : int
        Rows below the header. They are ``rows_kept`` (respondents), ``rows_empty``,
        ``rows_outside`` (totals and notes), ``rows_preview`` (tried out by the makers of the
        form) and ``rows_quarantined`` (set apart on request).
    picks_read : int
        Picks that are written in the file. They are ``picks_kept``, ``picks_unknown`` (no word
        of the list), ``picks_ambiguous``, ``picks_repeated`` (the same word again),
        ``picks_other`` (free texts), ``picks_unclear`` (0/1 cells that say neither) and
        ``picks_over_limit`` (of people who picked too many).
    ratings_read : int
        Cells of rated items that hold something: ``ratings_kept`` and ``ratings_refused``.

    Examples
    --------
    >>> Counts(rows_read=3, rows_kept=2, rows_empty=1).balanced
    True
    """

    rows_read: int = 0
    rows_kept: int = 0
    rows_empty: int = 0
    rows_outside: int = 0
    rows_preview: int = 0
    rows_quarantined: int = 0
    picks_read: int = 0
    picks_kept: int = 0
    picks_unknown: int = 0
    picks_ambiguous: int = 0
    picks_repeated: int = 0
    picks_other: int = 0
    picks_unclear: int = 0
    picks_over_limit: int = 0
    ratings_read: int = 0
    ratings_kept: int = 0
    ratings_refused: int = 0

    @property
    def balanced(self) -> bool:
        """Whether everything that was read is kept or named as a loss."""
        return all(self._left(kind) == 0 for kind in ("rows", "picks", "ratings"))

    def to_dict(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)

    def _left(self, kind: str) -> int:
        parts = {name: count for name, count in self.to_dict().items() if name.startswith(kind)}
        return parts.pop(f"{kind}_read") - sum(parts.values())
