"""One correlation matrix for a whole chain of factor analysis, omega and alpha."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.association.cross_tables import cross_tables
from berakhlak_stats.association.definite import (
    ZERO,
    matrix_warnings,
    smallest_eigenvalue,
    smooth_eigen,
)
from berakhlak_stats.association.pairs import PairCorrelations
from berakhlak_stats.association.polychoric import filled_warning
from berakhlak_stats.association.polychorics import Policy, polychorics
from berakhlak_stats.association.scored import scored
from berakhlak_stats.errors import OptionError, StatisticError, message
from berakhlak_stats.estimates.influence import group_index
from berakhlak_stats.estimates.suppression import group_reasons
from berakhlak_stats.totals.statistic import Array, Feature

if TYPE_CHECKING:
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

Kind = Literal["pearson", "polychoric", "spearman"]
Smooth = Literal["none", "eigen"]


@dataclass(frozen=True)
class CorrelationMatrix:
    """Correlations of ``q`` items for every group, with all that was decided on the way.

    Attributes
    ----------
    kind : "pearson", "polychoric" or "spearman"
    items, groups : tuple of str
    by : str or None
    matrix : array (groups, q, q)
        NaN where a pair cannot be estimated, or where the group or the pair may not be shown.
    n : array (groups, q, q)
        Unweighted people behind each correlation.
    missing : "listwise" or "pairwise"
    thresholds : array (groups, q, c - 1) or None
        Cut points of polychoric correlations, infinite outside the categories that were used.
    policy : Policy or None
        Of polychoric correlations: thresholds, empty cells, estimator.
    smooth : "none" or "eigen"
        What was asked for; ``smoothed`` says which groups it changed.
    smallest : array (groups,)
        Smallest eigenvalue before any smoothing; NaN where the matrix has gaps.
    notes : tuple of (group, item, item, note)
    warnings : tuple of (Indonesian, English)
    pairs : PairCorrelations
        The estimates themselves, with influence values and variances.
    """

    kind: Kind
    items: tuple[str, ...]
    groups: tuple[str, ...]
    by: str | None
    matrix: Array
    n: Array
    missing: str
    thresholds: Array | None
    policy: Policy | None
    smooth: Smooth
    smallest: Array
    notes: tuple[tuple[str, str, str, str], ...]
    warnings: tuple[tuple[str, str], ...]
    pairs: PairCorrelations = field(repr=False)

    @property
    def positive_definite(self) -> NDArray[np.bool_]:
        """Whether each group's matrix was so before any smoothing (groups,)."""
        return np.asarray(self.smallest > ZERO)

    @property
    def smoothed(self) -> NDArray[np.bool_]:
        """Groups whose matrix is not the one estimated (groups,)."""
        known = np.isfinite(self.smallest)
        return np.asarray(known & ~self.positive_definite & (self.smooth == "eigen"))

    @property
    def name(self) -> str:
        """How outputs made from the matrix name it, such as "polychoric, listwise"."""
        parts = [self.kind, self.missing]
        if self.policy is not None:
            parts += [self.policy.estimator, f"thresholds {self.policy.thresholds}"]
            parts += [] if self.policy.empty == "none" else [f"empty {self.policy.empty}"]
        return ", ".join([*parts, *(["smoothed eigen"] if self.smoothed.any() else [])])

    @property
    def base(self) -> Feature:
        """1 for people behind at least one of the correlations."""
        inner = self.pairs.found.base

        def compute(survey: Survey) -> NDArray[Any]:
            return np.asarray(inner.rows(survey).any(axis=1, keepdims=True))

        return Feature(f"any-{inner.name}", ("answered",), compute)

    def of(self, group: str = "") -> Array:
        """The matrix (q, q) of one group."""
        if group not in self.groups:
            choices = ", ".join(self.groups)
            raise OptionError("E701", name="group", given=group, choices=choices)
        return np.array(self.matrix[self.groups.index(group)])

    def parameters(self) -> dict[str, Any]:
        """What the provenance of anything made from the matrix should hold."""
        return {
            "correlations": self.name,
            "items": list(self.items),
            "smallest_eigenvalue": [float(each) for each in self.smallest],
            "empty_cells_filled": int(self.pairs.filled.sum()),
        }


def correlation(
    survey: Survey | SurveyStream,
    *,
    items: Sequence[str],
    kind: str = "pearson",
    by: str | None = None,
    missing: str = "listwise",
    thresholds: str = "global",
    empty: str = "none",
    estimator: str = "two_step",
    smooth: str = "none",
) -> CorrelationMatrix:
    """The correlations of rating items, as one object for everything made from them.

    Parameters
    ----------
    survey : Survey or SurveyStream
    items : sequence of str
        Rating items; reversed ones are turned round.
    kind : {"pearson", "polychoric", "spearman"}
        Of category numbers, of the normal variables behind them, or of ranks.
    by : str, optional
        Column of the groups.
    missing : {"listwise", "pairwise"}
    thresholds, empty, estimator : str
        See :func:`~berakhlak_stats.association.polychoric`; only for polychoric correlations.
    smooth : {"none", "eigen"}
        What happens to a matrix that is not positive definite: nothing but a warning, or its
        eigenvalues are raised, which the object records.

    Returns
    -------
    CorrelationMatrix

    Notes
    -----
    Pairwise, each Pearson correlation has its own means and variances, as R's
    ``cor(use = "pairwise")``. No kind is ever put in the place of another. Groups and pairs with
    fewer people than may be shown are left out. Not for choosing a kind after seeing the
    results; and a smoothed matrix has no standard errors.

    References
    ----------
    Olsson (1979), Psychometrika 44, 443-460; Knol & ten Berge (1989), Psychometrika 54, 53-61,
    on smoothing.

    Examples
    --------
    >>> import pandas as pd, berakhlak_stats as bs
    >>> from berakhlak_stats.association import correlation
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4] * 5, "b": [1, 2, 4, 3] * 5})
    >>> asked = bs.make_instrument(ratings=["a", "b"], scale=(1, 4))
    >>> survey = bs.read_survey(answers, instrument=asked)
    >>> correlation(survey, items=["a", "b"]).of().round(3).tolist()
    [[1.0, 0.8], [0.8, 1.0]]
    """
    for name, given, choices in (("kind", kind, Kind), ("smooth", smooth, Smooth)):
        if given not in get_args(choices):
            known = ", ".join(get_args(choices))
            raise OptionError("E701", name=name, given=given, choices=known)
    policy = Policy(thresholds, empty, estimator)  # type: ignore[arg-type]
    found = cross_tables(survey, items=items, by=by, missing=missing)
    latent = kind == "polychoric"
    pairs = polychorics(found, policy) if latent else scored(found, kind)  # type: ignore[arg-type]
    made = CorrelationMatrix(
        kind,  # type: ignore[arg-type]
        found.items,
        found.groups,
        by,
        pairs.matrix(),
        found.n,
        missing,
        pairs.thresholds if latent else None,
        policy if latent else None,
        smooth,  # type: ignore[arg-type]
        smallest_eigenvalue(pairs.matrix()),
        _notes(pairs),
        (*filled_warning(pairs), *(matrix_warnings(pairs) if smooth == "none" else ())),
        pairs,
    )
    return _shown(_smoothed(made), survey.smallest_group)


def _notes(pairs: PairCorrelations) -> tuple[tuple[str, str, str, str], ...]:
    items, (first, second) = pairs.found.items, pairs.found.pairs
    return tuple(
        (pairs.found.groups[g], items[first[p]], items[second[p]], str(pairs.notes[g, p]))
        for g, p in zip(*np.nonzero(pairs.notes != ""), strict=True)
    )


def _smoothed(made: CorrelationMatrix) -> CorrelationMatrix:
    """The matrix smoothed where that was asked for and needed, and a warning that it was."""
    changed = np.flatnonzero(made.smoothed)
    if not len(changed):
        return made
    matrix = made.matrix.copy()
    for g in changed:
        matrix[g] = smooth_eigen(matrix[g])
    distance = float(np.abs(matrix[changed] - made.matrix[changed]).max())
    said = message("E825", count=len(changed), distance=f"{distance:.3g}")
    return replace(made, matrix=matrix, warnings=(*made.warnings, (said.id, said.en)))


def _shown(made: CorrelationMatrix, smallest_group: int) -> CorrelationMatrix:
    """Without the numbers of groups and pairs that have too few people."""
    reasons = group_reasons(made.pairs.found.totals, smallest_group)
    hidden = np.array([bool(reason) for reason in reasons])[:, None, None]
    thin = np.asarray((made.n > 0) & (made.n < smallest_group)) | hidden
    if not thin.any():
        return made
    whole = thin.any(axis=(1, 2))
    cuts = made.thresholds
    return replace(
        made,
        matrix=np.where(thin, np.nan, made.matrix),
        n=np.where(thin, np.nan, made.n),
        smallest=np.where(whole, np.nan, made.smallest),
        thresholds=None if cuts is None else np.where(whole[:, None, None], np.nan, cuts),
    )


def correlation_rows(found: CorrelationMatrix, gradient: Array) -> Callable[[Survey], Array]:
    """Influence of respondents on functions of the correlations, for :class:`Influence`.

    Parameters
    ----------
    found : CorrelationMatrix
    gradient : array (groups, k, q, q)
        Derivatives by each entry of ``found.matrix``; a pair counts twice, once as (i, j) and
        once as (j, i), and the diagonal not at all.

    Returns
    -------
    callable
        Maps a batch of respondents to (n, k).
    """
    if found.smoothed.any():
        raise StatisticError("E826")
    first, second = found.pairs.found.pairs
    per = np.nan_to_num(gradient[:, :, first, second] + gradient[:, :, second, first])

    def rows(survey: Survey) -> Array:
        group = group_index(survey, found.by, found.groups)
        moved = found.pairs.rows(survey)
        out = np.zeros((survey.n, per.shape[1]))
        for g in np.unique(group[group >= 0]):
            here = np.flatnonzero(group == g) if found.by else slice(None)
            out[here] = moved[here] @ per[g].T
        return out

    return rows
