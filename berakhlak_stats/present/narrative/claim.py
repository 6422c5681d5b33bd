"""A sentence, the claim behind it, and the narrative that holds them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Claim:
    """One row of the ledger: what a sentence says, on which evidence, by which rule.

    ``numbers`` are the numbers that the sentence prints, language-free ("62.4"); ``subjects``
    the names it uses, whose own digits are not findings. Scores on 0-100, shares in percent,
    differences in points.
    """

    claim_id: str
    template_id: str
    lang: str
    subject: str
    statistic: str
    value: float = math.nan
    lo: float = math.nan
    hi: float = math.nan
    n: float = math.nan
    diff: float = math.nan
    diff_lo: float = math.nan
    diff_hi: float = math.nan
    p_adjusted: float = math.nan
    family_size: int = 0
    rule_fired: str = "descriptive"
    verb_level: str = "none"
    suppression_state: str = "shown"
    caveats: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sentence:
    """Finished words and their claim."""

    text: str
    claim: Claim

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Narrative:
    """Sentences in order; ``heading`` is the message, ``dropped`` counts hidden rows left out."""

    lang: str
    heading: Sentence
    sentences: tuple[Sentence, ...]
    dropped: int = 0

    def __str__(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    @property
    def ledger(self) -> tuple[Claim, ...]:
        """All claims, the heading's first."""
        return (self.heading.claim, *(sentence.claim for sentence in self.sentences))

    def of_rule(self, *rules: str) -> tuple[Sentence, ...]:
        """Sentences made by one of these templates, such as "band_between"."""
        return tuple(s for s in self.sentences if s.claim.template_id.split(".")[-1] in rules)


def ledger_frame(claims: Iterable[Claim]) -> pd.DataFrame:
    """The ledger as a frame, one row per claim."""
    import pandas as pd

    rows: list[dict[str, Any]] = [asdict(claim) for claim in claims]
    return pd.DataFrame(rows, columns=[field.name for field in fields(Claim)])
