"""Polychoric correlations and their cut points estimated together, by maximum likelihood.

Source: Olsson (1979), Psychometrika 44, 443-460.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.bivariate import cell_probabilities, threshold_slopes
from berakhlak_stats.association.two_step import EDGE, SMALLEST, Fit, cut_points

Array = NDArray[np.float64]
STEPS = 100
DIFFERENCE = 1e-5
ROUNDING = 1e-13


@dataclass(frozen=True)
class JointFit:
    """Estimates from one table.

    Attributes
    ----------
    rho, variance : float
        Correlation, and its variance in a simple random sample.
    rows, columns : array (r - 1,), (c - 1,)
        Cut points between the categories that were used.
    probabilities, influence : array (r, c)
        Of the cells of the whole table; the influence of an answer on ``rho``, per unit of weight.
    converged : bool
    """

    rho: float
    variance: float
    rows: Array
    columns: Array
    probabilities: Array
    influence: Array
    converged: bool


def joint_ml(tables: Array, start: Fit) -> list[JointFit]:
    """Most likely correlation and cut points of each table.

    Parameters
    ----------
    tables : array (P, r, c)
        Counts, possibly weighted. Categories without answers are left out.
    start : Fit
        Two-step estimates of the same tables; where they have none, neither has this.

    Returns
    -------
    list of JointFit
    """
    usable = np.isfinite(start.information)
    used = [(table.sum(axis=1) > 0, table.sum(axis=0) > 0) for table in tables]
    shapes = [(int(r.sum()), int(c.sum())) for r, c in used]
    found: list[JointFit] = [_none(table) for table in tables]
    for shape in sorted(set(shapes)):
        members = [p for p, each in enumerate(shapes) if each == shape and usable[p]]
        if not members:
            continue
        small = np.stack([tables[p][np.ix_(*used[p])] for p in members])
        batch = _Batch(small, small.sum(axis=(1, 2)))
        for p, fit in zip(members, batch.solve(start.rho[members]), strict=True):
            found[p] = _spread(fit, used[p])
    return found


def _none(table: Array) -> JointFit:
    empty = np.full(table.shape, np.nan)
    return JointFit(np.nan, np.nan, np.empty(0), np.empty(0), empty, empty, False)


def _spread(fit: JointFit, used: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> JointFit:
    """The same fit over all categories, used or not."""
    wide = [np.zeros((len(used[0]), len(used[1]))) for _ in range(2)]
    for out, values in zip(wide, (fit.probabilities, fit.influence), strict=True):
        out[np.ix_(*used)] = values
    return JointFit(fit.rho, fit.variance, fit.rows, fit.columns, wide[0], wide[1], fit.converged)


@dataclass(frozen=True)
class _Batch:
    """Tables (P, r, c) of one shape without empty categories; parameters (P, 1 + r - 1 + c - 1)."""

    tables: Array
    total: Array

    def split(self, theta: Array) -> tuple[Array, Array, Array]:
        cuts = self.tables.shape[1]
        return theta[:, 0], theta[:, 1:cuts], theta[:, cuts:]

    def cells(self, theta: Array) -> tuple[Array, Array]:
        """Probabilities (P, r, c), and their derivatives (P, m, r, c)."""
        rho, rows, columns = self.split(theta)
        made = cell_probabilities(rows, columns, rho)
        by_row = threshold_slopes(rows, columns, rho)[0]
        by_column = threshold_slopes(columns, rows, rho)[0].swapaxes(-1, -2)
        slopes = np.concatenate([made.d_rho[:, None], by_row, by_column], axis=1)
        return np.maximum(made.p, SMALLEST), slopes

    def likelihood(self, theta: Array) -> Array:
        """Log likelihood; minus infinity outside the bounds."""
        rho, rows, columns = self.split(theta)
        ordered = (np.diff(rows) > 0).all(axis=1) & (np.diff(columns) > 0).all(axis=1)
        valid = ordered & (np.abs(rho) < EDGE)
        safe = np.where(valid[:, None], theta, self._middle())
        p, _ = self.cells(safe)
        value = (self.tables * np.log(p)).sum(axis=(1, 2))
        return np.where(valid, value, -np.inf)

    def _middle(self) -> Array:
        cuts = cut_points(self.tables.sum(axis=2)), cut_points(self.tables.sum(axis=1))
        return np.concatenate([np.zeros((len(self.tables), 1)), *cuts], axis=1)

    def score(self, theta: Array) -> Array:
        """Derivative of the log likelihood (P, m)."""
        p, slopes = self.cells(theta)
        return np.asarray(np.einsum("pab,pmab->pm", self.tables / p, slopes))

    def expected(self, theta: Array) -> Array:
        """Fisher information (P, m, m)."""
        p, slopes = self.cells(theta)
        root = slopes / np.sqrt(p)[:, None]
        return np.asarray(np.einsum("pmab,plab->pml", root, root) * self.total[:, None, None])

    def observed(self, theta: Array) -> Array:
        """Minus the second derivatives (P, m, m), by differences of the score."""
        size = theta.shape[1]
        out = np.empty((*theta.shape, size))
        for j in range(size):
            step = DIFFERENCE * np.eye(size)[j]
            out[:, :, j] = (self.score(theta - step) - self.score(theta + step)) / (2 * DIFFERENCE)
        return (out + out.swapaxes(1, 2)) / 2

    def solve(self, rho: Array) -> list[JointFit]:
        """Scoring, then Newton's method once the curvature is that of a maximum."""
        theta = self._middle()
        theta[:, 0] = np.clip(rho, -0.98, 0.98)
        value = self.likelihood(theta)
        for _ in range(STEPS):
            score = self.score(theta)
            if (np.abs(score) / self.total[:, None]).max() < 1e-12:
                break
            step: Array = np.asarray(
                np.linalg.solve(self._curvature(theta), score[..., None])[..., 0]
            )
            theta, value, moved = self._move(theta, value, step)
            if not moved.any():
                break
        return self._result(theta)

    def _curvature(self, theta: Array) -> Array:
        observed = self.observed(theta)
        falls = np.linalg.eigvalsh(observed)[:, 0] > 0
        return np.where(falls[:, None, None], observed, self.expected(theta))

    def _move(
        self, theta: Array, value: Array, step: Array
    ) -> tuple[Array, Array, NDArray[np.bool_]]:
        """Each table takes the longest of the halved steps that does not lower its likelihood."""
        size, moved = np.ones(len(theta)), np.zeros(len(theta), bool)
        for _ in range(40):
            there = theta + np.where(moved, 0.0, size)[:, None] * step
            new = self.likelihood(there)
            # Close to the maximum the gain is smaller than rounding, and the step still right.
            better = ~moved & (new >= value - ROUNDING * np.abs(value))
            theta, value = np.where(better[:, None], there, theta), np.where(better, new, value)
            moved |= better
            if moved.all():
                break
            size = size / 2
        return theta, value, moved

    def _result(self, theta: Array) -> list[JointFit]:
        rho, rows, columns = self.split(theta)
        observed, score = self.observed(theta), self.score(theta)
        falls = np.linalg.eigvalsh(observed)[:, 0] > 0
        close = (np.abs(score) / self.total[:, None]).max(axis=1) < 1e-8
        inverse = np.linalg.inv(np.where(falls[:, None, None], observed, np.eye(theta.shape[1])))
        p, slopes = self.cells(theta)
        influence = np.einsum("pm,pmab->pab", inverse[:, 0], slopes / p[:, None])
        good = falls & close & (np.abs(rho) < 1 - 1e-5)
        return [
            JointFit(
                float(rho[i]) if good[i] else np.nan,
                float(inverse[i, 0, 0]) if good[i] else np.nan,
                rows[i],
                columns[i],
                p[i],
                influence[i] if good[i] else np.full(p[i].shape, np.nan),
                bool(good[i]),
            )
            for i in range(len(theta))
        ]
