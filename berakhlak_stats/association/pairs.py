"""Correlations of pairs of rating items, and how every respondent moves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.cross_tables import CrossTables, item_codes
from berakhlak_stats.association.two_step import cut_influence
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

NOTES = ("no answers", "one category", "perfect association", "not converged")
"""Why a pair has no correlation or no standard error."""


@dataclass(frozen=True)
class PairCorrelations:
    """Correlations of ``P`` pairs for every group.

    Attributes
    ----------
    found : CrossTables
    rho : array (groups, P)
        NaN where it cannot be estimated; -1 or 1 at the edge, without a variance.
    variance : array (groups, P)
        Of a simple random sample; for two-step polychoric ones with the cut points taken as known.
    thresholds : array (groups, q, c - 1)
        Of each item, from everybody who counts for it.
    notes : array of str (groups, P)
        One of ``NOTES``, or empty.
    filled : array (groups, P)
        Empty cells that got half a person.
    both, row, column : array (groups, P, c, c), (groups, P, c), (groups, P, c)
        Influence of an answer, per unit of weight.
    """

    found: CrossTables
    rho: Array
    variance: Array
    thresholds: Array
    notes: NDArray[np.str_]
    filled: NDArray[np.intp]
    both: Array
    row: Array
    column: Array

    def matrix(self, values: Array | None = None, *, diagonal: float = 1.0) -> Array:
        """Correlations, or other ``values`` (groups, P), as matrices (groups, q, q)."""
        first, second = self.found.pairs
        size = len(self.found.items)
        given = self.rho if values is None else values
        out = np.full((len(given), size, size), diagonal)
        out[:, first, second] = out[:, second, first] = given
        return out

    @property
    def estimable(self) -> NDArray[np.bool_]:
        """Pairs with a standard error (groups, P)."""
        return np.isfinite(self.variance)

    def rows(self, survey: Survey) -> Array:
        """Influence of respondents (n, P) on the correlations of their own group."""
        codes = item_codes(survey, self.found.items, missing=self.found.missing).astype(np.intp)
        group = group_index(survey, self.found.by, self.found.groups)
        size = self.both.shape[-1]
        first, second = self.found.pairs
        lookup = _with_blank(self.both.reshape(*self.rho.shape, -1))
        start = group * (size**2 + 1)
        out = np.zeros((survey.n, len(first)))
        for p, (i, j) in enumerate(zip(first, second, strict=True)):
            known = (codes[:, i] >= 0) & (codes[:, j] >= 0) & (group >= 0)
            cell = np.where(known, start + codes[:, i] * size + codes[:, j], size**2)
            out[:, p] = lookup[:, p].ravel()[cell]
        if self.row.any() or self.column.any():
            self._add_single(out, codes, group)
        return out

    def _add_single(self, out: Array, codes: NDArray[np.intp], group: NDArray[np.intp]) -> None:
        """Add what a single answer does through the cut points of its item."""
        size, (first, second) = self.both.shape[-1], self.found.pairs
        pairs = np.arange(len(first))
        mixing = np.zeros((len(self.rho), len(self.found.items), size, len(first)))
        mixing[:, first, :, pairs] += self.row.swapaxes(0, 1)
        mixing[:, second, :, pairs] += self.column.swapaxes(0, 1)
        flat = mixing.reshape(len(mixing), -1, len(first))
        for g in np.unique(group[group >= 0]):
            here = np.flatnonzero(group == g)
            out[here] += _one_hot(codes[here], size) @ flat[g]

    def threshold_rows(self, survey: Survey) -> Array:
        """Influence of respondents (n, q (c - 1)) on the thresholds of their own group."""
        codes = item_codes(survey, self.found.items, missing=self.found.missing).astype(np.intp)
        group = group_index(survey, self.found.by, self.found.groups)
        moved = cut_influence(self.thresholds, self.found.margins.sum(axis=-1))
        items, cuts = moved.shape[1:3]
        out = np.zeros((survey.n, items, cuts))
        for i in range(items):
            known = (codes[:, i] >= 0) & (group >= 0)
            out[known, i] = moved[group[known], i, :, codes[known, i]]
        return out.reshape(survey.n, -1)


def _with_blank(values: Array) -> Array:
    """A last entry of zero for people without an answer, and zeros for what is unknown."""
    pad = [(0, 0)] * (values.ndim - 1) + [(0, 1)]
    return np.asarray(np.pad(np.where(np.isfinite(values), values, 0.0), pad))


def _one_hot(codes: NDArray[np.intp], size: int) -> Array:
    columns = codes[:, :, None] == np.arange(size)
    return np.asarray(columns.reshape(len(codes), -1), float)
