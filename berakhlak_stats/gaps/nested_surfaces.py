"""Simpler surfaces inside the full quadratic one, and how well each describes an outcome.

Source: Schonbrodt (2016), European Journal of Personality 30, 627-640; Edwards (2002).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.errors import DisclosureError, OptionError
from berakhlak_stats.estimates.tidy import finished, stacked, t_bounds, tidy
from berakhlak_stats.gaps.least_squares import Fitted, least_squares
from berakhlak_stats.gaps.response_surface import Centre, answer, centred
from berakhlak_stats.gaps.surface import AXES, COEFFICIENTS, SLOPES, STEP, derived, terms
from berakhlak_stats.indices.about import about, choice
from berakhlak_stats.totals.statistic import Array

if TYPE_CHECKING:
    import pandas as pd

    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

NAME = "nested_surfaces"
SLOPE_NAMES = ("b1", "b2", "b3", "b4", "b5")
REFERENCES = ("Schonbrodt (2016), European Journal of Personality 30, 627-640",)
Shape = Callable[[NDArray[Any]], NDArray[Any]]


def _linear(*rows: Sequence[float]) -> tuple[int, Shape]:
    matrix = np.array(rows, float).reshape(-1, 5)
    return len(matrix), lambda free: free @ matrix


def _ridge(free: NDArray[Any]) -> NDArray[Any]:
    """A rotated rising ridge: ``b1 x + b2 y + c (x - s y)^2``."""
    b1, b2, c, s = free
    return np.array([b1, b2, c, -2 * c * s, c * s**2])


def _shifted(free: NDArray[Any]) -> NDArray[Any]:
    """A rotated and shifted ridge without slope: ``c (x - s y + d)^2``."""
    c, s, d = free
    return np.array([2 * c * d, -2 * c * d * s, c, -2 * c * s, c * s**2])


MODELS: dict[str, tuple[int, Shape]] = {
    "null": _linear(),
    "additive": _linear([1, 0, 0, 0, 0], [0, 1, 0, 0, 0]),
    "IA": _linear([1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 0, 1, 0]),
    "SQD": _linear([0, 0, 1, -2, 1]),
    "RR": _linear([1, 1, 0, 0, 0], [0, 0, 1, -2, 1]),
    "SRSQD": (3, _shifted),
    "SRRR": (4, _ridge),
    "full": _linear(*np.eye(5)),
}
"""Free parameters of every model and the five coefficients that they stand for."""
CURVED = ("SRSQD", "SRRR")


@dataclass(frozen=True)
class Nested:
    """One model: slopes (5,), their covariance, squares left over, and free parameters."""

    name: str
    slopes: Array
    covariance: Array
    squares: float
    free: int


def nested_surfaces(
    survey: Survey,
    *,
    x: str,
    y: str,
    outcome: str,
    centre: str = "none",
    models: Sequence[str] = tuple(MODELS),
    conf_level: float = 0.95,
) -> Estimates:
    """Simpler surfaces of an outcome on two answers, compared with the full quadratic one.

    Parameters
    ----------
    survey : Survey
    x, y, outcome, centre
        As for :func:`~berakhlak_stats.gaps.response_surface`.
    models : sequence of str
        Of "null", "additive", "IA" (interaction), "SQD" (squared difference), "RR" (rising
        ridge), "SRSQD" (shifted and rotated squared difference), "SRRR" (shifted and rotated
        rising ridge) and "full".
    conf_level : float

    Returns
    -------
    Estimates
        Per model (``item_2``) level "model": ``log_likelihood``, ``chi_square`` against the full
        surface (with p value), ``aicc``, ``aicc_weight`` and ``r_squared``; level "surface":
        slopes ``b1`` to ``b5`` and ``a1`` to ``a5`` with robust standard errors (z).

    Notes
    -----
    Maximum likelihood with normal errors; the sandwich of a simple sample, with the residuals of
    the full surface in its middle (as MLR in lavaan). Likelihoods do not exist for weights or
    clusters: surveys with either are refused, and
    :func:`~berakhlak_stats.gaps.response_surface` is there for them. Choosing the best of eight
    models and then testing its parameters is too sure of itself.

    References
    ----------
    Schonbrodt (2016), European Journal of Personality 30, 627-640; Hurvich & Tsai (1989),
    Biometrika 76, 297-307, for the corrected criterion.

    Examples
    --------
    >>> import numpy as np, pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.gaps import nested_surfaces
    >>> rng = np.random.default_rng(1)
    >>> answers = pd.DataFrame(rng.normal(size=(80, 3)), columns=["me", "us", "stay"])
    >>> survey = bs.read_survey(answers, instrument=bs.make_instrument(numbers=list(answers)))
    >>> frame = nested_surfaces(survey, x="me", y="us", outcome="stay").to_frame()
    >>> frame["item_2"].nunique()
    8
    """
    choice("centre", centre, Centre)
    for model in models:
        if model not in MODELS:
            choices = ", ".join(MODELS)
            raise OptionError("E701", name="models", given=model, choices=choices)
    if survey.weights is not None or survey.design.psu is not None:
        raise OptionError("E701", name="design", given="weights/psu", choices="response_surface")
    answers = [answer(survey, each) for each in (x, y, outcome)]
    first, second, response = centred(survey, answers[0], answers[1], answers[2], centre)
    matrix = terms(first, second)
    whole = least_squares(survey, COEFFICIENTS, matrix, response, "hc0", NAME)
    if whole.n < survey.smallest_group:
        raise DisclosureError("E301", minimum=survey.smallest_group)
    known = np.isfinite(response) & np.isfinite(matrix).all(axis=1)
    data = _Data.of(matrix[known], response[known], whole)
    found = [data.fit(model) for model in models]
    made = about(
        NAME, sureness="published", references=REFERENCES, x=x, y=y, outcome=outcome, centre=centre
    )
    frame = stacked([_fit_rows(found, data), *(_rows(each, data.n, conf_level) for each in found)])
    changes: dict[str, Any] = {"conf_level": conf_level, "missing_rule": "every answer"}
    return finished(survey, whole.analysis, frame, made, None, **changes)


@dataclass(frozen=True)
class _Data:
    """Slopes' columns (n, 5) and response (n,), both about their means."""

    x: Array
    z: Array
    start: Array

    @property
    def free_error(self) -> Array:
        """Residuals of the full surface: a wrong constraint must not add to the errors."""
        return np.asarray(self.z - self.x @ self.start)

    @classmethod
    def of(cls, matrix: Array, response: Array, whole: Fitted) -> _Data:
        x, z = matrix[:, 1:] - matrix[:, 1:].mean(axis=0), response - response.mean()
        return cls(x, z, whole.coefficients[1:])

    @property
    def n(self) -> int:
        """Respondents."""
        return len(self.z)

    def fit(self, name: str) -> Nested:
        """Maximum likelihood under the constraints of a model."""
        free, shape = MODELS[name]
        if not free:
            return Nested(name, np.zeros(5), np.zeros((5, 5)), float((self.z**2).sum()), 0)
        best = self._curved(name, shape) if name in CURVED else self._plain(free, shape)
        slopes = shape(best)
        jacobian = np.array([_slope(shape, best, unit) for unit in np.eye(free)]).T
        error = self.z - self.x @ slopes
        reduced = self.x @ jacobian
        bread = jacobian @ np.linalg.pinv(reduced.T @ reduced) @ jacobian.T
        scores = self.x * self.free_error[:, None]
        covariance = bread @ (scores.T @ scores) @ bread
        return Nested(name, slopes, covariance, float(error @ error), free)

    def _plain(self, free: int, shape: Shape) -> Array:
        basis = np.array([shape(unit) for unit in np.eye(free)]).T
        return np.asarray(np.linalg.lstsq(self.x @ basis, self.z, rcond=None)[0])

    def _curved(self, name: str, shape: Shape) -> Array:
        """The best of several starts: squares of a ridge have more than one valley."""
        from scipy.optimize import least_squares as minimise

        b1, b2, b3 = self.start[:3]
        found = []
        for slope in (-2.0, -1.0, -0.3, 0.3, 1.0, 2.0):
            for c in (b3, -0.1):
                start = [c, slope, 0.1] if name == "SRSQD" else [b1, b2, c, slope]
                found.append(
                    minimise(
                        lambda free: self.z - self.x @ shape(free),
                        start,
                        x_scale="jac",
                        xtol=1e-14,
                        ftol=1e-14,
                        gtol=1e-14,
                        max_nfev=500,
                    )
                )
        return np.asarray(min(found, key=lambda each: each.cost).x)


def _slope(shape: Shape, at: Array, direction: Array) -> Array:
    """Derivative of a model's slopes along one parameter, by a complex step."""
    step = (at + 1j * STEP * direction).astype(complex)
    return np.asarray(shape(step).imag / STEP)


def _fit_rows(found: Sequence[Nested], data: _Data) -> pd.DataFrame:
    from scipy.special import chdtrc

    n = data.n
    squares = np.array([each.squares for each in found])
    free = np.array([each.free for each in found])
    likelihood = -n / 2 * (np.log(2 * np.pi * squares / n) + 1)
    count = free + 2
    aicc = -2 * likelihood + 2 * count + 2 * count * (count + 1) / (n - count - 1)
    weight = np.exp(-(aicc - aicc.min()) / 2)
    chi = n * np.log(squares / float((data.free_error**2).sum()))
    p = np.where(free < 5, chdtrc(np.maximum(5 - free, 1), np.maximum(chi, 0)), np.nan)
    columns = {
        "log_likelihood": likelihood,
        "chi_square": chi,
        "aicc": aicc,
        "aicc_weight": weight / weight.sum(),
        "r_squared": 1 - squares / float((data.z**2).sum()),
    }
    names = [each.name for each in found]
    return tidy(
        {
            "level": "model",
            "item": [item for _ in names for item in columns],
            "item_2": [name for name in names for _ in columns],
            "estimate": np.column_stack(list(columns.values())).ravel(),
            "n": float(n),
            "df": np.repeat(5.0 - free, len(columns)),
            "note": "no interval",
            "p_value": [a if k == "chi_square" else np.nan for a in p for k in columns],
        }
    )


def _rows(each: Nested, n: int, conf_level: float) -> pd.DataFrame:
    values, slopes = derived(np.append(0.0, each.slopes))
    whole = np.concatenate([np.eye(5), slopes[:, 1:]])
    estimate = np.concatenate([each.slopes, values])
    with np.errstate(invalid="ignore"):
        se = np.sqrt(np.maximum(np.diag(whole @ each.covariance @ whole.T), 0.0))
    names = [*SLOPE_NAMES, *SLOPES, *AXES]
    kept = np.isfinite(estimate) & np.isfinite(se)
    bounds = t_bounds(estimate[kept], se[kept], np.inf, conf_level)
    return tidy(
        {
            "level": "surface",
            "item": [name for name, ok in zip(names, kept, strict=True) if ok],
            "item_2": [each.name] * int(kept.sum()),
            "estimate": estimate[kept],
            "std_error": se[kept],
            **bounds,
            "n": float(n),
        }
    )
