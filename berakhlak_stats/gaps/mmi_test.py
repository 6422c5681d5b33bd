"""Association of two lists: what people pick on one, and what they pick on the other.

Source: Bilder & Loughin (2004), Biometrics 60, 241-248; Thomas & Decady (2004), Journal of
Educational and Behavioral Statistics 29; Koziol & Bilder (2014), R Journal 6(1), 144-150.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from berakhlak_stats.errors import DisclosureError, make_error
from berakhlak_stats.estimates.linearised import for_tests
from berakhlak_stats.gaps.cell_spread import CellSpread, base_analysis, cell_spread
from berakhlak_stats.gaps.crossed import CrossedPicks
from berakhlak_stats.gaps.marginal_tests import (
    Corrected,
    Form,
    cell_p_values,
    second_order,
)
from berakhlak_stats.gaps.marks import Marks, marks, spread_out
from berakhlak_stats.gaps.pair_tests import PairCells, form_of, pair_result
from berakhlak_stats.gaps.two_by_two import ZeroCells, pearson
from berakhlak_stats.indices.about import choice
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

Reference = Literal["rao_scott", "bootstrap"]
NAME = "mmi_test"


def mmi_test(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("personal", "current"),
    empty: str = "missing",
    form: str = "auto",
    zero_cells: str = "add_half",
    method: str = "rao_scott",
    finite_population: bool = False,
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int = 1,
) -> Estimates:
    """Whether the picks on two lists are independent, for all pairs of words at once.

    Parameters
    ----------
    survey : Survey
    lists : pair of list ids
    empty : {"missing", "none"}
        A list without any pick: left unanswered, or an answer in which nothing applied.
    form : {"auto", "IJ", "trace"}
        Second-order correction: "IJ" as in R's MRCV, for simple random samples only; "trace"
        for any design, against F; "auto" takes "IJ" where the sample is simple.
    zero_cells : {"add_half", "plain"}
        Whether 0.5 is put into each empty cell of a two-by-two table, as MRCV does.
    method : {"rao_scott", "bootstrap"}
        "bootstrap" adds p values by multipliers of primary units; slow for long lists.
    finite_population : bool
        Apply the population counts of the design. Off for a test.
    conf_level : float
    replicates, rng : int
        Of the bootstrap.

    Returns
    -------
    Estimates
        Rows of level "test": "rao_scott" and "bonferroni" (and "bootstrap", "bootstrap_cells"),
        whose ``estimate`` is the root mean square of the phi coefficients of all pairs, 0-1.
        Then one row of level "cell" per pair of words: ``estimate`` is phi (-1 to 1),
        ``statistic`` Pearson's chi-square, ``p_adjusted`` by Bonferroni. Pairs with a word, or a
        combination of words, that fewer persons picked than may be shown are hidden.

    Notes
    -----
    The statistic is the sum of Pearson's chi-squares of all two-by-two tables, with weights
    scaled to the number of respondents. Picks of a person depend on each other, so it is not a
    chi-square; its covariance comes from the products ``(w - p)(y - q) / sqrt(p(1-p)q(1-q))``
    of each respondent, added up per primary unit. Under "trace" the excess that an estimated
    covariance of thousands of cells has in few units is taken off its squared trace (Bai &
    Saranadasa 1996), or the test would never reject. Do not read the table of picks as if votes
    were persons. A result that does not pass is no proof of independence.

    References
    ----------
    Bilder & Loughin (2004), Biometrics 60, 241-248; Koziol & Bilder (2014), R Journal 6(1);
    Rao & Scott (1981), JASA 76, 221-230; Bai & Saranadasa (1996), Statistica Sinica 6, 311-329.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import mmi_test
    >>> test = mmi_test(bs.simulate.simulate(seed=1))
    >>> test.to_frame()["item"][0]
    'rao_scott'
    """
    choice("method", method, Reference)
    choice("zero_cells", zero_cells, ZeroCells)
    choice("form", form, Form)
    tested = for_tests(survey, finite_population)
    first, second = (marks(survey, name, NAME, empty) for name in lists)
    prepared = _Prepared(tested, first, second, zero_cells)
    chosen = form_of(tested, form)
    degrees = prepared.x2.size
    total = second_order(float(prepared.x2.sum()), prepared.spread, chosen, float(degrees))
    p = cell_p_values(prepared.x2, prepared.spread, chosen, 1)
    options: dict[str, Any] = {"lists": list(lists), "empty": empty, "zero_cells": zero_cells}
    return pair_result(
        survey,
        prepared.cells(p, total),
        about={"statistic": NAME, "form": chosen, "list": "+".join(lists), "options": options},
        resampling=(method == "bootstrap", replicates, rng),
        conf_level=conf_level,
    )


class _Prepared:
    """Tables, products and their spread for the words that somebody picked and somebody not."""

    def __init__(self, survey: Survey, first: Marks, second: Marks, zero_cells: str) -> None:
        self.survey = survey
        self.known = first.known & second.known
        weights = row_weights(survey) * self.known
        whole = weights.sum()
        n = int(self.known.sum())
        if n < survey.smallest_group:
            raise DisclosureError("E301", minimum=survey.smallest_group)
        shares = [(weights @ each.picked) / max(whole, 1e-300) for each in (first, second)]
        kept = [spread_out(each) for each in shares]
        if n < 2 or not len(kept[0]) or not len(kept[1]):
            raise make_error("E871", statistic=NAME, reason="no spread")
        self.first, self.second = first.only(kept[0]), second.only(kept[1])
        p, q = shares[0][kept[0]], shares[1][kept[1]]
        lines = ((p, 1 / np.sqrt(p * (1 - p))), (q, 1 / np.sqrt(q * (1 - q))))
        picked = (self.first.picked, self.second.picked)
        self.crossed = CrossedPicks(picked, lines, self.known)
        self.analysis = base_analysis(survey, self.known, NAME)
        self.spread: CellSpread = cell_spread(survey, self.crossed, self.known, self.analysis, NAME)
        both = self.spread.mean / np.outer(lines[0][1], lines[1][1]) + np.outer(p, q)
        self.x2 = pearson(both * n, p[:, None] * n, q[None] * n, float(n), zero_cells)

    def cells(self, p: Array, total: Corrected) -> PairCells:
        """What a result is made of."""
        marks_left = (self.first.picked & self.known[:, None]).astype(np.float32)
        marks_right = (self.second.picked & self.known[:, None]).astype(np.float32)
        both = marks_left.T @ marks_right
        least = self.survey.smallest_group
        few = both < least
        few |= (marks_left.sum(axis=0) < least)[:, None] | (marks_right.sum(axis=0) < least)
        i, j = np.indices(p.shape)
        return PairCells(
            survey=self.survey,
            analysis=self.analysis,
            crossed=self.crossed,
            spread=self.spread,
            total=total,
            items=[self.first.words[x] for x in i.ravel()],
            others=[self.second.words[x] for x in j.ravel()],
            phi=self.spread.mean.ravel(),
            phi_variance=self.spread.variance.ravel(),
            statistic=self.x2.ravel(),
            p_value=p.ravel(),
            p_adjusted=adjust_p_values(p.ravel(), "bonferroni"),
            few=few.ravel(),
        )
