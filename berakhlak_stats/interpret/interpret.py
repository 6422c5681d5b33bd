"""Words for numbers, by a named rule, and how far the interval lets them stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import StatisticError
from berakhlak_stats.interpret.rules import Rule, rule_for

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.instrument.model import Text


@dataclass(frozen=True)
class Reading:
    """What a rule calls one row: its estimate, and both ends of its interval.

    ``lowest`` and ``highest`` are None where there is no interval.
    """

    item: str
    group: str
    label: Text
    lowest: Text | None
    highest: Text | None
    rule: Rule

    @property
    def certain(self) -> bool:
        """Whether the whole interval lies in the band of the estimate."""
        return self.lowest is not None and self.lowest == self.highest == self.label

    def text(self, lang: str = "en") -> str:
        """The words and their source; both ends where the interval crosses a cut."""
        words = self.label.get(lang)
        if self.lowest is not None and self.highest is not None and not self.certain:
            ends = (self.lowest.get(lang), self.highest.get(lang))
            reach = "selang: {} s.d. {}" if lang == "id" else "interval: {} to {}"
            words += f"; {reach.format(*ends)}"
        return f"{words} ({self.rule.authors}, {self.rule.year})"


@dataclass(frozen=True)
class Interpretation:
    """The readings of all rows that may be shown, in their order."""

    rule: Rule
    readings: tuple[Reading, ...]

    def __iter__(self) -> Iterator[Reading]:
        return iter(self.readings)

    def __len__(self) -> int:
        return len(self.readings)

    def to_frame(self, lang: str = "en") -> pd.DataFrame:
        """Item, group, words, and whether the interval leaves no doubt about them."""
        import pandas as pd

        rows = [
            {
                "item": each.item,
                "group": each.group,
                "label": each.label.get(lang),
                "certain": each.certain,
                "rule": each.rule.citation,
            }
            for each in self.readings
        ]
        return pd.DataFrame(rows, columns=["item", "group", "label", "certain", "rule"])


def interpret(result: Estimates, *, rule: str | None = None) -> Interpretation:
    """What a named, cited rule calls the estimates of a result.

    Parameters
    ----------
    result : Estimates
        Of any statistic that a rule applies to.
    rule : str, optional
        Id of a rule; by default the first that applies. ``available_rules()`` lists them.

    Returns
    -------
    Interpretation
        One reading per shown row that the rule is about; hidden rows have none.

    Raises
    ------
    StatisticError
        E835 where no rule applies.

    Notes
    -----
    Bands are conventions of authors, not findings: print the number, its interval and the
    source beside the words. A reading says so where the interval reaches another band.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> found = bs.interpret.interpret(bs.agreement.rwg_j(survey, items="AK"))
    >>> found.rule.citation
    'LeBreton & Senter (2008)'
    """
    chosen = rule_for(result.provenance.statistic, rule)
    scale = unit_of(result, chosen.unit)
    frame = result.frame
    shown = frame["estimate"].notna() & ~frame["suppressed"]
    readings = []
    judged = frame["item"].map(lambda item: chosen.judges(str(item)))
    for row in frame[shown & judged].to_dict(orient="records"):
        label, low, high = (
            None if np.isnan(row[name]) else chosen.band(row[name] / scale).label
            for name in ("estimate", "conf_low", "conf_high")
        )
        if label is not None:
            readings.append(Reading(str(row["item"]), str(row["group"]), label, low, high, chosen))
    return Interpretation(chosen, tuple(readings))


def unit_of(result: Estimates, unit: str) -> float:
    """What the estimates are divided by before a rule is applied: 1, or the categories."""
    if unit != "per_category":
        return 1.0
    made = result.provenance
    categories = made.parameters.get("categories")
    if categories is None:
        raise StatisticError("E831", statistic=made.statistic, item=result.frame["item"].iloc[0])
    return float(categories)
