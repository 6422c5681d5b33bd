"""Alignment of two lists: of persons by default, of the group as a whole by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from berakhlak_stats.estimates.analyse import Options, estimate
from berakhlak_stats.indices import parts
from berakhlak_stats.indices.about import about, choice, unanswered

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
        plain form would average at this n if the two profiles were identical. Their ``note``
        is "bias may remain" below 100 persons or 10 PSUs.

    Notes
    -----
    The published formula is not known. "top10_matches" for both alignments, with the other
    defaults, **cannot give** the published total of Kalimantan Tengah 2022, so it is excluded
    as the published form; the others are assumptions. A group profile can agree while no
    person does, so never read a group form as being about persons.

    Group forms of noisy profiles are biased: differences look larger than they are. The
    estimate averages the form over pairs of profiles that may lie behind the data: words'
    differences are shrunk by what noise explains (empirical Bayes, normal on the arcsine scale,
    with a tenth of prior probability that there are none), and what learning their size from
    the same data does to the average is taken off (type III bootstrap). The interval is the
    spread of the form over such pairs.

    What is left, by simulation. For unlike, moderately like, and identical lists, averaged over
    populations of each kind, the bias is within one point in random samples of 100 persons or
    more and in ten or more whole units (350 persons). In each population of the simulator
    "profile_overlap" keeps to that for either pair of lists, "weighted_jaccard" on average over
    the two (1.4 for one pair). Lists that differ by about as little as noise does (overlap 94 to
    98 at 100 persons) come out too high, by up to 1.5 points (3 for "weighted_jaccard"; the
    forms of the top are up to 2 off, either way), and below 100 persons by up to 4 (8) points.

    **In one population "top10_matches" and "rank_biased_overlap" can be many points off, and
    no estimator can mend that** (by 7 and 10 in those of the simulator, at 100 persons). In each
    of these, a few near-tied words would trade places after a change of a fraction of a standard
    error, and the top tens would match by ten points more or less. To be within a point on both
    sides of such a change, an estimator from 100 persons would need a standard error of 22 to
    160 points (12 to 47 for the ranking), and with one of 5 points it is off by at least 6 to 9
    (4 to 6) on one side (Chapman & Robbins 1951). The interval allows for it.

    References
    ----------
    Morris (1983), JASA 78, 47-55, for empirical Bayes; Laird & Louis (1987), JASA 82, 739-750,
    for the type III bootstrap; Chapman & Robbins (1951), Annals of Mathematical Statistics 22,
    581-586; Webber, Moffat & Zobel (2010), ACM TOIS 28, for rank-biased overlap; Cronbach &
    Gleser (1953), Psychological Bulletin 50, 456-473.

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
        **unanswered(survey),
    )
    if variant == "individual_overlap":
        return estimate(survey, [parts.overlap(survey.instrument, *lists)], chosen, made)
    from berakhlak_stats.indices.group_alignment import group_alignment

    return group_alignment(survey, lists, variant, chosen, made)
