"""Polychoric correlations of pairs of rating items, with design-based standard errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.cross_tables import cross_tables
from berakhlak_stats.association.definite import matrix_warnings
from berakhlak_stats.association.pairs import PairCorrelations
from berakhlak_stats.association.polychorics import Policy, polychorics
from berakhlak_stats.errors import message
from berakhlak_stats.estimates.analyse import Options, finish
from berakhlak_stats.estimates.influence import Influence, analyse_influence
from berakhlak_stats.totals.statistic import Output, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

REFERENCES = ("Olsson (1979)", "Joreskog (1994)", "Muthen (1984)", "Binder (1983)")


def polychoric(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str],
    missing: str = "listwise",
    thresholds: str = "global",
    empty: str = "none",
    estimator: str = "two_step",
    **options: Any,
) -> Estimates:
    """Correlation of the normal variables thought to lie behind two ordered answers.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str
        At least two rating items; with two categories the correlations are tetrachoric. Items
        that the instrument marks as reversed are turned round.
    missing : {"listwise", "pairwise"}
        Whether people count who answered every item, or the two of a pair.
    thresholds : {"global", "pairwise"}
        Whether an item has one set of cut points, from everybody who counts for it, or one for
        each pair, from the table of the pair.
    empty : {"none", "half"}
        What empty cells of a table count: nothing, or half a person (which moves the estimate
        and is recorded).
    estimator : {"two_step", "ml"}
        Cut points from the margins first, or together with the correlation; the latter ignores
        ``thresholds``.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per pair and group, level "pair", ``item`` and ``item_2``, between -1 and 1; t
        intervals on ``artanh``. A pair without an estimate has a note: "one category",
        "perfect association" (the likelihood rises up to 1 or -1, which is printed without an
        interval), "not converged".

    Notes
    -----
    Maximises the weighted sum over cells of ``log P(cell)`` under a bivariate normal
    distribution. The standard error counts that cut points are estimated, and the design. Do
    not use it where the answers are categories without order, where the likelihood ratio test
    of a pair rejects normality grossly, or for few people and many categories: with empty
    cells the estimate leans on the distribution that was assumed. A matrix of pairwise
    estimates need not be positive definite; the result then carries a warning, and nothing is
    smoothed.

    References
    ----------
    Olsson (1979), Psychometrika 44, 443-460; Muthen (1984), Psychometrika 49, 115-132; Joreskog
    (1994), Psychometrika 59, 381-389; Binder (1983), International Statistical Review 51, 279-292.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.association import polychoric
    >>> cells = [(1, 1)] * 13 + [(1, 2)] * 6 + [(2, 1)] * 69 + [(2, 2)] * 113 + [(2, 3)] * 22
    >>> cells += [(3, 1)] * 41 + [(3, 2)] * 132 + [(3, 3)] * 104
    >>> asked = bs.make_instrument(ratings=["a", "b"], scale=(1, 3))
    >>> survey = bs.read_survey(pd.DataFrame(cells, columns=["a", "b"]), instrument=asked)
    >>> round(float(polychoric(survey, items=["a", "b"]).to_frame()["estimate"][0]), 4)
    0.4914
    """
    chosen, policy = Options(**options), Policy(thresholds, empty, estimator)  # type: ignore[arg-type]
    found = polychorics(cross_tables(survey, items=items, by=chosen.by, missing=missing), policy)
    made = {
        "statistic": "polychoric",
        "variant": estimator,
        "sureness": "published",
        "references": REFERENCES,
        "missing_rule": missing,
        "parameters": {
            "items": list(found.found.items),
            "thresholds": "pairwise" if estimator == "ml" else thresholds,
            "empty": empty,
            "empty_cells_filled": int(found.filled.sum()),
            "smooth": "none",
        },
        "warnings": (*filled_warning(found), *matrix_warnings(found)),
    }
    analysis = analyse_influence(survey, [pair_influence(found, "polychoric")], chosen)
    result = finish(survey, analysis, made)
    return _annotated(result, found)


def pair_influence(found: PairCorrelations, name: str) -> Influence:
    """The correlations of all pairs, and who moves them how much."""
    base = found.found.base
    items = found.found.items
    outputs = tuple(
        Output(items[i], "pair", at(base, column), "correlation", item_2=items[j])
        for i, j, column in zip(*found.found.pairs, base.columns, strict=True)
    )
    estimate = np.where(found.estimable, found.rho, np.nan)
    return Influence(f"{name}:{','.join(items)}", outputs, (base,), estimate, found.rows)


def filled_warning(found: PairCorrelations) -> tuple[tuple[str, str], ...]:
    """That empty cells were filled, where they were."""
    cells = int(found.filled.sum())
    if not cells:
        return ()
    said = message("E824", cells=cells)
    return ((said.id, said.en),)


def _annotated(result: Estimates, found: PairCorrelations) -> Estimates:
    """The result with the notes of its pairs, and the limit of those at the edge."""
    frame = result.to_frame()
    notes: NDArray[Any] = found.notes.ravel()
    shown = ~frame["suppressed"].to_numpy(dtype=bool) & (notes != "")
    frame.loc[shown, "note"] = notes[shown]
    edge = shown & np.isfinite(found.rho).ravel() & ~found.estimable.ravel()
    frame.loc[edge, "estimate"] = found.rho.ravel()[edge]
    return replace(result, frame=frame)
