"""Writes sentences and books their claims: the only place where a claim is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present.labels import Labels, row_name
from berakhlak_stats.present.levels import SCORE
from berakhlak_stats.present.narrative.claim import Claim, Sentence
from berakhlak_stats.present.narrative.comparison import Comparison
from berakhlak_stats.present.narrative.template import canonical, fill
from berakhlak_stats.present.phrases import has_phrase, phrase
from berakhlak_stats.present.rows import Row, rows_of
from berakhlak_stats.present.ways import second_words

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates

Values = Mapping[str, Any]
_NONE: Values = MappingProxyType({})
_NAMES = (
    *("subject", "other", "band", "lower", "upper", "likely", "names", "what", "statistic"),
    *("null", "rule", "before_wave", "after_wave", "reason"),
)
"""Places of a template that hold names: digits in them are not findings."""


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
        """What a sentence calls a row: its group, else its item and what goes with it."""
        name = row.group or row_name(self.labels, row)
        return f"{name} ({second_words(self.labels, row.way)})" if row.way else name

    def full_name(self, row: Row, among: Sequence[Row] = ()) -> str:
        """The item, list and group of a row, as far as they tell the rows ``among`` apart.

        By default all that are shown.
        """
        shown = among or [each for each in self.rows if each.shown]
        names = [row_name(self.labels, each) for each in shown]
        parts = [row_name(self.labels, row)] if len(set(names)) > 1 or not row.group else []
        told = {(name, each.group, each.way) for name, each in zip(names, shown, strict=True)}
        if len(told) < len(shown) and row.list:
            parts.append(self.list_words(row.list))
        name = ", ".join([*parts, *([row.group] if row.group else [])])
        return f"{name} ({second_words(self.labels, row.way)})" if row.way else name

    def kind(self, row: Row) -> str:
        """The common noun of a row's level."""
        return phrase(f"kind.{row.level}", self.lang)

    def list_words(self, name: str, *, short: bool = False) -> str:
        """A pick list in running prose; short for a heading."""
        if short and has_phrase(f"list_short.{name}", self.lang):
            return phrase(f"list_short.{name}", self.lang).lower()
        if has_phrase(f"list_prose.{name}", self.lang):
            return phrase(f"list_prose.{name}", self.lang)
        return self.labels.list(name) if name else ""

    def about(
        self,
        key: str,
        row: Row,
        values: Values = _NONE,
        *,
        verb: str = "none",
        family: int = 0,
    ) -> Sentence:
        """A sentence about one row; ``value`` and ``span`` are its estimate and interval."""
        base = {"value": row.estimate, "span": (row.low, row.high), "subject": self.name(row)}
        return self._book(key, {**base, **values}, _of_row(row) | {"verb_level": verb}, family, row)

    def versus(self, key: str, found: Comparison, family: int, values: Values = _NONE) -> Sentence:
        """A sentence about a difference, told from the side of ``found.row``."""
        row, other = found.row, found.other
        base = {
            "subject": self.name(row),
            "value": row.estimate,
            "span": (row.low, row.high),
            "other": self.name(other),
            "other_value": other.estimate,
            "other_span": (other.low, other.high),
            "diff": found.diff,
            "diff_span": (found.low, found.high),
        }
        difference = {"diff": found.diff, "diff_lo": found.low, "diff_hi": found.high}
        tested = {"p_adjusted": found.p_adjusted, "verb_level": found.verb}
        evidence = _of_row(row) | difference | tested
        return self._book(key, {**base, **values}, evidence, family, row)

    def plain(
        self, key: str, values: Values = _NONE, *, verb: str = "none", family: int = 0
    ) -> Sentence:
        """A sentence about the result as a whole."""
        return self._book(key, values, {"verb_level": verb}, family)

    def _book(
        self,
        key: str,
        values: Values,
        evidence: dict[str, Any],
        family: int,
        row: Row | None = None,
    ) -> Sentence:
        """Fill the template and book the claim under the next number."""
        scale = SCORE if row is None else row.scale
        text, printed = fill(key, self.lang, values, scale)
        self._made += 1
        subjects = tuple(str(values[name]) for name in _NAMES if name in values)
        own = evidence.pop("numbers", ())
        claim = Claim(
            claim_id=f"K{self.start + self._made - 1:02d}",
            template_id=key,
            lang=self.lang,
            subject=subjects[0] if subjects else "",
            statistic=self.result.provenance.statistic,
            rule_fired=key.split(".")[-1],
            family_size=family,
            numbers=tuple(dict.fromkeys((*printed, *own))),
            subjects=subjects,
            caveats=self.caveats(),
            **evidence,
        )
        return Sentence(text, claim)

    def caveats(self) -> tuple[str, ...]:
        """What goes with every claim of this result: its warnings, and that data are synthetic."""
        made = self.result.provenance
        warned = tuple(pair[0 if self.lang == "id" else 1] for pair in made.warnings)
        return (*warned, phrase("word.synthetic", self.lang)) if made.synthetic else warned


def _of_row(row: Row) -> dict[str, Any]:
    """The ledger columns that a row fills."""
    made: dict[str, Any] = {
        "value": row.estimate,
        "lo": row.low,
        "hi": row.high,
        "n": row.n,
        "suppression_state": row.state,
        "numbers": _own_numbers(row),
    }
    if row.difference:
        difference = {"diff": row.estimate, "diff_lo": row.low, "diff_hi": row.high}
        made |= difference | {"p_adjusted": row.p_adjusted}
    return made


def _own_numbers(row: Row) -> tuple[str, ...]:
    """A row's own numbers: a page may print them beside the sentence."""
    ends = (x for x in (row.estimate, row.low, row.high) if x == x)
    n = (canonical(row.n, 0),) if row.n == row.n else ()
    return (*(canonical(end, row.decimals) for end in ends), *n) if row.shown else ()
