"""What is gathered while a raw table becomes a survey."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from berakhlak_stats.survey.checks.place import Place
from berakhlak_stats.survey.checks.report import Problem, make_problem
from berakhlak_stats.survey.mapping.cells import Cells
from berakhlak_stats.survey.texts import Sentence, sentence

if TYPE_CHECKING:
    from berakhlak_stats.survey.readers.table import RawTable

_MARKS_NAMED = 5


@dataclass
class Reading:
    """Problems and sentences so far; the parts of the mapping add to it."""

    table: RawTable
    place: Place
    problems: list[Problem] = field(default_factory=list)
    understood: list[Sentence] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    marks: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    languages: dict[str, str] = field(default_factory=dict)
    broken_cells: int = 0

    def say(self, key: str, **values: object) -> None:
        """Add a sentence about what was understood."""
        self.understood.append(sentence(key, **values))

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems."""
        self.problems += problems

    def note_cells(self, cells: Cells) -> None:
        """Count cells that were read as empty although they hold something."""
        self.marks += cells.marks
        self.broken_cells += cells.errors

    def note_languages(self, found: Mapping[str, str]) -> None:
        """Remember the languages that labels are written in, each with its first example."""
        for lang, text in found.items():
            self.languages.setdefault(lang, text)

    def close(self) -> None:
        """Turn what was counted into problems."""
        source = self.place.source
        if len(self.languages) > 1:
            example = ", ".join(f'"{text}"' for _, text in sorted(self.languages.items()))
            self.add([make_problem("warning", "E127", source=source, example=example)])
        if self.broken_cells:
            self.add([make_problem("warning", "E117", source=source, count=self.broken_cells)])
        if self.marks:
            named = ", ".join(f'"{mark}"' for mark, _ in self.marks.most_common(_MARKS_NAMED))
            total = sum(self.marks.values())
            self.add([make_problem("fixed", "E239", source=source, count=total, marks=named)])
