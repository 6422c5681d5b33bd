"""What a statistic is: features to add up, and a function of the sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from berakhlak_stats.totals.coded import Block, written_out

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

Array = NDArray[np.float64]
View = Mapping[str, Array]
_SEPARATOR = "\t"
Kind = Literal[
    "proportion", "composite", "mean", "difference", "discrete", "positive", "correlation"
]


@dataclass(frozen=True)
class Feature:
    """Named columns computed from a batch of respondents.

    ``compute(survey)`` returns shape (n, len(columns)), or the same by codes
    (:mod:`~berakhlak_stats.totals.coded`); missing answers contribute zeros, and a companion
    "answered" feature counts who did answer. Features with equal names are the
    same feature and are computed once.
    """

    name: str
    columns: tuple[str, ...]
    compute: Callable[[Survey], Block]

    def rows(self, survey: Survey) -> NDArray[Any]:
        """The columns (n, len(columns)), a row per respondent."""
        return written_out(self.compute(survey))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Feature) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True)
class Products:
    """Sums of products of two blocks of columns, which are never written out per person.

    ``compute(survey)`` returns the blocks (n, a) and (n, b); the pass keeps ``sum w x y'`` per
    cell, shape (a, b), or ``sum x y'`` where not ``weighted``. It keeps none per part, so
    variances of what is made of products come from influence values in a second pass
    (:mod:`~berakhlak_stats.estimates.influence`).
    """

    name: str
    compute: Callable[[Survey], tuple[Block, Block]]
    weighted: bool = True


def at(feature: Feature, column: str) -> str:
    """The path of one column of a feature, for :class:`Output`."""
    return f"{feature.name}{_SEPARATOR}{column}"


def feature_of(path: str) -> str:
    """The name of the feature that a path leads into."""
    return path.partition(_SEPARATOR)[0]


@dataclass(frozen=True)
class Output:
    """One number a statistic returns.

    ``base`` is the path (see :func:`at`) of the feature column, 0 or 1 per person, whose
    unweighted sum is the ``n`` of the row; ``kind`` chooses the interval; ``scale`` is the
    upper end of a bounded scale (1 or 100).
    """

    item: str
    level: str
    base: str
    kind: Kind
    scale: float = 1.0
    list: str = ""
    count: str = ""
    """Path of the column whose weighted total is reported as ``count``; guarded like ``guards``."""
    guards: tuple[str, ...] = ()
    """Paths of columns with fewer persons than may be shown hide the row, as a difference of
    two shares would give a hidden one away."""
    step: tuple[str, float] | None = None
    """Of a discrete sum: the item of the same statistic that moves in steps, and its weight."""
    item_2: str = ""
    """The other item of a pair."""


@dataclass(frozen=True)
class Statistic:
    """A set of totals and a function of them.

    Attributes
    ----------
    id : str
        Stable name.
    features : tuple of Feature
        What the pass adds up.
    outputs : tuple of Output
        What ``f`` returns, in order.
    f : callable
        Maps a view ``{feature: (..., columns)}`` of weighted totals to ``(..., outputs)``.
        Vectorised over leading axes: groups, replicates and derivative steps are all just axes.
    smooth : bool
        Whether ``f`` is differentiable. Others get replicates, never Taylor or jackknife.
    factor : callable, optional
        Maps a view of unweighted counts per group to multipliers (G, outputs) of the estimates.
        They are constants: nothing is differentiated and no replicate changes them.
    offset : tuple of float
        Added to the estimates at the end, one per output, or none. Differences of large and
        almost equal numbers would lose digits that ``f`` about a centre keeps.
    counts : tuple of (path, family)
        Counts of persons that are published somewhere, with the published total they add up
        to. All of them are given, whatever the outputs, so that every table of them hides
        the same. Counts that are not named add up within their feature.
    bases : tuple of Feature
        Columns that only count persons: ``f`` does not see them.
    """

    id: str
    features: tuple[Feature, ...]
    outputs: tuple[Output, ...]
    f: Callable[[View], Array]
    smooth: bool = True
    factor: Callable[[View], Array] | None = None
    counts: tuple[tuple[str, str], ...] = ()
    bases: tuple[Feature, ...] = ()
    offset: tuple[float, ...] = ()

    @property
    def layout(self) -> Layout:
        """Where each feature's columns stand in this statistic's own totals."""
        return Layout.of(self.features)


def keep_outputs(statistic: Statistic, items: Sequence[str]) -> Statistic:
    """The same statistic returning only the outputs of ``items``."""
    chosen = [j for j, output in enumerate(statistic.outputs) if output.item in items]

    def f(t: View) -> Array:
        return statistic.f(t)[..., chosen]

    def factor(counts: View) -> Array:
        return whole(counts)[..., chosen] if whole else np.ones(len(chosen))

    whole = statistic.factor
    return Statistic(
        f"{statistic.id}:{','.join(items)}",
        statistic.features,
        tuple(statistic.outputs[j] for j in chosen),
        f,
        statistic.smooth,
        factor if whole else None,
        statistic.counts,
        statistic.bases,
        tuple(statistic.offset[j] for j in chosen) if statistic.offset else (),
    )


@dataclass(frozen=True)
class Layout:
    """Feature names to column ranges of a totals array."""

    names: tuple[str, ...]
    starts: tuple[int, ...]
    columns: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, features: Sequence[Feature]) -> Layout:
        """The layout of distinct features, in order of first appearance."""
        distinct = list(dict.fromkeys(features))
        widths = [len(feature.columns) for feature in distinct]
        starts = tuple(int(start) for start in np.concatenate([[0], np.cumsum(widths)]))
        return cls(
            tuple(feature.name for feature in distinct),
            starts,
            tuple(feature.columns for feature in distinct),
        )

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.starts[-1]

    def view(self, totals: Array) -> dict[str, Array]:
        """The named column blocks of ``totals`` (..., width), without copying."""
        spans = zip(self.names, self.starts[:-1], self.starts[1:], strict=True)
        return {name: totals[..., a:b] for name, a, b in spans}

    def positions(self, features: Sequence[Feature]) -> NDArray[np.intp]:
        """Where the columns of ``features`` stand here."""
        where = dict(zip(self.names, self.starts, strict=False))
        parts = [
            np.arange(where[each.name], where[each.name] + len(each.columns))
            for each in dict.fromkeys(features)
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.intp)

    def column(self, path: str) -> int:
        """Position of a path: a feature's name (its first column), or what :func:`at` gives."""
        name, _, column = path.partition(_SEPARATOR)
        index = self.names.index(name)
        return self.starts[index] + (self.columns[index].index(column) if column else 0)
