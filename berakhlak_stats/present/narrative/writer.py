"""Writes sentences and books their claims: the only place where a claim is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.narrative.claim import Claim, Sentence
from berakhlak_stats.present.narrative.comparison import Comparison
from berakhlak_stats.present.narrative.template import canonical, fill
from berakhlak_stats.present.phrases import phrase
from berakhlak_stats.present.rows import Row, rows_of

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates


@dataclass
class Writer:
    """Numbered claims about one result in one language."""

    result: Estimates
    lang: str
    start: int = 1
    rows: list[Row] = field(init=False)
    labels: Labels = field(init=False)
    _made: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.rows = rows_of(self.result)
        self.labels = Labels.of(self.result.provenance, self.lang)

    def name(self, row: Row) -> str:
        """What a sentence calls a row: its group, else its item."""
        return row.group or self.labels.short(row.item)

    def kind(self, row: Row) -> str:
        """The common noun of a row's level."""
        return phrase(f"kind.{row.level}", self.lang)

    def list_words(self, name: str) -> str:
        """A pick list in running prose."""
        return phrase(f"list_prose.{name}", self.lang) if name else ""

    def about(
        self, key: str, row: Row, *, verb: str = "none", family: int = 0, **values: Any
    ) -> Sentence:
        """A sentence about one row; ``value`` and ``span`` are its estimate and interval."""
        base = {"value": row.estimate, "span": (row.low, row.high), "subject": self.name(row)}
        return self._sentence(key, {**base, **values}, row=row, verb=verb, family=family)

    def versus(self, key: str, found: Comparison, family: int, **values: Any) -> Sentence:
        """A sentence about a difference, from the side of ``found.row``; sizes are unsigned
        where the template says above or below."""
        base = {
            "subject": self.name(found.row), "other": self.name(found.other),
            "value": found.row.estimate, "span": (found.row.low, found.row.high),
            "other_value": found.other.estimate, "other_span": (found.other.low, found.other.high),
            "diff": found.diff, "diff_span": (found.low, found.high),
        }  # fmt: skip
        return self._sentence(
            key, {**base, **values}, row=found.row, verb=found.verb, found=found, family=family
        )

    def plain(self, key: str, *, verb: str = "none", family: int = 0, **values: Any) -> Sentence:
        """A sentence about the result as a whole."""
        return self._sentence(key, values, row=None, verb=verb, family=family)

    def _sentence(
        self, key: str, values: dict[str, Any], *, row: Row | None, verb: str,
        found: Comparison | None = None, family: int = 0,
    ) -> Sentence:  # fmt: skip
        text, printed = fill(key, self.lang, values)
        self._made += 1
        subjects = tuple(
            str(values[name]) for name in ("subject", "other", "band", "lower", "upper", "likely")
            if name in values
        )  # fmt: skip
        own = () if row is None else _own_numbers(row)
        evidence = (
            {}
            if row is None
            else {"value": row.estimate, "lo": row.low, "hi": row.high, "n": row.n}
        )
        if found is not None:
            evidence |= {
                "diff": found.diff, "diff_lo": found.low, "diff_hi": found.high,
                "p_adjusted": found.p_adjusted,
            }  # fmt: skip
        elif row is not None and ">" in row.list:
            evidence |= {
                "diff": row.estimate, "diff_lo": row.low, "diff_hi": row.high,
                "p_adjusted": row.p_adjusted,
            }  # fmt: skip
        claim = Claim(
            claim_id=f"K{self.start + self._made - 1:02d}",
            template_id=key, lang=self.lang, subject=subjects[0] if subjects else "",
            statistic=self.result.provenance.statistic, rule_fired=key.split(".")[-1],
            verb_level=verb, family_size=family, numbers=tuple(dict.fromkeys((*printed, *own))),
            subjects=subjects, caveats=self.caveats(),
            suppression_state=row.state if row is not None else "shown", **evidence,
        )  # fmt: skip
        return Sentence(text, claim)

    def caveats(self) -> tuple[str, ...]:
        """What goes with every claim of this result: its warnings, and that data are synthetic."""
        made = self.result.provenance
        warned = tuple(pair[0 if self.lang == "id" else 1] for pair in made.warnings)
        return (*warned, phrase("word.synthetic", self.lang)) if made.synthetic else warned


def _own_numbers(row: Row) -> tuple[str, ...]:
    """A row's own numbers: a page may print them beside the sentence."""
    ends = (x for x in (row.estimate, row.low, row.high) if x == x)
    n = (canonical(row.n, 0),) if row.n == row.n else ()
    return (*map(canonical, ends), *n) if row.shown else ()
