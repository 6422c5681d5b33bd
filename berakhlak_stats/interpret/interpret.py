"""Words for numbers, by a named rule: the one door through which a verdict is given."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from berakhlak_stats.errors import OptionError, StatisticError
from berakhlak_stats.interpret.reading import Reading, read
from berakhlak_stats.interpret.rules import Rule, rules_for

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.significance.effect_size import EffectSize

COLUMNS = ("item", "group", "verdict", "certain", "rule")


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
        """Item, group, verdict, whether the interval leaves no doubt about it, and the rule."""
        import pandas as pd

        rows = [
            (each.item, each.group, each.verdict(lang), each.certain, each.source(lang))
            for each in self.readings
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))


def interpret(result: Estimates | EffectSize, *, rule: str | None = None) -> Interpretation:
    """What a named, cited rule calls the estimates of a result.

    Parameters
    ----------
    result : Estimates or EffectSize
        Of any measure that a rule applies to.
    rule : str, optional
        Id of a rule; by default that of the measure. ``available_rules()`` holds them all,
        ``rule_table()`` lists them.

    Returns
    -------
    Interpretation
        One reading per shown row that the rule is about; hidden rows have none.

    Raises
    ------
    StatisticError
        E835 where no rule applies, E860 where it is about other rows than those there are.

    Notes
    -----
    Bands are conventions of authors, not findings: print the number, its interval and the
    source beside the words. A band is named only where the whole interval lies in it; else the
    reading says between which bands it lies, and without an interval there is no verdict.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> survey = bs.simulate.simulate("rating-2022", seed=1)
    >>> found = bs.interpret.interpret(bs.agreement.rwg_j(survey, items="AK"))
    >>> found.rule.citation
    'LeBreton & Senter (2008)'
    """
    from berakhlak_stats.significance.effect_size import EffectSize

    if isinstance(result, EffectSize):
        (chosen, *_) = rules_for(result.measure, rule)
        bounds = (result.estimate, result.conf_low, result.conf_high)
        shown = not math.isnan(result.estimate)
        return Interpretation(chosen, (read(chosen, bounds, item=result.name),) if shown else ())
    chosen = _rule_of(result, rule)
    scale = unit_of(result, chosen.unit)
    records = result.frame.to_dict(orient="records")
    readings = [
        _reading(chosen, row, place, scale)
        for place, row in enumerate(records)
        if _judged(chosen, row) and not row["suppressed"] and not math.isnan(row["estimate"])
    ]
    return Interpretation(chosen, tuple(readings))


def interpret_number(
    measure: str,
    estimate: float,
    conf_low: float = math.nan,
    conf_high: float = math.nan,
    *,
    rule: str | None = None,
) -> Reading:
    """What a named, cited rule calls a number that no result of this package holds.

    Parameters
    ----------
    measure : str
        What it is, such as "cohens_d", "odds_ratio", "cohens_h" or "cronbach_alpha".
    estimate, conf_low, conf_high : float
        The number and its interval; without an interval there is no verdict.
    rule : str, optional
        Id of a rule; by default that of the measure.

    Returns
    -------
    Reading

    Examples
    --------
    >>> interpret_number("cohens_d", 0.6, 0.52, 0.68).text("en")
    'medium effect according to Cohen (1988)'
    >>> interpret_number("cohens_d", 0.6, 0.4, 0.8).text("id")
    'antara efek kecil dan efek besar menurut Cohen (1988)'
    """
    if not math.isnan(conf_low + conf_high) and not conf_low <= estimate <= conf_high:
        expected = "conf_low <= estimate <= conf_high"
        raise OptionError("E703", name="estimate", expected=expected, given=estimate)
    (chosen, *_) = rules_for(measure, rule)
    return read(chosen, (estimate, conf_low, conf_high), item=measure)


def unit_of(result: Estimates, unit: str) -> float:
    """What the estimates are divided by before a rule is applied: 1, or the categories."""
    if unit != "per_category":
        return 1.0
    made = result.provenance
    categories = made.parameters.get("categories")
    if categories is None:
        raise StatisticError("E831", statistic=made.statistic, item=result.frame["item"].iloc[0])
    return float(categories)


def _rule_of(result: Estimates, rule: str | None) -> Rule:
    """The first rule that is about rows of the result, whatever they hold."""
    made = result.provenance
    fitting = rules_for(made.statistic, rule)
    records = result.frame[["item", "list"]].to_dict(orient="records")
    for each in fitting:
        if each.suits(made.parameters) and any(_judged(each, row) for row in records):
            return each
    known = ", ".join(each.id for each in fitting)
    raise StatisticError("E860", statistic=made.statistic, known=known)


def _judged(rule: Rule, row: dict[Any, Any]) -> bool:
    return rule.judges(str(row["item"]), str(row["list"] or ""))


def _reading(rule: Rule, row: dict[Any, Any], place: int, scale: float) -> Reading:
    bounds = (row["estimate"] / scale, row["conf_low"] / scale, row["conf_high"] / scale)
    return read(rule, bounds, item=str(row["item"]), group=str(row["group"] or ""), place=place)
