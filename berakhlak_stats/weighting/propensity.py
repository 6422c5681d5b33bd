"""Response propensities of the cells of a population, for many replicates at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from berakhlak_stats.weighting.distance import Array

_STEPS = 50
_RIDGE = 1e-9
_LARGEST_LOGIT = 30.0


def design_matrix(cells: Sequence[tuple[str, ...]], model: str) -> Array:
    """Columns of the model (cells, q): one per cell, or main effects with reference coding."""
    if model == "saturated" or len(cells[0]) == 1:
        return np.eye(len(cells))
    columns = [np.ones(len(cells))]
    for parts in zip(*cells, strict=True):
        for label in list(dict.fromkeys(parts))[1:]:
            columns.append(np.array([part == label for part in parts], float))
    return np.stack(columns, axis=1)


def propensities(x: Array, people: Array, answered: Array) -> Array:
    """Fitted rates (b, cells) of ``answered`` (b, cells) of ``people`` (cells,).

    Parameters
    ----------
    x : array (cells, q)
        Where it is saturated, the fit is the rates themselves.
    people : array (cells,)
    answered : array (b, cells)

    Notes
    -----
    Binomial logistic regression by Newton's method. A category that nobody answered has no
    finite coefficient; a hair of ridge keeps the step solvable and its rate at zero.
    """
    if is_saturated(x):
        return answered / people
    beta = np.zeros((len(answered), x.shape[1]))
    for _ in range(_STEPS):
        rates = 1 / (1 + np.exp(-np.clip(beta @ x.T, -_LARGEST_LOGIT, _LARGEST_LOGIT)))
        score = (answered - people * rates) @ x - _RIDGE * beta
        known = information(x, people * rates * (1 - rates)) + _RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(known, score[:, :, None])[:, :, 0]
        beta += np.clip(step, -5, 5)
        if np.max(np.abs(step)) < 1e-9:
            break
    return np.asarray(1 / (1 + np.exp(-np.clip(beta @ x.T, -_LARGEST_LOGIT, _LARGEST_LOGIT))))


def is_saturated(x: Array) -> bool:
    """Whether the model has a parameter for every cell."""
    return bool(x.shape[0] == x.shape[1])


def information(x: Array, heavy: Array) -> Array:
    """``x' diag(w) x`` (b, q, q) for every row of weights ``heavy`` (b, cells)."""
    return np.asarray((x.T * heavy[:, None, :]) @ x)
