"""Cronbach's alpha of scales in the population, with and without each item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.association.covariance import Moments, set_moments
from berakhlak_stats.reliability import classical, remarks
from berakhlak_stats.reliability.classical_intervals import options_of, with_classical
from berakhlak_stats.reliability.coefficients import (
    Coefficient,
    Measured,
    at_samples,
    check_choice,
    measured,
)
from berakhlak_stats.reliability.item_sets import ALL, ItemSet, item_sets
from berakhlak_stats.reliability.results import described, estimates
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Variant = Literal["raw", "standardised"]
WITHOUT, BROWN = "without", "spearman_brown"
REFERENCES = ("Cronbach (1951)", "Binder (1983)")


def cronbach_alpha(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str] | None = None,
    variant: str = "raw",
    deleted: bool = False,
    missing: str = "listwise",
    **options: Any,
) -> Estimates:
    """Cronbach's alpha: the share of the variance of a sum of items that the items share.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str, optional
        At least two, all rating items or all numeric items. Rating items that the instrument
        marks as reversed are turned round. Without ``items``, one row for every scale of the
        instrument, and one for all of its rating items together.
    variant : {"raw", "standardised"}
        Of the sum of the answers, or of the sum of standardised answers.
    deleted : bool
        Whether every set of three items or more also gets a row per item: alpha of the others,
        named "ITEM:without". Where scales and all items are analysed, those of the scales.
    missing : {"listwise", "pairwise"}
        People who answered every item of the set, or both items of each pair.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``. ``method`` may also be
        "feldt", "duhachek" or "bonett": intervals for a simple random sample of normal answers.

    Returns
    -------
    Estimates
        One row per set (and item) and group, level "coefficient", at most 1. A set of two items
        has a second row, named "SET:spearman_brown".

    Notes
    -----
    ``k / (k - 1) * (1 - sum of item variances / variance of the sum)``. A lower bound of
    reliability for uncorrelated errors, and reliability itself for items that measure one thing
    equally well. It says nothing about validity, nor about whether the items measure one thing.
    Do not use it for picks from a list, which depend on each other negatively by the way they
    are asked, nor for items that form an index rather than reflect one (formative). Intervals
    are t intervals on ``log(1 - alpha)``, with the standard error of the design and without
    assuming normal answers. Answers are accumulated about a centre fixed before the pass.

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; Binder (1983), International Statistical Review
    51, 279-292, for the standard error; Bonett (2002), Journal of Educational and Behavioral
    Statistics 27, 335-340, for the scale of the interval; Feldt, Woodruff & Salih (1987), Applied
    Psychological Measurement 11, 93-103; Duhachek & Iacobucci (2004), Journal of Applied
    Psychology 89, 792-808; Bonett & Wright (2015), Journal of Organizational Behavior 36, 3-15;
    Eisinga, te Grotenhuis & Pelzer (2013), International Journal of Public Health 58, 637-642,
    for two items.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.reliability import cronbach_alpha
    >>> answers = pd.DataFrame({"a": [1.0, 2.0, 3.0, 4.0] * 5, "b": [1.0, 2.0, 4.0, 3.0] * 5})
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=["a", "b"]))
    >>> round(float(cronbach_alpha(survey, items=["a", "b"]).to_frame()["estimate"][0]), 3)
    0.889
    """
    check_choice("variant", variant, Variant)
    chosen, interval = options_of(options)
    sets, short = item_sets(survey.instrument, items, "cronbach_alpha")
    found = set_moments(survey, sets=[each.items for each in sets], by=chosen.by, missing=missing)
    parts = [
        _alphas(each, moments, variant, deleted=_has_deleted(each, sets, deleted))
        for each, moments in zip(sets, found, strict=True)
    ]
    made = described(
        "cronbach_alpha",
        sets,
        REFERENCES,
        matrix=f"covariance, {missing}",
        missing=missing,
        variant=variant,
    )
    result = estimates(survey, parts, chosen, made)
    if interval:
        k, own = _normal_theory(sets, found, result, variant)
        result = with_classical(result, interval, k, own)
    return _remarked(survey, result, sets, found, short, interval)


def _has_deleted(each: ItemSet, sets: Sequence[ItemSet], asked: bool) -> bool:
    return asked and len(each) > 2 and (each.name != ALL or len(sets) == 1)


def _alphas(each: ItemSet, found: Moments, variant: str, *, deleted: bool) -> Measured:
    """Alpha of one set, and of all its subsets that lack one item."""
    names = [Coefficient(each.name)]
    names += [Coefficient(f"{item}:{WITHOUT}") for item in each.items if deleted]
    names += [Coefficient(f"{each.name}:{BROWN}")] if len(each) == 2 else []

    def f(S: Array) -> Array:
        of = S if variant == "raw" else classical.correlations(S)
        parts = [classical.alpha(of)]
        parts += [classical.alpha(classical.without(of, j)) for j in range(len(each)) if deleted]
        # Of two items, alpha of their correlations is the Spearman-Brown formula.
        parts += [classical.alpha(classical.correlations(S))] if len(each) == 2 else []
        return np.stack(parts, axis=-1)

    gradient = _raw_gradient if variant == "raw" else _standardised_gradient
    return measured(found, names, f, gradient if len(each) > 2 and not deleted else None)


def _raw_gradient(S: Array) -> Array:
    return classical.alpha_gradient(S)[None]


def _standardised_gradient(S: Array) -> Array:
    R = classical.correlations(S)
    return classical.through_correlations(S, classical.alpha_gradient(R)[None])


def _normal_theory(
    sets: Sequence[ItemSet], found: Sequence[Moments], result: Estimates, variant: str
) -> tuple[Array, Array]:
    """Items behind every row of ``result``, and its standard error for one normal answer."""
    rows = list(zip(result.frame["group"], result.frame["item"], strict=True))
    place = {row: i for i, row in enumerate(rows)}
    k, own = np.full(len(rows), 2.0), np.full(len(rows), np.nan)
    for each, moments in zip(sets, found, strict=True):
        for group, S in zip(moments.groups, at_samples(moments), strict=True):
            of = S if variant == "raw" else classical.correlations(S)
            subsets = {each.name: of, f"{each.name}:{BROWN}": classical.correlations(S)}
            for j, item in enumerate(each.items):
                subsets[f"{item}:{WITHOUT}"] = classical.without(of, j)
            for name, matrix in subsets.items():
                if (group, name) in place and len(matrix) > 1:
                    k[place[group, name]] = len(matrix)
                    own[place[group, name]] = classical.asymptotic_se(matrix, 1)
    return k, own


def _remarked(
    survey: Survey | SurveyStream,
    result: Estimates,
    sets: Sequence[ItemSet],
    found: Sequence[Moments],
    short: Sequence[tuple[str, str]],
    interval: str,
) -> Estimates:
    """The result with everything its reader must be told."""
    said = [*short]
    parts = remarks.design_parts(survey)
    if interval and parts:
        said.append(remarks.say("E811", method=interval, parts=remarks.joined(parts)))
    said += [remarks.say("E801", scale=each.name) for each in sets if len(each) == 2]
    said += remarks.item_remarks(sets, found, result)
    said += remarks.size_remarks(sets, result)
    return remarks.warned(result, [*said, remarks.say("E806")])
