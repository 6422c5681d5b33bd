"""Gaps between two lists of the same persons, item by item, with tests that fit the pairing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.estimates.analyse import Analysis, Options, analyse, finish
from berakhlak_stats.gaps.paired_marks import PairedMarks, paired_marks
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.inference.discordant import exact_p
from berakhlak_stats.inference.multiplicity import Adjustment, adjust_p_values
from berakhlak_stats.totals.collect import collect
from berakhlak_stats.totals.statistic import Array, Feature, Statistic, View

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

GapLevel = Literal["word", "behaviour", "value", "area"]
REFERENCES = ("McNemar (1947)", "Fagerland, Lydersen & Laake (2013)", "Holm (1979)")
NO_SPREAD = "not tested: no spread"


def value_gap(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("current", "desired"),
    level: str = "word",
    adjust: str = "BH",
    **options: Any,
) -> Estimates:
    """Paired gaps between two lists, second minus first, with the shares they are made of.

    Parameters
    ----------
    survey : Survey
        Persons who answered both lists count.
    lists : pair of list ids
        ("current", "desired"), ("personal", "current") or ("personal", "desired").
    level : {"word", "behaviour", "value", "area"}
        Words, behaviours and areas in shares (0-1), values in points (0-100). A person reaches
        a value by picking one of its words; areas are shares of positive votes.
    adjust : {"BH", "holm", "bonferroni", "hochberg", "hommel", "BY", "none"}
        Adjustment over the items of a group: one family.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Gaps first (``list`` as "current>desired"), then the shares on each list. Gaps carry
        ``statistic`` and ``p_value`` of the design-based paired t test, ``p_adjusted``,
        ``effect`` (gap over the standard deviation of persons' own differences) and, without
        weights, strata and primary units, ``p_exact`` and ``p_mid`` of McNemar's test. A gap is
        hidden where either share is.

    Notes
    -----
    The same persons answered both lists, so the difference is taken person by person. McNemar's
    test knows nothing of weights or clusters and is left out where there are any; the t test
    holds for every design. The size of the family (of the largest, with ``by``) stands in the
    provenance: tests of other pairs of lists are other families. No gap says why people want
    more of a word.

    References
    ----------
    McNemar (1947), Psychometrika 12, 153-157; Fagerland, Lydersen & Laake (2013), BMC Medical
    Research Methodology 13:91; Benjamini & Hochberg (1995), JRSS B 57, 289-300.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import value_gap
    >>> result = value_gap(bs.simulate.simulate(seed=1), level="value")
    >>> len(result)
    21
    """
    choice("level", level, GapLevel)
    choice("adjust", adjust, Adjustment)
    made = paired_marks(survey.instrument, lists, level)
    analysis = analyse(survey, [made.statistic], Options(**options))
    facts = about(
        "value_gap",
        variant=level,
        sureness="published",
        references=REFERENCES,
        lists=list(lists),
        adjust=adjust,
        family="items of a group",
        family_size=0,
    )
    result = finish(survey, analysis, facts)
    counts = _Joint.of(survey, made, analysis)
    return _tested(result, analysis, made, adjust, counts)


def _plain(survey: Survey) -> bool:
    """Whether McNemar's binomial describes the sample."""
    design = survey.design
    named = (design.strata, design.psu, design.replicates, design.calibration)
    return survey.weights is None and all(each is None for each in named)


def _tested(
    result: Estimates, analysis: Analysis, made: PairedMarks, adjust: str, counts: _Joint
) -> Estimates:
    """Add the tests of the gaps; rows of shares have none."""
    from scipy.special import stdtr

    frame = result.frame.copy()
    shape = (len(analysis.totals.groups), -1)
    width = len(made.items)

    def gaps_of(column: str) -> Array:
        return frame[column].to_numpy(float).reshape(shape)[:, :width]

    estimate, se, df = (gaps_of(name) for name in ("estimate", "std_error", "df"))
    tested = np.isfinite(estimate) & (se > 1e-12 * made.scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        t = np.where(tested, estimate / se, np.nan)
    p = np.where(tested, 2 * stdtr(np.maximum(np.nan_to_num(df), 1), -np.abs(t)), np.nan)
    columns = {"statistic": t, "p_value": p, "p_adjusted": adjust_p_values(p, adjust)}
    columns |= _effects(analysis, made, estimate, counts)
    for name, values in columns.items():
        full = np.full((len(estimate), len(frame) // len(estimate)), np.nan)
        full[:, :width] = np.where(np.isfinite(estimate), values, np.nan)
        frame[name] = full.ravel()
    untested = np.zeros((len(estimate), len(frame) // len(estimate)), bool)
    untested[:, :width] = ~tested
    silent = untested.ravel() & ~frame["suppressed"].to_numpy(bool) & (frame["note"] == "")
    frame.loc[silent, "note"] = NO_SPREAD
    tests = {"family_size": int(np.isfinite(p).sum(axis=1).max(initial=0))}
    provenance = replace(result.provenance, parameters={**result.provenance.parameters, **tests})
    return replace(result, frame=frame, provenance=provenance)


@dataclass(frozen=True)
class _Joint:
    """Picks of an item on both lists (groups, items): weighted, and in persons.

    Persons only where the binomial of McNemar's test describes the sample; neither where
    answers are no marks.
    """

    weighted: Array | None
    persons: Array | None

    @classmethod
    def of(cls, survey: Survey, made: PairedMarks, analysis: Analysis) -> _Joint:
        """A pass of its own: these sums need no variance, and would make that of gaps slow."""
        joint = made.joint
        if joint is None:
            return cls(None, None)

        def f(t: View) -> Array:
            return t[joint.name]

        sums = Statistic("joint", (joint,), (), f, smooth=False)
        totals = collect(survey, [sums], by=analysis.options.by)
        columns = totals.plan.layout.positions((joint,))
        persons = totals.by_group(totals.cells.count[:, columns]) if _plain(survey) else None
        return cls(totals.by_group(totals.cells.total[:, columns]), persons)


def _effects(
    analysis: Analysis, made: PairedMarks, estimate: Array, counts: _Joint
) -> dict[str, Array]:
    """Standardised size of the gaps, and McNemar's tests, from joint picks (groups, items)."""
    if counts.weighted is None:
        return {"effect": np.full_like(estimate, np.nan)}
    totals, layout = analysis.totals, analysis.totals.plan.layout

    def sums(feature: Feature, of: Array) -> Array:
        return totals.by_group(of[:, layout.positions((feature,))])

    a, b, base = (sums(x, totals.cells.total) for x in (made.first, made.second, made.base))
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt((a + b - 2 * counts.weighted) / base - (estimate / made.scale) ** 2)
        found = {"effect": np.where(spread > 0, estimate / made.scale / spread, np.nan)}
    if counts.persons is not None:
        a, b = (sums(x, totals.cells.count) for x in (made.first, made.second))
        gained, lost = np.rint(b - counts.persons), np.rint(a - counts.persons)
        found["p_exact"], found["p_mid"] = exact_p(gained, lost)
    return found
