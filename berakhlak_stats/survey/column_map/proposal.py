"""A proposed mapping: every column with its confidence, its rivals, and what else was seen."""

from __future__ import annotations

from dataclasses import dataclass

from berakhlak_stats.survey.column_map.guess import Guess
from berakhlak_stats.survey.column_map.labels import Translation
from berakhlak_stats.survey.column_map.model import LEFT_OPEN, ColumnMap, MappedColumn
from berakhlak_stats.survey.texts import Sentence


@dataclass(frozen=True)
class ProposedColumn:
    """One column, what it is taken for, and why.

    ``sure`` is None where nothing was matched; ``rivals`` are readings left to a person.
    """

    column: MappedColumn
    sure: float | None
    remark: Sentence
    rivals: tuple[Guess, ...] = ()
    translations: tuple[Translation, ...] = ()
    alike: tuple[tuple[str, ...], ...] = ()

    @property
    def matched(self) -> bool:
        """Whether the column is taken for something that was recognised."""
        return self.sure is not None and self.column.kind != LEFT_OPEN


@dataclass(frozen=True)
class MappingProposal:
    """A proposed mapping, for a person to check; see :func:`propose_mapping`."""

    source: str
    instrument: str
    columns: tuple[ProposedColumn, ...]

    def to_map(self) -> ColumnMap:
        """The mapping as it was proposed: unconfirmed, nothing merged."""
        listed = tuple(each.column for each in self.columns)
        return ColumnMap(source=self.source, instrument=self.instrument, columns=listed)

    def to_toml(self, lang: str = "en") -> str:
        """The mapping file, with confidence and doubts as comments in ``lang``."""
        from berakhlak_stats.survey.column_map.write import toml_text

        return toml_text(self, lang)

    def text(self, lang: str = "en") -> str:
        """The proposal as a table in ``lang`` ("id" or "en")."""
        from berakhlak_stats.survey.column_map.write import table_text

        return table_text(self, lang)
