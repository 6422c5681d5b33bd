"""Alignment of two lists: of persons by default, of the group as a whole by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice

if TYPE_CHECKING:
    from berakhlak_stats.estimates.estimates import Estimates
    from berakhlak_stats.survey.survey import Survey

AlignmentVariant = Literal[
    "individual_overlap",
    "profile_overlap",
    "top10_matches",
    "weighted_jaccard",
    "rank_biased_overlap",
]
SOURCE = ("Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473",)


def alignment(
    survey: Survey,
    *,
    lists: tuple[str, str] = ("personal", "current"),
    variant: str = "individual_overlap",
    **options: Any,
) -> Estimates:
    """Alignment of two pick lists, 0-100.

    Parameters
    ----------
    survey : Survey
    lists : pair of list ids
        ("personal", "current") or ("current", "desired") give the two published indices.
    variant : str
        "individual_overlap" (default): mean over persons of the share of the words on their
        own first list that are on their second list too. Linear, unbiased at any n, and about
        persons. The group forms compare the two vote profiles of the group: "profile_overlap"
        (sum over words of the smaller vote share), "weighted_jaccard" (sum of smaller over
        sum of larger), "top10_matches" (words in both top tens, in tenths) and
        "rank_biased_overlap" (p = .9).
    **options
        ``by``, ``method``, ``conf_level``, ``replicates``, ``rng``.

    Returns
    -------
    Estimates
        One row per group. Group forms are bias-corrected and carry ``reference``: what the
        plain form would average at this n if the two profiles were identical.

    Notes
    -----
    The published formula is not known. "top10_matches" for both alignments, with the other
    defaults, **cannot give** the published total of Kalimantan Tengah 2022, so it is excluded
    as the published form; the others are assumptions. A group profile can agree while no
    person does, so never read a group form as being about persons.

    Group forms of noisy profiles are biased: differences look larger than they are. The
    estimate averages the form over pairs of profiles that may lie behind the data: words'
    differences are shrunk by what noise explains (empirical Bayes, normal on the arcsine
    scale), and the interval is the spread of the form over such pairs. Averaged over simulated
    populations its bias is under one point from 100 persons on; a population with a near tie
    at the tenth place can be off by far more, which the interval allows for. Below 100 persons
    expect it too high by several points: alike profiles and noise cannot be told apart.

    References
    ----------
    Morris (1983), JASA 78, 47-55, for empirical Bayes; Webber, Moffat & Zobel (2010), ACM TOIS
    28, for rank-biased overlap; Cronbach & Gleser (1953), Psychological Bulletin 50, 456-473.

    Examples
    --------
    >>> import berakhlak_stats as bs
    >>> result = bs.indices.alignment(bs.simulate.simulate(seed=1))
    >>> result.to_frame()["item"][0]
    'alignment_personal_current'
    """
    choice("variant", variant, AlignmentVariant)
    chosen = Options(**options)
    made = about(
        "alignment",
        variant=variant,
        sureness="excluded" if variant == "top10_matches" else "assumed",
        references=SOURCE,
        lists=list(lists),
    )
    if variant == "individual_overlap":
        return estimate(survey, [parts.overlap(survey.instrument, *lists)], chosen, made)
    from berakhlak_stats.indices.group_alignment import group_alignment

    return group_alignment(survey, lists, variant, chosen, made)
