"""How many respondents each flag of careless answering marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from berakhlak_stats.estimates.analyse import Options, analyse, finish
from berakhlak_stats.quality.flags import Flags, flag_answers
from berakhlak_stats.quality.marks import mark, marked
from berakhlak_stats.totals.statistic import Array, Output, Statistic, View, at

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.stream import SurveyStream
    from berakhlak_stats.survey.survey import Survey

SEVERAL = ("one_flag_or_more", "two_flags_or_more", "three_flags_or_more")
REFERENCES = (
    "Meade & Craig (2012), Psychological Methods 17, 437-455",
    "Curran (2016), Journal of Experimental Social Psychology 66, 4-19",
    "Wilson (1927), JASA 22, 209-212",
)


def answer_quality(
    survey: Survey | SurveyStream,
    *,
    flags: Sequence[str] | None = None,
    rules: Mapping[str, str | float] | None = None,
    seconds: str | None = None,
    order: Mapping[str, Sequence[str]] | None = None,
    **options: Any,
) -> Estimates:
    """Share of respondents that each flag of careless answering marks, 0-1.

    Parameters
    ----------
    survey : Survey or SurveyStream
    flags, rules, seconds, order
        See :func:`~berakhlak_stats.quality.flag_answers`.
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        Rows of level "flag": one per flag, of those whose answers allow it, then one each for one,
        two and three flags or more, of those who could be flagged at all. ``count`` is weighted.
        Rows with fewer flagged people than may be shown are hidden.

    Notes
    -----
    The share flagged is not the share who are careless: cuts have false alarms, and miss people.
    The intervals are about sampling and take the cuts as given.

    References
    ----------
    Meade & Craig (2012), Psychological Methods 17, 437-455; Curran (2016), Journal of
    Experimental Social Psychology 66, 4-19; Wilson (1927), JASA 22, 209-212.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = answer_quality(bs.simulate.simulate("rating-2022", seed=1, n=500))
    >>> "two_flags_or_more" in set(result.to_frame()["item"])
    True
    """
    settings = Options(**options)
    found = flag_answers(survey, flags=flags, rules=rules, seconds=seconds, order=order)
    statistic = share_statistic(found)
    carried = marked(survey, flagged=flag_matrix(found), known=known_matrix(found))
    return finish(survey, analyse(carried, [statistic], settings), about(found))


def about(found: Flags) -> dict[str, Any]:
    """Provenance of a result that rests on flags."""
    return {
        "statistic": "answer_quality",
        "variant": "flags",
        "sureness": "assumed",
        "references": (*REFERENCES, *found.references),
        "parameters": {"flags": dict(found.rules)},
        "warnings": tuple((each.text("id"), each.text("en")) for each in found.left_out),
    }


def flag_matrix(found: Flags) -> Any:
    """Flags, then how many there are: (n, flags + several)."""
    return np.column_stack([found.flagged, *(found.at_least(k + 1) for k in _several(found))])


def known_matrix(found: Flags) -> Any:
    """Whose answers allow each column of :func:`flag_matrix`."""
    some = found.known.any(axis=1)
    return np.column_stack([found.known, *(some for _ in _several(found))])


def _several(found: Flags) -> range:
    return range(min(len(SEVERAL), len(found.names))) if len(found.names) > 1 else range(0)


def share_statistic(found: Flags) -> Statistic:
    """Shares of the columns of :func:`flag_matrix`."""
    items = (*found.names, *(SEVERAL[k] for k in _several(found)))
    hit, known = mark("flagged", items), mark("known", items)

    def f(t: View) -> Array:
        return t[hit.name] / t[known.name]

    outputs = tuple(
        Output(item, "flag", at(known, item), "proportion", count=at(hit, item)) for item in items
    )
    # The flags of everybody added up are those with one or more, two or more, and so on added
    # up: a single hidden row would follow, unless more flags stay uncounted at the end.
    whole = len(found.names) <= len(SEVERAL)
    counts = tuple((at(hit, item), hit.name if whole else at(hit, item)) for item in items)
    return Statistic("answer_quality", (hit, known), outputs, f, counts=counts)
