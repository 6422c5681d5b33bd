"""Groupings that lie inside one another give each other's hidden groups away.

Where every unit belongs to one cluster, and both are published, a hidden unit is its cluster
less the units shown. Units are shielded over all units, not within a cluster, so two nested
groupings are checked before both are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from berakhlak_stats.errors import DisclosureError
from berakhlak_stats.estimates.threshold import hidden_groups, shield

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Codes, Survey


def check_nested(survey: Survey, columns: Sequence[str]) -> None:
    """Refuse groupings of which one gives a hidden group of another away.

    Parameters
    ----------
    survey : Survey
    columns : sequence of str
        Groupings whose results are to be shown together.

    Raises
    ------
    DisclosureError
        E305 where groups of one column lie inside those of another, and a group that is
        hidden would follow from its parent.
    """
    codes = {name: survey.column(name) for name in columns}
    for inner, outer in permutations(columns, 2):
        if _gives_away(codes[inner], codes[outer], survey.smallest_group):
            raise DisclosureError("E305", place=survey.log.source, inner=inner, outer=outer)


def _gives_away(inner: Codes, outer: Codes, minimum: int) -> bool:
    both = (inner.codes >= 0) & (outer.codes >= 0)
    pairs = np.unique(np.stack([inner.codes[both], outer.codes[both]], axis=1), axis=0)
    if len(np.unique(pairs[:, 0])) < len(pairs):
        return False  # some group spreads over several: not nested
    sizes = np.bincount(inner.codes[inner.codes >= 0], minlength=len(inner.labels))
    parents = np.bincount(outer.codes[outer.codes >= 0], minlength=len(outer.labels))
    hidden, above = hidden_groups(sizes, minimum), hidden_groups(parents, minimum)
    for parent in np.unique(pairs[:, 1]):
        children = pairs[pairs[:, 1] == parent, 0]
        reasons = [hidden[child] for child in children]
        alone = len(children) == 1 and bool(reasons[0])
        if not above[parent] and (alone or shield(sizes[children], reasons, minimum) != reasons):
            return True
    return False
