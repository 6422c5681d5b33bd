"""Where each group stands: its place, its score as answered and as shrunken, its reliability."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from berakhlak_stats.estimates.estimates import OVERALL, Estimates
from berakhlak_stats.estimates.tidy import with_text
from berakhlak_stats.significance.rank_sets import REFERENCE, rank_sets
from berakhlak_stats.significance.shrunken_scores import shrunken_scores

if TYPE_CHECKING:
    from berakhlak_stats.survey.survey import Survey

KEYS = ["list", "item", "group"]


def standings(
    survey: Survey,
    *,
    by: str,
    statistic: str = "indices",
    between: str = "paule_mandel",
    highest_first: bool = True,
    **options: Any,
) -> Estimates:
    """The places each group may truly have, beside its score and what may be made of that.

    Parameters
    ----------
    survey : Survey
    by : str
        Column of the groups, four at least.
    statistic : {"indices", "ratings"}
        "indices": the six indices and the value scores. "ratings": rating items, scales, total.
    between : {"paule_mandel", "dersimonian_laird", "reml"}
        Estimator of the variance between groups.
    highest_first : bool
        Whether place 1 is the highest score.
    **options
        ``method``, ``conf_level``, ``replicates`` (200 by default), ``rng``.

    Returns
    -------
    Estimates
        Level "standing", on 0-100: ``estimate`` and its interval are the shrunken score of
        ``shrunken_scores``, with ``raw`` and ``reliability``; ``place`` with ``place_low`` and
        ``place_high`` is that of ``rank_sets`` for the raw score, which groups of fewer than 30
        persons have not. Rows about everybody hold the centre.

    Notes
    -----
    The sets of places hold all true places of a score at once with the chance ``conf_level``; the
    intervals of the shrunken scores are single ones. Places are of raw scores, with each group's
    own design-based variance; the shrunken scores rest on a pooled one, so that the two may
    disagree at the edge. Population counts are left aside.

    When not to use it: a place whose set spans the whole list says nothing about the group, and
    a list sorted by place is then a list of accidents. Reward nobody by it.

    References
    ----------
    Mogstad, Romano, Shaikh & Wilhelm (2024), Review of Economic Studies 91, 476-518; Morris (1983),
    Journal of the American Statistical Association 78, 47-55.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> from berakhlak_stats.significance import standings
    >>> frame = standings(bs.simulate.simulate(seed=1), by="unit").to_frame().dropna()
    >>> bool((frame["place_low"] <= frame["place_high"]).all())
    True
    """
    found = shrunken_scores(survey, by=by, statistic=statistic, between=between, **options)
    kept = {"replicates": found.provenance.replicates or 200} | options
    scores = _scores(survey, by, statistic, kept)
    ranks = rank_sets(scores, highest_first=highest_first, rng=options.get("rng", 1))
    names = {"estimate": "place", "conf_low": "place_low", "conf_high": "place_high"}
    unranked = ranks.frame["note"].where(ranks.frame["note"].str.startswith("not ranked"), "")
    places = ranks.frame[[*KEYS, *names]].rename(columns=names).assign(unranked=unranked)
    # Hidden in one, hidden in both: neither gives away what the other withholds.
    frame = found.frame.merge(places, on=KEYS, how="left", validate="one_to_one")
    out = frame["suppressed"] | (frame["estimate"].isna() & (frame["group"] != OVERALL))
    frame.loc[out, list(names.values())] = float("nan")
    unranked = frame.pop("unranked").fillna("")
    frame["note"] = frame["note"].where(out | (unranked == ""), unranked)
    made = found.provenance
    provenance = replace(
        made,
        statistic="standings",
        references=(*made.references, REFERENCE),
        parameters={**made.parameters, "highest_first": highest_first},
    )
    return Estimates(with_text(frame.assign(level="standing")), provenance)


def _scores(survey: Survey, by: str, statistic: str, options: dict[str, Any]) -> Estimates:
    from berakhlak_stats import indices

    people = replace(survey, design=replace(survey.design, population=None))
    chosen = indices.rating_score if statistic == "ratings" else indices.all_indices
    return chosen(people, by=by, **options)
