"""Association of one classification with a list: labels, and the words people pick.

Source: Bilder, Loughin & Nettleton (2000), Communications in Statistics - Simulation and
Computation 29, 1285-1303; Agresti & Liu (1999), Biometrics 55, 936-943.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DisclosureError, make_error
from berakhlak_stats.estimates.linearised import for_tests
from berakhlak_stats.gaps.cell_spread import CellSpread, base_analysis, cell_spread
from berakhlak_stats.gaps.crossed import CrossedClasses
from berakhlak_stats.gaps.marginal_tests import (
    Corrected,
    Form,
    second_order,
    word_p_values,
)
from berakhlak_stats.gaps.marks import Marks, marks, spread_out
from berakhlak_stats.gaps.mmi_test import Reference
from berakhlak_stats.gaps.pair_tests import PairCells, form_of, pair_result
from berakhlak_stats.gaps.two_by_two import ZeroCells, class_pearson
from berakhlak_stats.indices.about import choice
from berakhlak_stats.inference.multiplicity import adjust_p_values
from berakhlak_stats.survey.row_weights import row_weights
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

NAME = "spmi_test"


def spmi_test(
    survey: Survey,
    *,
    column: str,
    lists: str = "current",
    empty: str = "missing",
    form: str = "auto",
    zero_cells: str = "add_half",
    method: str = "rao_scott",
    finite_population: bool = False,
    conf_level: float = 0.95,
    replicates: int = 1000,
    rng: int = 1,
) -> Estimates:
    """Whether the labels of a column and the picks on a list are independent.

    Parameters
    ----------
    survey : Survey
    column : str
        A categorical column: unit, sex, generation.
    lists : str
        One list id.
    empty, form, zero_cells, method, finite_population, conf_level, replicates, rng
        As for :func:`~berakhlak_stats.gaps.mmi_test`.

    Returns
    -------
    Estimates
        Rows of level "test" as of :func:`~berakhlak_stats.gaps.mmi_test`, then one row of level
        "cell" per word: ``item`` the word, ``item_2`` the column, ``estimate`` the root mean
        square over labels of the standardised difference of the label's share from the overall
        one (Cramer's V before its division by the labels less one), ``statistic`` Pearson's
        chi-square of labels by picked or not, ``p_adjusted`` by Bonferroni.

    Notes
    -----
    The sum of Pearson's chi-squares of all words. Residuals are taken about the shares of each
    label, as for product-multinomial sampling. A label with fewer persons than may be shown is
    refused. A result that does not pass is no proof of independence.

    References
    ----------
    Bilder, Loughin & Nettleton (2000), Communications in Statistics - Simulation and
    Computation 29, 1285-1303; Rao & Scott (1981), JASA 76, 221-230.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import spmi_test
    >>> test = spmi_test(bs.simulate.simulate(seed=1), column="sex")
    >>> test.to_frame()["item"][0]
    'rao_scott'
    """
    choice("method", method, Reference)
    choice("zero_cells", zero_cells, ZeroCells)
    choice("form", form, Form)
    tested = for_tests(survey, finite_population)
    prepared = _Prepared(tested, column, marks(survey, lists, NAME, empty), zero_cells)
    chosen = form_of(tested, form)
    degrees = prepared.classes - 1
    total_degrees = float(degrees * len(prepared.x2))
    total = second_order(float(prepared.x2.sum()), prepared.spread, chosen, total_degrees)
    p = word_p_values(prepared.x2, prepared.spread, chosen, degrees)
    options: dict[str, Any] = {"lists": [lists], "column": column, "empty": empty}
    return pair_result(
        survey,
        prepared.cells(column, p, total),
        about={"statistic": NAME, "form": chosen, "list": lists, "options": options},
        resampling=(method == "bootstrap", replicates, rng),
        conf_level=conf_level,
    )


class _Prepared:
    """Labels, words that somebody picked and somebody not, and the spread of their products."""

    def __init__(self, survey: Survey, column: str, answers: Marks, zero_cells: str) -> None:
        self.survey = survey
        codes = survey.column(column)
        known = answers.known & (codes.codes >= 0)
        used, recoded = np.unique(codes.codes[known], return_inverse=True)
        place = np.full(survey.n, -1, np.intp)
        place[known] = recoded
        self.classes = len(used)
        self._check(column, place, [codes.labels[code] for code in used])
        weights = row_weights(survey) * known
        kept = spread_out((weights @ answers.picked) / weights.sum())
        if not len(kept):
            raise make_error("E871", statistic=NAME, reason="no spread")
        self.marks, self.known = answers.only(kept), known
        self.crossed, both, sizes = _standardised(place, self.marks, weights, self.classes)
        self.analysis = base_analysis(survey, known, NAME)
        spread = cell_spread(survey, self.crossed, known, self.analysis, NAME)
        scale = known.sum() / weights.sum()
        self.x2 = class_pearson(both * scale, sizes * scale, zero_cells)
        p, pi = both.sum(axis=0) / weights.sum(), sizes / weights.sum()
        away = (both / sizes[:, None] - p) * np.sqrt(pi[:, None] / (p * (1 - p)))
        self.size = np.sqrt((away**2).sum(axis=0))
        # About its own shares a label's residuals add up to nothing; the means are these.
        self.spread: CellSpread = replace(spread, mean=away)

    def _check(self, column: str, place: NDArray[np.intp], labels: list[str]) -> None:
        if self.classes < 2:
            raise make_error("E871", statistic=NAME, reason="one label")
        counts = np.bincount(place[place >= 0], minlength=self.classes)
        small = np.flatnonzero(counts < self.survey.smallest_group)
        if len(small):
            least = self.survey.smallest_group
            raise DisclosureError("E307", group=labels[int(small[0])], column=column, minimum=least)

    def cells(self, column: str, p: Array, total: Corrected) -> PairCells:
        """What a result is made of: one row per word."""
        picked = (self.marks.picked & self.known[:, None]).sum(axis=0)
        unknown = np.full(len(p), np.nan)
        return PairCells(
            survey=self.survey,
            analysis=self.analysis,
            crossed=self.crossed,
            spread=self.spread,
            total=total,
            items=list(self.marks.words),
            others=[column] * len(p),
            phi=self.size,
            phi_variance=unknown,
            statistic=self.x2,
            p_value=p,
            p_adjusted=adjust_p_values(p, "bonferroni"),
            few=picked < self.survey.smallest_group,
        )


def _standardised(
    place: NDArray[np.intp], answers: Marks, weights: Array, classes: int
) -> tuple[CrossedClasses, Array, Array]:
    """Marks of labels and residuals of words; weighted counts (labels, words) and (labels,)."""
    known = place >= 0
    labels = np.zeros((len(place), classes))
    labels[np.flatnonzero(known), place[known]] = 1.0
    sizes = weights @ labels
    both = (labels * weights[:, None]).T @ answers.picked
    pi, p = sizes / sizes.sum(), both.sum(axis=0) / sizes.sum()
    left = np.where(known[:, None], (labels - pi) / np.sqrt(pi), 0.0)
    expected = np.vstack([both / sizes[:, None], np.zeros((1, both.shape[1]))])[place]
    right = np.where(known[:, None], (answers.picked - expected) / np.sqrt(p * (1 - p)), 0.0)
    return CrossedClasses(left, right, place), both, sizes
