"""The ledger of a report while it is written: every sentence passes through here once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from berakhlak_stats.present import formats
from berakhlak_stats.present.labels import Labels
from berakhlak_stats.present.narrative import Claim, Narrative, Sentence, narrate
from berakhlak_stats.present.narrative.audit import numbers_in
from berakhlak_stats.present.narrative.template import canonical, fill_text
from berakhlak_stats.report.blocks import Line
from berakhlak_stats.report.families import alpha_shares
from berakhlak_stats.report.results import ReportResults
from berakhlak_stats.report.words import fill_words, word, word_or

if TYPE_CHECKING:
    from berakhlak_stats.estimates import Estimates, Provenance


@dataclass
class Book:
    """One report in one language, and the claims it has made so far.

    Statistical claims are numbered K01, K02, ...; facts about the data and the methods F01, ...
    A sentence that is printed twice is one claim.
    """

    results: ReportResults
    lang: str
    labels: Labels = field(init=False)
    tests: dict[str, int] = field(init=False, default_factory=dict)
    """Comparisons made, by family."""
    shares: dict[str, float] = field(init=False)
    """The share of the one alpha of every declared family."""
    _claims: dict[tuple[Any, ...], Claim] = field(init=False, default_factory=dict)
    _counts: dict[str, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = Labels.of(self.results.provenance, self.lang)
        self.shares = alpha_shares(self.results.estimates, self.results.by)

    @property
    def made(self) -> Provenance:
        """The provenance that all results share."""
        return self.results.provenance

    @property
    def ledger(self) -> tuple[Claim, ...]:
        """All claims, in the order in which they were first printed."""
        return tuple(self._claims.values())

    def word(self, key: str, **values: object) -> str:
        """Words of the report, without numbers of their own."""
        return fill_words(key, self.lang, **values) if values else word(key, self.lang)

    def narrate(self, result: Estimates) -> Narrative:
        """What may be said of a result; nothing counts as printed before :meth:`line`."""
        return narrate(result, self.lang)

    def tested(self, family: str, sentences: Iterable[Sentence]) -> None:
        """Note how many comparisons stand behind the sentences of a family."""
        size = max((each.claim.family_size for each in sentences), default=0)
        self.tests[family] = max(self.tests.get(family, 0), size)

    def line(self, sentence: Sentence, *, strong: str = "", target: str = "") -> Line:
        """A sentence for the page, its claim booked."""
        claim_id = self._book(sentence.claim, "K")
        return Line(sentence.text, (claim_id,), strong, target)

    def fact(self, key: str, **values: Any) -> Line:
        """A line made from the report's own words; its numbers are booked as they are printed."""
        text, printed = fill_text(word(key, self.lang), self.lang, values)
        inside = " ".join(value for value in values.values() if isinstance(value, str))
        numbers = (*printed, *(number for _, number in numbers_in(inside, self.lang)))
        claim = Claim(
            "", f"report.{key}", self.lang, "", "report", rule_fired="fact",
            numbers=tuple(dict.fromkeys(numbers)),
        )  # fmt: skip
        return Line(text, (self._book(claim, "F"),))

    def quote(self, text: str, source: str) -> Line:
        """Words that come finished from the instrument or the reader, numbers included."""
        numbers = tuple(dict.fromkeys(number for _, number in numbers_in(text, self.lang)))
        key = f"quote.{source}"
        claim = Claim("", key, self.lang, "", source, rule_fired="quote", numbers=numbers)
        return Line(text, (self._book(claim, "F"),))

    def _book(self, claim: Claim, letter: str) -> str:
        key = (claim.template_id, claim.subject, claim.statistic, claim.numbers, claim.subjects)
        if key not in self._claims:
            self._counts[letter] = self._counts.get(letter, 0) + 1
            made = replace(claim, claim_id=f"{letter}{self._counts[letter]:02d}")
            self._claims[key] = made
        return self._claims[key].claim_id


def column_name(name: str, lang: str) -> str:
    """What a column is called in prose: a known demographic, else its own name."""
    return word_or(f"column.{name}", lang, name.replace("_", " "))


def count_number(value: float) -> str:
    """A count as the ledger writes it."""
    return canonical(value, 0)


def conf_words(made: Provenance, lang: str) -> str:
    """The confidence level: ``95%``."""
    return formats.percent(made.conf_level, lang, decimals=0)
